//! Instructions as they are collected from the files: one voucher number, one content; then in the order of posting.

use super::Sourced;
use super::row::Row;
use super::rules::{NUMBER_TAKEN, REPEATED_ROW};
use mingzhang_domain::Date;
use mingzhang_domain::finding::{Finding, Mention, Place};
use mingzhang_domain::history::Canonical;
use mingzhang_domain::ids::FiscalYear;
use mingzhang_domain::ledger::{Act, Instruction};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The instructions of a data set while they are collected.
pub(super) struct Vouchers<'t> {
    /// The fiscal year.
    pub(super) year: FiscalYear,
    collected: Vec<Sourced<Instruction>>,
    /// Each number with its first row and content.
    numbers: HashMap<&'t str, (Row<'t>, String)>,
}

impl<'t> Vouchers<'t> {
    pub(super) fn new(year: FiscalYear) -> Vouchers<'t> {
        Vouchers { year, collected: Vec::new(), numbers: HashMap::new() }
    }

    /// Takes in what a row asks for, unless its number stands already: with the same content it is passed over with a
    /// warning, with another it is an error that names both rows. Says whether it was taken in.
    pub(super) fn add(
        &mut self,
        row: Row<'t>,
        instructions: Vec<Instruction>,
        found: &mut Vec<Finding>,
    ) -> bool {
        let content: String = instructions.iter().map(Canonical::canonical).collect();
        let is_new = self.claim(row, content, found);
        if is_new {
            let sourced = |item| Sourced { place: row.place(), item };
            self.collected.extend(instructions.into_iter().map(sourced));
        }
        is_new
    }

    /// Takes the row's number for a content, or reports who has it.
    pub(super) fn claim(&mut self, row: Row<'t>, content: String, found: &mut Vec<Finding>) -> bool {
        match self.numbers.entry(row.text("voucher")) {
            Entry::Vacant(free) => {
                free.insert((row, content));
                true
            }
            Entry::Occupied(taken) => {
                let (first, before) = taken.get();
                found.push(taken_by(&row, first, *before == content));
                false
            }
        }
    }

    /// Takes in an instruction whose number was claimed before.
    pub(super) fn push(&mut self, row: &Row, item: Instruction) {
        self.collected.push(Sourced { place: row.place(), item });
    }

    /// All instructions in the order in which a true year posts without a refusal: month by month; in a month first the
    /// money that comes and goes, by day; then the plans, which open when their money is there; then requests, payments
    /// and returns by day, in the order of their file.
    pub(super) fn in_posting_order(self) -> Vec<Sourced<Instruction>> {
        let mut instructions = self.collected;
        instructions.sort_by_key(|sourced| posting_order(&sourced.item));
        instructions
    }

    /// Which row has a number.
    pub(super) fn row_of(&self, number: &str) -> Option<(&Row<'t>, &str)> {
        self.numbers.get(number).map(|(row, content)| (row, content.as_str()))
    }
}

/// What instructions are ordered by.
pub(super) fn posting_order(instruction: &Instruction) -> (Date, u8, Date, u8) {
    let act = instruction.asked.act();
    (instruction.date.first_of_month(), stage(act), instruction.date, rank(act))
}

/// First money that comes and goes, then plans, then spending.
fn stage(act: Act) -> u8 {
    match act {
        Act::Approval | Act::Increase | Act::Virement | Act::Decrease => 0,
        Act::Plan => 1,
        _ => 2,
    }
}

/// On one day money comes before it is moved, and is moved before it is taken back.
fn rank(act: Act) -> u8 {
    match act {
        Act::Approval | Act::Increase => 0,
        Act::Virement => 1,
        _ => 2,
    }
}

/// The finding about a number that stands on two rows.
pub(super) fn taken_by(row: &Row, first: &Row, same: bool) -> Finding {
    taken_at(row, first.place(), same)
}

/// The same, where of the first row only the place is known.
pub(super) fn taken_at(row: &Row, first: Place, same: bool) -> Finding {
    let number = row.text("voucher");
    let where_first =
        format!("{} 第 {} 行", first.file.as_deref().unwrap_or_default(), first.row.unwrap_or_default());
    let mut finding = if same {
        row.fault(REPEATED_ROW, "voucher", format!("凭证 {number} 与 {where_first}完全相同，只算一次。"))
    } else {
        row.fault(NUMBER_TAKEN, "voucher", format!("凭证号 {number} 在 {where_first}已经用过，内容不同。"))
    };
    finding.also.push(Mention { place: first, text: number.to_owned() });
    finding
}
