//! Every rule that a data set can break.

use crate::text::rules;

rules! {
    /// Every rule that a data set can break, in the order of the codes.
    RULES of Input;
    NO_DATA_SET "MZ-I001" Error "不是数据集文件夹":
        "请指向放有 projects.csv、lines.csv、quota_entries.csv、plans.csv、payments.csv 的文件夹。";
    UNREADABLE_FILE "MZ-I002" Error "文件读不了": "请检查文件的权限，或者它是不是正被别的程序占用。";
    ENCODING "MZ-I003" Error "文件的编码不对":
        "请用记事本打开，全文另存为 UTF-8（或 GB18030），一个文件只用一种编码。";
    MISSING_FILE "MZ-I004" Error "缺少必需的文件": "请补上这个文件；没有数据的，只留标题行。";
    EMPTY_FILE "MZ-I005" Error "文件是空的": "请补上标题行和数据；可对照示例 examples/gaoxin-2020。";
    UNKNOWN_COLUMN "MZ-I006" Error "不认识的列":
        "请改正列名，或删去这一列；不认识的列不会悄悄忽略。";
    MISSING_COLUMN "MZ-I007" Error "缺少列": "请补上这一列；没有内容的，列留着、格子空着。";
    REPEATED_COLUMN "MZ-I008" Error "列名重复": "同名的列只留一列。";
    RAGGED_ROW "MZ-I009" Error "这一行的格数与标题行不同":
        "请补齐或删去多出的逗号；内容里有逗号的，整格加英文双引号。";
    BAD_CSV "MZ-I010" Error "不是合格的 CSV":
        "请另存为“CSV（逗号分隔）”；内容里的双引号要写两遍，成对出现。";
    UNKNOWN_FILE "MZ-I011" Warning "不认识的文件，没有读": "请核对文件名；与本次导入无关的，可以不管。";
    EMPTY_FIELD "MZ-I012" Error "必填的格子是空的": "请补上内容。";
    BAD_AMOUNT "MZ-I013" Error "金额写法不对":
        "金额以元为单位，最多两位小数，如 1234.50 或 1,234.50；以万元为单位的，写成 12.5万元。";
    BAD_SIGN "MZ-I014" Error "金额的正负与种类不符":
        "年初批复、追加、调剂转入、用款计划、支付写正数；追减、调剂转出、退回写负数；都不能是 0。";
    BAD_DATE "MZ-I015" Error "日期不对": "日期写成 2020-01-05、2020/1/5 或 2020年1月5日；月份写成 2020-01。";
    OUTSIDE_YEAR "MZ-I016" Error "日期不在本年度内": "请改成本年度的日期；属于别的年度的，放到那个年度的数据集里。";
    UNKNOWN_WORD "MZ-I017" Error "不认识的词": "请改成列出的词之一，一字不差。";
    BAD_NUMBER "MZ-I018" Error "数字写法不对": "请写成普通的数字，不带单位。";
    UNKNOWN_CODE "MZ-I019" Error "所指的代码没有登记": "请核对代码；确是新的，先在对应的文件里补一行。";
    REPEATED_CODE "MZ-I020" Error "同一代码有两行不同的内容": "请只留正确的一行。";
    REPEATED_ROW "MZ-I021" Warning "重复行": "内容完全相同，只算一次；请删去多余的一行。";
    NUMBER_TAKEN "MZ-I022" Error "同一凭证号有两行不同的内容":
        "一个凭证号只能是一笔业务：请给其中一笔另编号，或删去错的一行。";
    TORN_VIREMENT "MZ-I023" Error "同一张调剂凭证的各行对不上": "同一凭证号的转出行和转入行，日期和文号要相同。";
    CONTRACT_OF_OTHER "MZ-I024" Error "合同不属于这个项目": "请核对合同编号和指标代码，合同只能由它自己的项目支付。";
    BAD_RETURN "MZ-I026" Error "退回与原支付对不上": "退回行的 refers_to 写原支付的凭证号，指标和合同与原支付相同。";
    NO_POLICY "MZ-I027" Error "评价政策用不了": "请在 unit.csv 的 policy 列写政策的 id；可用 mingzhang policy list 查看。";
    SCHEME_DIFFERS "MZ-I028" Error "指标体系与评价政策不同": "以政策为准改正这一行；确要用别的体系的，换用对应的政策。";
    SCALE_DIFFERS "MZ-I029" Error "等级与评价政策不同": "以政策为准改正这一行；确要用别的等级的，换用对应的政策。";
    PUBLISHED_SCORE "MZ-I030" Note "公布的得分与评分表的平均分不同": "请人工核对；报告里的得分以评分表为准。";
    PUBLISHED_TOTAL "MZ-I031" Note "公布的总分与评分表的总分不同": "请人工核对；报告里的总分以评分表为准。";
    SHEETS "MZ-I032" Error "评分表有误": "请打分人核对后更正。";
    UNKNOWN_SECTION "MZ-I033" Error "没有这个段落": "请改成报告里有的部分。";
    UNKNOWN_FIGURE "MZ-I034" Error "没有这个数":
        "大括号里写数的键，如 {{paid.special}}；可用 mingzhang figures 查看全部的键。";
    BAD_ORDER "MZ-I035" Error "起止日期颠倒": "请核对起止日期，止不早于起。";
    NO_YEAR "MZ-I036" Error "预算年度定不下来": "请在 unit.csv 的 year 列写年度，并与年初批复的日期一致。";
    ONE_UNIT "MZ-I037" Error "unit.csv 要正好一行": "一个数据集是一个单位的一年，请只留一行。";
    NO_DOCUMENT "MZ-I038" Error "调整没有文号": "目标和指标批复后只凭文件调整：请在 document 列写调整文号。";
    BAD_HASH "MZ-I039" Error "校验值写法不对": "请写文件内容的 SM3 校验值，64 位十六进制。";
    BAD_ROUND "MZ-I050" Error "监控轮次的名称不对":
        "按月监控的轮次写成 2020-06，按季度的写成 2020-Q2；截至日在当月，或在季度的最后一个月。";
    STATED_PAID "MZ-I051" Error "填报了由账上算的数": "请清空这一格；支付数以账上的凭证为准。";
    TORN_TASK "MZ-I052" Error "督办的各行对不上": "同一督办编号先有一行挂账，然后可以延期，最后销账一次，项目都相同。";
    TORN_PROPOSAL "MZ-I053" Error "冻结提请的各行对不上": "同一提请编号先提请，再决定至多一次；决定冻结的，以后可以解冻一次；项目相同。";
    NOT_READ_TO_END "MZ-I054" Error "问题太多，没有读完": "请先找出共同的原因（如导出时错了列），改正后再导入。";
    TORN_CHECK "MZ-I056" Error "核查的各行对不上": "同一核查编号先有一行布置，再有结果，项目相同。";
    SCORE_ABOVE_FULL "MZ-I057" Error "得分超过分值": "请核对复核得分，不能超过这一项的分值。";
    TORN_PROBLEM "MZ-I064" Error "问题整改的各行对不上": "同一问题编号先有一行问题，再有整改，最后销号一次。";
    PART_ABOVE_WHOLE "MZ-I065" Warning "部分大于全部": "请核对两个数的口径和时点；确实如此的，在报告里说明。";
}
