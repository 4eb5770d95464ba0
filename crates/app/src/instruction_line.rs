//! An instruction as one line of JSON, for programs that post: `{"number":"SQ1","date":"2020-03-02","act":"request",
//! "line":"A-1","amount":"80.00"}`. Amounts are yuan as text, never a JSON number, which might lose a fen.
//! `docs/formats/instruction.md` lists the fields of each act.

use crate::text::rules;
use mingzhang_domain::Date;
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::ids::{ContractNo, FiscalYear, LineCode, VoucherNo};
use mingzhang_domain::ledger::{Act, Asked, Details, FreezeOf, Instruction, Period};
use mingzhang_domain::money::{AmountError, Fen};
use serde_json::{Map, Value};

rules! {
    /// What may be wrong with a line.
    RULES of Input;
    NOT_AN_OBJECT "MZ-I100" Error "这一行不是 JSON 对象":
        "每行写一个 JSON 对象，例如 {\"number\":\"SQ1\",\"date\":\"2020-03-02\",\"act\":\"request\",\"line\":\"A-1\",\"amount\":\"80.00\"}。";
    MISSING "MZ-I101" Error "缺少字段":
        "请补上这个字段；各种业务要写哪些字段，见 docs/formats/instruction.md。";
    UNKNOWN_FIELD "MZ-I102" Error "不认识的字段":
        "请核对字段名；这种业务用不到的字段不能写。";
    BAD_VALUE "MZ-I103" Error "字段的值读不懂":
        "金额写成文本，以元为单位，最多两位小数，例如 \"80.00\"；日期写成 2020-03-02，期间写成 2020-03 或 2020。";
}

/// Reads a line, which is line `row` of `file`; everything that is wrong with it at once.
///
/// # Errors
/// The findings, each with the field.
pub fn read(line: &str, file: &str, row: usize) -> Result<Instruction, Vec<Finding>> {
    let whole = Place::row(file, row);
    let Ok(Value::Object(object)) = serde_json::from_str::<Value>(line) else {
        return Err(vec![NOT_AN_OBJECT.at(whole, "读不出一个 JSON 对象。")]);
    };
    let mut fields = Fields { object, file, row, found: Vec::new() };
    let instruction = fields.instruction();
    for name in fields.object.keys() {
        let place = Place::field(file, row, name.as_str());
        fields.found.push(UNKNOWN_FIELD.at(place, format!("这种业务没有字段 {name}。")));
    }
    match instruction {
        Some(instruction) if fields.found.is_empty() => Ok(instruction),
        _ => Err(fields.found),
    }
}

/// The fields that are not read yet, and what was wrong with those that were.
struct Fields<'f> {
    object: Map<String, Value>,
    file: &'f str,
    row: usize,
    found: Vec<Finding>,
}

