//! 标准乘以数量: money for each of something, times how many there are, is the total that the sentence states.

use super::operand;
use crate::exact::{Amount, is_one_slip};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A product.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C036",
    name: "product",
    kind: Kind::Product,
    severity: Severity::Error,
    title: "标准、数量与金额不符",
    what: "同一句中的标准或单价、数量与总额：“每生u元，n人，共t万元”“n台，单价u元，共t元”，t是否等于u×n；按月、按年的标准再乘以写明的月数、年数。",
    why: "补助标准和人数各自都对，总额乘错，就会多拨或少拨。",
    advice: "请核对标准、数量和总额，写明计算的月数或年数。",
    fails: "公用经费每生850元，共2460人，合计219.10万元。",
    passes: "公用经费每生850元，共2460人，合计209.10万元。",
    limits: "标准按月、按天、按次计而没有写明次数的不报告，写明是全年测算数的按十二个月核对，全年实发数有人员进出，只在相差一位数字时报告；数量不止一个的，只核对“每人每天”这样逐一写明的标准；几个数量合用一个标准、标准写在前两段、亩均户均的量乘以亩数户数，以及其他写法，只有在附近的数都推不出它、而改正一位数字（或对调两位）或移动小数点就与相邻的数相符时才报告。",
};

/// How long a price is for, and how long it is paid.
struct Periods {
    /// The total is for these numbers of periods, the likeliest first.
    counts: Vec<i128>,
    /// The words say which.
    certain: bool,
    /// The first is so likely that a slip of the pen in the total is certain.
    likely: bool,
}

/// Tests every price that is followed or preceded by one quantity and followed by a total.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, price) in reading.mentions.iter().enumerate().filter(|(_, m)| is_price(m)) {
        let Some((quantity, total)) = quantity_and_total(reading, index, price) else { continue };
        if is_actual(reading, price, quantity, total) {
            continue;
        }
        let periods = periods(reading, price, total);
        judge(price, quantity, total, &periods, outcome);
    }
}

/// `每户标准6000元，实际支出182.90万元，户均5900元`: what was paid for each stands behind the total and is another amount.
fn is_actual(reading: &Reading, price: &Mention, quantity: &Mention, total: &Mention) -> bool {
    let at = reading.mentions.partition_point(|m| (m.passage, m.start) <= (total.passage, total.start));
    let mean = reading
        .mentions
        .get(at)
        .filter(|m| m.each && m.is_like(price) && (m.passage, m.sentence) == (total.passage, total.sentence));
    let many = Amount::printed(quantity.number, quantity.unit.multiple, false);
    let paid = mean.zip(many).and_then(|(mean, many)| mean.amount.times(many));
    paid.is_some_and(|paid| paid.agrees(total.amount))
}

/// Money for each: `每生850元`, `标准100元/人·月`, `单价5200元`, `生均720元`.
fn is_price(m: &Mention) -> bool {
    let money = matches!(m.unit.dimension, Dimension::Money | Dimension::Price);
    // 标准 alone may be the standard of a whole.
    let named = ["单价", "每", "生均", "人均补助", "户均补助", "亩均补助"]
        .iter()
        .any(|word| clause(m).contains(word));
    money && !m.approximate && m.number.digits > 0 && (m.unit.dimension == Dimension::Price || named)
}

fn clause(m: &Mention) -> &str {
    m.lead.rsplit('，').next().unwrap_or_default()
}

