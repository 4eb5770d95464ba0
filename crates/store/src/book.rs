//! The books that decide: the parts of units' and years' ledgers that instructions touch.
//!
//! What is loaded does not grow with the year: the lines that are named with their available money and their plans, the
//! vouchers that are named and those behind them, and the places that these moved. [`Tx::whole_book`] replays
//! everything instead; both decide alike, which the simulation holds against each other. The number of statements grows
//! neither with the instructions nor with the units.

use crate::cell::Cell;
use crate::error::{StoreError, StoreResult};
use crate::head::Head;
use crate::shelf::Shelf;
use crate::stored::{self, Stored};
use crate::tx::{Fields, Tx};
use crate::{Ledger, bulk, contract_use, library, place, prior, voucher};
use mingzhang_domain::ids::{ContractNo, LineCode, Seq, VoucherNo};
use mingzhang_domain::ledger::{
    Asked, Book, Contract, Instruction, Place, QuotaLine, TreasuryRules, Voucher,
};
use mingzhang_domain::money::Fen;
use std::collections::{BTreeMap, BTreeSet};

impl Tx {
    /// The book for some instructions of one unit and year, as of a head that this transaction has locked.
    pub async fn book(
        &mut self,
        head: &Head,
        rules: &TreasuryRules,
        instructions: &[Instruction],
    ) -> StoreResult<Book> {
        let asked: Vec<(Ledger, &Instruction)> = instructions.iter().map(|it| (head.ledger, it)).collect();
        let books = self.books(std::slice::from_ref(head), rules, &asked).await?;
        Ok(books.into_values().next().unwrap_or_else(|| Book::new(head.ledger.year, rules.clone())))
    }

    /// The books for some instructions, as of heads that this transaction has locked.
    pub async fn books(
        &mut self,
        heads: &[Head],
        rules: &TreasuryRules,
        instructions: &[(Ledger, &Instruction)],
    ) -> StoreResult<BTreeMap<Ledger, Book>> {
        self.books_with(&mut Shelf::default(), heads, rules, instructions).await
    }

    /// The same, with what a writer has kept of them: only what a kept book does not know is read.
    pub async fn books_with(
        &mut self,
        shelf: &mut Shelf,
        heads: &[Head],
        rules: &TreasuryRules,
        instructions: &[(Ledger, &Instruction)],
    ) -> StoreResult<BTreeMap<Ledger, Book>> {
        let mut book = |head: &Head| shelf.take(head, instructions).unwrap_or_else(|| empty(head, rules));
        let mut books = heads.iter().map(|head| (head.ledger, book(head))).collect();
        self.take_in_unknown(instructions, &mut books).await?;
        Ok(books)
    }

    /// Takes into the books what instructions touch and they do not know.
    async fn take_in_unknown(
        &mut self,
        instructions: &[(Ledger, &Instruction)],
        books: &mut BTreeMap<Ledger, Book>,
    ) -> StoreResult<()> {
        let vouchers = self.vouchers_behind(instructions, books).await?;
        // Only who reverses asks whether it is reversed: what a reversal took away, no place has any more.
        let reverses = instructions.iter().any(|(_, it)| matches!(it.asked, Asked::Reversal { .. }));
        let numbers = vouchers.iter().map(|(of, voucher)| (*of, voucher.instruction.number.clone()));
        let numbers = numbers.filter(|_| reverses);
        for (of, reversed, by) in voucher::reversals(self, &numbers.collect()).await? {
            in_book(books, of, |book| book.add_reversal(reversed, by));
        }
        let mut named: BTreeSet<(Ledger, Place)> = BTreeSet::new();
        for (of, voucher) in &vouchers {
            let places = voucher.transfers.iter().flat_map(|transfer| [&transfer.from, &transfer.to]);
            named.extend(places.flatten().map(|place| (*of, place.clone())));
        }
        let mut lines: BTreeSet<(Ledger, LineCode)> =
            named.iter().map(|(of, place)| (*of, place.line.clone())).collect();
        let mut contracts: BTreeSet<(Ledger, ContractNo)> = BTreeSet::new();
        let papers = vouchers.iter().map(|(of, voucher)| (*of, &voucher.instruction));
        for (of, paper) in papers.chain(instructions.iter().copied()) {
            lines.extend(paper.asked.lines().into_iter().map(|line| (of, line.clone())));
            contracts.extend(paper.details.contract.clone().map(|contract| (of, contract)));
        }
        // What a kept book knows of them is what is kept here: the head says so.
        lines.retain(|(of, line)| !books.get(of).is_some_and(|book| book.knows_line(line)));
        contracts.retain(|(of, contract)| !books.get(of).is_some_and(|book| book.knows_contract(contract)));
        let codes = lines.iter().map(|(of, line)| (*of, line.as_str()));
        let quota_lines = subjects::<QuotaLine>(self, "code", codes).await?;
        library::take_in(self, instructions, &quota_lines, books).await?;
        for (of, line) in quota_lines {
            in_book(books, of, |book| book.add_line(line));
        }
        let numbers = contracts.iter().map(|(of, contract)| (*of, contract.as_str()));
        for (of, contract) in subjects::<Contract>(self, "number", numbers).await? {
            in_book(books, of, |book| book.add_contract(&contract));
        }
        prior::take_in(self, instructions, books).await?;
        prior::take_in_later(self, &vouchers, books).await?;
        place::take_in(self, &lines, &named, books).await?;
        contract_use::take_in(self, &contracts, books).await?;
        for (of, voucher) in vouchers {
            in_book(books, of, |book| book.add_voucher(voucher));
        }
        Ok(())
    }

