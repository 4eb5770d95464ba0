//! 平均数: so much for each is the total over the number of those among whom it is divided.

use super::average_per::{COUNTED, clause, is_weak};
pub(crate) use super::average_per::{per, said_base};
use super::operand;
use super::product::is_power_of_ten_off;
use crate::exact::{Amount, PER_UNIT};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::{Role, label};
use crate::read::mentions::Mention;
use crate::read::units::{Dimension, Unit, unit_at};
use crate::relation::{FigureAt, Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Place, Severity};
use std::collections::{HashMap, HashSet};

/// An average in running text.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C049",
    name: "average",
    kind: Kind::Product,
    severity: Severity::Error,
    title: "平均数与总额、数量不符",
    what: "“总额t，共n户，户均u”“平均每公里u”“单位成本u元/平方米”中的u是否等于t÷n；人均、户均、亩均、次均、平均班额以及“平均每”后写明的单位都核对，单位不同的先换算；“按实际入住套数计算”写明的数量排除其他数量；平均数前是表中一行的名称的，按该行的金额和数量核对；日均、月均、年均按写明的天数、月数、年数核对。",
    why: "人均、单位成本是成本指标的依据，也是同类项目之间比较的数。",
    advice: "请核对总额、数量和平均数。",
    fails: "全年发放补助460.00万元，惠及2300户，户均2200元。",
    passes: "全年发放补助460.00万元，惠及2300户，户均2000元。",
    limits: "同一句中总额或数量不止一个、平均的事物与总额名称不同时，只在某两个数能使它成立时算作通过，不报告；同一句中另一个平均数成立的，用它的数量；没有“平均”字样的“每亩”只在差十倍、百倍时报告；两个数已经得出一个平均数的，不再用于另一个；日均、月均、年均只在差一位数字或十倍、百倍时报告；平均数的词同时写明两个数的（“在职人员人均工资福利支出”），在全文中找；“约”数不核对；其他写法，只有在附近的数都推不出它、而改正一位数字（或对调两位）就与相邻的数相符时才报告。",
};

/// Tests every average that stands behind its total and its number.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let means = reading.mentions.iter().enumerate().filter(|(_, m)| m.each && !m.approximate);
    let averages = means.filter_map(|(index, mean)| Average::of(reading, index, mean));
    let (right, open): (Vec<Average>, Vec<Average>) =
        averages.partition(|average| average.holding().is_some());
    let mut divisors: HashMap<(usize, usize), Vec<&Place>> = HashMap::new();
    let mut taken: HashSet<(FigureAt, FigureAt)> = HashSet::new();
    for average in &right {
        let Some(relation) = average.holding() else { continue };
        let sentence = divisors.entry((average.mean.passage, average.mean.sentence)).or_default();
        sentence.extend(relation.others.get(1).map(|count| &count.place));
        taken.extend(divided(relation));
        outcome.passes(relation.clone());
    }
    for mut average in open {
        // Another average is made of the same two figures: this one is of something else (`其中城区平均班额`).
        average.tested.retain(|(relation, _)| divided(relation).is_none_or(|pair| !taken.contains(&pair)));
        let beside = divisors.get(&(average.mean.passage, average.mean.sentence));
        judge(reading, &average, beside.map_or(&[], Vec::as_slice), outcome);
    }
}

/// What is divided, and among how many.
fn divided(relation: &Relation) -> Option<(FigureAt, FigureAt)> {
    let [total, count] = relation.others.as_slice() else { return None };
    total.at().zip(count.at())
}

/// An average with every pair before it that it may be of.
struct Average<'a> {
    mean: &'a Mention,
    counts: Vec<Count<'a>>,
    /// Each pair with its total.
    tested: Vec<(Relation, &'a Mention)>,
}

