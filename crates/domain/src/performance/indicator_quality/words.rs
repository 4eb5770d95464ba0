//! Words of the field that rules look for.

/// Whether any of some words stands in a text.
pub(super) fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// The first of some words that stands in a text.
pub(super) fn first<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().find(|word| text.contains(**word)).copied()
}

/// A text without the first of some endings that it has.
pub(super) fn strip_any<'t>(text: &'t str, endings: &[&str]) -> &'t str {
    endings.iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text)
}

/// Words that promise and do not measure.
pub(super) const VAGUE: [&str; 44] = [
    "显著",
    "明显",
    "进一步",
    "有效",
    "较好",
    "良好",
    "较高",
    "大幅",
    "不断",
    "逐步",
    "持续",
    "切实",
    "充分",
    "全面",
    "稳步",
    "积极",
    "努力",
    "基本",
    "提升",
    "提高",
    "改善",
    "增强",
    "优化",
    "完善",
    "促进",
    "推动",
    "推进",
    "加强",
    "保障",
    "深化",
    "强化",
    "规范",
    "健全",
    "加快",
    "维护",
    "营造",
    "助力",
    "夯实",
    "满意",
    "合理",
    "正常",
    "稳定",
    "到位",
    "好",
];

/// Verbs that name an effect without naming what is counted: `促进社会和谐` has no measure in it.
pub(super) const EFFECT_VERBS: [&str; 16] = [
    "提升", "提高", "改善", "增强", "优化", "完善", "促进", "推动", "推进", "加强", "保障", "深化", "强化",
    "维护", "营造", "助力",
];

/// Words by which a qualitative target can be judged: something that is there or is not.
pub(super) const CRITERIA: [&str; 45] = [
    "印发",
    "出台",
    "发布",
    "建成",
    "通过",
    "取得",
    "批复",
    "备案",
    "公示",
    "公布",
    "签订",
    "上线",
    "开通",
    "移交",
    "办结",
    "写入",
    "标准",
    "等级",
    "级",
    "类",
    "合格",
    "达标",
    "无",
    "未发生",
    "零",
    "验收",
    "登记",
    "报告",
    "方案",
    "名单",
    "制度",
    "办法",
    "清单",
    "协议",
    "记录",
    "评估",
    "公开",
    "投入使用",
    "全部",
    "每季",
    "每月",
    "按月",
    "按季",
    "资质",
    "认证",
];

/// Marks of a formula or of figures that somebody keeps.
pub(super) const FORMULA: [&str; 27] = [
    "÷",
    "/",
    "×",
    "－",
    "减",
    "之差",
    "比",
    "公式",
    "统计",
    "监测",
    "调查",
    "问卷",
    "台账",
    "系统",
    "年鉴",
    "上年",
    "口径",
    "测算",
    "折算",
    "名单",
    "名册",
    "核定",
    "责任书",
    "标准",
    "检测",
    "回访",
    "评估",
];

/// Money as it is paid, which is neither an output nor a benefit.
pub(super) const PAYMENT: [&str; 20] = [
    "支付率",
    "预算执行率",
    "资金执行率",
    "经费执行率",
    "支出执行率",
    "计划执行率",
    "支出率",
    "拨付率",
    "到位率",
    "资金使用率",
    "支付进度",
    "支出进度",
    "执行进度",
    "拨付进度",
    "支出完成率",
    "预算完成率",
    "资金支付",
    "资金到位",
    "资金支出",
    "用款",
];

/// Names that count something.
pub(super) const COUNTED: [&str; 22] = [
    "数量",
    "个数",
    "次数",
    "场次",
    "人数",
    "人次",
    "户数",
    "件数",
    "份数",
    "套数",
    "台数",
    "辆数",
    "栋数",
    "宗数",
    "处数",
    "期数",
    "面积",
    "长度",
    "里程",
    "批次",
    "块数",
    "车辆数",
];

/// Time.
pub(super) const TIME: [&str; 26] = [
    "时间",
    "日期",
    "及时",
    "按时",
    "按期",
    "准时",
    "如期",
    "工期",
    "周期",
    "用时",
    "时限",
    "时长",
    "时效",
    "期限",
    "天",
    "日",
    "月",
    "小时",
    "分钟",
    "季度",
    "年内",
    "工作日",
    "进度",
    "时点",
    "秒",
    "周",
];

/// What costs.
pub(super) const COSTS: [&str; 24] = [
    "成本", "费用", "费", "价", "投资", "支出", "经费", "金额", "预算", "概算", "资金", "节约", "定额",
    "标准", "占比", "补助", "补贴", "元", "能耗", "物耗", "节支", "压减", "造价", "开支",
];

