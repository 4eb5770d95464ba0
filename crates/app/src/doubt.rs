//! What cannot be judged any more after a fault, so that one slip is said once, not again at everything that builds on
//! it: where an approval or a plan could not be taken in, its line's later plans and payments are not refused aloud.

use mingzhang_domain::ids::{LineCode, VoucherNo};
use mingzhang_domain::ledger::Asked;
use std::collections::{HashMap, HashSet};

/// The lines and vouchers that a fault leaves in doubt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubt {
    /// A row names no line that is known: it may have meant any.
    everything: bool,
    lines: HashSet<LineCode>,
    vouchers: HashSet<String>,
    /// The line of each voucher that asks for money, so that payments and returns, which name vouchers, have one too.
    line_of: HashMap<String, LineCode>,
}

impl Doubt {
    /// A row of a file could not be taken in.
    pub(crate) fn add_row(&mut self, number: &str, line: Option<&str>) {
        self.vouchers.insert(root(number).to_owned());
        match line {
            Some(line) => drop(self.lines.insert(LineCode::new(line))),
            None => self.everything = true,
        }
    }

    /// Remembers an instruction that is about to be decided.
    pub(crate) fn follow(&mut self, number: &VoucherNo, asked: &Asked) {
        if let Asked::Request { line, .. } = asked {
            self.line_of.insert(root(number.as_str()).to_owned(), line.clone());
        }
    }

    /// Whether a refusal may be nothing but the consequence of a fault that was reported.
    pub(crate) fn explains(&self, asked: &Asked) -> bool {
        let named = named(asked).is_some_and(|number| self.vouchers.contains(number));
        self.everything || named || self.lines(asked).iter().any(|line| self.lines.contains(*line))
    }

    /// An instruction was refused: what names it has nothing to stand on, and money that it would have brought lacks.
    pub(crate) fn add_refused(&mut self, number: &VoucherNo, asked: &Asked) {
        self.vouchers.insert(root(number.as_str()).to_owned());
        if brings_money(asked) {
            let lines: Vec<LineCode> = self.lines(asked).into_iter().cloned().collect();
            self.lines.extend(lines);
        }
    }

    /// The lines whose money it moves: its own, or that of the voucher it names.
    fn lines<'l>(&'l self, asked: &'l Asked) -> Vec<&'l LineCode> {
        let of_named = || named(asked).and_then(|number| self.line_of.get(number));
        let own = asked.lines();
        if own.is_empty() { of_named().into_iter().collect() } else { own }
    }
}

/// Whether later instructions may build on what it brings to a line.
fn brings_money(asked: &Asked) -> bool {
    !matches!(
        asked,
        Asked::Decrease { .. }
            | Asked::CarryOut { .. }
            | Asked::Freeze { .. }
            | Asked::Request { .. }
            | Asked::Payment { .. }
            | Asked::Close { .. }
            | Asked::Reopen { .. }
    )
}

/// The voucher that it names, by the number in the file.
fn named(asked: &Asked) -> Option<&str> {
    asked.names().map(|number| root(number.as_str()))
}

/// The number in the file: one row of payments becomes a request and a payment, `ZF1/申请` and `ZF1/支付`.
fn root(number: &str) -> &str {
    number.split('/').next().unwrap_or(number)
}
