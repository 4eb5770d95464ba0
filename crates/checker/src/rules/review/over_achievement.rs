//! 超额完成无说明: far more was reached than was aimed at, and nothing says why.

use super::{Review, at_cell};
use crate::outcome::Outcome;
use crate::read::indicators::{Aim, Bound, IndicatorRow};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::divide_half_up;
use mingzhang_domain::finding::{Kind, Severity};

/// Far more than was aimed at.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C111",
    name: "over_achievement",
    kind: Kind::Practice,
    severity: Severity::Warning,
    title: "大幅超额完成而没有说明",
    what: "完成值达到指标值 130% 以上的指标，是否写了原因。",
    why: "大幅超额多半是目标定低了；按规定不扣分，但须说明。",
    advice: "请写明超额的原因，下一年度调整指标值。",
    fails: "三级指标\t指标值\t完成值\t分值\t得分\t偏差原因\n走访企业\t≥50家\t120家\t60\t60\t\n道路维修\t4条\t4条\t40\t40\t",
    passes: "三级指标\t指标值\t完成值\t分值\t得分\t偏差原因\n走访企业\t≥50家\t120家\t60\t60\t新增专项走访\n道路维修\t4条\t4条\t40\t40\t",
    limits: "“≤”的指标、两边单位不同的、不是单个数的不核对。界限由审阅政策规定。",
};

/// Compares what was reached with what was aimed at.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    for row in review.indicators().filter(|row| row.is_unexplained()) {
        let Some(reached) = reached(row) else { continue };
        if reached >= review.limits.over_achievement {
            let percent = format!("{}.{:02}%", reached / 100, reached % 100);
            let message = format!(
                "“{}”目标{}，完成{}，达到目标的{percent}，没有说明原因",
                row.name.text, row.target.text, row.actual.text
            );
            outcome.report(at_cell(&RULE, &row.actual, message));
        }
    }
}

/// What was reached in hundredths of a percent of the aim; `None` where the two cannot be compared.
fn reached(row: &IndicatorRow) -> Option<i128> {
    let (aim, actual) = (Aim::of(&row.target.text)?, Aim::of(&row.actual.text)?);
    if aim.bound == Bound::AtMost || aim.unit != actual.unit {
        return None;
    }
    let (aimed, got) = (aim.number.scaled(4)?, actual.number.scaled(4)?);
    if aimed <= 0 { None } else { divide_half_up(got.checked_mul(10_000)?, aimed) }
}
