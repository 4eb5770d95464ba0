//! Number formats: from a stored number to the text that people read.
//!
//! - `section`: a format taken apart into sections and tokens; [`Format::shown`]: which section, and how it fills in
//! - `general`: numbers without a format; `calendar`: days and times; `builtin`: formats that files name by number

mod builtin;
mod calendar;
mod digits;
mod general;
mod numeral;
mod section;

pub(super) use builtin::builtin;

use super::number::Number;
use section::{Condition, Section, Token};

/// A number format: up to four sections, for positive numbers, negative ones, zero and text.
#[derive(Clone, Debug, Default)]
pub(super) struct Format {
    sections: Vec<Section>,
}

impl Format {
    /// Takes a format's code apart: `#,##0.00;-#,##0.00`. Every code is understood; what has no meaning stands for
    /// itself.
    pub(super) fn parse(code: &str) -> Format {
        Format { sections: section::sections(code) }
    }

    /// A number as people read it. `epoch_1904` is whether the workbook counts days from 1904.
    pub(super) fn shown(&self, number: &Number, epoch_1904: bool) -> String {
        let (section, unsigned) = match self.section(number) {
            Some(found) => found,
            None => return general::shown(number),
        };
        let number = if unsigned { number.magnitude() } else { number.clone() };
        let text = if section.is_date() {
            calendar::shown(section, &number, epoch_1904)
        } else if section.has(&Token::General) {
            with_general(section, &number)
        } else {
            digits::shown(section, &number)
        };
        // Paddings are spaces of some width: they part nothing from nothing at the ends.
        text.trim().to_owned()
    }

    /// Whether a number is shown as a day or a time.
    pub(super) fn is_of_days(&self, number: &Number) -> bool {
        self.section(number).is_some_and(|(section, _)| section.is_date())
    }

    /// A text as people read it.
    pub(super) fn shown_text(&self, text: &str) -> String {
        let of_text = self.sections.iter().rev().find(|section| section.has(&Token::Text));
        let Some(section) = of_text.filter(|_| self.sections.len() == 4 || self.sections.len() == 1) else {
            return text.to_owned();
        };
        let piece = |token: &Token| match token {
            Token::Text => text.to_owned(),
            Token::Literal(literal) => literal.clone(),
            _ => String::new(),
        };
        section.tokens.iter().map(piece).collect::<String>().trim().to_owned()
    }

    /// The section for a number, and whether it says the sign itself.
    fn section(&self, number: &Number) -> Option<(&Section, bool)> {
        let of_numbers: Vec<&Section> = self.sections.iter().take(3).collect();
        if of_numbers.iter().any(|section| section.condition.is_some()) {
            let meets = |section: &&&Section| section.condition.as_ref().is_none_or(|c| c.is_met_by(number));
            let section = of_numbers.iter().find(meets)?;
            // Only a condition that lets no positive number in says the sign.
            let unsigned = section.condition.as_ref().is_some_and(Condition::is_of_negatives);
            return Some((section, unsigned));
        }
        let (section, unsigned) = match (of_numbers.as_slice(), number.negative, number.is_zero()) {
            ([_, _, zero], _, true) => (zero, false),
            ([_, negative, ..], true, false) => (negative, true),
            ([first, ..], ..) => (first, false),
            ([], ..) => return None,
        };
        (!section.is_general()).then_some((section, unsigned))
    }
}

