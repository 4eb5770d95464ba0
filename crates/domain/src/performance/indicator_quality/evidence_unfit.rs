//! Evidence that proves something else.

use super::IndicatorColumn;
use super::found::Found;
use super::no_survey;
use super::payment;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::{SURVEY, any};
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// Evidence of the wrong sort.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q030",
    severity: Severity::Warning,
    title: "佐证资料证明不了这项指标",
    what: "佐证资料是不是只有“相关资料”；质量、数量、效益是不是只用付款凭证证明；数量、时效、成本是不是只用问卷证明。",
    why: "付款凭证证明花了钱，证明不了做得怎样；“相关资料”等于没有写。",
    advice: "请写能直接证明这个数的资料。",
    fails: "质量,成果评审通过率,≥,90,%,通过÷送审,支付凭证、发票\n数量,新增耕地面积,≥,320,亩,立项批复,相关资料",
    passes: "质量,成果评审通过率,≥,90,%,通过÷送审,专家评审意见\n成本,总成本,≤,30,万元,预算批复,支付凭证",
    limits: "有一份资料合适就不报；成本和经济效益可以用付款、缴款凭证。",
};

/// Papers that name nothing.
const GENERIC: [&str; 14] = [
    "相关资料",
    "有关资料",
    "相关材料",
    "有关材料",
    "工作总结",
    "情况说明",
    "相关文件",
    "有关文件",
    "证明材料",
    "佐证材料",
    "佐证资料",
    "自评报告",
    "资料",
    "总结",
];

/// Papers about money.
const MONEY: [&str; 9] =
    ["支付凭证", "发票", "记账凭证", "付款", "支出明细", "转账", "会计凭证", "支付令", "票据"];

/// Reports evidence none of which fits.
pub(super) fn check(row: &Row, sheet: &Sheet, found: &mut Found) {
    let text = row.text(IndicatorColumn::Evidence);
    let Some(level2) = row.level2.filter(|_| row.says(IndicatorColumn::Evidence)) else { return };
    if found.has(row, &[no_survey::RULE, payment::RULE]) {
        return;
    }
    let papers: Vec<&str> = text
        .split(['、', '，', ',', '；', ';', ' ', '和'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    let all = |is: &dyn Fn(&str) -> bool| !papers.is_empty() && papers.iter().all(|paper| is(paper));
    let message = if all(&|paper| GENERIC.contains(&paper)) {
        format!("佐证资料只写“{text}”，没有说是什么。")
    } else if all(&|paper| any(paper, &MONEY)) && !proved_by_money(level2) {
        format!("“{text}”只能证明付了钱，证明不了“{}”。", row.name)
    } else if all(&|paper| any(paper, &["问卷", "满意度"]) && any(paper, &SURVEY))
        && !proved_by_survey(row, level2)
    {
        format!("问卷反映看法，证明不了“{}”。", row.name)
    } else {
        return;
    };
    let example = sheet.example(row).map_or(String::new(), |like| format!("例如：{}。", like.evidence));
    found.report_with(&RULE, row, IndicatorColumn::Evidence, message, &example);
}

fn proved_by_money(level2: Level2Kind) -> bool {
    matches!(level2, Level2Kind::Cost | Level2Kind::Economic | Level2Kind::Timeliness)
}

fn proved_by_survey(row: &Row, level2: Level2Kind) -> bool {
    let asks = any(&row.name, &["知晓", "满意", "评价", "感受", "意愿", "认可", "平均", "下降", "增收"]);
    let others = [Level2Kind::Quantity, Level2Kind::Timeliness, Level2Kind::Cost, Level2Kind::Ecological];
    asks || !others.contains(&level2)
}
