//! 以支付率作产出: spending the money is put forward as what it was spent for.

use super::{Review, at_cell};
use crate::outcome::Outcome;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// Payment as an output.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C108",
    name: "payment_as_output",
    kind: Kind::Practice,
    severity: Severity::Warning,
    title: "以资金支付作数量指标",
    what: "数量指标是否写成资金支付率、预算执行率。",
    why: "花钱不是产出；资金支付类指标作数量指标，复核时按 0 分处理。",
    advice: "请改为项目实际完成的数量；执行率在预算执行一栏单独计分。",
    fails: "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t资金支付率\t100%\n\t质量指标\t验收合格率\t100%",
    passes: "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t发放补助人数\t207人\n\t质量指标\t验收合格率\t100%",
    limits: "只看列在“数量指标”之下的指标。",
};

/// Words that speak of spending.
const PAYMENT: [&str; 9] =
    ["支付率", "执行率", "资金支付", "预算执行", "资金使用率", "支出进度", "资金拨付", "拨付率", "资金到位"];

/// Looks at the name of every quantity.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    for row in review.indicators().filter(|row| row.class.contains("数量") && is_payment(&row.name.text)) {
        let message = format!("数量指标“{}”说的是花钱，不是产出", row.name.text);
        outcome.report(at_cell(&RULE, &row.name, message));
    }
}

/// Whether a name speaks of spending.
pub(super) fn is_payment(name: &str) -> bool {
    PAYMENT.iter().any(|word| name.contains(word))
}
