//! 每千人口、每十万人: how many of something there are for so many people, and rates per mille and per 100,000.

mod stated;

use super::operand;
use super::product::is_power_of_ten_off;
use crate::exact::{Amount, Fit, fit, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use crate::slip::is_one_place_off_number;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Kind, Severity};
use stated::{Base, Stated};

/// A number for so many people.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C068",
    name: "population_rate",
    kind: Kind::Rate,
    severity: Severity::Error,
    title: "每千人、每十万人的数与总数、人口不符",
    what: "“每千人口n人”“每万人口n张”是否等于同名的总数除以人口；“发病率n/10万”“出生率n‰”是否等于写在它前面的人数除以人口，检出率除以检查人数。",
    why: "按人口折算的数用于与标准和别处比较，总数、人口写在别处，算错了不易看出。",
    advice: "请核对总数、人口和折算的单位，写明用的是常住人口还是户籍人口。",
    fails: "全县常住人口48.0万人。现有执业医师1368人，每千人口执业医师2.58人。",
    passes: "全县常住人口48.0万人。现有执业医师1368人，每千人口执业医师2.85人。",
    limits: "总数须写明同样的名称或紧靠在前，人口须写在前文；任何一个人口数能使它成立的即为相符；说的是全省、全国平均或上年的不核对；与人口折算相差不到百分之五的，只在改正一位数字就相符时报告，因为年平均人口可能没有写出。",
};

/// Tests every number for so many people.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for stated in stated::all(reading) {
        if !outcome.is_reckoned(&stated.place) {
            judge(&Claim::of(reading, stated), outcome);
        }
    }
}

/// A number for so many people, with what it may be made of.
struct Claim<'a> {
    stated: Stated,
    /// Of this there are so many, by its name or its place, the nearest first.
    totals: Vec<&'a Mention>,
    /// The numbers of people, the nearest first.
    people: Vec<&'a Mention>,
}

impl<'a> Claim<'a> {
    fn of(reading: &'a Reading, stated: Stated) -> Claim<'a> {
        let totals = totals(reading, &stated);
        let people = people(reading, &stated, totals.first().copied());
        Claim { stated, totals, people }
    }

    fn fits(&self, total: &Mention, people: &Mention) -> bool {
        fit(total.amount, people.amount, self.stated.per, self.stated.number) == Some(Fit::Right)
    }

    fn right(&self, total: &Mention, people: &Mention) -> Option<Decimal> {
        quotient(total.amount, people.amount, self.stated.per, self.stated.number.places)
    }

    fn pairs(&self) -> impl Iterator<Item = (&'a Mention, &'a Mention)> {
        let people = |total: &'a Mention| self.people.iter().map(move |people| (total, *people));
        self.totals.iter().copied().flat_map(people)
    }

    /// The only total with the only number of people, where they are not what they should be by more than the people
    /// of another day would make.
    fn certain(&self) -> Option<(&'a Mention, &'a Mention)> {
        let (total, people) = (self.totals.first()?, self.people.first()?);
        let only = self.totals.iter().all(|other| other.amount == total.amount)
            && self.people.iter().all(|other| other.amount == people.amount);
        let right = self.right(total, people)?;
        let off = right.digits.abs_diff(self.stated.number.digits);
        let exact = self.stated.base == Base::Examined;
        let beyond = off > 1 && (exact || off.saturating_mul(20) > right.digits.unsigned_abs());
        let near = right.digits < self.stated.number.digits.saturating_mul(3)
            && self.stated.number.digits < right.digits.saturating_mul(3);
        (only && beyond && (near || self.is_shifted(right))).then_some((*total, *people))
    }

    /// The pair that one slip of the pen keeps from making it.
    fn slipped(&self) -> Option<(&'a Mention, &'a Mention)> {
        let slip = |(total, people): &(&'a Mention, &'a Mention)| {
            self.right(total, people).is_some_and(|right| {
                is_one_place_off_number(self.stated.number, right) || self.is_shifted(right)
            })
        };
        self.pairs().find(slip)
    }

    /// The same digits, the point in another place.
    fn is_shifted(&self, right: Decimal) -> bool {
        let amount = |number: Decimal| Amount::printed(number, 1, true);
        amount(right).zip(amount(self.stated.number)).is_some_and(|(a, b)| is_power_of_ten_off(a, b))
    }

    fn relation(&self, total: &Mention, people: &Mention) -> Relation {
        let others = vec![operand(total), operand(people)];
        Relation { rule: &RULE, formula: Formula::Judged, stated: self.stated.operand(), others }
    }
}

fn judge(claim: &Claim, outcome: &mut Outcome) {
    let stated = &claim.stated;
    if let Some((total, people)) = claim.pairs().find(|(total, people)| claim.fits(total, people)) {
        return outcome.passes(claim.relation(total, people));
    }
    let found = claim.certain().or_else(|| claim.slipped());
    let made = found.and_then(|(total, people)| Some((total, people, claim.right(total, people)?)));
    let Some((total, people, right)) = made else {
        return outcome.cannot_test(&stated.place, "按人口折算的数没有写明总数或人口");
    };
    let recomputed = format!("{right}{}", stated.unit);
    let message = format!("写为{}，按{}、{}折算为{recomputed}", stated.text, total.text, people.text);
    outcome.fails(claim.relation(total, people), recomputed, message);
}

/// What there is so many of: by the name in the words, else what stands right before or in the brackets behind.
fn totals<'a>(reading: &'a Reading, stated: &Stated) -> Vec<&'a Mention> {
    const PASSAGES: usize = 3;
    const REACH: usize = 40;
    const BEHIND: usize = 3;
    let counted = |m: &&'a Mention| m.is_amount() && m.amount.value > 0 && !m.label.is_change();
    let like = |m: &&'a Mention| stated.dimension.as_ref().is_none_or(|own| *own == m.unit.dimension);
    let before = || reading.before(stated.at, REACH).map(|(_, m)| m);
    let Some(name) = stated.name.as_deref() else {
        let near = |m: &&'a Mention| m.passage == stated.passage && stated.follows(reading, m);
        return before().take(1).filter(near).filter(counted).filter(like).collect();
    };
    let named = |m: &&'a Mention| is_named(reading, m, name) && stated.is_of_year(reading, m);
    let near = before().take_while(|m| m.passage + PASSAGES >= stated.passage);
    let behind = reading.mentions.iter().skip(stated.at + 1).take(BEHIND);
    let behind = behind.take_while(|m| m.passage == stated.passage && m.bracket.is_some());
    behind.chain(near).filter(counted).filter(like).filter(named).collect()
}

