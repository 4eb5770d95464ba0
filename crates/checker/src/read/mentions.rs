//! Figures in running text: number, unit, what each is of, and where in the sentence it stands.

use super::label::{Label, label};
use super::numbers::{Number, bracketed_at, number_at};
use super::passage::{Passage, list_number};
use super::qualifiers::{between, is_each, is_vague, without_vague};
use super::units::{Dimension, Unit, unit_at};
use super::worded::{Worded, worded_at};
use crate::exact::Amount;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::Place;

/// What divides a figure from the one before it in the same brackets, the weakest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Divider {
    /// Nothing.
    #[default]
    None,
    /// `、` or `和`.
    Pause,
    /// `，`
    Comma,
    /// `：`
    Colon,
    /// `；`
    Semicolon,
    /// `。` or the beginning of the passage.
    Stop,
}

/// A figure in running text.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// The passage.
    pub passage: usize,
    /// Its first character.
    pub start: usize,
    /// The character of it after its last, the unit included.
    pub end: usize,
    /// Its place in the paper.
    pub place: Place,
    /// As printed, spaces left out: `95分`.
    pub text: String,
    /// The number as printed.
    pub number: Decimal,
    /// Its unit.
    pub unit: Unit,
    /// Its value on the common scale.
    pub amount: Amount,
    /// What it is of.
    pub label: Label,
    /// The text since the figure, `；` or `。` before it.
    pub lead: String,
    /// The strongest divider since the figure before it.
    pub divider: Divider,
    /// The number of its sentence in the passage.
    pub sentence: usize,
    /// The number of its part between `；` in the passage.
    pub segment: usize,
    /// Where the brackets open in which it stands.
    pub bracket: Option<usize>,
    /// 约、近、超过、以上、≥, a range: no exact statement; nor is 百分点, which is of no amount.
    pub vague: bool,
    /// The words make it approximate, or a bound.
    pub approximate: bool,
    /// 各: said of each of several.
    pub each: bool,
}

impl Mention {
    /// A percentage or per mille.
    pub(crate) fn is_rate(&self) -> bool {
        matches!(self.unit.dimension, Dimension::Parts(_))
    }

    /// It can be added, subtracted and divided.
    pub(crate) fn is_amount(&self) -> bool {
        !self.vague && !self.each && matches!(self.unit.dimension, Dimension::Money | Dimension::Measure(_))
    }

    /// It measures the same kind of thing.
    pub(crate) fn is_like(&self, other: &Mention) -> bool {
        self.unit.dimension == other.unit.dimension
    }

    /// An amount printed as this figure is: its unit, its decimals.
    pub(crate) fn print_like(&self, amount: Amount) -> Option<String> {
        Some(format!("{}{}", amount.print(self.unit.scale, self.number.places)?, self.unit.word))
    }

    /// Its amount with the sign that its label gives: a decrease is negative.
    pub(crate) fn signed(&self) -> Amount {
        if self.label.role == super::label::Role::Down { self.amount.negated() } else { self.amount }
    }
}

/// The figures of a passage, and how many numbers in it have no unit that is understood.
pub(crate) fn mentions(passage: &Passage, index: usize) -> (Vec<Mention>, usize) {
    let mut reader = Reader { passage, index, ..Reader::new(passage) };
    let mut at = list_number(&passage.chars).map_or(0, |(_, taken)| taken);
    while at < passage.chars.len() {
        at = reader.step(at);
    }
    (reader.found, reader.without_unit)
}

/// What was read since the last figure, at one depth of brackets.
#[derive(Default)]
struct Context {
    label: String,
    lead: String,
    divider: Divider,
    after_figure: bool,
    bracket: Option<usize>,
}

struct Reader<'a> {
    passage: &'a Passage,
    index: usize,
    found: Vec<Mention>,
    without_unit: usize,
    outer: Vec<Context>,
    context: Context,
    sentence: usize,
    segment: usize,
    /// Up to where a list without units was read for the unit that it states once, and that unit.
    shared: (usize, Option<Unit>),
}

impl<'a> Reader<'a> {
    fn new(passage: &'a Passage) -> Self {
        let context = Context { divider: Divider::Stop, ..Context::default() };
        Reader {
            passage,
            index: 0,
            found: vec![],
            without_unit: 0,
            outer: vec![],
            context,
            sentence: 0,
            segment: 0,
            shared: (0, None),
        }
    }