/// The one quantity beside a price and the total behind both, in one sentence with no other figures of their kinds.
fn quantity_and_total<'a>(
    reading: &'a Reading,
    index: usize,
    price: &Mention,
) -> Option<(&'a Mention, &'a Mention)> {
    const REACH: usize = 6;
    let here =
        |m: &&Mention| (m.passage, m.sentence, m.bracket) == (price.passage, price.sentence, price.bracket);
    let after: Vec<&Mention> = reading.mentions.iter().skip(index + 1).take(REACH).take_while(here).collect();
    let before =
        reading.before(index, REACH).map(|(_, m)| m).take_while(|m| here(m) && m.segment == price.segment);
    let before: Vec<&Mention> = before.collect();
    let counted = |m: &&&Mention| matches!(m.unit.dimension, Dimension::Measure(_)) && is_counted(m, price);
    let money = |m: &Mention| m.unit.dimension == Dimension::Money;
    let at = after.iter().position(|m| money(m) && !is_price(m))?;
    let total = after.get(at).filter(|m| m.is_amount() && is_total(m))?;
    // An average (平均每台8909元) is made of what stands before it, and makes nothing of another part of the sentence.
    let average = clause(price).contains('均') && total.segment != price.segment;
    if average {
        return None;
    }
    // Another price, another sum of money or a rate in between belongs to another reckoning.
    let between = after.get(..at)?;
    let other = between.iter().any(|m| !matches!(m.unit.dimension, Dimension::Measure(_)));
    let quantities: Vec<&Mention> = between.iter().chain(&before).filter(counted).copied().collect();
    let all = between.iter().chain(&before).filter(|m| matches!(m.unit.dimension, Dimension::Measure(_)));
    let [quantity] = quantities.as_slice() else { return None };
    let single = all.count() == 1 && before.iter().all(|m| !money(m));
    (!other && single && quantity.is_amount()).then_some((*quantity, *total))
}

/// A quantity of what the price is for, where the words name that.
pub(crate) fn is_counted(m: &Mention, price: &Mention) -> bool {
    let Dimension::Measure(thing) = m.unit.dimension else { return false };
    let text = format!("{}{}", clause(price), price.unit.word);
    // An area may be in another unit than the one that the price is for.
    let word = m.unit.word.trim_start_matches(['万', '亿']);
    if ["面积", "长度", "重量"].contains(&thing) && !text.contains(word) {
        return false;
    }
    let named: Option<&str> = [
        ("生", "人"),
        ("人次", "人次"),
        ("人", "人"),
        ("户", "户"),
        ("亩", "面积"),
        ("公里", "长度"),
        ("吨", "重量"),
        ("头", "头"),
        ("台", "台"),
        ("套", "套"),
    ]
    .into_iter()
    .find(|(word, _)| text.contains(&format!("每{word}")) || text.contains(&format!("/{word}")))
    .map(|(_, thing)| thing);
    named.is_none_or(|named| named == thing)
}

fn is_total(m: &Mention) -> bool {
    const WORDS: [&str; 15] = [
        "共", "合计", "总", "计", "需", "应", "发放", "拨付", "补助", "资金", "支出", "金额", "全年", "经费",
        "费用",
    ];
    const BESIDE: [&str; 5] = ["另", "配套", "自筹", "其中", "此外"];
    let says = |words: &[&str]| words.iter().any(|word| m.lead.contains(word));
    says(&WORDS) && !says(&BESIDE)
}

/// The periods by the words: `每月` with `6个月`, `三年`; a price by the month without them may be for any number.
fn periods(reading: &Reading, price: &Mention, total: &Mention) -> Periods {
    let text = reading.between(price, total);
    let words = format!("{}{}", clause(price), price.unit.word);
    let timed = ["月", "年", "天", "日", "次", "学期", "季"].iter().any(|word| {
        words.contains(&format!("每{word}"))
            || words.contains(&format!("/{word}"))
            || words.contains(&format!("·{word}"))
    });
    let stated = ["个月", "年", "个学期", "天", "次"].iter().find_map(|word| number_before(&text, word));
    if let (None, Some(count)) = (stated, in_a_year(&words).filter(|_| timed && is_yearly(total))) {
        // Of what is planned for the year nobody has left it yet.
        let planned = total.label.role != Role::Done;
        return Periods {
            counts: [count].into_iter().chain(1..=12).collect(),
            certain: planned,
            likely: true,
        };
    }
    match (timed, stated) {
        (_, Some(count)) => Periods { counts: vec![count, 1], certain: true, likely: true },
        (true, None) => Periods { counts: (1..=12).collect(), certain: false, likely: false },
        (false, None) => Periods { counts: vec![1], certain: true, likely: true },
    }
}

/// `全年人员经费`: the total is for a year.
fn is_yearly(total: &Mention) -> bool {
    ["全年", "一年", "年需", "年度"].iter().any(|word| total.lead.contains(word))
}

