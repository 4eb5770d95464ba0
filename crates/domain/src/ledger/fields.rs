//! 凭证要素: an act as plain fields, for rows and for the encoding of the history, and back.

use super::act::Act;
use super::instruction::{Asked, Details, FreezeOf, Instruction};
use super::period::Period;
use super::place::{Bucket, Place, Slot};
use super::voucher::{Transfer, Voucher};
use crate::Date;
use crate::history::{Canonical, Decoder};
use crate::ids::{ContractNo, DocumentNo, FiscalYear, LineCode, VoucherNo};
use crate::money::Fen;

/// What an act says besides its kind; empty or zero where its kind does not have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedFields {
    /// The line that it names.
    pub line: LineCode,
    /// The voucher that it names, of this year or of `of_year`.
    pub names: VoucherNo,
    /// The amount in fen; 0 for a reversal, and for a virement, whose legs stand apart.
    pub amount: Fen,
    /// The year of the voucher that it names; 0 for its own.
    pub of_year: FiscalYear,
    /// What it closes or reopens.
    pub period: String,
    /// The right by which it reopens.
    pub permit: String,
    /// What the lines of a virement give, below zero, and then what they get.
    pub legs: Vec<(LineCode, Fen)>,
}

impl Asked {
    /// Its fields.
    pub fn fields(&self) -> AskedFields {
        let named = self.names().or(self.names_of_year().map(|(_, number)| number));
        let (line, amount, legs) = match self {
            Asked::Virement { gives, gets } => {
                let gives = gives.iter().map(|(line, amount)| (line.clone(), Fen(-amount.0)));
                (None, Fen::ZERO, gives.chain(gets.iter().cloned()).collect())
            }
            asked => {
                let amount = asked.amounts().first().copied().unwrap_or_default();
                (asked.lines().first().copied(), amount, Vec::new())
            }
        };
        AskedFields {
            line: line.cloned().unwrap_or_else(|| LineCode::new("")),
            names: named.cloned().unwrap_or_else(|| VoucherNo::new("")),
            amount,
            of_year: self.names_of_year().map_or(FiscalYear(0), |(year, _)| year),
            period: self.period().map_or_else(String::new, |period| period.to_string()),
            permit: match self {
                Asked::Reopen { right, .. } => right.clone(),
                _ => String::new(),
            },
            legs,
        }
    }

    /// The act of some fields; `None` where they say what this kind does not have.
    pub fn of_fields(act: Act, fields: AskedFields) -> Option<Asked> {
        let AskedFields { line, names, amount, of_year: year, period, permit, legs } = fields.clone();
        let asked = match act {
            Act::Approval => Asked::Approval { line, amount },
            Act::Increase => Asked::Increase { line, amount },
            Act::Decrease => Asked::Decrease { line, amount },
            Act::CarryOut => Asked::CarryOut { line, amount },
            Act::CarryIn => Asked::CarryIn { year, carried: names, line, amount },
            Act::PriorReturn => Asked::PriorReturn { year, payment: names, line, amount },
            Act::Plan => Asked::Plan { line, amount },
            Act::PlanWithdrawal => Asked::PlanWithdrawal { plan: names, amount },
            Act::Freeze if names.as_str().is_empty() => Asked::Freeze { of: FreezeOf::Line(line), amount },
            Act::Freeze => Asked::Freeze { of: FreezeOf::Plan(names), amount },
            Act::Unfreeze => Asked::Unfreeze { freeze: names, amount },
            Act::Request => Asked::Request { line, amount },
            Act::Rejection => Asked::Rejection { request: names, amount },
            Act::Payment => Asked::Payment { request: names, amount },
            Act::Return => Asked::Return { payment: names, amount },
            Act::Correction => Asked::Correction { payment: names, line, amount },
            Act::Reversal => Asked::Reversal { voucher: names },
            Act::Close => Asked::Close { period: Period::parse(&period)? },
            Act::Reopen => Asked::Reopen { period: Period::parse(&period)?, right: permit },
            Act::Virement => {
                let (gives, gets): (Vec<_>, Vec<_>) = legs.into_iter().partition(|(_, amount)| amount.0 < 0);
                let magnitude = |(line, amount): (LineCode, Fen)| (line, Fen(amount.0.saturating_abs()));
                Asked::Virement { gives: gives.into_iter().map(magnitude).collect(), gets }
            }
        };
        Some(asked).filter(|asked| asked.fields() == fields)
    }
}

impl Voucher {
    /// The voucher of a canonical encoding; `None` where it is not exactly one.
    pub fn decode(canonical: &str) -> Option<Voucher> {
        let mut from = Decoder::new(canonical, Voucher::KIND)?;
        let instruction = instruction(&mut from)?;
        let date = from.text()?.parse::<Date>().ok()?;
        let mut transfers = Vec::new();
        for _ in 0..from.int()? {
            let (out, into) = (place(&mut from)?, place(&mut from)?);
            transfers.push(Transfer { from: out, to: into, amount: Fen(from.int()?) });
        }
        let voucher = Voucher { instruction, date, transfers };
        // Only one text stands for a voucher.
        (from.is_at_end() && voucher.canonical() == canonical).then_some(voucher)
    }
}

impl Instruction {
    /// The instructions of canonical encodings, one after another; `None` where they are not exactly that.
    pub fn decode_all(mut canonical: &str) -> Option<Vec<Instruction>> {
        let mut instructions = Vec::new();
        while !canonical.is_empty() {
            let mut from = Decoder::new(canonical, Instruction::KIND)?;
            instructions.push(instruction(&mut from)?);
            canonical = from.rest();
        }
        Some(instructions)
    }
}

