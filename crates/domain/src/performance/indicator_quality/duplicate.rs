//! The same indicator twice in a project.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::strip_any;
use crate::finding::Severity;
use crate::performance::indicator_library::pairs;

/// Counted twice.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q013",
    severity: Severity::Warning,
    title: "指标重复",
    what: "同一项目里有没有同名的指标，产出与效益之间有没有换个说法的同一件事。",
    why: "一件事计两次分，分值虚高；复核时只认一个，另一个记 0 分。",
    advice: "请留一个，把分值并过去；效益要写产出带来的变化，不是产出本身。",
    fails: "数量,参训学员人数,≥,480,人,培训计划,签到表\n社会效益,学员参训人数,≥,480,人,培训计划,签到表",
    passes: "数量,新建安置房套数,=,432,套,可研批复,验收表\n社会效益,解决回迁群众住房户数,≥,432,户,安置方案,分房登记表",
    limits: "名称相近而指标值、单位不同的不算，如一标段、二标段的合格率。",
};

/// Reports the later one of two rows of a project that are the same.
pub(super) fn check(sheet: &Sheet, found: &mut Found) {
    for rows in sheet.projects() {
        for (at, row) in rows.iter().enumerate() {
            let same = rows.iter().take(at).find_map(|earlier| Some((earlier, same(earlier, row)?)));
            let Some((earlier, why)) = same else { continue };
            let message = format!("“{}”与第 {} 行“{}”{why}。", row.name, earlier.number, earlier.name);
            found.report(&RULE, row, IndicatorColumn::Level3, message);
            found.also(earlier, IndicatorColumn::Level3);
        }
    }
}

/// Why two rows are the same, if they are.
fn same(one: &Row, other: &Row) -> Option<&'static str> {
    if one.name.is_empty() || other.name.is_empty() {
        return None;
    }
    let (a, b) = (core(&one.name), core(&other.name));
    if a == b && (one.level2 == other.level2 || one.level1 != other.level1) {
        return Some("名称相同，同一件事计了两次");
    }
    let across = one.level1 != other.level1;
    let same_number = one.number().is_some() && one.number() == other.number() && one.unit == other.unit;
    let alike = likeness(a, b);
    let enough = if one.is_share() { 75 } else { 50 };
    (across && same_number && alike >= enough).then_some("是同一个数换了说法，产出与效益重复")
}

/// A name without what says nothing about its subject.
fn core(name: &str) -> &str {
    let name = strip_any(name, &["指标", "情况", "数量", "总数", "个数", "数"]);
    strip_any(name, &["完成", "实际"])
}

/// Twice the shared pairs of characters in a hundred of all pairs.
fn likeness(one: &str, other: &str) -> usize {
    let (a, b) = (pairs(one), pairs(other));
    let shared = a.intersection(&b).count();
    (200 * shared).checked_div(a.len() + b.len()).unwrap_or_default()
}