impl Fields<'_> {
    fn instruction(&mut self) -> Option<Instruction> {
        let number = self.code("number").map(VoucherNo::new);
        let date = self.parsed("date", "日期", |text| text.parse::<Date>().ok());
        let act = self.parsed("act", "业务种类", Act::parse);
        let details = self.details();
        let Some(act) = act else {
            // Without the act nobody knows which fields belong to it.
            self.object.clear();
            return None;
        };
        let asked = self.asked(act)?;
        Some(Instruction { number: number?, date: date?, asked, details })
    }

    fn asked(&mut self, act: Act) -> Option<Asked> {
        Some(match act {
            Act::Approval => self.on_line(|line, amount| Asked::Approval { line, amount })?,
            Act::Increase => self.on_line(|line, amount| Asked::Increase { line, amount })?,
            Act::Decrease => self.on_line(|line, amount| Asked::Decrease { line, amount })?,
            Act::CarryOut => self.on_line(|line, amount| Asked::CarryOut { line, amount })?,
            Act::Plan => self.on_line(|line, amount| Asked::Plan { line, amount })?,
            Act::Request => self.on_line(|line, amount| Asked::Request { line, amount })?,
            Act::Payment => self.on_voucher(|request, amount| Asked::Payment { request, amount })?,
            Act::Return => self.on_voucher(|payment, amount| Asked::Return { payment, amount })?,
            Act::Rejection => self.on_voucher(|request, amount| Asked::Rejection { request, amount })?,
            Act::PlanWithdrawal => self.on_voucher(|plan, amount| Asked::PlanWithdrawal { plan, amount })?,
            Act::Unfreeze => self.on_voucher(|freeze, amount| Asked::Unfreeze { freeze, amount })?,
            Act::Freeze if self.object.contains_key("names") => {
                self.on_voucher(|plan, amount| Asked::Freeze { of: FreezeOf::Plan(plan), amount })?
            }
            Act::Freeze => self.on_line(|line, amount| Asked::Freeze { of: FreezeOf::Line(line), amount })?,
            Act::Correction => {
                let payment = self.code("names").map(VoucherNo::new);
                let (line, amount) = (self.line(), self.amount());
                Asked::Correction { payment: payment?, line: line?, amount: amount? }
            }
            Act::PriorReturn | Act::CarryIn => {
                let year = self.parsed("of_year", "年度", |text| text.parse().ok()).map(FiscalYear);
                let named = self.code("names").map(VoucherNo::new);
                let (line, amount) = (self.line(), self.amount());
                let (year, named, line, amount) = (year?, named?, line?, amount?);
                match act {
                    Act::CarryIn => Asked::CarryIn { year, carried: named, line, amount },
                    _ => Asked::PriorReturn { year, payment: named, line, amount },
                }
            }
            Act::Virement => {
                let (gives, gets) = (self.legs("gives"), self.legs("gets"));
                Asked::Virement { gives: gives?, gets: gets? }
            }
            Act::Reversal => Asked::Reversal { voucher: VoucherNo::new(self.code("names")?) },
            Act::Close => Asked::Close { period: self.parsed("period", "期间", Period::parse)? },
            Act::Reopen => {
                let period = self.parsed("period", "期间", Period::parse);
                let right = self.code("right");
                Asked::Reopen { period: period?, right: right? }
            }
        })
    }

    fn on_line(&mut self, asked: impl FnOnce(LineCode, Fen) -> Asked) -> Option<Asked> {
        let (line, amount) = (self.line(), self.amount());
        Some(asked(line?, amount?))
    }

    fn on_voucher(&mut self, asked: impl FnOnce(VoucherNo, Fen) -> Asked) -> Option<Asked> {
        let (named, amount) = (self.code("names").map(VoucherNo::new), self.amount());
        Some(asked(named?, amount?))
    }

    fn line(&mut self) -> Option<LineCode> {
        self.code("line").map(LineCode::new)
    }

    fn details(&mut self) -> Details {
        let mut text = |name| self.text(name).unwrap_or_default();
        Details {
            document: text("document"),
            reason: text("reason"),
            payee: text("payee"),
            method: text("method"),
            contract: Some(text("contract")).filter(|no| !no.is_empty()).map(ContractNo::new),
        }
    }

    /// `[{"line":"A-1","amount":"40.00"}, …]`
    fn legs(&mut self, name: &str) -> Option<Vec<(LineCode, Fen)>> {
        let Some(Value::Array(legs)) = self.object.remove(name) else {
            self.fault(MISSING, name, format!("缺少字段 {name}，要写成各条指标和金额的列表。"));
            return None;
        };
        let texts = |leg: &Value| {
            let text = |name| Some(leg.get(name)?.as_str()?.to_owned());
            Some((text("line")?, text("amount")?))
        };
        let read: Option<Vec<(String, String)>> = legs.iter().map(texts).collect();
        let Some(read) = read.filter(|legs| !legs.is_empty()) else {
            self.fault(BAD_VALUE, name, format!("{name} 里要有指标，并逐条写明 line 和 amount。"));
            return None;
        };
        // All amounts are read, so that all that are wrong are told.
        let legs: Vec<Option<_>> = read
            .into_iter()
            .map(|(line, amount)| Some((LineCode::new(line), self.yuan(name, &amount)?)))
            .collect();
        legs.into_iter().collect()
    }

    fn amount(&mut self) -> Option<Fen> {
        let text = self.code("amount")?;
        self.yuan("amount", &text)
    }

    /// An amount that stands in a field.
    fn yuan(&mut self, name: &str, text: &str) -> Option<Fen> {
        match Fen::parse_yuan(text) {
            Ok(amount) => Some(amount),
            Err(error) => {
                let why = match error {
                    AmountError::TooLarge => "超出能记的最大数",
                    AmountError::BelowOneFen => "多于两位小数",
                    AmountError::NotANumber(_) => "不是金额",
                };
                self.fault(BAD_VALUE, name, format!("金额“{text}”{why}。"));
                None
            }
        }
    }

    fn parsed<T>(&mut self, name: &str, what: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.code(name)?;
        let parsed = parse(&text);
        if parsed.is_none() {
            self.fault(BAD_VALUE, name, format!("“{text}”不是{what}。"));
        }
        parsed
    }

    /// A text that must be there and not be empty.
    fn code(&mut self, name: &str) -> Option<String> {
        let there = self.object.contains_key(name);
        let text = self.text(name).filter(|text| !text.is_empty());
        if text.is_none() && !(there && self.found.last().is_some_and(|it| is_about(it, name))) {
            self.fault(MISSING, name, format!("缺少字段 {name}。"));
        }
        text
    }

    fn text(&mut self, name: &str) -> Option<String> {
        match self.object.remove(name) {
            None | Some(Value::Null) => None,
            // A NUL cannot be kept by every database.
            Some(Value::String(text)) if !text.contains('\0') => Some(text),
            Some(_) => {
                self.fault(BAD_VALUE, name, format!("字段 {name} 要写成文本，用双引号括起来。"));
                None
            }
        }
    }

    fn fault(&mut self, rule: crate::text::Rule, name: &str, message: String) {
        self.found.push(rule.at(Place::field(self.file, self.row, name), message));
    }
}

fn is_about(finding: &Finding, name: &str) -> bool {
    finding.place.column.as_deref() == Some(name)
}
