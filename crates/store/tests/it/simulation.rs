//! A random workload against the real store and a model of a few dozen lines: they must agree on every answer and on
//! every sum. `MINGZHANG_SEED` replays a run; the seed is printed.

use crate::support::{Chance, House, Kind, LINES, on_both, rules, seed, steps};
use mingzhang_domain::Date;
use mingzhang_domain::ids::{LineCode, VoucherNo};
use mingzhang_domain::ledger::Asked;
use mingzhang_domain::money::Fen;
use std::collections::{BTreeSet, HashMap, HashSet};

/// From, to, how much. A place is a line (its available money) or the number of a document.
type Move = (String, String, i64);

/// The smallest ledger that gives the same answers.
#[derive(Default)]
struct Model {
    places: HashMap<String, i64>,
    recorded: HashMap<String, Vec<Move>>,
    reversals: HashSet<String>,
    reversed: HashSet<String>,
    plans: HashMap<&'static str, BTreeSet<(Date, String)>>,
    /// Payment or return → the request behind it.
    request: HashMap<String, String>,
    /// Request → what it has drawn on each plan.
    draws: HashMap<String, Vec<(String, i64)>>,
}

impl Model {
    fn at(&self, place: &str) -> i64 {
        self.places.get(place).copied().unwrap_or(0)
    }

    /// Books moves if no place falls below zero.
    fn book(&mut self, number: &str, moves: Vec<Move>) -> bool {
        let taken = |place: &str| moves.iter().filter(|m| m.0 == place).map(|m| m.2).sum::<i64>();
        if moves.iter().any(|m| m.0 != "outside" && taken(&m.0) > self.at(&m.0)) {
            return false;
        }
        for (from, to, amount) in &moves {
            *self.places.entry(from.clone()).or_default() -= amount;
            *self.places.entry(to.clone()).or_default() += amount;
        }
        if let Some(request) = self.request.get(number) {
            let draws = self.draws.entry(request.clone()).or_default();
            let is_plan = |place: &str| self.plans.values().flatten().any(|(_, plan)| plan == place);
            for (from, to, amount) in &moves {
                for (place, change) in [(from, *amount), (to, -amount)] {
                    match draws.iter_mut().find(|(plan, _)| plan == place) {
                        Some((_, drawn)) => *drawn += change,
                        None if is_plan(place) => draws.push((place.clone(), change)),
                        None => {}
                    }
                }
            }
        }
        self.recorded.insert(number.to_owned(), moves);
        true
    }

    fn shift(&mut self, number: &str, from: &str, to: &str, amount: i64) -> bool {
        self.book(number, vec![(from.to_owned(), to.to_owned(), amount)])
    }

    fn plan(&mut self, number: &str, line: &'static str, date: Date, amount: i64) -> bool {
        let done = self.shift(number, line, number, amount);
        if done {
            self.plans.entry(line).or_default().insert((date, number.to_owned()));
        }
        done
    }

    fn request(&mut self, number: &str, line: &'static str, amount: i64) -> bool {
        let (mut left, mut moves) = (amount, Vec::new());
        for (_, plan) in self.plans.get(line).into_iter().flatten() {
            let drawn = self.at(plan).min(left);
            if drawn > 0 {
                moves.push((plan.clone(), number.to_owned(), drawn));
                left -= drawn;
            }
        }
        self.request.insert(number.to_owned(), number.to_owned());
        left == 0 && self.book(number, moves)
    }

    fn pay(&mut self, number: &str, request: &str, amount: i64) -> bool {
        self.request.insert(number.to_owned(), request.to_owned());
        self.shift(number, request, number, amount)
    }

    fn give_back(&mut self, number: &str, payment: &str, amount: i64) -> bool {
        let Some(request) = self.request.get(payment).cloned() else { return false };
        if self.at(payment) < amount {
            return false;
        }
        let (mut left, mut moves) = (amount, Vec::new());
        for (plan, drawn) in self.draws[&request].iter().rev() {
            let back = left.min(*drawn);
            if back > 0 {
                moves.push((payment.to_owned(), plan.clone(), back));
                left -= back;
            }
        }
        self.request.insert(number.to_owned(), request);
        self.book(number, moves)
    }

