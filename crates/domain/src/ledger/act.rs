//! The kinds of act.

/// The kinds of act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// 年初批复.
    Approval,
    /// 追加.
    Increase,
    /// 结转转入: what the year before carried out.
    CarryIn,
    /// 以前年度退回: a payment of a closed year that came back in this one.
    PriorReturn,
    /// 追减.
    Decrease,
    /// 结转转出 into the next year.
    CarryOut,
    /// 调剂.
    Virement,
    /// 冻结.
    Freeze,
    /// 解冻 of a freeze.
    Unfreeze,
    /// 用款计划.
    Plan,
    /// 收回 of a plan, wholly or in part.
    PlanWithdrawal,
    /// 支付申请.
    Request,
    /// 退回申请: refused, or withdrawn by who asked.
    Rejection,
    /// 支付.
    Payment,
    /// 退回 in the same year.
    Return,
    /// 更正: the money stays with the payee, another line bears it.
    Correction,
    /// 冲销.
    Reversal,
    /// 结账 of a month or the year.
    Close,
    /// 重开 of what was closed.
    Reopen,
}

impl Act {
    /// All acts, in the order in which a line's life begins.
    pub const ALL: [Act; 19] = [
        Act::Approval,
        Act::Increase,
        Act::CarryIn,
        Act::PriorReturn,
        Act::Decrease,
        Act::CarryOut,
        Act::Virement,
        Act::Freeze,
        Act::Unfreeze,
        Act::Plan,
        Act::PlanWithdrawal,
        Act::Request,
        Act::Rejection,
        Act::Payment,
        Act::Return,
        Act::Correction,
        Act::Reversal,
        Act::Close,
        Act::Reopen,
    ];

    /// The name in storage and machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Act::Approval => "approval",
            Act::Increase => "increase",
            Act::CarryIn => "carry_in",
            Act::PriorReturn => "prior_return",
            Act::Decrease => "decrease",
            Act::CarryOut => "carry_out",
            Act::Virement => "virement",
            Act::Freeze => "freeze",
            Act::Unfreeze => "unfreeze",
            Act::Plan => "plan",
            Act::PlanWithdrawal => "plan_withdrawal",
            Act::Request => "request",
            Act::Rejection => "rejection",
            Act::Payment => "payment",
            Act::Return => "return",
            Act::Correction => "correction",
            Act::Reversal => "reversal",
            Act::Close => "close",
            Act::Reopen => "reopen",
        }
    }

    /// The act of a name.
    pub fn parse(name: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.as_str() == name)
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Act::Approval => "年初批复",
            Act::Increase => "追加",
            Act::CarryIn => "结转转入",
            Act::PriorReturn => "以前年度退回",
            Act::Decrease => "追减",
            Act::CarryOut => "结转转出",
            Act::Virement => "调剂",
            Act::Freeze => "冻结",
            Act::Unfreeze => "解冻",
            Act::Plan => "用款计划",
            Act::PlanWithdrawal => "收回计划",
            Act::Request => "支付申请",
            Act::Rejection => "退回申请",
            Act::Payment => "支付",
            Act::Return => "退回",
            Act::Correction => "更正",
            Act::Reversal => "冲销",
            Act::Close => "结账",
            Act::Reopen => "重开",
        }
    }
}