    /// Reads what stands at a place and returns the next place.
    fn step(&mut self, at: usize) -> usize {
        let chars = &self.passage.chars;
        if let Some(taken) = self.item_number(at) {
            return at + taken;
        }
        if let Some(worded) = worded_at(chars, at).filter(|worded| !names(chars, worded)) {
            return self.take(worded.number, worded.unit, worded.end, false);
        }
        if let Some((number, unit)) =
            bracketed_at(chars, at).and_then(|(number, end)| Some((number, unit_at(chars, end)?)))
        {
            return self.take(number, unit.0, number.end + unit.1, false);
        }
        if let Some((number, end)) = number_at(chars, at) {
            let end = match number {
                Some(number) => self.figure(number),
                None => {
                    self.keep(at, end);
                    end
                }
            };
            return end;
        }
        match chars.get(at).copied() {
            Some('（' | '(') if self.closes(at) => {
                let inner = Context { bracket: Some(at), divider: Divider::Stop, ..Context::default() };
                self.outer.push(std::mem::replace(&mut self.context, inner));
            }
            Some('）' | ')') => {
                if let Some(outer) = self.outer.pop() {
                    self.context = outer;
                }
            }
            Some(c) => self.text(c),
            None => {}
        }
        at + 1
    }

    /// How many characters the number of an item takes that begins here inside a sentence: `：1.甲；2.乙`, `一是`.
    fn item_number(&self, at: usize) -> Option<usize> {
        let chars = &self.passage.chars;
        let behind = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| "，；：。".contains(*c));
        let (_, taken) = list_number(chars.get(at..(at + 8).min(chars.len()))?).filter(|_| behind)?;
        let next = chars.get(at + taken);
        next.is_some_and(|c| !c.is_ascii_digit() && !"，、；。万亿千百".contains(*c)).then_some(taken)
    }

    /// Whether the bracket that opens here closes within reach.
    fn closes(&self, at: usize) -> bool {
        const REACH: usize = 200;
        self.passage.chars.iter().skip(at).take(REACH).any(|c| "）)".contains(*c))
    }

    fn keep(&mut self, start: usize, end: usize) {
        let text = self.passage.slice(start, end);
        self.context.label.push_str(&text);
        self.context.lead.push_str(&text);
        self.context.after_figure = false;
    }

    fn text(&mut self, c: char) {
        let joins = self.context.after_figure && "和及与加".contains(c);
        self.context.after_figure = false;
        let divider = match c {
            '。' | '！' | '？' => Divider::Stop,
            '；' | ';' => Divider::Semicolon,
            '：' | ':' => Divider::Colon,
            '，' => Divider::Comma,
            '、' => Divider::Pause,
            _ if joins => Divider::Pause,
            _ => Divider::None,
        };
        self.context.divider = self.context.divider.max(divider);
        if divider >= Divider::Semicolon {
            self.context.lead.clear();
            self.context.label.clear();
            if self.outer.is_empty() {
                self.segment += 1;
                self.sentence += usize::from(divider == Divider::Stop);
            }
            return;
        }
        self.context.lead.push(c);
        if divider == Divider::None || c == '加' {
            self.context.label.push(c);
        } else {
            self.context.label.clear();
        }
    }

    /// Reads a number's unit, takes both as a figure and returns the place behind.
    fn figure(&mut self, number: Number) -> usize {
        let chars = &self.passage.chars;
        let number = compound(chars, number);
        let odd = between(chars, number.end);
        let unit = unit_at(chars, number.end + odd).map(|(unit, taken)| (unit, taken + odd));
        let Some((unit, taken)) =
            unit.or_else(|| self.shared_unit(number.end)).or_else(|| open(chars, number.end))
        else {
            self.without_unit += 1;
            self.keep(number.start, number.end);
            return number.end;
        };
        let vague = odd > 0 || number.range || unit.dimension == NO_UNIT;
        self.take(number, unit, number.end + taken, vague)
    }

    /// Takes a figure with its context and returns the place behind it.
    fn take(&mut self, number: Number, unit: Unit, end: usize, vague: bool) -> usize {
        let chars = &self.passage.chars;
        // 0万元 says that there is nothing.
        let nothing = number.value.digits == 0 && number.value.places == 0;
        let rounded = unit.is_rounded(number.value.places) && !nothing;
        let negative = self.context.label.ends_with('负');
        let digits = if negative { -number.value.digits } else { number.value.digits };
        let value = Decimal { digits, ..number.value };
        let Some(amount) = Amount::printed(value, unit.scale, rounded) else {
            self.without_unit += 1;
            return end;
        };
        let mut context = std::mem::take(&mut self.context);
        if context.label.is_empty() {
            // `自评得分：98分`: the name stands before the colon.
            let before = context.lead.strip_suffix(['：', ':']).unwrap_or_default();
            context.label = before.rsplit(['，', '、', '：']).next().unwrap_or_default().to_owned();
        }
        self.context = Context { after_figure: true, bracket: context.bracket, ..Context::default() };
        let own = label(without_vague(&context.label));
        let label = self.beside(&context, &unit).unwrap_or(own);
        let clause = context.lead.rsplit('，').next().unwrap_or_default();
        let vague = vague || is_vague(chars, &context.label, end);
        let mention = Mention {
            passage: self.index,
            start: number.start,
            end,
            place: self.passage.place(number.start, end),
            text: self.passage.printed(number.start, end),
            number: value,
            amount,
            label,
            divider: context.divider,
            sentence: self.sentence,
            segment: self.segment,
            bracket: context.bracket,
            vague: vague || matches!(unit.dimension, Dimension::PercentPoints | Dimension::MillePoints),
            each: unit.dimension == Dimension::Price || is_each(clause),
            approximate: vague,
            unit,
            lead: context.lead,
        };
        self.found.push(mention);
        end
    }

    /// The label of a figure that measures in another way what the figure right before it measures: `已整改42个、3120万元`.
    fn beside(&self, context: &Context, unit: &Unit) -> Option<Label> {
        let pause = context.lead == "、" || context.lead.is_empty();
        let last = self.found.last().filter(|m| pause && m.bracket == context.bracket)?;
        let beside = last.passage == self.index && context.divider <= Divider::Pause;
        (beside && last.is_amount() && last.unit.dimension != unit.dimension).then(|| last.label.clone())
    }

    /// The unit of a list that states it once: `3859、266万元`. The list is read once for all its numbers.
    fn shared_unit(&mut self, end: usize) -> Option<(Unit, usize)> {
        if end > self.shared.0 {
            self.shared = self.unit_of_list(end);
        }
        self.shared.1.clone().map(|unit| (unit, 0))
    }

    /// The end of the last number without a unit in a list, and the unit of the number behind it.
    fn unit_of_list(&self, end: usize) -> (usize, Option<Unit>) {
        let chars = &self.passage.chars;
        let mut at = end;
        while chars.get(at).is_some_and(|c| "、和".contains(*c)) {
            let Some((Some(_), next)) = number_at(chars, at + 1) else { break };
            if let Some((unit, _)) = unit_at(chars, next) {
                return (at, Some(unit));
            }
            at = next;
        }
        (at, None)
    }
}

