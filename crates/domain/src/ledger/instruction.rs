//! What somebody asks the ledger to do, before it is decided.

use super::act::Act;
use super::period::Period;
use crate::Date;
use crate::history::{Canonical, Encoder};
use crate::ids::{ContractNo, FiscalYear, LineCode, VoucherNo};
use crate::money::Fen;

/// One request to the ledger. Its number makes it unique in the unit and year: the same again is "already recorded".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// 凭证号.
    pub number: VoucherNo,
    /// The business day. A plan's is the first day of its month.
    pub date: Date,
    /// What is asked.
    pub asked: Asked,
    /// What is written on the paper behind it.
    pub details: Details,
}

/// What is asked, with the facts that the decision needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// 年初批复.
    Approval {
        /// Which line.
        line: LineCode,
        /// How much, above zero.
        amount: Fen,
    },
    /// 追加.
    Increase {
        /// Which line.
        line: LineCode,
        /// How much, above zero.
        amount: Fen,
    },
    /// 追减.
    Decrease {
        /// Which line.
        line: LineCode,
        /// How much, above zero.
        amount: Fen,
    },
    /// 调剂: what some lines give, others get, to the fen.
    Virement {
        /// The lines that give, and how much each.
        gives: Vec<(LineCode, Fen)>,
        /// The lines that get, and how much each.
        gets: Vec<(LineCode, Fen)>,
    },
    /// 用款计划 of the month of the instruction's date.
    Plan {
        /// Which line.
        line: LineCode,
        /// How much, above zero.
        amount: Fen,
    },
    /// 支付申请.
    Request {
        /// Which line.
        line: LineCode,
        /// How much, above zero.
        amount: Fen,
    },
    /// 支付 on a request.
    Payment {
        /// The request that it clears.
        request: VoucherNo,
        /// How much, above zero.
        amount: Fen,
    },
    /// 本年退回 of a payment.
    Return {
        /// The payment that came back.
        payment: VoucherNo,
        /// How much, above zero.
        amount: Fen,
    },
    /// 更正 of a payment: the money stays with the payee, but another line bears it.
    Correction {
        /// The payment, or an earlier correction of it.
        payment: VoucherNo,
        /// The line that bears it from now on.
        line: LineCode,
        /// How much, above zero.
        amount: Fen,
    },
    /// 以前年度退回: a payment of a closed year came back in this one, whose money it becomes.
    PriorReturn {
        /// The year of the payment.
        year: FiscalYear,
        /// The payment that came back.
        payment: VoucherNo,
        /// The line of this year that gets it.
        line: LineCode,
        /// How much, above zero.
        amount: Fen,
    },
    /// 退回申请: what of a request is not paid goes back, because it was refused or is withdrawn.
    Rejection {
        /// The request.
        request: VoucherNo,
        /// How much, above zero.
        amount: Fen,
    },
    /// 收回 of what of a plan is not requested. It counts from the day on which the plan opens.
    PlanWithdrawal {
        /// The plan.
        plan: VoucherNo,
        /// How much, above zero.
        amount: Fen,
    },
    /// 冻结.
    Freeze {
        /// What is frozen.
        of: FreezeOf,
        /// How much, above zero.
        amount: Fen,
    },
    /// 解冻: back to where the freeze took it.
    Unfreeze {
        /// The freeze.
        freeze: VoucherNo,
        /// How much, above zero.
        amount: Fen,
    },
    /// 结转转出 into the next year.
    CarryOut {
        /// Which line.
        line: LineCode,
        /// How much, above zero.
        amount: Fen,
    },
    /// 结转转入 of what an earlier year carried out.
    CarryIn {
        /// The year that carried it out.
        year: FiscalYear,
        /// The voucher by which it did.
        carried: VoucherNo,
        /// The line that gets it.
        line: LineCode,
        /// How much, above zero.
        amount: Fen,
    },
    /// 结账.
    Close {
        /// The month or the year.
        period: Period,
    },
    /// 重开 of what was closed.
    Reopen {
        /// The month or the year.
        period: Period,
        /// The right by which somebody may do it, as the policy names it.
        right: String,
    },
    /// 冲销 of a whole voucher.
    Reversal {
        /// The voucher that it takes back.
        voucher: VoucherNo,
    },
}

/// What a freeze takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FreezeOf {
    /// Available money of a line.
    Line(LineCode),
    /// What of a plan is not requested.
    Plan(VoucherNo),
}

/// What is written on the paper behind an instruction; empty where there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// 文号 of the approval or adjustment.
    pub document: String,
    /// The reason or purpose.
    pub reason: String,
    /// 收款人.
    pub payee: String,
    /// 支付方式: 授权支付, 直接支付.
    pub method: String,
    /// The contract under which is paid.
    pub contract: Option<ContractNo>,
}