/// Whether a figure is of the things of a name, both of two characters at least.
fn is_named(reading: &Reading, m: &Mention, name: &str) -> bool {
    let own = m.label.text.trim_start_matches("其中").trim_end_matches(['共', '有', '计']);
    let tail = reading.tail(m);
    let long = |text: &str| text.chars().count() >= 2;
    long(name) && (own.ends_with(name) || long(own) && name.ends_with(own) || tail.starts_with(name))
}

/// The numbers of people that the paper states up to here; of those planned and those examined only the examined.
fn people<'a>(reading: &'a Reading, stated: &Stated, total: Option<&Mention>) -> Vec<&'a Mention> {
    const REACH: usize = 200;
    let end = stated.at.saturating_add(4);
    let near = |m: &&'a Mention| m.passage <= stated.passage;
    let all: Vec<&Mention> = reading.before(end, REACH).map(|(_, m)| m).filter(near).collect();
    let counted =
        |m: &Mention| m.is_amount() && m.unit.dimension == Dimension::Measure("人") && m.amount.value > 0;
    let found: Vec<&Mention> = all.into_iter().filter(|m| counted(m) && stated.is_base(m)).collect();
    let narrowed = |keep: &dyn Fn(&Mention) -> bool| {
        let kept: Vec<&'a Mention> = found.iter().copied().filter(|m| keep(m)).collect();
        if kept.is_empty() { found.clone() } else { kept }
    };
    match stated.base {
        Base::Examined => narrowed(&|m| total.is_some_and(|total| shares_a_name(m, total))),
        Base::Population(kind) => narrowed(&|m| m.lead.contains(kind)),
        Base::Group(_) => found,
    }
}

/// `宫颈癌检查9873人`, `检出宫颈癌68例`: they have three characters side by side in common.
fn shares_a_name(a: &Mention, b: &Mention) -> bool {
    const SHARED: usize = 3;
    let chars: Vec<char> = a.label.text.chars().collect();
    chars.windows(SHARED).any(|window| b.label.text.contains(&window.iter().collect::<String>()))
}
