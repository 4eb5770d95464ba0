//! `quota_entries.csv`: opening approvals, increases, decreases, 调剂.

use super::codes::Known;
use super::row::Row;
use super::rules::TORN_VIREMENT;
use super::schema::QUOTA_ENTRIES;
use super::table::Tables;
use super::voucher::{Vouchers, taken_by};
use mingzhang_domain::Date;
use mingzhang_domain::finding::Finding;
use mingzhang_domain::ids::{LineCode, VoucherNo};
use mingzhang_domain::ledger::{Asked, Details, Instruction};
use mingzhang_domain::money::Fen;
use std::collections::HashMap;

/// The kinds of a row, as files say them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Approval,
    Increase,
    Decrease,
    Gives,
    Gets,
}

impl Entry {
    const ALL: [(&str, Entry); 5] = [
        ("年初批复", Entry::Approval),
        ("追加", Entry::Increase),
        ("追减", Entry::Decrease),
        ("调剂转出", Entry::Gives),
        ("调剂转入", Entry::Gets),
    ];

    fn parse(word: &str) -> Option<Entry> {
        Entry::ALL.iter().find(|(label, _)| *label == word).map(|(_, entry)| *entry)
    }

    /// Files write with a minus what leaves a line.
    fn is_negative(self) -> bool {
        matches!(self, Entry::Decrease | Entry::Gives)
    }
}

/// A row without a fault.
struct Read<'t> {
    row: Row<'t>,
    number: &'t str,
    date: Date,
    line: LineCode,
    entry: Entry,
    amount: Fen,
}

/// Reads all rows; the rows of one 调剂 become one instruction.
pub(super) fn read<'t>(
    tables: &'t Tables,
    known: &Known<'t>,
    vouchers: &mut Vouchers<'t>,
    found: &mut Vec<Finding>,
) {
    let mut virements: Vec<Vec<Read>> = Vec::new();
    let mut by_number: HashMap<&str, usize> = HashMap::new();
    for row in tables.rows(QUOTA_ENTRIES) {
        let Some(read) = read_row(row, known, vouchers, found) else { continue };
        let asked = match read.entry {
            Entry::Approval => Asked::Approval { line: read.line, amount: read.amount },
            Entry::Increase => Asked::Increase { line: read.line, amount: read.amount },
            Entry::Decrease => Asked::Decrease { line: read.line, amount: read.amount },
            Entry::Gives | Entry::Gets => {
                match by_number.get(read.number).and_then(|index| virements.get_mut(*index)) {
                    Some(legs) => add_leg(legs, read, found),
                    None if vouchers.claim(row, "调剂".to_owned(), found) => {
                        by_number.insert(read.number, virements.len());
                        virements.push(vec![read]);
                    }
                    None => {}
                }
                continue;
            }
        };
        let instruction = Instruction {
            number: VoucherNo::new(read.number),
            date: read.date,
            asked,
            details: details(&row),
        };
        vouchers.add(row, vec![instruction], found);
    }
    for legs in virements {
        push_virement(&legs, vouchers);
    }
}

fn read_row<'t>(
    row: Row<'t>,
    known: &Known<'t>,
    vouchers: &Vouchers,
    found: &mut Vec<Finding>,
) -> Option<Read<'t>> {
    let number = row.needed("voucher", found);
    let date = row.date_in("date", vouchers.year, found);
    let line = known.lines.named(&row, "line", found);
    let words = Entry::ALL.map(|(label, _)| label).join("、");
    let entry = row.word("kind", &words, Entry::parse, found);
    let amount = match entry {
        Some(entry) => row.yuan_of_kind("amount_yuan", row.text("kind"), entry.is_negative(), found),
        None => row.yuan("amount_yuan", found),
    };
    Some(Read {
        row,
        number: number?,
        date: date?,
        line: LineCode::new(line?),
        entry: entry?,
        amount: amount?,
    })
}

/// Adds a row to the 调剂 of its number, unless it contradicts or repeats another.
fn add_leg<'t>(legs: &mut Vec<Read<'t>>, leg: Read<'t>, found: &mut Vec<Finding>) {
    if let Some(same) = legs.iter().find(|other| other.line == leg.line && other.entry == leg.entry) {
        found.push(taken_by(&leg.row, &same.row, leg.row.equals(&same.row)));
        return;
    }
    let Some(first) = legs.first() else { return };
    for (column, differs) in [
        ("date", first.date != leg.date),
        ("document", first.row.text("document") != leg.row.text("document")),
    ] {
        if differs {
            let message = format!(
                "调剂 {} 的 {column} 写的是“{}”，第 {} 行写的是“{}”。",
                leg.number,
                leg.row.text(column),
                first.row.line(),
                first.row.text(column)
            );
            found.push(leg.row.fault(TORN_VIREMENT, column, message));
        }
    }
    legs.push(leg);
}

/// One voucher of all its legs. Whether they balance and may be moved is for the ledger to decide.
fn push_virement(legs: &[Read], vouchers: &mut Vouchers) {
    let Some(first) = legs.first() else { return };
    let of = |entry| {
        let legs = legs.iter().filter(move |leg| leg.entry == entry);
        legs.map(|leg| (leg.line.clone(), leg.amount)).collect()
    };
    let mut reasons: Vec<&str> = Vec::new();
    for reason in legs.iter().map(|leg| leg.row.text("reason")) {
        if !reason.is_empty() && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    let details = Details { reason: reasons.join("；"), ..details(&first.row) };
    let asked = Asked::Virement { gives: of(Entry::Gives), gets: of(Entry::Gets) };
    let number = VoucherNo::new(first.number);
    vouchers.push(&first.row, Instruction { number, date: first.date, asked, details });
}

fn details(row: &Row) -> Details {
    Details { document: row.owned("document"), reason: row.owned("reason"), ..Details::default() }
}
