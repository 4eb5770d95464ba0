//! Adjustments that a unit was forced to make, which 预算调整率 leaves out (财预〔2013〕53号, as it is applied: 政策、不可抗力、交办
//! 除外).

use super::act::Act;
use super::instruction::{Asked, Instruction};
use super::voucher::Voucher;
use crate::ids::VoucherNo;
use std::collections::HashSet;

/// The words with which the reason of such an adjustment begins.
pub const FORCED_REASONS: [&str; 4] = ["落实国家政策", "落实中央政策", "不可抗力", "上级交办"];

/// Whether an increase or a decrease was forced: its reason begins with one of the words.
pub fn is_forced(instruction: &Instruction) -> bool {
    let reason = instruction.details.reason.trim_start();
    matches!(instruction.asked.act(), Act::Increase | Act::Decrease)
        && FORCED_REASONS.iter().any(|word| reason.starts_with(word))
}

/// Tells, voucher by voucher in recording order, which change the quota by force; a reversal is like what it takes back.
#[derive(Debug, Default)]
pub struct Forced(HashSet<VoucherNo>);

impl Forced {
    /// Whether the next voucher is one.
    pub fn is(&mut self, voucher: &Voucher) -> bool {
        let instruction = &voucher.instruction;
        let forced = match &instruction.asked {
            Asked::Reversal { voucher } => self.0.contains(voucher),
            _ => is_forced(instruction),
        };
        if forced {
            self.0.insert(instruction.number.clone());
        }
        forced
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Date;
    use crate::ids::LineCode;
    use crate::ledger::Details;
    use crate::money::Fen;

    fn voucher(number: &str, asked: Asked, reason: &str) -> Voucher {
        let date = Date::constant(2020, 3, 1);
        let details = Details { reason: reason.to_owned(), ..Details::default() };
        let instruction = Instruction { number: VoucherNo::new(number), date, asked, details };
        Voucher { instruction, date, transfers: Vec::new() }
    }

    #[test]
    fn only_an_increase_or_decrease_whose_reason_begins_with_the_word_is_forced_and_so_is_its_reversal() {
        let line = || LineCode::new("A");
        let increase = || Asked::Increase { line: line(), amount: Fen(1) };
        let reversal = |of: &str| Asked::Reversal { voucher: VoucherNo::new(of) };
        let mut forced = Forced::default();
        for (number, asked, reason, expected) in [
            ("1", increase(), "上级交办：抢险", true),
            ("2", Asked::Decrease { line: line(), amount: Fen(1) }, "不可抗力（疫情）", true),
            ("3", increase(), "工程量增加，非上级交办", false),
            ("4", Asked::Approval { line: line(), amount: Fen(1) }, "落实国家政策", false),
            ("5", reversal("1"), "记错了", true),
            ("6", reversal("3"), "上级交办", false),
        ] {
            assert_eq!(forced.is(&voucher(number, asked, reason)), expected, "{number}");
        }
    }
}