    /// The book of a whole year, replayed from its vouchers.
    pub async fn whole_book(&mut self, ledger: Ledger, rules: TreasuryRules) -> StoreResult<Book> {
        let mut book = Book::new(ledger.year, rules);
        for (_, line) in stored::load(self, ledger, Seq(i64::MAX)).await? {
            book.add_line(line);
        }
        for (_, contract) in stored::load(self, ledger, Seq(i64::MAX)).await? {
            book.add_contract(&contract);
        }
        for kept in voucher::load(self, ledger, Seq(i64::MAX)).await? {
            book.replay(kept.voucher).ok_or(StoreError::TooLarge)?;
        }
        for (number, taken) in prior::used_of_year(self, ledger).await? {
            book.add_taken_later(number, Fen(taken));
        }
        Ok(book)
    }

    /// The vouchers that instructions name, those that carry their numbers, and all that these name in turn, as far as the
    /// books do not know them.
    async fn vouchers_behind(
        &mut self,
        instructions: &[(Ledger, &Instruction)],
        books: &BTreeMap<Ledger, Book>,
    ) -> StoreResult<Vec<(Ledger, Voucher)>> {
        let mut next: BTreeSet<(Ledger, VoucherNo)> = BTreeSet::new();
        for (of, instruction) in instructions {
            next.insert((*of, instruction.number.clone()));
            next.extend(instruction.asked.names().map(|number| (*of, number.clone())));
        }
        // A voucher that a book knows came with all that it names.
        next.retain(|(of, number)| !books.get(of).is_some_and(|book| book.knows_voucher(number)));
        let mut seen = BTreeSet::new();
        let mut vouchers: Vec<(Ledger, Voucher)> = Vec::new();
        // A reversal of a return of a payment of a request is as deep as it gets.
        while !next.is_empty() {
            let found = voucher::named(self, &next).await?;
            seen.append(&mut next);
            for (of, kept) in found {
                let names = kept.voucher.instruction.asked.names().map(|number| (of, number.clone()));
                next.extend(names.filter(|number| !seen.contains(number)));
                vouchers.push((of, kept.voucher));
            }
        }
        Ok(vouchers)
    }
}

fn empty(head: &Head, rules: &TreasuryRules) -> Book {
    let mut book = Book::new(head.ledger.year, rules.clone());
    book.set_totals(head.moved, head.held, head.closed.clone());
    book
}

pub(crate) fn in_book(books: &mut BTreeMap<Ledger, Book>, of: Ledger, take_in: impl FnOnce(&mut Book)) {
    if let Some(book) = books.get_mut(&of) {
        take_in(book);
    }
}

/// The registered subjects of some codes, in no order.
pub(crate) async fn subjects<'c, T: Stored>(
    tx: &mut Tx,
    key: &str,
    codes: impl Iterator<Item = (Ledger, &'c str)>,
) -> StoreResult<Vec<(Ledger, T)>> {
    let keys: Vec<Vec<Cell>> = codes.map(|(of, code)| of.key_with([code])).collect();
    let columns = format!("unit, year, {}", T::COLUMNS.join(", "));
    let rows = bulk::by_key(tx, T::TABLE, &columns, &["unit", "year", key], &keys).await?;
    let read = |row| {
        let mut fields = Fields::new(T::TABLE, row);
        Ok((fields.ledger()?, T::read(&mut fields)?))
    };
    rows.iter().map(read).collect()
}
