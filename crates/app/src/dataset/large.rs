//! A data set whose payments are too many for memory: they are read in pieces, judged row by row like all others, and put
//! into the order of posting on disk ([`mingzhang_store::spool`]). Registers, quotas and plans are held as always.

use super::codes::Known;
use super::payment::{self, Paid};
use super::pieces::Pieces;
use super::row::Row;
use super::rules::NOT_READ_TO_END;
use super::schema::PAYMENTS;
use super::table::{Table, Tables};
use super::voucher::{Vouchers, posting_order, taken_at};
use super::{DataSet, LargeFolder, SourceFile, Sourced, read_tables_before_payments};
use crate::error::AppResult;
use crate::policies::Policies;
use mingzhang_domain::chain::hash_of;
use mingzhang_domain::finding::{Finding, Place, Severity};
use mingzhang_domain::history::Canonical;
use mingzhang_domain::ledger::{Asked, Instruction};
use mingzhang_store::StoreError;
use mingzhang_store::spool::{Spool, Spooled};
use std::collections::VecDeque;
use std::fmt::Write as _;

/// After so many findings a large file is not read further: whoever exported it must look at the cause.
const FINDINGS_MAX: usize = 1000;
/// How many rows are taken from the spool at once.
const PAGE: usize = 4096;

/// A data set that was found good, whose instructions are given out in the order of posting.
pub struct LargeSet {
    /// What it states, its payments left out.
    pub data_set: DataSet,
    /// The hash of its files.
    pub files: String,
    /// How many instructions it has.
    pub total: u64,
    payments: String,
    held: VecDeque<Sourced<Instruction>>,
    spool: Spool,
    page: VecDeque<Sourced<Instruction>>,
    /// The last row that was taken from the spool, and whether it was the last one there.
    last: Option<Spooled>,
    at_end: bool,
}

/// Reads a large data set. The set is `None` where a finding is an error.
///
/// # Errors
/// Only where there is no room for the rows on the way.
pub fn read_large(folder: &LargeFolder, policies: &Policies) -> AppResult<(Option<LargeSet>, Vec<Finding>)> {
    let mut found = Vec::new();
    let mut pieces = match Pieces::open(&folder.payments, &folder.payments_name) {
        Ok(pieces) => pieces,
        Err(finding) => return Ok((None, vec![*finding])),
    };
    let files = with_headings(folder, &mut found);
    let tables = Tables::read(&files, &mut found);
    let Some((mut data_set, vouchers, known)) = read_tables_before_payments(&tables, policies, &mut found)
    else {
        tables.sort(&mut found);
        return Ok((None, found));
    };
    let mut reading =
        Reading { known: &known, vouchers: &vouchers, spool: Spool::new()?, rows: 0, returns: false };
    if let Some(headings) = tables.get(PAYMENTS) {
        reading.all_rows(&mut pieces, headings, &mut found)?;
        if reading.returns {
            reading.all_returns(folder, headings, &mut found)?;
        }
    }
    let Reading { spool, rows, .. } = reading;
    spool.close()?;
    drop(known);
    data_set.instructions = vouchers.in_posting_order();
    tables.sort(&mut found);
    if found.iter().any(|finding| finding.severity == Severity::Error) {
        return Ok((None, found));
    }
    let held: VecDeque<_> = std::mem::take(&mut data_set.instructions).into();
    let set = LargeSet {
        data_set,
        files: hash_of_all(folder, &pieces.hash()),
        total: rows + held.len() as u64,
        payments: folder.payments_name.clone(),
        held,
        spool,
        page: VecDeque::new(),
        last: None,
        at_end: false,
    };
    Ok((Some(set), found))
}

/// The other files, and of the payments the headings, which say which column is which.
fn with_headings(folder: &LargeFolder, found: &mut Vec<Finding>) -> Vec<SourceFile> {
    let mut files = folder.files.clone();
    match folder.headings() {
        Ok(bytes) => files.push(SourceFile { name: folder.payments_name.clone(), bytes }),
        Err(finding) => found.push(*finding),
    }
    files
}

/// One hash over the names and hashes of all files.
fn hash_of_all(folder: &LargeFolder, payments: &str) -> String {
    let mut text = String::new();
    for file in &folder.files {
        let _infallible = writeln!(text, "{} {}", hash_of(&file.bytes), file.name);
    }
    let _infallible = writeln!(text, "{payments} {}", folder.payments_name);
    hash_of(text.as_bytes())
}

/// Rows of payments on their way into the spool.
struct Reading<'r, 't> {
    known: &'r Known<'t>,
    vouchers: &'r Vouchers<'t>,
    spool: Spool,
    /// How many instructions are in the spool.
    rows: u64,
    returns: bool,
}

