//! 单位换算: the same amount in two units, side by side (`45亩（3公顷）`, `350万元，即3500000元`), is one amount.

use super::operand;
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// Two units, two amounts.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C035",
    name: "unit_conversion",
    kind: Kind::UnitConversion,
    severity: Severity::Error,
    title: "换算后的数与原数不符",
    what: "“x亩（y公顷）”“x万元，即y元”“x，折合y”以及金额大小写并列的两个数，按15亩＝1公顷等换算是否相等。",
    why: "差十倍百倍的换算错误会被原样引用。",
    advice: "请核对两个单位下的数。",
    fails: "项目占地45亩（合3.5公顷）。",
    passes: "项目占地45亩（合3公顷）。",
    limits: "“约”数不核对；换算后的数按其末位的四舍五入核对；单位不同类的两个数不是换算。",
};

/// Tests every pair of neighbours that the text says to be one amount.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (first, second) in reading.mentions.iter().zip(reading.mentions.iter().skip(1)) {
        if is_conversion(reading, first, second) {
            judge(first, second, outcome);
        }
    }
}

fn is_conversion(reading: &Reading, first: &Mention, second: &Mention) -> bool {
    let measured = |m: &Mention| match m.unit.dimension {
        Dimension::Money => true,
        Dimension::Measure(thing) => ["面积", "长度", "重量", "功率"].contains(&thing),
        _ => false,
    };
    let exact = first.is_amount() && second.is_amount() && !first.label.is_change();
    let units =
        first.is_like(second) && first.unit.scale != second.unit.scale || is_written_twice(first, second);
    if first.passage != second.passage || !exact || !units || !measured(first) {
        return false;
    }
    const WORDS: [&str; 10] =
        ["即", "合", "折合", "相当于", "等于", "也就是", "换算为", "折", "大写", "小写"];
    let lead = second.lead.trim_matches(['，', '：', '（', '为']);
    let said = WORDS.contains(&lead) || WORDS.iter().any(|word| lead.strip_suffix("人民币") == Some(*word));
    let plain = lead.is_empty() || lead == "人民币";
    let bracketed = second.bracket == Some(first.end) && second.bracket != first.bracket;
    // `（3公顷）` alone in its brackets; with more inside it says something else.
    let closes = reading.behind(second).is_some_and(|c| "）)".contains(c));
    let follows = second.bracket == first.bracket && second.sentence == first.sentence;
    (bracketed && closes && (plain || said)) || (follows && said)
}

/// Once in words and once in digits.
fn is_written_twice(first: &Mention, second: &Mention) -> bool {
    let in_words =
        |m: &Mention| !m.text.contains(|c: char| c.is_numeric() && (c as u32) < 0x3000 || c.is_ascii_digit());
    first.unit.dimension == Dimension::Money && first.is_like(second) && in_words(first) != in_words(second)
}

fn judge(first: &Mention, second: &Mention, outcome: &mut Outcome) {
    let rounded = |m: &Mention| Amount::printed(m.number, m.unit.scale, true);
    let (Some(a), Some(b)) = (rounded(first), rounded(second)) else { return };
    let others = vec![operand(first)];
    let relation = Relation { rule: &RULE, formula: Formula::Same, stated: operand(second), others };
    if a.agrees(b) {
        return outcome.passes(relation);
    }
    let Some(recomputed) = second.print_like(first.amount) else { return };
    let message = format!("写为{}，{}换算为{recomputed}", second.text, first.text);
    outcome.fails(relation, recomputed, message);
}