/// How many of the periods that a price is for make a year.
fn in_a_year(words: &str) -> Option<i128> {
    let per = |word: &str| ["每", "/", "·"].iter().any(|sign| words.contains(&format!("{sign}{word}")));
    [("月", 12), ("季", 4), ("学期", 2)].into_iter().find(|(word, _)| per(word)).map(|(_, count)| count)
}

/// `6` of `共6个月`.
fn number_before(text: &str, word: &str) -> Option<i128> {
    let (before, _) = text.split_once(word)?;
    let digits: Vec<char> = before.chars().rev().take_while(char::is_ascii_digit).collect();
    let count: i128 = digits.into_iter().rev().collect::<String>().parse().ok()?;
    (2..=36).contains(&count).then_some(count)
}

/// Tests a price, a number and their product that the words bring together.
pub(crate) fn judge_pair(price: &Mention, quantity: &Mention, total: &Mention, outcome: &mut Outcome) {
    judge(price, quantity, total, &Periods { counts: vec![1], certain: true, likely: true }, outcome);
}

fn judge(price: &Mention, quantity: &Mention, total: &Mention, periods: &Periods, outcome: &mut Outcome) {
    // In the quantity's own unit, as the price is for one of it.
    let rounded = quantity.unit.is_rounded(quantity.number.places);
    let Some(many) = Amount::printed(quantity.number, quantity.unit.multiple, rounded) else { return };
    let product = |count: &i128| Some((*count, price.amount.times(many)?.multiplied(*count)?));
    let products: Vec<(i128, Amount)> = periods.counts.iter().filter_map(product).collect();
    let relation = |count: i128| {
        let formula = if count == 1 { Formula::Product } else { Formula::Judged };
        let others = vec![operand(price), operand(quantity)];
        Relation { rule: &RULE, formula, stated: operand(total), others }
    };
    if let Some((count, _)) = products.iter().find(|(_, product)| product.agrees(total.amount)) {
        return outcome.passes(relation(*count));
    }
    let slip = |(_, product): &&(i128, Amount)| {
        const DIGITS_MIN: usize = 4;
        let right = product.print(total.unit.scale, total.number.places).unwrap_or_default();
        right.len() > DIGITS_MIN && is_one_slip(&total.number.to_string(), &right)
    };
    // What is paid already may be a part, and a total of several sorts is of more than one price.
    let partly = total.lead.contains('已')
        || ["两类", "三类", "四类", "两项", "三项", "四项", "各类", "各项"]
            .iter()
            .any(|word| total.lead.contains(word));
    let known = |found: &&(i128, Amount)| (periods.certain && !partly) || periods.likely && slip(found);
    let Some((count, product)) = products.first().filter(known) else {
        return outcome.cannot_test(&total.place, "标准按期计，没有写明期数");
    };
    // A total that is far off is made of more than this price.
    let said = ["共", "合计", "总计"].iter().any(|word| total.lead.contains(word));
    let near =
        said || product.value.abs_diff(total.amount.value).saturating_mul(2) <= product.value.unsigned_abs();
    let near = near || is_power_of_ten_off(*product, total.amount);
    let Some(recomputed) = total.print_like(*product).filter(|_| near) else {
        return outcome.cannot_test(&total.place, "总额与标准乘数量相差过大，可能另有所含");
    };
    let times = if *count > 1 { format!("×{count}") } else { String::new() };
    let message = format!("写为{}，{}×{}{times}为{recomputed}", total.text, price.text, quantity.text);
    outcome.fails(relation(*count), recomputed, message);
}

/// The same digits, the point in another place, within their rounding.
pub(super) fn is_power_of_ten_off(a: Amount, b: Amount) -> bool {
    let larger = |a: Amount, b: Amount, factor: i128| a.multiplied(factor).is_some_and(|a| a.agrees(b));
    let off = |factor: &i128| larger(a, b, *factor) || larger(b, a, *factor);
    // What is known only roughly is ten times a great many numbers.
    let fine = |amount: Amount| amount.value > 0 && amount.half.saturating_mul(20) <= amount.value;
    fine(a) && fine(b) && [10, 100, 1_000, 10_000].iter().any(off)
}
