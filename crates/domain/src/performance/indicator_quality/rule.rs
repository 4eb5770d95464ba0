//! The page of a rule, as `mingzhang rule CODE` shows it.

use crate::finding::Severity;

/// A rule of the quality test with its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QualityRule {
    /// The stable code: `MZ-Q001`.
    pub code: &'static str,
    /// How grave its findings are.
    pub severity: Severity,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// What it tests.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do about a finding.
    pub advice: &'static str,
    /// Rows that have the fault: 二级,三级,运算符,指标值,单位,依据,佐证,上年指标值,上年完成值; later cells may be left out.
    pub fails: &'static str,
    /// Rows that have not.
    pub passes: &'static str,
    /// Where it keeps silent, and why.
    pub limits: &'static str,
}