    fn reverse(&mut self, number: &str, voucher: &str) -> bool {
        if self.reversals.contains(voucher) || self.reversed.contains(voucher) {
            return false;
        }
        let Some(moves) = self.recorded.get(voucher) else { return false };
        let back = moves.iter().map(|(from, to, amount)| (to.clone(), from.clone(), *amount)).collect();
        if let Some(request) = self.request.get(voucher).cloned() {
            self.request.insert(number.to_owned(), request);
        }
        let done = self.book(number, back);
        if done {
            self.reversals.insert(number.to_owned());
            self.reversed.insert(voucher.to_owned());
        }
        done
    }
}

on_both! {
    the_store_and_the_model_agree_on_every_answer_and_every_sum: super::agree;
}

async fn agree(kind: Kind) {
    let (seed, steps) = (seed(), steps());
    let mut chance = Chance(seed);
    let (house, mut model) = (House::new(kind).await, Model::default());
    let (mut all, mut requests, mut payments): (Vec<String>, Vec<String>, Vec<String>) = Default::default();
    for step in 0..steps {
        // Days only go forward, so that the model needs no days; earlier days are the domain's own property test.
        let date = Date::new(2020, 1 + (step * 12 / steps) as i8, 1).unwrap();
        let line = LINES[chance.below(3) as usize];
        let other = LINES[chance.below(3) as usize];
        let amount = 1 + chance.below(10_000) as i64;
        let number = format!("N{step:05}");
        let (code, fen) = (LineCode::new(line), Fen(amount));
        let (asked, expected) = match chance.below(12) {
            0 | 1 => (
                Asked::Approval { line: code, amount: Fen(amount * 3) },
                model.shift(&number, "outside", line, amount * 3),
            ),
            2 => (Asked::Increase { line: code, amount: fen }, model.shift(&number, "outside", line, amount)),
            3 => (Asked::Decrease { line: code, amount: fen }, model.shift(&number, line, "outside", amount)),
            4 => (
                Asked::Virement { gives: vec![(code, fen)], gets: vec![(LineCode::new(other), fen)] },
                line != other && model.shift(&number, line, other, amount),
            ),
            5 | 6 => (Asked::Plan { line: code, amount: fen }, model.plan(&number, line, date, amount)),
            7 | 8 => {
                let done = model.request(&number, line, amount);
                requests.extend(done.then(|| number.clone()));
                (Asked::Request { line: code, amount: fen }, done)
            }
            9 => {
                let request = chance.pick(&requests);
                let done = model.pay(&number, &request, amount);
                payments.extend(done.then(|| number.clone()));
                (Asked::Payment { request: VoucherNo::new(request), amount: fen }, done)
            }
            10 => {
                let payment = chance.pick(&payments);
                let done = model.give_back(&number, &payment, amount);
                (Asked::Return { payment: VoucherNo::new(payment), amount: fen }, done)
            }
            _ => {
                let voucher = chance.pick(&all);
                let done = model.reverse(&number, &voucher);
                (Asked::Reversal { voucher: VoucherNo::new(voucher) }, done)
            }
        };
        let answer = house.post(&number, date, asked.clone()).await;
        assert_eq!(answer.is_ok(), expected, "seed {seed}, step {step}: {asked:?} answered {answer:?}");
        if expected {
            // The same again changes nothing.
            if chance.below(4) == 0 {
                house.post(&number, date, asked).await.unwrap();
            }
            all.push(number);
        }
    }
    let accepted = all.len() as u64;
    assert!(accepted * 5 > steps, "seed {seed}: only {accepted} of {steps} accepted, the workload is idle");
    let mut tx = house.db.read().await.unwrap();
    let book = tx.whole_book(house.ledger, rules()).await.unwrap();
    for (place, amount) in book.balances() {
        let name = place.slot.document().map_or(place.line.as_str(), |no| no.as_str());
        assert_eq!(amount.0, model.at(name), "seed {seed}: {place}");
    }
    let verification = tx.verify(house.ledger, rules()).await.unwrap();
    assert_eq!(verification.differences, [], "seed {seed}");
    assert_eq!(verification.vouchers, accepted, "seed {seed}");
}