impl<'a> Average<'a> {
    fn of(reading: &'a Reading, index: usize, mean: &'a Mention) -> Option<Average<'a>> {
        let per = per(mean)?;
        let (totals, counts) = (totals(reading, index, mean), counts(reading, index, mean, &per, 0));
        let pairs = totals.iter().flat_map(|total| counts.iter().map(move |count| (*total, count)));
        let tested = pairs.filter_map(|(total, count)| Some((made(mean, total, count)?, total))).collect();
        Some(Average { mean, counts, tested })
    }

    /// The first pair that makes it.
    fn holding(&self) -> Option<&Relation> {
        let holds = |relation: &Relation| {
            relation.solve(0).zip(relation.stated.value).is_some_and(|(right, own)| right.agrees(own.amount))
        };
        self.tested.iter().map(|(relation, _)| relation).find(|relation| holds(relation))
    }

    /// The number by which it divides: that of another average of its sentence, which is right, else the only one that is no
    /// part of a list and, where there is one done, not only planned.
    fn count(&self, reading: &Reading, beside: &[&Place]) -> Option<&'a Mention> {
        let near = |m: &Mention| m.sentence + 1 >= self.mean.sentence;
        let of = |place: &Place| self.counts.iter().map(|count| count.mention).find(|m| m.place == *place);
        // Averages beside it may be of other things.
        let beside: Vec<&Place> = beside.iter().copied().filter(|place| of(place).is_some()).collect();
        if let [place, rest @ ..] = beside.as_slice() {
            return of(place).filter(|_| rest.iter().all(|other| other == place));
        }
        let mut wholes: Vec<&Mention> = self.counts.iter().map(|count| count.mention).collect();
        wholes.retain(|m| is_whole(reading, m));
        if wholes.iter().any(|m| m.label.role != Role::Plan) {
            wholes.retain(|m| m.label.role != Role::Plan);
        }
        match wholes.as_slice() {
            [only] => Some(*only).filter(|m| near(m)),
            _ => None,
        }
    }
}

/// The parts of a list are not what is divided.
fn is_whole(reading: &Reading, m: &Mention) -> bool {
    !reading.whole_of.contains_key(&position(reading, m))
}

/// An average that no pair makes fails only with the one pair of its sentence; `beside` are the numbers by which the
/// averages beside it divide.
fn judge(reading: &Reading, average: &Average, beside: &[&Place], outcome: &mut Outcome) {
    let (mean, tested) = (average.mean, &average.tested);
    let only = average.count(reading, beside);
    let of =
        |count: &Mention, relation: &Relation| relation.others.get(1).is_some_and(|o| o.place == count.place);
    let here = |total: &Mention| {
        is_whole(reading, total)
            && (total.passage, total.sentence) == (mean.passage, mean.sentence)
            && (total.segment == mean.segment || !has_own_total(reading, mean) && !is_part(mean, only))
    };
    let mut own = tested.iter().filter(|(r, total)| here(total) && only.is_some_and(|count| of(count, r)));
    let (Some(count), Some((relation, total)), None) = (only, own.next(), own.next()) else {
        return outcome.cannot_test(&mean.place, "平均数的总额或数量不能确定");
    };
    let right =
        relation.solve(0).filter(|right| is_named(mean, total, count) && is_near(*right, mean.amount));
    let Some((right, recomputed)) = right.and_then(|right| Some((right, mean.print_like(right)?))) else {
        return outcome.cannot_test(&mean.place, "平均数的总额或数量不能确定");
    };
    let sure = !is_weak(mean) || is_power_of_ten_off(right, mean.amount);
    if right.value > 0 && recomputed != mean.text && sure {
        let message = format!("写为{}，按{}计算为{recomputed}", mean.text, made_of(relation));
        outcome.fails(relation.clone(), recomputed, message);
    }
}

/// `支出70.80万元；其中助听器186台、台均1500元`: what is divided by a part is no total of another sentence part.
fn is_part(mean: &Mention, count: Option<&Mention>) -> bool {
    count.is_some_and(|count| count.segment == mean.segment && count.lead.contains("其中"))
}

/// `小麦亩均节水40立方米，年节水52.0万立方米`: its total stands behind it.
fn has_own_total(reading: &Reading, mean: &Mention) -> bool {
    let behind = reading.mentions.get(position(reading, mean) + 1);
    let own = |m: &&Mention| m.is_like(mean) && m.is_amount() && m.amount.value > mean.amount.value;
    let here = |m: &&Mention| (m.passage, m.segment) == (mean.passage, mean.segment);
    behind.filter(here).filter(own).is_some()
}

fn position(reading: &Reading, m: &Mention) -> usize {
    reading.mentions.partition_point(|n| (n.passage, n.start) < (m.passage, m.start))
}

/// The quotient for people.
pub(crate) fn made_of(relation: &Relation) -> String {
    let text = relation.text();
    text.split_once('＝').map_or_else(String::new, |(_, made)| made.to_owned())
}

/// A number of things, and the unit for one of which the average is.
pub(crate) struct Count<'a> {
    /// The figure.
    pub mention: &'a Mention,
    operand: Operand,
}

/// The passage's amounts before an average that it may divide.
const REACH: usize = 12;

