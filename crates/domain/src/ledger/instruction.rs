//! What somebody asks the ledger to do, before it is decided.

use crate::Date;
use crate::history::{Canonical, Encoder};
use crate::ids::{ContractNo, LineCode, VoucherNo};
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
    /// 冲销 of a whole voucher.
    Reversal {
        /// The voucher that it takes back.
        voucher: VoucherNo,
    },
}

/// The kinds of act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// 年初批复.
    Approval,
    /// 追加.
    Increase,
    /// 追减.
    Decrease,
    /// 调剂.
    Virement,
    /// 用款计划.
    Plan,
    /// 支付申请.
    Request,
    /// 支付.
    Payment,
    /// 退回.
    Return,
    /// 冲销.
    Reversal,
}

impl Act {
    /// All acts, in the order in which a line's life begins.
    pub const ALL: [Act; 9] = [
        Act::Approval,
        Act::Increase,
        Act::Decrease,
        Act::Virement,
        Act::Plan,
        Act::Request,
        Act::Payment,
        Act::Return,
        Act::Reversal,
    ];

    /// The name in storage and machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Act::Approval => "approval",
            Act::Increase => "increase",
            Act::Decrease => "decrease",
            Act::Virement => "virement",
            Act::Plan => "plan",
            Act::Request => "request",
            Act::Payment => "payment",
            Act::Return => "return",
            Act::Reversal => "reversal",
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
            Act::Decrease => "追减",
            Act::Virement => "调剂",
            Act::Plan => "用款计划",
            Act::Request => "支付申请",
            Act::Payment => "支付",
            Act::Return => "退回",
            Act::Reversal => "冲销",
        }
    }
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
            | Asked::Request { line, .. } => vec![line],
            Asked::Virement { gives, gets } => gives.iter().chain(gets).map(|(line, _)| line).collect(),
            Asked::Payment { .. } | Asked::Return { .. } | Asked::Reversal { .. } => vec![],
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
            | Asked::Return { amount, .. } => vec![*amount],
            Asked::Virement { gives, gets } => gives.iter().chain(gets).map(|(_, amount)| *amount).collect(),
            Asked::Reversal { .. } => vec![],
        }
    }

    /// The earlier voucher that it names.
    pub fn names(&self) -> Option<&VoucherNo> {
        match self {
            Asked::Payment { request, .. } => Some(request),
            Asked::Return { payment, .. } => Some(payment),
            Asked::Reversal { voucher } => Some(voucher),
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
            }
        }
        let details = &self.details;
        to.text(&details.document).text(&details.reason).text(&details.payee).text(&details.method);
        to.text(details.contract.as_ref().map_or("", ContractNo::as_str));
    }
}