impl Reading<'_, '_> {
    /// Judges each row alone, and its number against those of the rows before it.
    fn all_rows(
        &mut self,
        pieces: &mut Pieces<'_>,
        headings: &Table,
        found: &mut Vec<Finding>,
    ) -> AppResult<()> {
        let mut first = true;
        while let Some(piece) = next_piece(pieces, headings, &mut first, found) {
            for row in piece.rows() {
                if let Some((instructions, is_return)) =
                    payment::read_alone(row, self.known, self.vouchers.year, found)
                {
                    self.returns |= is_return;
                    self.keep(&row, &instructions, found)?;
                }
            }
            if too_many(found) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Judges the returns again, now that every payment is known.
    fn all_returns(&self, folder: &LargeFolder, headings: &Table, found: &mut Vec<Finding>) -> AppResult<()> {
        let Ok(mut pieces) = Pieces::open(&folder.payments, &folder.payments_name) else { return Ok(()) };
        let (mut first, mut said) = (true, Vec::new());
        while let Some(piece) = next_piece(&mut pieces, headings, &mut first, &mut said) {
            for row in piece.rows().filter(payment::is_return) {
                let paid = self.spool.find(row.text("refers_to"))?;
                let paid = paid.and_then(|paid| self.paid(&paid, &row.table.file));
                payment::check_return(&row, |_| paid, found);
            }
            if too_many(found) {
                return Ok(());
            }
        }
        Ok(())
    }

    fn keep(
        &mut self,
        row: &Row<'_>,
        instructions: &[Instruction],
        found: &mut Vec<Finding>,
    ) -> AppResult<()> {
        let Some(first) = instructions.first() else { return Ok(()) };
        let body: String = instructions.iter().map(Canonical::canonical).collect();
        let number = row.text("voucher");
        if let Some((before, content)) = self.vouchers.row_of(number) {
            found.push(taken_at(row, before.place(), content == body));
            return Ok(());
        }
        let spooled = Spooled { line: row.line() as i64, day: first.date.to_string(), body };
        match self.spool.keep(number, &spooled)? {
            None => self.rows += instructions.len() as u64,
            Some(before) => {
                let place = Place::row(&row.table.file, usize::try_from(before.line).unwrap_or_default());
                found.push(taken_at(row, place, before.body == spooled.body));
            }
        }
        Ok(())
    }

    /// A row of the spool as what a return must agree with.
    fn paid(&self, spooled: &Spooled, file: &str) -> Option<Paid> {
        let instructions = Instruction::decode_all(&spooled.body)?;
        let first = instructions.first()?;
        let line = match &first.asked {
            Asked::Request { line, .. } => line.to_string(),
            _ => String::new(),
        };
        Some(Paid {
            place: Place::row(file, usize::try_from(spooled.line).ok()?),
            is_return: matches!(first.asked, Asked::Return { .. }),
            line,
            contract: first.details.contract.as_ref().map_or_else(String::new, ToString::to_string),
        })
    }
}

/// The next rows below the headings; `None` at the end, or where nothing further can be read, which is said.
fn next_piece(
    pieces: &mut Pieces<'_>,
    headings: &Table,
    first: &mut bool,
    found: &mut Vec<Finding>,
) -> Option<Table> {
    let records = match pieces.next() {
        Ok(records) => records?,
        Err(finding) => {
            found.push(*finding);
            return None;
        }
    };
    let headings_too = usize::from(std::mem::take(first));
    Some(headings.with(records.into_iter().skip(headings_too), found))
}

fn too_many(found: &mut Vec<Finding>) -> bool {
    let too_many = found.len() > FINDINGS_MAX;
    if too_many {
        let message = format!("问题已超过 {FINDINGS_MAX} 处，后面的行没有读。");
        found.push(NOT_READ_TO_END.at(Place::file(PAYMENTS), message));
    }
    too_many
}

impl LargeSet {
    /// The next instructions in the order of posting; empty after the last.
    ///
    /// # Errors
    /// Where the rows on the way cannot be read.
    pub fn next(&mut self, at_most: usize) -> AppResult<Vec<Sourced<Instruction>>> {
        let mut next = Vec::with_capacity(at_most);
        while next.len() < at_most {
            if self.page.is_empty() && !self.at_end {
                self.fill_page()?;
            }
            let held_first = match (self.held.front(), self.page.front()) {
                (Some(held), Some(spooled)) => posting_order(&held.item) <= posting_order(&spooled.item),
                (held, _) => held.is_some(),
            };
            let from = if held_first { &mut self.held } else { &mut self.page };
            let Some(instruction) = from.pop_front() else { break };
            next.push(instruction);
        }
        Ok(next)
    }

    fn fill_page(&mut self) -> AppResult<()> {
        let rows = self.spool.next(self.last.as_ref(), PAGE)?;
        for row in &rows {
            let damaged = || StoreError::Damaged { table: "kept", what: format!("第 {} 行", row.line) };
            let line = usize::try_from(row.line).map_err(|_| damaged())?;
            for item in Instruction::decode_all(&row.body).ok_or_else(damaged)? {
                self.page.push_back(Sourced { place: Place::row(&self.payments, line), item });
            }
        }
        self.at_end = rows.len() < PAGE;
        self.last = rows.into_iter().next_back();
        Ok(())
    }
}
