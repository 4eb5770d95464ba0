//! How a section fills in the digits of a number.

use super::super::number::Number;
use super::section::{Section, Token};

/// Decimals that any format may ask for.
const PLACES_MAX: usize = 30;

/// A number by a section with places for digits.
pub(super) fn shown(section: &Section, number: &Number) -> String {
    let tokens = &section.tokens;
    if !tokens.iter().any(|token| matches!(token, Token::Digit(_))) {
        return filled(tokens, number.negative, &mut Filling::default());
    }
    if let Some(at) = tokens.iter().position(|token| matches!(token, Token::Exponent(_))) {
        return scientific(tokens, at, number);
    }
    let percents = tokens.iter().filter(|token| **token == Token::Percent).count();
    let scale = 2 * i32::try_from(percents).unwrap_or(0) - 3 * thousands(tokens);
    let mut filling = Filling::of(tokens, &number.shifted(scale));
    section.in_numerals(&filled(tokens, number.negative, &mut filling))
}

/// How many commas stand directly behind the last digit: each divides by 1,000.
fn thousands(tokens: &[Token]) -> i32 {
    let is_digit = |token: &&Token| matches!(token, Token::Digit(_));
    let behind_last = |tokens: &[Token]| {
        let last = tokens.iter().rposition(|token| is_digit(&token))?;
        Some(tokens.iter().skip(last + 1).take_while(|token| **token == Token::Comma).count())
    };
    let whole = tokens.split(|token| *token == Token::Point).next().unwrap_or_default();
    let of_whole = if whole.len() < tokens.len() { behind_last(whole).unwrap_or(0) } else { 0 };
    i32::try_from(behind_last(tokens).unwrap_or(0) + of_whole).unwrap_or(0).min(20)
}

/// The digits that wait to be filled in.
#[derive(Default)]
struct Filling {
    whole: Vec<char>,
    fraction: Vec<char>,
    /// Places for digits before the point.
    places: usize,
    grouped: bool,
}

impl Filling {
    fn of(tokens: &[Token], number: &Number) -> Filling {
        let point = tokens.iter().position(|token| *token == Token::Point).unwrap_or(tokens.len());
        let digits =
            |tokens: &[Token]| tokens.iter().filter(|token| matches!(token, Token::Digit(_))).count();
        let (before, behind) = tokens.split_at(point);
        let (whole, fraction) = number.rounded(digits(behind).min(PLACES_MAX)).parts();
        let is_digit = |token: Option<&Token>| matches!(token, Some(Token::Digit(_)));
        let grouped = before.windows(3).any(|three| {
            is_digit(three.first()) && three.get(1) == Some(&Token::Comma) && is_digit(three.get(2))
        });
        Filling {
            whole: whole.chars().collect(),
            fraction: fraction.chars().collect(),
            places: digits(before),
            grouped,
        }
    }

    /// The digits for a place before the point, `left` of which are still to come behind it.
    fn whole(&self, place: char, left: usize, is_first: bool) -> String {
        let count = self.whole.len();
        let mut out = String::new();
        // What has no place of its own stands before the first.
        let from = if is_first { count.max(left + 1) } else { left + 1 };
        for remaining in (left..from).rev() {
            match count.checked_sub(remaining + 1).and_then(|at| self.whole.get(at)) {
                Some(digit) => out.push(*digit),
                None if place == '0' => out.push('0'),
                None if place == '?' => out.push(' '),
                None => continue,
            }
            if self.grouped && remaining > 0 && remaining.is_multiple_of(3) {
                out.push(',');
            }
        }
        out
    }
}

fn filled(tokens: &[Token], negative: bool, filling: &mut Filling) -> String {
    let mut out = String::new();
    let (mut seen, mut decimals, mut behind) = (0, 0, false);
    for token in tokens {
        match token {
            Token::Digit(place) if behind => {
                match filling.fraction.get(decimals) {
                    Some(digit) => out.push(*digit),
                    None if *place == '0' => out.push('0'),
                    None => {}
                }
                decimals += 1;
            }
            Token::Digit(place) => {
                out.push_str(&filling.whole(*place, filling.places - seen - 1, seen == 0));
                seen += 1;
            }
            Token::Point if !behind => {
                if filling.places == 0 {
                    out.extend(&filling.whole);
                }
                behind = true;
                out.push('.');
            }
            Token::Point => out.push('.'),
            Token::Percent => out.push('%'),
            Token::Literal(text) => out.push_str(text),
            _ => {}
        }
    }
    if negative { signed(&out) } else { out }
}

/// The sign stands before everything that shows.
fn signed(text: &str) -> String {
    format!("-{}", text.trim_start())
}

/// `0.00E+00`: as many digits before the point as there are places.
fn scientific(tokens: &[Token], at: usize, number: &Number) -> String {
    let (mantissa, rest) = tokens.split_at(at);
    let point = mantissa.iter().position(|token| *token == Token::Point).unwrap_or(mantissa.len());
    let is_digit = |token: &&Token| matches!(token, Token::Digit(_));
    let places = mantissa.iter().take(point).filter(is_digit).count().max(1);
    let decimals = mantissa.iter().skip(point).filter(is_digit).count().min(PLACES_MAX);
    let places = i32::try_from(places).unwrap_or(1);
    let mut exponent = if number.is_zero() { 0 } else { number.whole_digits() - places };
    // Rounding may carry into one digit more.
    if number.shifted(-exponent).rounded(decimals).whole_digits() > places {
        exponent += 1;
    }
    let head = filled(mantissa, number.negative, &mut Filling::of(mantissa, &number.shifted(-exponent)));
    let plus = if rest.first() == Some(&Token::Exponent(true)) { "+" } else { "" };
    let sign = if exponent < 0 { "-" } else { plus };
    let width = rest.iter().filter(is_digit).count();
    format!("{head}E{sign}{:0>width$}", exponent.unsigned_abs())
}