fn totals<'a>(reading: &'a Reading, index: usize, mean: &Mention) -> Vec<&'a Mention> {
    let like = |m: &Mention| {
        let money = mean.unit.dimension == Dimension::Price && m.unit.dimension == Dimension::Money;
        m.is_amount() && (money || m.is_like(mean)) && m.bracket == mean.bracket && !m.label.is_change()
    };
    let before = reading.before(index, REACH).map(|(_, m)| m).take_while(|m| m.passage == mean.passage);
    before.filter(|m| like(m)).collect()
}

/// The numbers among which it may divide, in its passage and so many before; where its words name one, that alone.
pub(crate) fn counts<'a>(
    reading: &'a Reading,
    index: usize,
    mean: &Mention,
    per: &[Unit],
    passages: usize,
) -> Vec<Count<'a>> {
    let before =
        reading.before(index, REACH).map(|(_, m)| m).take_while(|m| m.passage + passages >= mean.passage);
    let found = before.filter_map(|m| count(m, per));
    let Some(base) = said_base(mean, per) else { return found.collect() };
    let (said, rest): (Vec<Count>, Vec<Count>) =
        found.partition(|count| count.mention.label.text.contains(&base));
    if said.is_empty() { rest } else { said }
}

/// A number of units, for one of which an average is.
pub(crate) fn count<'a>(m: &'a Mention, per: &[Unit]) -> Option<Count<'a>> {
    let unit = per.iter().find(|unit| unit.dimension == m.unit.dimension)?;
    let scale = m.unit.scale.checked_div(unit.scale).filter(|_| m.unit.scale % unit.scale == 0)?;
    let rounded = m.unit.is_rounded(m.number.places);
    let amount = Amount::printed(m.number, scale, rounded).filter(|amount| amount.value > 0)?;
    let operand = operand(m).worth(amount, scale, m.number.places);
    // `月均保障7450人`: those who are there month by month.
    let steady = !m.vague && clause(m).starts_with("月均");
    ((m.is_amount() || steady) && !m.label.is_change()).then_some(Count { mention: m, operand })
}

/// An average of a total and a number; it is rounded, whatever its unit.
pub(crate) fn made(mean: &Mention, total: &Mention, count: &Count) -> Option<Relation> {
    let amount = Amount::printed(mean.number, mean.unit.scale, true)?;
    let stated = operand(mean).worth(amount, mean.unit.scale, mean.number.places);
    let others = vec![operand(total), count.operand.clone()];
    (total.place != count.mention.place).then_some(())?;
    Some(Relation { rule: &RULE, formula: Formula::Mean, stated, others })
}

/// `亩均投资` is of 总投资, `人均消费` not of 旅游收入; an average without a name is of whatever is there.
fn is_named(mean: &Mention, total: &Mention, count: &Mention) -> bool {
    const PLAIN: [&str; 7] = ["", "费用", "成本", "资金", "金额", "造价", "额"];
    let name = label(&named(mean)).text;
    // `平均每个站点26辆` names what is counted.
    let chars: Vec<char> = name.chars().collect();
    let counted = (1..=chars.len()).rev().find(|n| {
        let noun: String = chars.iter().take(*n).collect();
        count.label.text.ends_with(&noun)
    });
    let thing =
        || COUNTED.iter().find(|(word, _)| name.starts_with(word)).map(|(word, _)| word.chars().count());
    let rest: String = chars.iter().skip(counted.or_else(thing).unwrap_or(0)).collect();
    let tail: String = chars.iter().skip(chars.len().saturating_sub(2)).collect();
    let says = |word: &str| total.lead.contains(word) || total.label.text.contains(word);
    PLAIN.contains(&rest.as_str()) || says(&rest) || says(&tail)
}

/// What an average is of: `投资` of `亩均投资`, `运行维护费` of `平均每辆运行维护费`.
fn named(mean: &Mention) -> String {
    let behind = clause(mean).rsplit_once('均').map_or("", |(_, behind)| behind);
    let chars: Vec<char> = behind.trim_end_matches(['为', '达']).chars().collect();
    let Some(each) = chars.strip_prefix(&['每']) else { return chars.into_iter().collect() };
    let taken = unit_at(each, 0).map_or(0, |(_, taken)| taken);
    each.iter().skip(taken).collect()
}

/// A value that is several times another is of something else.
fn is_near(right: Amount, stated: Amount) -> bool {
    const TIMES: i128 = 4;
    let (a, b) = (right.value, stated.value);
    if [10, 100, 1_000, 10_000]
        .iter()
        .any(|factor| a.saturating_mul(*factor) == b || b.saturating_mul(*factor) == a)
    {
        return true;
    }
    a > PER_UNIT / 1_000_000 && b > 0 && a < b.saturating_mul(TIMES) && b < a.saturating_mul(TIMES)
}
