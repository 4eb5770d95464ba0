//! Instructions as they are collected from the files: one voucher number, one content; then in the order of posting.

use super::Sourced;
use super::row::Row;
use super::rules::{NUMBER_TAKEN, REPEATED_ROW};
use mingzhang_domain::Date;
use mingzhang_domain::finding::{Finding, Mention};
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

    /// All instructions in the order in which a true year posts without a refusal: by the day on which they count, on
    /// one day money comes before it is moved, moved before it is taken back, planned before it is spent; requests,
    /// payments and returns stay in the order of their file.
    pub(super) fn in_posting_order(self) -> Vec<Sourced<Instruction>> {
        let approvals = self.collected.iter().filter(|s| s.item.asked.act() == Act::Approval);
        let opened_on = approvals.map(|sourced| sourced.item.date).min();
        let mut instructions = self.collected;
        instructions
            .sort_by_key(|sourced| (counts_on(&sourced.item, opened_on), rank(sourced.item.asked.act())));
        instructions
    }
}

/// The day on which it counts: a plan's month, but not before the year's budget was approved.
fn counts_on(instruction: &Instruction, opened_on: Option<Date>) -> Date {
    match (instruction.asked.act(), opened_on) {
        (Act::Plan, Some(opened_on)) => instruction.date.max(opened_on),
        _ => instruction.date,
    }
}

fn rank(act: Act) -> u8 {
    match act {
        Act::Approval | Act::Increase => 0,
        Act::Virement => 1,
        Act::Decrease => 2,
        Act::Plan => 3,
        Act::Request | Act::Payment | Act::Return | Act::Reversal => 4,
    }
}

/// The finding about a number that stands on two rows.
pub(super) fn taken_by(row: &Row, first: &Row, same: bool) -> Finding {
    let number = row.text("voucher");
    let place = first.place();
    let where_first = format!("{} 第 {} 行", place.file.as_deref().unwrap_or_default(), first.line());
    let mut finding = if same {
        row.fault(REPEATED_ROW, "voucher", format!("凭证 {number} 与 {where_first}完全相同，只算一次。"))
    } else {
        row.fault(NUMBER_TAKEN, "voucher", format!("凭证号 {number} 在 {where_first}已经用过，内容不同。"))
    };
    finding.also.push(Mention { place, text: number.to_owned() });
    finding
}