/// `两项补贴245万元`: a count in words right before a noun with its own amount belongs to the noun's name.
fn names(chars: &[char], worded: &Worded) -> bool {
    const WORDS: usize = 8;
    let counted = matches!(worded.unit.dimension, Dimension::Measure(_));
    let mut behind = chars.iter().skip(worded.end).take(WORDS);
    counted
        && behind
            .find(|c| c.is_ascii_digit() || "，、。；：（".contains(**c))
            .is_some_and(char::is_ascii_digit)
}

/// The unit of `350万` and `1.2亿`, which leave open what they count.
const NO_UNIT: Dimension = Dimension::Measure("");

fn open(chars: &[char], at: usize) -> Option<(Unit, usize)> {
    let multiple = chars.get(at).filter(|c| "万亿".contains(**c))?;
    Some((Unit::new(&multiple.to_string(), NO_UNIT, 1), 1))
}

/// `1亿2000万元` as one number of 万元.
fn compound(chars: &[char], number: Number) -> Number {
    const PER: i128 = 10_000;
    let whole = number.value.places == 0 && chars.get(number.end) == Some(&'亿');
    let Some((Some(rest), end)) = number_at(chars, number.end + 1).filter(|_| whole) else { return number };
    let fits =
        chars.get(end) == Some(&'万') && rest.value.places == 0 && (0..PER).contains(&rest.value.digits);
    let digits = number.value.digits.checked_mul(PER).and_then(|d| d.checked_add(rest.value.digits));
    match digits.filter(|_| fits) {
        Some(digits) => Number { end, value: Decimal { digits, places: 0 }, ..number },
        None => number,
    }
}