impl Asked {
    /// The kind of act.
    pub fn act(&self) -> Act {
        match self {
            Asked::Approval { .. } => Act::Approval,
            Asked::Increase { .. } => Act::Increase,
            Asked::Decrease { .. } => Act::Decrease,
            Asked::Virement { .. } => Act::Virement,
            Asked::Plan { .. } => Act::Plan,
            Asked::Request { .. } => Act::Request,
            Asked::Payment { .. } => Act::Payment,
            Asked::Return { .. } => Act::Return,
            Asked::Correction { .. } => Act::Correction,
            Asked::PriorReturn { .. } => Act::PriorReturn,
            Asked::Rejection { .. } => Act::Rejection,
            Asked::PlanWithdrawal { .. } => Act::PlanWithdrawal,
            Asked::Freeze { .. } => Act::Freeze,
            Asked::Unfreeze { .. } => Act::Unfreeze,
            Asked::CarryOut { .. } => Act::CarryOut,
            Asked::CarryIn { .. } => Act::CarryIn,
            Asked::Close { .. } => Act::Close,
            Asked::Reopen { .. } => Act::Reopen,
            Asked::Reversal { .. } => Act::Reversal,
        }
    }

    /// The lines that it names itself.
    pub fn lines(&self) -> Vec<&LineCode> {
        match self {
            Asked::Approval { line, .. }
            | Asked::Increase { line, .. }
            | Asked::Decrease { line, .. }
            | Asked::Plan { line, .. }
            | Asked::Request { line, .. }
            | Asked::Correction { line, .. }
            | Asked::PriorReturn { line, .. }
            | Asked::CarryOut { line, .. }
            | Asked::CarryIn { line, .. }
            | Asked::Freeze { of: FreezeOf::Line(line), .. } => vec![line],
            Asked::Virement { gives, gets } => gives.iter().chain(gets).map(|(line, _)| line).collect(),
            _ => vec![],
        }
    }

    /// The lines that get a quota by it.
    pub fn lines_that_get(&self) -> Vec<&LineCode> {
        match self {
            Asked::Approval { line, .. } | Asked::Increase { line, .. } => vec![line],
            Asked::Virement { gets, .. } => gets.iter().map(|(line, _)| line).collect(),
            _ => vec![],
        }
    }

    /// The amounts that it states.
    pub fn amounts(&self) -> Vec<Fen> {
        match self {
            Asked::Approval { amount, .. }
            | Asked::Increase { amount, .. }
            | Asked::Decrease { amount, .. }
            | Asked::Plan { amount, .. }
            | Asked::Request { amount, .. }
            | Asked::Payment { amount, .. }
            | Asked::Return { amount, .. }
            | Asked::Correction { amount, .. }
            | Asked::PriorReturn { amount, .. }
            | Asked::Rejection { amount, .. }
            | Asked::PlanWithdrawal { amount, .. }
            | Asked::Freeze { amount, .. }
            | Asked::Unfreeze { amount, .. }
            | Asked::CarryOut { amount, .. }
            | Asked::CarryIn { amount, .. } => vec![*amount],
            Asked::Virement { gives, gets } => gives.iter().chain(gets).map(|(_, amount)| *amount).collect(),
            Asked::Reversal { .. } | Asked::Close { .. } | Asked::Reopen { .. } => vec![],
        }
    }

    /// The earlier voucher of the same year that it names.
    pub fn names(&self) -> Option<&VoucherNo> {
        match self {
            Asked::Payment { request: named, .. }
            | Asked::Return { payment: named, .. }
            | Asked::Correction { payment: named, .. }
            | Asked::Rejection { request: named, .. }
            | Asked::PlanWithdrawal { plan: named, .. }
            | Asked::Freeze { of: FreezeOf::Plan(named), .. }
            | Asked::Unfreeze { freeze: named, .. }
            | Asked::Reversal { voucher: named } => Some(named),
            _ => None,
        }
    }

    /// The voucher of an earlier year that it names.
    pub fn names_of_year(&self) -> Option<(FiscalYear, &VoucherNo)> {
        match self {
            Asked::PriorReturn { year, payment: named, .. } | Asked::CarryIn { year, carried: named, .. } => {
                Some((*year, named))
            }
            _ => None,
        }
    }

    /// The month or year that it closes or reopens.
    pub fn period(&self) -> Option<Period> {
        match self {
            Asked::Close { period } | Asked::Reopen { period, .. } => Some(*period),
            _ => None,
        }
    }
}

/// Two instructions are the same content exactly when these are the same text.
impl Canonical for Instruction {
    const KIND: &'static str = "instruction";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.number.as_str()).text(&self.date.to_string()).text(self.asked.act().as_str());
        match &self.asked {
            Asked::Virement { gives, gets } => {
                for legs in [gives, gets] {
                    to.count(legs.len());
                    for (line, amount) in legs {
                        to.text(line.as_str()).int(amount.0);
                    }
                }
            }
            asked => {
                to.text(asked.lines().first().map_or("", |line| line.as_str()));
                to.text(asked.names().map_or("", VoucherNo::as_str));
                to.int(asked.amounts().first().map_or(0, |amount| amount.0));
                // Fields of single acts; the act, which stands before, says that they are there.
                if let Some((year, named)) = asked.names_of_year() {
                    to.int(year.0.into()).text(named.as_str());
                }
                if let Some(period) = asked.period() {
                    to.text(&period.to_string());
                }
                if let Asked::Reopen { right, .. } = asked {
                    to.text(right);
                }
            }
        }
        let details = &self.details;
        to.text(&details.document).text(&details.reason).text(&details.payee).text(&details.method);
        to.text(details.contract.as_ref().map_or("", ContractNo::as_str));
    }
}
