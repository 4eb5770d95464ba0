//! A row and its typed fields: each reader says at once what is wrong with the value shown, and goes on.

use super::csv::Record;
use super::rules::*;
use super::table::{Table, shorten};
use crate::text::Rule;
use mingzhang_domain::Date;
use mingzhang_domain::decimal::{Decimal, DecimalError, half_width};
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::ids::FiscalYear;
use mingzhang_domain::money::{AmountError, Fen};
use mingzhang_domain::points::Points;

/// A row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    pub(super) table: &'t Table,
    pub(super) record: &'t Record,
}

impl<'t> Row<'t> {
    /// The line of the file on which it begins.
    pub(super) fn line(&self) -> usize {
        self.record.line
    }

    /// Where it stands.
    pub(super) fn place(&self) -> Place {
        Place::row(&self.table.file, self.record.line)
    }

    /// A finding at one of its fields.
    pub(super) fn fault(&self, rule: Rule, column: &str, message: impl Into<String>) -> Finding {
        rule.at(Place::field(&self.table.file, self.record.line, column), message)
    }

    /// A field without the spaces around it; empty where the column is left out.
    pub(super) fn text(&self, column: &str) -> &'t str {
        let index = self.table.schema.columns.iter().position(|known| known.name == column);
        let field = index.and_then(|index| self.table.at.get(index).copied().flatten());
        field.and_then(|field| self.record.fields.get(field)).map_or("", |text| text.trim())
    }

    /// A field as a text of its own.
    pub(super) fn owned(&self, column: &str) -> String {
        self.text(column).to_owned()
    }

    /// Whether two rows say the same.
    pub(super) fn equals(&self, other: &Row) -> bool {
        self.table.schema.columns.iter().all(|column| self.text(column.name) == other.text(column.name))
    }

    /// A field that must not be empty.
    pub(super) fn needed(&self, column: &str, found: &mut Vec<Finding>) -> Option<&'t str> {
        let text = self.text(column);
        if text.is_empty() {
            found.push(self.fault(EMPTY_FIELD, column, format!("{column} 是空的。")));
        }
        (!text.is_empty()).then_some(text)
    }

    /// An amount in yuan, with its sign.
    pub(super) fn yuan(&self, column: &str, found: &mut Vec<Finding>) -> Option<Fen> {
        let text = self.needed(column, found)?;
        let error = match Fen::parse_yuan(text) {
            Ok(fen) => return Some(fen),
            Err(error) => error,
        };
        let why = match error {
            AmountError::BelowOneFen => "有不足一分的零头",
            AmountError::TooLarge | AmountError::NotANumber(DecimalError::TooLong) => "太大，记不下",
            AmountError::NotANumber(_) => "不是金额",
        };
        found.push(self.fault(BAD_AMOUNT, column, format!("{column} 写的是“{}”，{why}。", shorten(text))));
        None
    }

    /// An amount in yuan that is not below zero.
    pub(super) fn yuan_not_negative(&self, column: &str, found: &mut Vec<Finding>) -> Option<Fen> {
        let amount = self.yuan(column, found)?;
        if amount < Fen::ZERO {
            let message = format!("{column} 写的是 {} 元，不能是负数。", amount.yuan_grouped());
            found.push(self.fault(BAD_SIGN, column, message));
        }
        (amount >= Fen::ZERO).then_some(amount)
    }

    /// An amount in yuan whose sign is that of its kind; without the sign.
    pub(super) fn yuan_of_kind(
        &self,
        column: &str,
        kind: &str,
        negative: bool,
        found: &mut Vec<Finding>,
    ) -> Option<Fen> {
        let amount = self.yuan(column, found)?;
        let signed = if negative { amount.0.checked_neg().unwrap_or(0) } else { amount.0 };
        if signed <= 0 {
            let wanted = if negative { "负数" } else { "正数" };
            let message = format!("{kind}的 {column} 要写{wanted}，这里是 {} 元。", amount.yuan_grouped());
            found.push(self.fault(BAD_SIGN, column, message));
        }
        (signed > 0).then_some(Fen(signed))
    }

    /// A day.
    pub(super) fn date(&self, column: &str, found: &mut Vec<Finding>) -> Option<Date> {
        let text = self.needed(column, found)?;
        let date = date_parts(text).and_then(|parts| match parts[..] {
            [year, month, day] => date_of(year, month, day),
            _ => None,
        });
        if date.is_none() {
            let why = if date_parts(text).is_some_and(|p| p.len() == 3) {
                "没有这一天"
            } else {
                "不是日期"
            };
            found.push(self.fault(BAD_DATE, column, format!("{column} 写的是“{}”，{why}。", shorten(text))));
        }
        date
    }

    /// A day of the year.
    pub(super) fn date_in(&self, column: &str, year: FiscalYear, found: &mut Vec<Finding>) -> Option<Date> {
        let date = self.date(column, found)?;
        self.within(column, date, year, found)
    }

    /// The first day of a month of the year.
    pub(super) fn month_in(&self, column: &str, year: FiscalYear, found: &mut Vec<Finding>) -> Option<Date> {
        let text = self.needed(column, found)?;
        let first = date_parts(text).and_then(|parts| match parts[..] {
            [year, month] => date_of(year, month, 1),
            _ => None,
        });
        if first.is_none() {
            let message = format!("{column} 写的是“{}”，不是月份。", shorten(text));
            found.push(self.fault(BAD_DATE, column, message));
        }
        self.within(column, first?, year, found)
    }

    fn within(&self, column: &str, date: Date, year: FiscalYear, found: &mut Vec<Finding>) -> Option<Date> {
        if !year.contains(date) {
            let message = format!("{column} 写的是“{}”，不在 {year} 年度内。", self.text(column));
            found.push(self.fault(OUTSIDE_YEAR, column, message));
        }
        year.contains(date).then_some(date)
    }

    /// One of some words.
    pub(super) fn word<T>(
        &self,
        column: &str,
        words: &str,
        parse: impl Fn(&str) -> Option<T>,
        found: &mut Vec<Finding>,
    ) -> Option<T> {
        let text = self.needed(column, found)?;
        let meaning = parse(text);
        if meaning.is_none() {
            let message = format!("{column} 写的是“{}”，这里只认：{words}。", shorten(text));
            found.push(self.fault(UNKNOWN_WORD, column, message));
        }
        meaning
    }

    /// A number that is read by `parse`; `form` says how it is written.
    fn number<T>(
        &self,
        column: &str,
        form: &str,
        parse: impl Fn(&str) -> Option<T>,
        found: &mut Vec<Finding>,
    ) -> Option<T> {
        let text = self.needed(column, found)?;
        let number = parse(text);
        if number.is_none() {
            let message = format!("{column} 写的是“{}”，这里要写{form}。", shorten(text));
            found.push(self.fault(BAD_NUMBER, column, message));
        }
        number
    }

    /// A whole number that is not below zero.
    pub(super) fn count(&self, column: &str, found: &mut Vec<Finding>) -> Option<i64> {
        let parse = |text: &str| {
            let count = Decimal::parse(text).ok()?.scaled(0)?;
            i64::try_from(count).ok().filter(|count| *count >= 0)
        };
        self.number(column, "不小于 0 的整数", parse, found)
    }

    /// A number with the decimals that it is written with.
    pub(super) fn decimal(&self, column: &str, found: &mut Vec<Finding>) -> Option<Decimal> {
        self.number(column, "数字（不带单位）", |text| Decimal::parse(text).ok(), found)
    }

    /// Points.
    pub(super) fn points(&self, column: &str, found: &mut Vec<Finding>) -> Option<Points> {
        self.number(column, "不小于 0、最多两位小数的分数", Points::parse, found)
    }

    /// Points that may be left out.
    pub(super) fn points_or_none(&self, column: &str, found: &mut Vec<Finding>) -> Option<Points> {
        if self.text(column).is_empty() { None } else { self.points(column, found) }
    }

    /// A code of some lengths, digits alone.
    pub(super) fn digits(&self, column: &str, lengths: &[usize], found: &mut Vec<Finding>) -> Option<String> {
        let is_code = |text: &str| lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let lengths: Vec<String> = lengths.iter().map(usize::to_string).collect();
        let form = format!(" {} 位数字的代码", lengths.join("、"));
        self.number(column, &form, |text| is_code(text).then(|| text.to_owned()), found)
    }
}