/// A section such as `General"元"`.
fn with_general(section: &Section, number: &Number) -> String {
    let piece = |token: &Token| match token {
        Token::General => section.in_numerals(&general::shown(number)),
        Token::Literal(literal) => literal.clone(),
        _ => String::new(),
    };
    section.tokens.iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, stored: &str) -> String {
        Format::parse(code).shown(&Number::parse(stored).unwrap(), false)
    }

    #[test]
    fn a_number_is_shown_as_office_programs_show_it() {
        for (code, stored, text) in [
            ("0.00", "98.499999999999986", "98.50"),
            ("0.00", "-3.145", "-3.15"),
            ("#,##0.00", "1234567.891", "1,234,567.89"),
            ("#,##0", "999", "999"),
            ("#,##0", "-1234.5", "-1,235"),
            ("0.00%", "0.98499999999999999", "98.50%"),
            ("0%", "1", "100%"),
            ("0\\.0,", "123456", "12.3"),
            ("0!.0,", "123456", "12.3"),
            ("0!.0,\"万\"", "3632642800", "363264.3万"),
            ("0\\.00,,\"亿\"", "357827610000", "3578.28亿"),
            ("#,##0.00,", "1234567", "1,234.57"),
            ("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "1234.5", "1,234.50"),
            ("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-1234.5", "-1,234.50"),
            ("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "-"),
            ("0.00_);(0.00)", "-5", "(5.00)"),
            ("[Red][<60]0.0;[Blue][>=90]0.00;0", "59.96", "60.0"),
            ("[Red][<60]0.0;[Blue][>=90]0.00;0", "95.5", "95.50"),
            ("[Red][<60]0.0;[Blue][>=90]0.00;0", "75.4", "75"),
            ("[>=10000]0!.0,\"万元\";0\"元\"", "25000", "2.5万元"),
            ("[$￥-804]#,##0.00", "1234.5", "￥1,234.50"),
            ("000000", "130171", "130171"),
            ("0000", "17", "0017"),
            ("#.##", "0.5", ".5"),
            ("0.##", "5", "5."),
            ("0.0#", "5.25", "5.25"),
            ("0.00E+00", "123456", "1.23E+05"),
            ("0.0E-0", "0.00123", "1.2E-3"),
            ("General", "0.30000000000000004", "0.3"),
            ("General\"个\"", "118", "118个"),
            ("0\"个\"", "118", "118个"),
            (";;;", "5", ""),
            ("\"超过\"0", "5", "超过5"),
            ("", "12.50", "12.5"),
            ("# ?/?", "0.5", "0.5"),
        ] {
            assert_eq!(shown(code, stored), text, "{code} {stored}");
        }
    }

    #[test]
    fn a_text_is_shown_within_its_format() {
        assert_eq!(Format::parse("@").shown_text("95"), "95");
        assert_eq!(Format::parse("0;0;0;\"共\"@\"项\"").shown_text("三"), "共三项");
        assert_eq!(Format::parse("0.00").shown_text("约"), "约");
        assert_eq!(Format::parse("@").shown(&Number::parse("0.125").unwrap(), false), "0.125");
    }

    #[test]
    fn days_and_times_are_shown_as_office_programs_show_them() {
        for (code, stored, text) in [
            ("yyyy\"年\"m\"月\"d\"日\"", "44196", "2020年12月31日"),
            ("yyyy/m/d", "44260.99", "2021/3/5"),
            ("yyyy\\-mm\\-dd", "44260", "2021-03-05"),
            ("yyyy\"年\"m\"月\"", "44196", "2020年12月"),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "44196", "2020年12月31日"),
            ("yyyy/m/d h:mm", "44196.5", "2020/12/31 12:00"),
            ("h:mm:ss", "0.999988425925926", "23:59:59"),
            ("mm:ss", "0.0520833333333333", "15:00"),
            ("[h]:mm", "1.5", "36:00"),
            ("h:mm AM/PM", "0.75", "6:00 PM"),
            ("上午/下午h\"时\"mm\"分\"", "0.25", "上午6时00分"),
            ("yyyy-m-d aaaa", "44196", "2020-12-31 星期四"),
            ("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", "44196", "二〇二〇年十二月三十一日"),
            ("yyyy/m/d", "1", "1900/1/1"),
            ("yyyy/m/d", "-5", "-5"),
            ("yyyy/m/d", "1E+300", "1E+300"),
        ] {
            assert_eq!(shown(code, stored), text, "{code} {stored}");
        }
        let of_1904 = Format::parse("yyyy/m/d").shown(&Number::parse("42734").unwrap(), true);
        assert_eq!(of_1904, "2020/12/31");
    }

    #[test]
    fn chinese_numerals_are_shown_where_the_format_asks_for_them() {
        assert_eq!(shown("[DBNum1][$-804]General", "10203"), "一万〇二百〇三");
        assert_eq!(shown("[DBNum2][$-804]General\"元\"", "1230"), "壹仟贰佰叁拾元");
    }
}
