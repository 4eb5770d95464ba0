//! A random workload against the real store and a model of a few dozen lines: they must agree on every answer and on
//! every sum. `MINGZHANG_SEED` replays a run; the seed is printed.

use crate::support::{House, Kind, LINES, on_both, rules};
use mingzhang_domain::Date;
use mingzhang_domain::ids::{LineCode, VoucherNo};
use mingzhang_domain::ledger::Asked;
use mingzhang_domain::money::Fen;
use std::collections::HashMap;

/// The smallest ledger that gives the same answers: places by name, and who drew how much from which plan.
#[derive(Default)]
struct Model {
    places: HashMap<String, i64>,
    lines: HashMap<String, &'static str>,
    plans: HashMap<&'static str, Vec<String>>,
    draws: HashMap<String, Vec<(String, i64)>>,
    paid_by: HashMap<String, (String, i64)>,
}

impl Model {
    fn at(&self, place: &str) -> i64 {
        self.places.get(place).copied().unwrap_or(0)
    }

    fn shift(&mut self, from: &str, to: &str, amount: i64) -> bool {
        let enough = from == "outside" || self.at(from) >= amount;
        if enough {
            *self.places.entry(from.to_owned()).or_default() -= amount;
            *self.places.entry(to.to_owned()).or_default() += amount;
        }
        enough
    }

    fn plan(&mut self, number: &str, line: &'static str, amount: i64) -> bool {
        let done = self.shift(line, number, amount);
        if done {
            self.plans.entry(line).or_default().push(number.to_owned());
        }
        done
    }

    fn request(&mut self, number: &str, line: &'static str, amount: i64) -> bool {
        let plans = self.plans.get(line).cloned().unwrap_or_default();
        if plans.iter().map(|plan| self.at(plan)).sum::<i64>() < amount {
            return false;
        }
        let mut left = amount;
        for plan in plans {
            let drawn = self.at(&plan).min(left);
            if drawn > 0 {
                self.shift(&plan, number, drawn);
                self.draws.entry(number.to_owned()).or_default().push((plan, drawn));
                left -= drawn;
            }
        }
        self.lines.insert(number.to_owned(), line);
        true
    }

    fn pay(&mut self, number: &str, request: &str, amount: i64) -> bool {
        let done = self.shift(request, number, amount);
        if done {
            self.paid_by.insert(number.to_owned(), (request.to_owned(), amount));
        }
        done
    }

    fn give_back(&mut self, payment: &str, amount: i64) -> bool {
        let Some((request, paid)) = self.paid_by.get(payment).cloned() else { return false };
        let mut skip = paid - self.at(payment);
        if self.at(payment) < amount {
            return false;
        }
        let mut left = amount;
        for (plan, drawn) in self.draws[&request].clone().into_iter().rev() {
            let skipped = skip.min(drawn);
            skip -= skipped;
            let back = (drawn - skipped).min(left);
            self.shift(payment, &plan, back);
            left -= back;
        }
        true
    }
}

/// xorshift64: enough chance for a workload, and the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

on_both! {
    the_store_and_the_model_agree_on_every_answer_and_every_sum: super::agree;
}

async fn agree(kind: Kind) {
    let from_clock =
        || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
    let seed = std::env::var("MINGZHANG_SEED").ok().and_then(|s| s.parse().ok());
    let seed = seed.unwrap_or_else(|| from_clock() as u64 | 1);
    println!("MINGZHANG_SEED={seed}");
    let steps = std::env::var("MINGZHANG_STEPS").ok().and_then(|s| s.parse().ok()).unwrap_or(250u64);
    let mut chance = Chance(seed);
    let (house, mut model) = (House::new(kind).await, Model::default());
    let (mut requests, mut payments): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut accepted = 0;
    for step in 0..steps {
        // Days only go forward, so that the model needs no days; earlier days are the domain's own property test.
        let date = Date::new(2020, 1 + (step * 12 / steps) as i8, 1).unwrap();
        let line = LINES[chance.below(3) as usize];
        let other = LINES[chance.below(3) as usize];
        let amount = 1 + chance.below(10_000) as i64;
        let number = format!("N{step}");
        let code = LineCode::new(line);
        let pick = |from: &[String], at: u64| from.get(at as usize % from.len().max(1)).cloned();
        let request = pick(&requests, chance.below(1000)).unwrap_or("none".to_owned());
        let payment = pick(&payments, chance.below(1000)).unwrap_or("none".to_owned());
        let (asked, expected) = match chance.below(10) {
            0 | 1 => (
                Asked::Approval { line: code, amount: Fen(amount * 3) },
                model.shift("outside", line, amount * 3),
            ),
            2 => (Asked::Decrease { line: code, amount: Fen(amount) }, model.shift(line, "outside", amount)),
            3 => (
                Asked::Virement {
                    gives: vec![(code, Fen(amount))],
                    gets: vec![(LineCode::new(other), Fen(amount))],
                },
                // A line that gives to itself needs nothing: what it gives it has again.
                line == other || model.shift(line, other, amount),
            ),
            4 | 5 => (Asked::Plan { line: code, amount: Fen(amount) }, model.plan(&number, line, amount)),
            6 | 7 => {
                let done = model.request(&number, line, amount);
                requests.extend(done.then(|| number.clone()));
                (Asked::Request { line: code, amount: Fen(amount) }, done)
            }
            8 => {
                let done = model.pay(&number, &request, amount);
                payments.extend(done.then(|| number.clone()));
                (Asked::Payment { request: VoucherNo::new(request), amount: Fen(amount) }, done)
            }
            _ => {
                let done = model.give_back(&payment, amount);
                (Asked::Return { payment: VoucherNo::new(payment), amount: Fen(amount) }, done)
            }
        };
        let answer = house.post(&number, date, asked.clone()).await;
        assert_eq!(answer.is_ok(), expected, "seed {seed}, step {step}: {asked:?} answered {answer:?}");
        accepted += u64::from(expected);
    }
    assert!(accepted * 5 > steps, "seed {seed}: only {accepted} of {steps} accepted, the workload is idle");
    let mut tx = house.db.read().await.unwrap();
    let book = tx.book(house.ledger, rules()).await.unwrap();
    for (place, amount) in book.balances() {
        let name = place.slot.document().map_or(place.line.as_str(), |no| no.as_str());
        assert_eq!(amount.0, model.at(name), "seed {seed}: {place}");
    }
    let verification = tx.verify(house.ledger, rules()).await.unwrap();
    assert_eq!(verification.differences, [], "seed {seed}");
    assert_eq!(verification.vouchers, accepted, "seed {seed}");
}