/// Savings: here more is better.
pub(super) const SAVINGS: [&str; 8] = ["节约", "节省", "降低", "下降", "压减", "减少", "节支", "核减"];

/// Economic value.
pub(super) const ECONOMIC: [&str; 39] = [
    "收入",
    "税",
    "产值",
    "投资",
    "节约",
    "节省",
    "节支",
    "增收",
    "利润",
    "成本",
    "费用",
    "资金",
    "经济",
    "损失",
    "价值",
    "销售",
    "贸易",
    "营收",
    "收益",
    "租金",
    "出让",
    "财政",
    "消费",
    "增加值",
    "GDP",
    "gdp",
    "产出",
    "融资",
    "贷款",
    "交易",
    "亩均",
    "招商",
    "产量",
    "单产",
    "增长",
    "金额",
    "企业数",
    "就业",
    "市场",
];

/// Nature.
pub(super) const ECOLOGICAL: [&str; 60] = [
    "环境",
    "生态",
    "绿",
    "污",
    "排放",
    "能耗",
    "节能",
    "节水",
    "水质",
    "空气",
    "扬尘",
    "噪声",
    "噪音",
    "碳",
    "森林",
    "林",
    "草",
    "湿地",
    "植被",
    "水土",
    "耕地",
    "土壤",
    "垃圾",
    "废",
    "径流",
    "用电",
    "用水",
    "能源",
    "农田",
    "红线",
    "河",
    "湖",
    "水面",
    "水体",
    "电能",
    "无纸",
    "用纸",
    "节电",
    "标准煤",
    "PM",
    "pm",
    "粉尘",
    "尘",
    "油烟",
    "物种",
    "鸟",
    "农药",
    "化肥",
    "秸秆",
    "沙",
    "荒",
    "矿山",
    "修复",
    "苫盖",
    "清洁",
    "资源",
    "回收",
    "循环",
    "雨水",
    "海绵",
];

/// Surroundings that have nothing to do with nature.
pub(super) const OTHER_ENVIRONMENT: [&str; 10] = [
    "营商环境",
    "办公环境",
    "市场环境",
    "法治环境",
    "投资环境",
    "政务环境",
    "发展环境",
    "社会环境",
    "网络环境",
    "学习环境",
];

/// Surveys.
pub(super) const SURVEY: [&str; 16] = [
    "问卷",
    "调查",
    "测评",
    "评价器",
    "回访",
    "好差评",
    "访谈",
    "抽样",
    "评价表",
    "评议",
    "样本",
    "评价统计",
    "满意度表",
    "意见表",
    "电话",
    "走访",
];

/// Words that stand in place of a survey and are none.
pub(super) const NO_COMPLAINT: [&str; 8] =
    ["无投诉", "未收到投诉", "没有投诉", "零投诉", "无信访", "未接到投诉", "无举报", "没有收到投诉"];

/// Things of which fewer are better.
pub(super) const BAD_THINGS: [&str; 24] = [
    "事故",
    "差错",
    "投诉",
    "返工",
    "逾期",
    "超期",
    "故障",
    "空置",
    "死亡",
    "败诉",
    "违规",
    "违纪",
    "失误",
    "缺陷",
    "误差",
    "信访",
    "错误",
    "退件",
    "欠薪",
    "流失",
    "受害率",
    "发生率",
    "漏损",
    "延误",
];

/// What turns a bad thing into a good one: fewer of it, or its handling.
pub(super) const HANDLED: [&str; 26] = [
    "下降", "降低", "减少", "压减", "处置", "办结", "整改", "查处", "处理", "化解", "修复", "解决", "回复",
    "响应", "答复", "调处", "核查", "结案", "缩短", "防范", "预防", "排查", "改善", "办理", "控制", "追回",
];

/// Shares of which more are better.
pub(super) const GOOD_SHARES: [&str; 18] = [
    "合格率",
    "达标率",
    "完成率",
    "覆盖率",
    "满意度",
    "满意率",
    "办结率",
    "处置率",
    "整改率",
    "及时率",
    "准确率",
    "完好率",
    "通过率",
    "优良率",
    "知晓率",
    "参保率",
    "验收率",
    "采纳率",
];

/// Whether a name is that of a share: a rate, a proportion, a degree of satisfaction.
pub(super) fn is_share(name: &str) -> bool {
    const NOT: [&str; 10] =
        ["效率", "功率", "频率", "速率", "汇率", "税率", "利率", "容积率", "费率", "曝光率"];
    let name = NOT.iter().fold(name.to_owned(), |name, word| name.replace(word, ""));
    any(&name, &["率", "比例", "占比", "比重", "满意度", "知晓度", "覆盖面", "百分比"])
}
