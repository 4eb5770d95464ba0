//! 缺失得分: a row of a score table has lost its score; each stated total is solved for what it would have to be.

use crate::outcome::Outcome;
use crate::read::score_table::{Hundredths, ScoreRow, ScoreTable, short};
use crate::read::{Reading, score_text};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Finding, Kind, Mention, Place, Severity, Solution};

/// A score that is missing.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C013",
    name: "missing_score",
    kind: Kind::MissingScore,
    severity: Severity::Warning,
    title: "评分表有指标没有得分",
    what: "评分表中有分值而没有得分的行；只缺一个时，按文中每一个总分反推该行应得多少分。",
    why: "缺了得分，总分无从核对；两处总分不一致时，反推结果能说明各自意味着什么。",
    advice: "请补上该行得分，再核对总分。",
    fails: "指标\t分值\t评价描述\t得分\n甲\t60\t完成较好\t55\n乙\t30\t资料齐全\t28\n丙\t10\t已按时完成\t\n合计\t100\t\t92",
    passes: "指标\t分值\t评价描述\t得分\n甲\t60\t完成较好\t55\n乙\t30\t资料齐全\t28\n丙\t10\t已按时完成\t9\n合计\t100\t\t92",
    limits: "多数行没有得分的表视为未打分的指标表；得分错放在描述栏的，按“单元格错位”报告，不算缺失。",
};

/// A paper that states more different totals than this speaks of more than one evaluation.
const TOTALS_MAX: usize = 12;

/// Tests every score table.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let single = reading.score_tables.len() == 1;
    let in_text = if single { score_text::totals(reading) } else { vec![] };
    for table in &reading.score_tables {
        let mut totals: Vec<(Hundredths, Place, String)> = Vec::new();
        let own = table.total.as_ref().and_then(|t| t.score.as_ref());
        totals.extend(own.map(|p| (p.value, p.place.clone(), p.text.clone())));
        for m in in_text.iter().filter_map(|i| reading.mentions.get(*i)) {
            let Some(value) = m.number.scaled(2).filter(|_| totals.len() < TOTALS_MAX) else { continue };
            if totals.iter().all(|(known, ..)| *known != value) {
                totals.push((value, m.place.clone(), m.text.clone()));
            }
        }
        let missing: Vec<&ScoreRow> = table.missing().collect();
        for row in &missing {
            outcome.report(finding(table, row, missing.len() == 1, &totals));
        }
    }
}

fn finding(
    table: &ScoreTable,
    row: &ScoreRow,
    alone: bool,
    totals: &[(Hundredths, Place, String)],
) -> Finding {
    let place = Place { cell: row.score_cell.place.cell.clone(), ..row.name_place.clone() };
    let mut message = format!("“{}”（分值{}）没有得分", row.name, row.weight.text);
    let mut solutions = Vec::new();
    if alone {
        let known = table.known();
        for (total, ..) in totals {
            let score = total - known;
            if (0..=row.weight.value).contains(&score) {
                message.push_str(&format!("；总分若为{}，该项应为{}", short(*total), short(score)));
                solutions.push(Solution { if_total: short(*total), score: short(score) });
            } else {
                message.push_str(&format!("；总分{}在该项的任何得分下都不成立", short(*total)));
            }
        }
    }
    let mut finding = Finding::new(RULE.code, RULE.kind, RULE.severity, place, message).advise(RULE.advice);
    finding.solutions = solutions;
    finding.also =
        totals.iter().map(|(_, place, text)| Mention { place: place.clone(), text: text.clone() }).collect();
    finding
}
