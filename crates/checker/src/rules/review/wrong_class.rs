//! 类别不符: an indicator that does not belong to the class under which it stands.

use super::{Review, at_cell};
use crate::outcome::Outcome;
use crate::read::indicators::IndicatorRow;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// An indicator of another class.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C107",
    name: "wrong_class",
    kind: Kind::Practice,
    severity: Severity::Warning,
    title: "三级指标与二级指标的类别不符",
    what: "数量指标里是否写了“率”，质量指标里是否写了“完成率”“数量”，时效指标是否与时间有关，生态效益是否与环境有关。",
    why: "放错类别的指标，复核时按 0 分处理。",
    advice: "请把指标移到相应的类别，或改换指标。",
    fails: "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t道路完好率\t≥95%\n\t质量指标\t任务完成率\t100%\n\t时效指标\t设备台账\t齐全",
    passes: "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t道路维修\t12条\n\t质量指标\t验收合格率\t100%\n\t时效指标\t完工时间\t12月底前",
    limits: "只认“数量、质量、时效、生态”四类；数量指标中的支付率、执行率另有规则 MZ-C108。",
};

/// What has to do with time.
const TIMES: &[&str] = &[
    "时", "日", "月", "年", "天", "期", "准点", "进度", "季", "周", "及早", "提前", "速度", "尽快", "快",
    "前", "久", "随到", "立即", "当场", "次日", "频", "环节", "流程",
];
/// What has to do with the environment.
const ENVIRONMENT: &[&str] = &[
    "生态",
    "环境",
    "绿",
    "污",
    "排放",
    "节能",
    "空气",
    "水",
    "碳",
    "尘",
    "垃圾",
    "噪",
    "能耗",
    "植",
    "土",
    "废",
    "资源",
    "林",
    "草",
    "河",
    "湖",
    "湿地",
    "环保",
    "清洁",
    "卫生",
    "低效",
    "可持续",
    "能源",
    "降耗",
    "节约",
    "减排",
    "气",
    "烟",
    "景观",
    "自然",
    "物种",
    "农药",
    "化肥",
    "秸秆",
    "沙",
    "图斑",
    "用地",
    "耕地",
];

/// Looks at the name of every indicator under its class.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    for row in review.indicators() {
        if let Some(why) = misplaced(row) {
            let message = format!("“{}”列在“{}”之下，{why}", row.name.text, row.class);
            outcome.report(at_cell(&RULE, &row.name, message));
        }
    }
}

/// Why an indicator does not belong to its class.
fn misplaced(row: &IndicatorRow) -> Option<&'static str> {
    let name = row.name.text.as_str();
    let speaks =
        |words: &[&str]| words.iter().any(|word| name.contains(word) || row.target.text.contains(word));
    // An indicator that is called like its class is no better placed elsewhere.
    let own = name.trim_end_matches("指标") == row.class.trim_end_matches("指标");
    match row.class.as_str() {
        _ if own => None,
        class if class.contains("数量") => (name.ends_with('率')
            && !super::payment_as_output::is_payment(name))
        .then_some("却是比率，不是数量"),
        class if class.contains("质量") => {
            let quantity = name.ends_with("完成率") || name.ends_with("数量");
            quantity.then_some("却说的是完成多少，不是质量")
        }
        class if class.contains("时效") => (!speaks(TIMES)).then_some("却与时间无关"),
        class if class.contains("生态") => (!speaks(ENVIRONMENT)).then_some("却与环境无关"),
        _ => None,
    }
}
