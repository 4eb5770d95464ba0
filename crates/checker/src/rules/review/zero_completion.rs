//! 完成值为零: nothing was reached, and nothing says why.

use super::{Review, at_cell};
use crate::outcome::Outcome;
use crate::read::indicators::{Aim, Bound};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// Nothing was reached.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C112",
    name: "zero_completion",
    kind: Kind::Practice,
    severity: Severity::Warning,
    title: "完成值为 0 而没有说明",
    what: "指标值大于 0 而完成值为 0 的指标，是否写了原因。",
    why: "没有完成又不说明，无法判断是没有做还是没有填。",
    advice: "请写明没有完成的原因，或补填完成值。",
    fails: "三级指标\t指标值\t完成值\t分值\t得分\t偏差原因\n道路维修\t4条\t0条\t60\t0\t\n走访企业\t50家\t50家\t40\t40\t",
    passes: "三级指标\t指标值\t完成值\t分值\t得分\t偏差原因\n道路维修\t4条\t0条\t60\t0\t征地未完成，未开工\n走访企业\t50家\t50家\t40\t40\t",
    limits: "“≤”的指标（如事故起数）为 0 是好事，不报告。",
};

/// Looks for zeros among what was reached.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    for row in review.indicators().filter(|row| row.is_unexplained()) {
        let (Some(aim), Some(actual)) = (Aim::of(&row.target.text), Aim::of(&row.actual.text)) else {
            continue;
        };
        if aim.bound != Bound::AtMost && aim.number.digits > 0 && actual.number.digits == 0 {
            let message = format!("“{}”目标{}，完成值为0，没有说明原因", row.name.text, row.target.text);
            outcome.report(at_cell(&RULE, &row.actual, message));
        }
    }
}
