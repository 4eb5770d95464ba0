//! Where marks and money do not go together (自评预警).
//!
//! Source: the rule that a performance system in use applies to self-evaluations; thresholds are its defaults.

use super::SelfEvaluation;

/// 5%: how far the marks of the indicators may lie above that of the execution, relative to them, in hundredths of a
/// percent.
const ABOVE_MAX: i128 = 500;
/// 20%: how much of the quota may be left, in hundredths of a percent.
const LEFT_MAX: i64 = 2_000;

/// What a reviewer should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// 红: the indicators have far better marks than the execution.
    MarksAboveExecution,
    /// 黄: more than a fifth of the quota was not spent.
    MuchLeft,
    /// 黄: there was no quota to spend.
    NoQuota,
}

/// The lights of a self-evaluation, the red one first.
pub fn lights(evaluation: &SelfEvaluation) -> Vec<Light> {
    let Some(execution) = evaluation.execution else { return Vec::new() };
    let mut lights = Vec::new();
    let (got, full) = evaluation.indicator_points();
    // (S/F − E/e) / (S/F) > 5%  ⇔  (S·e − E·F) · 10000 > 500 · S·e, without a division.
    let ours = i128::from(got.0) * i128::from(execution.full.0);
    let theirs = i128::from(execution.points.0) * i128::from(full.0);
    if ours > 0 && (ours - theirs) * 10_000 > ABOVE_MAX * ours {
        lights.push(Light::MarksAboveExecution);
    }
    match execution.rate.percent_hundredths() {
        None => lights.push(Light::NoQuota),
        Some(rate) if 10_000 - rate > LEFT_MAX => lights.push(Light::MuchLeft),
        Some(_) => {}
    }
    lights
}
