//! What a treasury policy may choose about money control.

use crate::ids::PolicyId;

/// Where the money of a payment that came back in the same year goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnTo {
    /// Back to the plans that the request drew on, so that it can be requested again.
    Planned,
    /// To the line's available money.
    Available,
}

/// Whether money may be moved between two lines (调剂).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VirementRule {
    /// It may.
    Free,
    /// It may not.
    Forbidden,
}

/// A treasury policy (a file of kind `treasury` under `policies/`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreasuryRules {
    /// The policy that they come from.
    pub policy: PolicyId,
    /// A request needs a plan (不超计划); otherwise it takes from the available money.
    pub plan_required: bool,
    /// Where returns go.
    pub return_to: ReturnTo,
    /// 调剂 between lines of the same 资金性质.
    pub same_nature: VirementRule,
    /// 调剂 between lines of different 资金性质.
    pub other_nature: VirementRule,
    /// A quota that moved by more than this share of the opening one, in hundredths of a percent, asks for an adjustment
    /// of the goals or a reason.
    pub goal_review_above: i64,
    /// The right by which a closed month or year may be reopened.
    pub reopen_right: String,
}
