//! A format's code taken apart.

use super::super::number::Number;
use super::numeral::Numerals;
use std::cmp::Ordering;

/// One of the parts between semicolons.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub(super) condition: Option<Condition>,
    pub(super) numerals: Option<Numerals>,
    pub(super) tokens: Vec<Token>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Text that stands for itself.
    Literal(String),
    /// `0`, `#` or `?`: the place of a digit.
    Digit(char),
    /// The point before the decimals.
    Point,
    /// A comma: between digits it groups them, behind them it divides by 1,000.
    Comma,
    /// `%`.
    Percent,
    /// `E+` or `E-`: whether a positive exponent has its sign.
    Exponent(bool),
    /// The bar of a fraction.
    Bar,
    /// `@`: the text of the cell.
    Text,
    /// `General`.
    General,
    /// A part of a day or time, as often as its letter is repeated: `y`, `m`, `d`, `a` (weekday), `h`, `s`.
    Moment(char, usize),
    /// Hours, minutes or seconds that run on beyond a day: `[h]`.
    Elapsed(char),
    /// `AM/PM` (false) or `上午/下午` (true).
    HalfDay(bool),
    /// The system's long form of a day.
    LongDate,
}

/// `[>=10000]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    than: Number,
}

impl Condition {
    fn parse(text: &str) -> Option<Condition> {
        let number = text.trim_start_matches(['<', '>', '=']);
        let (less, equal, greater) = match text.strip_suffix(number)? {
            "<" => (true, false, false),
            "<=" => (true, true, false),
            ">" => (false, false, true),
            ">=" => (false, true, true),
            "=" => (false, true, false),
            "<>" => (true, false, true),
            _ => return None,
        };
        Some(Condition { less, equal, greater, than: Number::parse(number)? })
    }

    pub(super) fn is_met_by(&self, number: &Number) -> bool {
        match number.cmp(&self.than) {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.greater,
        }
    }

    /// It lets in negative numbers alone.
    pub(super) fn is_of_negatives(&self) -> bool {
        let at_most_zero = self.than.negative || (self.than.is_zero() && !self.equal);
        self.less && !self.greater && at_most_zero
    }
}

impl Section {
    pub(super) fn has(&self, token: &Token) -> bool {
        self.tokens.contains(token)
    }

    pub(super) fn is_date(&self) -> bool {
        let is_moment =
            |token: &Token| matches!(token, Token::Moment(..) | Token::Elapsed(_) | Token::LongDate);
        self.tokens.iter().any(is_moment)
    }

    /// It is `General` or `@` alone, or a fraction, which nobody writes in a report: the number as it is.
    pub(super) fn is_general(&self) -> bool {
        let alone = matches!(self.tokens.as_slice(), [Token::General | Token::Text]);
        (alone && self.numerals.is_none()) || self.has(&Token::Bar)
    }

    /// Digits in the numerals that the section asks for.
    pub(super) fn in_numerals(&self, digits: &str) -> String {
        self.numerals.map_or_else(|| digits.to_owned(), |numerals| numerals.write(digits))
    }
}

/// The sections of a code; an empty code has none.
pub(super) fn sections(code: &str) -> Vec<Section> {
    // No format that a program writes is longer, and nobody reads one that is.
    let chars: Vec<char> = code.chars().take(500).collect();
    let mut sections = vec![Section::default()];
    let mut rest = chars.as_slice();
    while let [first, after @ ..] = rest {
        let Some(section) = sections.last_mut() else { break };
        if *first == ';' {
            sections.push(Section::default());
            rest = after;
        } else {
            rest = rest.get(section.take(rest)..).unwrap_or_default();
        }
    }
    if chars.is_empty() { Vec::new() } else { sections }
}

impl Section {
    /// Takes the next token, and says how many characters it has; at least one.
    fn take(&mut self, rest: &[char]) -> usize {
        let [first, after @ ..] = rest else { return 1 };
        let lower = first.to_ascii_lowercase();
        let (token, taken) = match lower {
            '"' => {
                let inside: String = after.iter().take_while(|c| **c != '"').collect();
                let length = inside.chars().count();
                (Token::Literal(inside), length + 2)
            }
            // The next character stands for itself; Chinese versions write `!`.
            '\\' | '!' => (Token::Literal(after.iter().take(1).collect()), 2),
            // A space as wide as the next character.
            '_' => (Token::Literal(" ".to_owned()), 2),
            // The next character fills the cell.
            '*' => return 2,
            '[' => return self.bracket(rest),
            '0' | '#' | '?' => (Token::Digit(*first), 1),
            '.' => (Token::Point, 1),
            ',' => (Token::Comma, 1),
            '%' => (Token::Percent, 1),
            '@' => (Token::Text, 1),
            '/' if self.tokens.iter().any(|token| matches!(token, Token::Digit(_))) => (Token::Bar, 1),
            'e' if matches!(after.first(), Some('+' | '-')) => {
                (Token::Exponent(after.first() == Some(&'+')), 2)
            }
            'g' if word(rest, "general") => (Token::General, 7),
            'a' if word(rest, "am/pm") => (Token::HalfDay(false), 5),
            'a' if word(rest, "a/p") => (Token::HalfDay(false), 3),
            '上' if word(rest, "上午/下午") => (Token::HalfDay(true), 5),
            'y' | 'm' | 'd' | 'h' | 's' | 'a' | 'e' => {
                let length = rest.iter().take_while(|c| c.eq_ignore_ascii_case(first)).count();
                (Token::Moment(if lower == 'e' { 'y' } else { lower }, length), length)
            }
            _ => (Token::Literal(first.to_string()), 1),
        };
        self.tokens.push(token);
        taken
    }

    /// `[Red]`, `[>=90]`, `[h]`, `[$￥-804]`, `[DBNum1]`
    fn bracket(&mut self, rest: &[char]) -> usize {
        let inside: String = rest.iter().skip(1).take_while(|c| **c != ']').collect();
        let lower = inside.to_lowercase();
        if let Some(condition) = Condition::parse(&inside) {
            self.condition = Some(condition);
        } else if let Some(numerals) = Numerals::named(&lower) {
            self.numerals = Some(numerals);
        } else if lower == "$-f800" {
            self.tokens.push(Token::LongDate);
        } else if let Some(currency) = inside.strip_prefix('$') {
            let sign = currency.split('-').next().unwrap_or_default();
            self.tokens.push(Token::Literal(sign.to_owned()));
        } else if let Some(unit) = elapsed(&lower) {
            self.tokens.push(Token::Elapsed(unit));
        }
        inside.chars().count() + 2
    }
}

/// `h`, `mm`: the unit that runs on.
fn elapsed(inside: &str) -> Option<char> {
    let unit = inside.chars().next().filter(|c| "hms".contains(*c))?;
    inside.chars().all(|c| c == unit).then_some(unit)
}

/// Whether the text goes on with a word, in letters of any size.
fn word(rest: &[char], word: &str) -> bool {
    word.chars().enumerate().all(|(at, c)| rest.get(at).is_some_and(|found| found.eq_ignore_ascii_case(&c)))
}
