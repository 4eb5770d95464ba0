//! Books that a writer keeps from one commit to the next, so that a line and a request that it has just decided on are not
//! read again (`docs/decisions/0010-posting-in-batches.md`).
//!
//! A kept book counts only while the history still ends where that book ended: whoever records anything of the unit and
//! year moves its head, whose hash says what came before.

use crate::Ledger;
use crate::head::Head;
use mingzhang_domain::ledger::{Act, Book, Instruction};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Vouchers that all kept books together may know; with more, all begin anew. Some tens of megabytes.
const VOUCHERS: usize = 20_000;

/// The books that a writer keeps.
#[derive(Default)]
pub struct Shelf {
    books: HashMap<Ledger, (Head, Book)>,
    vouchers: usize,
}

impl Shelf {
    /// The kept book of a unit and year that ends at a head, if it may decide all of its instructions.
    pub(crate) fn take(&mut self, head: &Head, instructions: &[(Ledger, &Instruction)]) -> Option<Book> {
        let (kept, book) = self.books.remove(&head.ledger)?;
        self.vouchers -= book.vouchers();
        let mut of_it = instructions.iter().filter(|(of, _)| *of == head.ledger);
        (kept == *head && of_it.all(|(_, instruction)| only_this_year(instruction))).then_some(book)
    }

    /// The kept books of all units and years to which instructions belong, with the heads where they end, if these books
    /// know everything that the instructions name. Whether the histories still end there is for the writing to find.
    pub fn take_all(
        &mut self,
        instructions: &[(Ledger, &Instruction)],
    ) -> Option<(Vec<Head>, BTreeMap<Ledger, Book>)> {
        let known = |(of, instruction): &(Ledger, &Instruction)| {
            let kept = self.books.get(of);
            kept.is_some_and(|(_, book)| only_this_year(instruction) && knows(book, instruction))
        };
        if !instructions.iter().all(known) {
            return None;
        }
        let ledgers: BTreeSet<Ledger> = instructions.iter().map(|(of, _)| *of).collect();
        let taken: Vec<(Head, Book)> = ledgers.iter().filter_map(|of| self.books.remove(of)).collect();
        self.vouchers -= taken.iter().map(|(_, book)| book.vouchers()).sum::<usize>();
        let heads = taken.iter().map(|(head, _)| head.clone()).collect();
        Some((heads, taken.into_iter().map(|(head, book)| (head.ledger, book)).collect()))
    }

    /// Keeps a book whose changes are committed, and where the history ends then.
    pub fn keep(&mut self, head: Head, book: Book) {
        self.vouchers += book.vouchers();
        self.books.insert(head.ledger, (head, book));
        if self.vouchers > VOUCHERS {
            *self = Shelf::default();
        }
    }
}

/// Whether the head stands for all that the decision depends on. Requests and payments, nearly all there is, depend on their own
/// year; what a later year took of a payment is recorded there, and who returns, corrects or reverses must know it.
fn only_this_year(instruction: &Instruction) -> bool {
    matches!(instruction.asked.act(), Act::Request | Act::Payment)
}

fn knows(book: &Book, instruction: &Instruction) -> bool {
    instruction.asked.lines().into_iter().all(|line| book.knows_line(line))
        && instruction.asked.names().is_none_or(|number| book.knows_voucher(number))
        && instruction.details.contract.as_ref().is_none_or(|contract| book.knows_contract(contract))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::Date;
    use mingzhang_domain::ids::{FiscalYear, LineCode, PolicyId, Seq, UnitId, VoucherNo};
    use mingzhang_domain::ledger::{Asked, Details, ReturnTo, TreasuryRules, VirementRule, Voucher};
    use mingzhang_domain::money::Fen;

    const LEDGER: Ledger = Ledger { unit: UnitId(1), year: FiscalYear(2020) };

    fn head(seq: i64, hash: &str) -> Head {
        Head { seq: Seq(seq), hash: hash.to_owned(), ..Head::beginning(LEDGER) }
    }

    fn asked(asked: Asked) -> Instruction {
        let date = Date::constant(2020, 6, 15);
        Instruction { number: VoucherNo::new("N"), date, asked, details: Details::default() }
    }

    fn request() -> Instruction {
        asked(Asked::Request { line: LineCode::new("L"), amount: Fen(1) })
    }

    fn book() -> Book {
        let rules = TreasuryRules {
            policy: PolicyId::new("test"),
            plan_required: true,
            return_to: ReturnTo::Planned,
            same_nature: VirementRule::Free,
            other_nature: VirementRule::Forbidden,
            goal_review_above: 0,
            reopen_right: String::new(),
        };
        Book::new(LEDGER.year, rules)
    }

    fn kept_at(head: Head) -> Shelf {
        let mut shelf = Shelf::default();
        shelf.keep(head, book());
        shelf
    }

    #[test]
    fn a_kept_book_decides_where_nothing_was_recorded_since() {
        assert!(kept_at(head(5, "a")).take(&head(5, "a"), &[(LEDGER, &request())]).is_some());
    }

    #[test]
    fn a_history_that_went_on_or_is_another_makes_a_kept_book_worthless() {
        for other in [head(6, "a"), head(5, "b"), head(4, "a")] {
            let mut shelf = kept_at(head(5, "a"));
            assert!(shelf.take(&other, &[(LEDGER, &request())]).is_none(), "{other:?}");
            assert!(shelf.take(&head(5, "a"), &[]).is_none(), "it is gone for good");
        }
    }

    #[test]
    fn one_book_that_goes_on_and_on_does_not_fill_the_memory() {
        let mut book = book();
        for number in 0..=VOUCHERS {
            let mut instruction = request();
            instruction.number = VoucherNo::new(format!("SQ{number}"));
            let date = instruction.date;
            book.add_voucher(Voucher { instruction, date, transfers: Vec::new() });
        }
        let mut shelf = Shelf::default();
        shelf.keep(head(5, "a"), book);
        assert!(shelf.take(&head(5, "a"), &[(LEDGER, &request())]).is_none());
    }

    #[test]
    fn what_another_year_may_have_changed_is_read_again() {
        let payment = VoucherNo::new("ZF");
        for other in [
            Asked::Return { payment: payment.clone(), amount: Fen(1) },
            Asked::Reversal { voucher: payment.clone() },
            Asked::Correction { payment, line: LineCode::new("L"), amount: Fen(1) },
        ] {
            let instructions = [(LEDGER, &request()), (LEDGER, &asked(other))];
            assert!(kept_at(head(5, "a")).take(&head(5, "a"), &instructions).is_none());
        }
    }
}