fn instruction(from: &mut Decoder<'_>) -> Option<Instruction> {
    let number = VoucherNo::new(from.text()?);
    let date = from.text()?.parse::<Date>().ok()?;
    let act = Act::parse(from.text()?)?;
    let mut fields = AskedFields {
        line: LineCode::new(""),
        names: VoucherNo::new(""),
        amount: Fen::ZERO,
        of_year: FiscalYear(0),
        period: String::new(),
        permit: String::new(),
        legs: Vec::new(),
    };
    if act == Act::Virement {
        for sign in [-1, 1] {
            for _ in 0..from.int()? {
                fields.legs.push((LineCode::new(from.text()?), Fen(from.int()?.checked_mul(sign)?)));
            }
        }
    } else {
        fields.line = LineCode::new(from.text()?);
        fields.names = VoucherNo::new(from.text()?);
        fields.amount = Fen(from.int()?);
    }
    match act {
        Act::PriorReturn | Act::CarryIn => {
            fields.of_year = FiscalYear(i16::try_from(from.int()?).ok()?);
            fields.names = VoucherNo::new(from.text()?);
        }
        Act::Close => fields.period = from.text()?.to_owned(),
        Act::Reopen => (fields.period, fields.permit) = (from.text()?.to_owned(), from.text()?.to_owned()),
        _ => {}
    }
    let asked = Asked::of_fields(act, fields)?;
    let mut text = || Some(from.text()?.to_owned());
    let (document, reason, payee, method) = (text()?, text()?, text()?, text()?);
    let contract = Some(text()?).filter(|no| !no.is_empty()).map(ContractNo::new);
    Some(Instruction { number, date, asked, details: Details { document, reason, payee, method, contract } })
}

fn place(from: &mut Decoder<'_>) -> Option<Option<Place>> {
    let (line, bucket, document) = (from.text()?, from.text()?, from.text()?);
    if line.is_empty() && bucket.is_empty() && document.is_empty() {
        return Some(None);
    }
    let document = Some(document).filter(|no| !no.is_empty()).map(DocumentNo::new);
    let slot = Slot::new(Bucket::parse(bucket)?, document)?;
    Some(Some(Place { line: LineCode::new(line), slot }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples() -> Vec<Asked> {
        let (line, names, amount) = (|| LineCode::new("A"), || VoucherNo::new("N"), Fen(7));
        let year = FiscalYear(2019);
        vec![
            Asked::Approval { line: line(), amount },
            Asked::Increase { line: line(), amount },
            Asked::CarryIn { year, carried: names(), line: line(), amount },
            Asked::PriorReturn { year, payment: names(), line: line(), amount },
            Asked::Decrease { line: line(), amount },
            Asked::CarryOut { line: line(), amount },
            Asked::Virement { gives: vec![(line(), Fen(3)), (line(), Fen(4))], gets: vec![(line(), amount)] },
            Asked::Freeze { of: FreezeOf::Line(line()), amount },
            Asked::Freeze { of: FreezeOf::Plan(names()), amount },
            Asked::Unfreeze { freeze: names(), amount },
            Asked::Plan { line: line(), amount },
            Asked::PlanWithdrawal { plan: names(), amount },
            Asked::Request { line: line(), amount },
            Asked::Rejection { request: names(), amount },
            Asked::Payment { request: names(), amount },
            Asked::Return { payment: names(), amount },
            Asked::Correction { payment: names(), line: line(), amount },
            Asked::Reversal { voucher: names() },
            Asked::Close { period: Period::of_year(year) },
            Asked::Reopen { period: Period::of_year(year), right: "期间重开".to_owned() },
        ]
    }

    fn voucher(asked: Asked) -> Voucher {
        let place = |slot| Some(Place::new(&LineCode::new("A"), slot));
        let plan = Slot::Planned(DocumentNo::new("JH,1:"));
        Voucher {
            instruction: Instruction {
                number: VoucherNo::new("ZF1"),
                date: Date::constant(2020, 2, 29),
                asked,
                details: Details {
                    reason: "进度款".to_owned(),
                    contract: Some(ContractNo::new("HT1")),
                    ..Details::default()
                },
            },
            date: Date::constant(2020, 3, 1),
            transfers: vec![
                Transfer { from: None, to: place(Slot::Available), amount: Fen(1) },
                Transfer { from: place(plan), to: None, amount: Fen(i64::MAX) },
            ],
        }
    }

    #[test]
    fn every_act_reads_back_from_its_fields_and_from_its_encoding() {
        let acts: std::collections::BTreeSet<Act> = samples().iter().map(Asked::act).collect();
        assert_eq!(acts.len(), Act::ALL.len());
        for asked in samples() {
            assert_eq!(Asked::of_fields(asked.act(), asked.fields()), Some(asked.clone()));
            let voucher = voucher(asked);
            assert_eq!(Voucher::decode(&voucher.canonical()), Some(voucher));
        }
    }

    #[test]
    fn what_is_not_exactly_an_encoding_is_none() {
        for asked in samples() {
            let whole = voucher(asked).canonical();
            assert_eq!(Voucher::decode(&format!("{whole}0:,")), None);
            for (at, _) in whole.char_indices() {
                assert_eq!(Voucher::decode(&whole[..at]), None, "{}", &whole[..at]);
            }
            assert_eq!(Voucher::decode(&whole.replacen("3:ZF1", "03:ZF1", 1)), None);
        }
    }
}