/// The numbers of `2020-1-5`, `2020/1/5`, `2020.1.5` or `2020年1月5日`, of a month likewise.
fn date_parts(text: &str) -> Option<Vec<i16>> {
    let text: String =
        text.chars().map(half_width).map(|c| if "年月/.".contains(c) { '-' } else { c }).collect();
    let text = text.strip_suffix(['日', '-']).unwrap_or(&text);
    let number = |part: &str| {
        let part = part.trim();
        let digits = !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<i16>().ok().filter(|_| digits)
    };
    let parts: Vec<i16> = text.split('-').map(number).collect::<Option<_>>()?;
    // A year has four digits: `20-1-5` could be any century.
    parts.first().is_some_and(|year| *year >= 1000).then_some(parts)
}

fn date_of(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for text in [
            "2020-01-05",
            "2020/1/5",
            "2020.1.5",
            "2020年1月5日",
            "２０２０－０１－０５",
            "2020 年 1 月 5 日",
        ] {
            assert_eq!(date_parts(text), Some(vec![2020, 1, 5]), "{text}");
        }
        for text in ["2020-03", "2020-3", "2020年3月", "2020/03"] {
            assert_eq!(date_parts(text), Some(vec![2020, 3]), "{text}");
        }
        for text in ["20-1-5", "5.1.2020", "1月5日", "2020-01-05 10:00", "昨天", "2020--5", ""] {
            assert_eq!(date_parts(text), None, "{text}");
        }
    }
}
