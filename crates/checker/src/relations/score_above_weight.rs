//! 得分不超过分值: no score stands above its full mark.

use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::score_table::short;
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A score above its full mark.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C012",
    name: "score_above_weight",
    kind: Kind::ScoreAboveWeight,
    severity: Severity::Error,
    title: "得分高于分值",
    what: "评分表每一行的得分是否不超过该行的分值。",
    why: "得分不可能高于满分，总分和等级会因此虚高。",
    advice: "请核对该行的分值和得分。",
    fails: "指标\t分值\t得分\n甲\t60\t58\n乙\t40\t41\n合计\t100\t99",
    passes: "指标\t分值\t得分\n甲\t60\t58\n乙\t40\t40\n合计\t100\t98",
    limits: "只核对能确认分值列与得分列的评分表。",
};

/// Tests every row of every score table.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for row in reading.score_tables.iter().filter(|t| t.is_closed()).flat_map(|t| &t.rows) {
        let Some(score) = &row.score else { continue };
        let others = vec![row.weight.operand()];
        let relation = Relation { rule: &RULE, formula: Formula::Judged, stated: score.operand(), others };
        if score.value <= row.weight.value {
            outcome.passes(relation);
            continue;
        }
        let most = short(row.weight.value);
        let message = format!("“{}”得分{}，高于分值{most}", row.name, score.text);
        outcome.fails(relation, most, message);
    }
}
