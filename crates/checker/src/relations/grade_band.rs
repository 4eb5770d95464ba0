//! 等级与分数段: the stated grade is the one that the total score earns by the paper's own bands.

use super::operand;
use crate::outcome::Outcome;
use crate::read::bands::{Band, bands, is_on_scale};
use crate::read::grades::{Stated, behind_score, stated};
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::read::{Reading, score_text};
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};
use std::collections::{HashMap, HashSet};

/// A grade outside its band.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C015",
    name: "grade_band",
    kind: Kind::GradeBand,
    severity: Severity::Error,
    title: "评价等级与得分不对应",
    what: "正文写明的等级是否就是总分按文中分数段应得的等级。",
    why: "等级是评价的结论，与预算安排挂钩。",
    advice: "请按分数段改正等级，或核对总分。",
    fails: "得分≥90分为优，80≤得分<90分为良，得分<80分为中。综合得分88分，评价等级为优。",
    passes: "得分≥90分为优，80≤得分<90分为良，得分<80分为中。综合得分88分，评价等级为良。",
    limits: "表中的等级只在一列得分、一列等级时核对；文中没有写分数段，同一等级有两种分数段，或得分与分数段不是同一分制时不核对；工程质量、信用、满意度等别的等级和调整前的等级不核对。",
};

/// Tests every grade behind a score; and any other that follows a total score in its passage, else the paper's only total.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let bands = bands(reading);
    let totals: Vec<&Mention> =
        score_text::totals(reading).into_iter().filter_map(|i| reading.mentions.get(i)).collect();
    let mut judged = HashSet::new();
    for (score, grade) in reading.mentions.iter().filter_map(|m| Some((m, grade_of(reading, m)?))) {
        judged.insert((grade.passage, grade.at));
        judge(&bands, &grade, score, outcome);
    }
    let scored = scored(reading);
    for grade in stated(reading).into_iter().filter(|grade| !judged.contains(&(grade.passage, grade.at))) {
        let before = totals.partition_point(|m| (m.passage, m.end) <= (grade.passage, grade.at));
        let near = before.checked_sub(1).and_then(|i| totals.get(i)).filter(|m| m.passage == grade.passage);
        let only = totals.first().filter(|_| totals.len() == 1);
        // `复核得分81.9分`, `复核等级为良`: of several evaluations the grade is that of its own.
        let by = reading
            .passages
            .get(grade.passage)
            .and_then(|passage| evaluation(&passage.slice(grade.at.saturating_sub(16), grade.at)));
        let own = by.and_then(|by| scored.get(by).copied());
        if let Some(score) = own.or(near.copied()).or(only.copied()) {
            judge(&bands, &grade, score, outcome);
        }
    }
}

/// The first score that the text gives to each evaluation.
fn scored(reading: &Reading) -> HashMap<&'static str, &Mention> {
    let points = |m: &&Mention| m.unit.dimension == Dimension::Points && !m.vague && m.lead.contains("得分");
    let mut found = HashMap::new();
    for m in reading.mentions.iter().filter(points) {
        evaluation(&m.lead).into_iter().for_each(|by| _ = found.entry(by).or_insert(m));
    }
    found
}

/// Whose evaluation a text names last.
fn evaluation(text: &str) -> Option<&'static str> {
    let words = ["复核", "自评", "第三方", "抽查", "再评价"];
    words.into_iter().filter_map(|word| Some((text.rfind(word)?, word))).max().map(|(_, word)| word)
}

/// `甲项目得分78.6分，评为“良”`: the grade behind a score.
fn grade_of(reading: &Reading, m: &Mention) -> Option<Stated> {
    let clause = m.lead.rsplit('，').next().unwrap_or_default();
    let score = m.unit.dimension == Dimension::Points && !m.vague && !m.each && m.bracket.is_none();
    let total = ["得", "总分", "评分", "合计", "自评", "复核"].iter().any(|word| clause.contains(word));
    // `比自评低4.6分`, `扣6.32分`: no score, but what parts two.
    let other =
        ["比", "较", "扣", "减", "低", "高", "差", "满分", "失"].iter().any(|word| clause.contains(word));
    let passage = reading.passages.get(m.passage).filter(|_| score && total && !other)?;
    behind_score(passage, m)
}

fn judge(bands: &[Band], grade: &Stated, score: &Mention, outcome: &mut Outcome) {
    let Some(value) = score.number.scaled(2) else { return };
    let mut own = bands.iter().filter(|b| b.grade == grade.grade);
    let (Some(band), None) = (own.next(), own.next()) else {
        return outcome.cannot_check("等级的分数段没有写明或不唯一");
    };
    if !is_on_scale(bands, value) {
        return outcome.cannot_check("等级的分数段与得分不是同一分制");
    }
    let others = vec![operand(score), Operand::words(&band.place, &band.text)];
    let stated = Operand::words(&grade.place, &grade.grade);
    let relation = Relation { rule: &RULE, formula: Formula::Judged, stated, others };
    if band.holds(value) {
        return outcome.passes(relation);
    }
    let earned = bands.iter().find(|b| b.holds(value)).map_or("（分数段之外）", |b| b.grade.as_str());
    let message = format!("得分{}，按文中分数段应为“{earned}”，写为“{}”", score.text, grade.grade);
    outcome.fails(relation, earned.to_owned(), message);
}
