//! 表内按完成率得分: a score is the full mark times the rate of completion, row by row, where most rows are.

use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::{Grid, GridCell};
use crate::read::money_table::shown;
use crate::relation::{Formula, Operand, Relation};
use crate::relations::table_rate::percentage;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Place, Severity};

/// A score that is not its full mark times its rate.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C058",
    name: "table_rate_score",
    kind: Kind::Product,
    severity: Severity::Error,
    title: "表中得分与分值乘完成率不符",
    what: "指标表里多数行的得分等于分值乘以完成率（超过100%的按100%），其余各行是否也是；没有完成率列的，按分值乘以完成值与指标值之比核对。",
    why: "得分按比例计算的，改了完成值没有重算得分，总分就错。",
    advice: "请按分值和完成率重新计算该行的得分。",
    fails: "三级指标\t权重\t完成率\t得分\n新建充电桩\t20\t92.00%\t18.40\n改造配电房\t15\t100.00%\t15.00\n培训运维人员\t15\t88.00%\t12.30\n巡检线路\t20\t97.00%\t19.40\n抢修演练\t30\t95.00%\t28.50",
    passes: "三级指标\t权重\t完成率\t得分\n新建充电桩\t20\t92.00%\t18.40\n改造配电房\t15\t100.00%\t15.00\n培训运维人员\t15\t88.00%\t13.20\n巡检线路\t20\t97.00%\t19.40\n抢修演练\t30\t95.00%\t28.50",
    limits: "至少有四行成立（其中两行完成率不足100%）、且不成立的只有一行时才报告；没有完成率列的，另有未得满分的行按比例得分、该行只差一位数字时才报告。",
};

/// Tests every table with full marks, rates and scores.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|g| g.header_rows > 0) {
        let one = |test: &dyn Fn(&str) -> bool| match grid.columns(test).as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
        let weight = one(&|heading| has(heading, &["分值", "权重", "满分", "标准分"]));
        let rate = one(&|heading| has(heading, &["完成率", "执行率", "达标率", "实现率", "完成比例"]));
        let score = one(&|heading| heading.contains("得分") && !has(heading, &["率", "原因", "说明"]));
        if let (Some(weight), Some(rate), Some(score)) = (weight, rate, score) {
            check_rows(&grid, [weight, rate, score], outcome);
        }
    }
}

/// A row with its score, and what it should be.
struct Row {
    relation: Relation,
    right: Amount,
    places: u32,
    /// The rate is below the whole, so that the score tells how it is made.
    tells: bool,
    holds: bool,
}

fn check_rows(grid: &Grid, columns: [usize; 3], outcome: &mut Outcome) {
    const TELLING: usize = 2;
    const HOLDING: usize = 4;
    let rows: Vec<Row> = grid.body().filter_map(|(_, row)| Row::of(grid, row, columns)).collect();
    let telling = rows.iter().filter(|row| row.tells && row.holds).count();
    let holding = rows.iter().filter(|row| row.holds).count();
    if telling < TELLING || holding < HOLDING || holding + 1 < rows.len() {
        return;
    }
    for row in rows {
        row.judge(outcome);
    }
}

impl Row {
    fn of(grid: &Grid, row: &[GridCell], [weight, rate, score]: [usize; 3]) -> Option<Row> {
        const WHOLE: i128 = 100;
        let (weight, rate_cell, score) = (row.get(weight)?, row.get(rate)?, row.get(score)?);
        let points = |cell: &GridCell| Amount::printed(cell.number()?, 1, false);
        let (full, percent) = (points(weight)?, rate_cell.percent()?);
        let (own, printed) = (points(score)?, score.number()?);
        let whole =
            Amount::printed(mingzhang_domain::decimal::Decimal { digits: WHOLE, places: 0 }, 1, false)?;
        let exact = Amount::printed(percent, 1, true)?;
        let tells = exact.value < whole.value;
        let right = if tells { full.times(exact)?.part(WHOLE)? } else { full };
        let stated = Amount { half: Amount::printed(printed, 1, true)?.half, ..own };
        let at = |cell: &GridCell| Operand::words(&cell.place, &cell.text).worth(stated, 1, printed.places);
        let place = Place { column: Some(shown(grid.heading(rate))), ..rate_cell.place.clone() };
        let mark = Operand::words(&weight.place, &weight.text);
        let others = vec![mark, percentage(&place, &rate_cell.text, percent)];
        let relation = Relation { rule: &RULE, formula: Formula::Judged, stated: at(score), others };
        Some(Row { relation, right, places: printed.places, tells, holds: right.agrees(stated) })
    }

    fn judge(self, outcome: &mut Outcome) {
        let Row { relation, right, places, holds, .. } = self;
        if holds {
            return outcome.passes(relation);
        }
        let Some(recomputed) = right.print(1, places) else { return };
        let made: Vec<&str> = relation.others.iter().map(|other| other.text.as_str()).collect();
        let message = format!("得分写为{}，{}应为{recomputed}", relation.stated.text, made.join("×"));
        outcome.fails(relation, recomputed, message);
    }
}
