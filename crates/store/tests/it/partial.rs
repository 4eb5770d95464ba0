//! A random workload of all acts, on any days, against the real store and against one book that holds the whole year: a
//! book of which only a part is loaded gives the same answers, to the last word. `MINGZHANG_SEED` replays a run.

use crate::support::{Chance, House, Kind, LINES, on_both, rules, seed, steps};
use mingzhang_domain::Date;
use mingzhang_domain::ids::{LineCode, VoucherNo};
use mingzhang_domain::ledger::{Act, Asked, Details, FreezeOf, Instruction, Period, Posted};
use mingzhang_domain::money::Fen;
use mingzhang_store::Shelf;

on_both! {
    a_book_of_a_part_of_the_year_decides_like_that_of_the_whole_year: super::agree;
    a_kept_book_decides_like_that_of_the_whole_year_though_others_write_between: super::kept_agree;
}

/// Approvals, plans, many requests and payments, and now and then a return, a correction, a rejection and a reversal.
const EVERYDAY: [u64; 24] =
    [0, 0, 8, 8, 8, 13, 13, 13, 13, 13, 13, 13, 13, 19, 19, 19, 19, 19, 19, 19, 25, 27, 29, 39];

/// Any act on any line or voucher, most of them sensible; more requests and payments where they are what it is about.
fn asked(chance: &mut Chance, all: &[(Act, String)], everyday: bool) -> Asked {
    let line = LineCode::new(LINES[chance.below(3) as usize]);
    let other = LineCode::new(LINES[chance.below(3) as usize]);
    let kind = if everyday { EVERYDAY[chance.below(24) as usize] } else { chance.below(40) };
    // Small where money goes out, so that there is enough for many.
    let most = if everyday && kind >= 13 { 50 } else { 10_000 };
    let amount = Fen(1 + chance.below(most) as i64);
    // One time in eight any voucher, else one of the kind that the act needs.
    let needed = match kind {
        19..25 | 29..31 => Some(Act::Request),
        25..29 => Some(Act::Payment),
        31 | 33 => Some(Act::Plan),
        34 => Some(Act::Freeze),
        _ => None,
    };
    let needed = needed.filter(|_| chance.below(8) > 0);
    let of_kind: Vec<String> = all
        .iter()
        .filter(|(act, _)| needed.is_none_or(|needed| needed == *act))
        .map(|(_, number)| number.clone())
        .collect();
    let named = VoucherNo::new(chance.pick(&of_kind));
    let month = Period { year: mingzhang_domain::ids::FiscalYear(2020), month: Some(1) };
    match kind {
        0..6 => Asked::Approval { line, amount: Fen(amount.0 * 4) },
        6 => Asked::Decrease { line, amount },
        7 => Asked::Virement { gives: vec![(line, amount)], gets: vec![(other, amount)] },
        8..13 => Asked::Plan { line, amount: Fen(amount.0 * 2) },
        13..19 => Asked::Request { line, amount },
        19..25 => Asked::Payment { request: named, amount },
        25..27 => Asked::Return { payment: named, amount },
        27..29 => Asked::Correction { payment: named, line, amount },
        29..31 => Asked::Rejection { request: named, amount },
        31 => Asked::PlanWithdrawal { plan: named, amount },
        32 => Asked::Freeze { of: FreezeOf::Line(line), amount },
        33 => Asked::Freeze { of: FreezeOf::Plan(named), amount },
        34 => Asked::Unfreeze { freeze: named, amount },
        35 => Asked::CarryOut { line, amount },
        36 if chance.below(4) == 0 => Asked::Close { period: month },
        37 if chance.below(4) == 0 => Asked::Reopen { period: month, right: "期间重开".to_owned() },
        _ => Asked::Reversal { voucher: named },
    }
}

async fn agree(kind: Kind) {
    compare(kind, false).await;
}

/// Seven of eight come to a writer with kept books, the eighth to another that has none.
async fn kept_agree(kind: Kind) {
    let unread = compare(kind, true).await;
    assert!(unread > 0, "only {unread} were decided on a kept book");
}

/// How many were decided without reading anything.
async fn compare(kind: Kind, keep: bool) -> u64 {
    let (mut shelf, mut unread) = (Shelf::default(), 0);
    let seed = seed();
    let mut chance = Chance(seed);
    let house = House::new(kind).await;
    let mut whole = house.db.read().await.unwrap().whole_book(house.ledger, rules()).await.unwrap();
    let (mut all, mut acts) = (Vec::new(), std::collections::BTreeSet::new());
    let steps = steps();
    for step in 0..steps {
        let (month, day) = (1 + chance.below(12) as i8, 1 + chance.below(28) as i8);
        // Later and later for the most part, and one in eight on any day.
        let month = if chance.below(8) == 0 { month } else { 1 + (step * 12 / steps) as i8 };
        let date = Date::new(2020, month, day).unwrap();
        let number = format!("N{step:05}");
        let asked = asked(&mut chance, &all, keep);
        let instruction = Instruction {
            number: VoucherNo::new(number.clone()),
            date,
            asked: asked.clone(),
            details: Details::default(),
        };
        let expected = whole.post(instruction).map(|posted| matches!(posted, Posted::New(_)));
        let answer = if keep && chance.below(8) > 0 {
            let (answer, without_reading) = house.post_kept(&mut shelf, &number, date, asked.clone()).await;
            unread += u64::from(without_reading);
            answer
        } else {
            house.post(&number, date, asked.clone()).await
        };
        assert_eq!(answer, expected.clone().map(|_| ()), "seed {seed}, step {step}: {asked:?}");
        if expected.is_ok() {
            acts.insert(asked.act());
            all.push((asked.act(), number));
        }
    }
    assert!(
        all.len() as u64 * 5 > steps && acts.len() > if keep { 4 } else { 10 },
        "seed {seed}: {} of {acts:?}",
        all.len()
    );
    let mut tx = house.db.read().await.unwrap();
    let verification = tx.verify(house.ledger, rules()).await.unwrap();
    assert_eq!(verification.differences, [], "seed {seed}");
    assert_eq!(verification.vouchers, all.len() as u64, "seed {seed}");
    unread
}
