//! 表内横向勾稽: within each row a column is the sum, the difference or the product of others.

use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::{Grid, GridCell};
use crate::read::money_table::{AmountColumn, NOTHING, numbers};
use crate::read::row_formulas::{Make, RowFormula, Source, formulas, turned_formulas};
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};
use std::collections::HashMap;

/// A total that is not the sum of the columns beside it.
pub(crate) const SUM: RuleDoc = RuleDoc {
    code: "MZ-C041",
    name: "table_row_sum",
    kind: Kind::Sum,
    severity: Severity::Error,
    title: "表中同一行的合计与各列之和不符",
    what: "合计、小计等列，逐行核对是否等于所覆盖各列之和；表头印有“3=1+2”一类算式的，按算式核对。",
    why: "纵向合计对上了，横向没有对上，说明有一个格子写错。",
    advice: "请核对该行各列。",
    fails: "单位：万元\n科目\t合计\t基本支出\t项目支出\n甲类\t31.00\t10.50\t20.50\n乙类\t28.00\t8.00\t20.40\n丙类\t9.00\t4.00\t5.00",
    passes: "单位：万元\n科目\t合计\t基本支出\t项目支出\n甲类\t31.00\t10.50\t20.50\n乙类\t28.40\t8.00\t20.40\n丙类\t9.00\t4.00\t5.00",
    limits: "合计覆盖哪些列，由表头的分组和多数行的闭合来判断，不能确定的不报告。",
};

/// A difference that is not the difference of its columns.
pub(crate) const DIFFERENCE: RuleDoc = RuleDoc {
    code: "MZ-C042",
    name: "table_difference",
    kind: Kind::Difference,
    severity: Severity::Error,
    title: "表中差额与同一行的数不符",
    what: "增减额、结余、未支付、调整后、期末等列，逐行核对是否等于同一行有关各列相加减；用哪几列由多数行决定。",
    why: "差额列常在改动其他列之后忘记重算。",
    advice: "请核对该行各列，重新计算差额。",
    fails: "单位：万元\n类别\t期初数\t本期增加\t本期减少\t期末数\n甲类\t100.00\t20.00\t5.00\t115.00\n乙类\t200.00\t30.00\t10.00\t222.00\n丙类\t50.00\t5.00\t15.00\t40.00",
    passes: "单位：万元\n类别\t期初数\t本期增加\t本期减少\t期末数\n甲类\t100.00\t20.00\t5.00\t115.00\n乙类\t200.00\t30.00\t10.00\t220.00\n丙类\t50.00\t5.00\t15.00\t40.00",
    limits: "至少有两行成立、且成立的行占多数时才报告其余各行；换一组列就成立的行不报告。",
};

/// A product that is not the product of its columns.
pub(crate) const PRODUCT: RuleDoc = RuleDoc {
    code: "MZ-C043",
    name: "table_product",
    kind: Kind::Product,
    severity: Severity::Error,
    title: "表中金额与数量乘单价不符",
    what: "金额列是否等于同一行的数量乘以单价或补助标准；单位不同的先换算；加权得分是否等于得分乘以权重。",
    why: "发放表、采购清单的金额由数量和标准算出，差一行就是多付或少付。",
    advice: "请核对该行的数量、标准和金额。",
    fails: "设备\t数量（台）\t单价（元）\t金额（元）\n甲\t12\t3150\t37800\n乙\t20\t760\t15800\n丙\t5\t2680\t13400",
    passes: "设备\t数量（台）\t单价（元）\t金额（元）\n甲\t12\t3150\t37800\n乙\t20\t760\t15200\n丙\t5\t2680\t13400",
    limits: "至少有两行成立、且成立的行占多数时才报告其余各行。",
};

/// A mean that is not the mean of its columns.
pub(crate) const AVERAGE: RuleDoc = RuleDoc {
    code: "MZ-C064",
    name: "table_average",
    kind: Kind::Product,
    severity: Severity::Error,
    title: "表中平均数与同一行各列、同一列各行不符",
    what: "“平均得分”一类的列，是否等于前面相邻各列的平均数；“平均”行各列，是否等于上面各行的平均数。用哪几列由多数行决定。",
    why: "改了一位专家、一个季度的分，平均数没有跟着改，总分和名次就错。",
    advice: "请重新计算平均数。",
    fails: "指标\t专家一\t专家二\t专家三\t平均得分\n立项依据\t9\t10\t8\t9.00\n目标设置\t8\t9\t7\t8.00\n资金管理\t22\t23\t21\t22.00\n产出完成\t27\t26\t28\t27.00\n效益实现\t21\t24\t21\t20.00",
    passes: "指标\t专家一\t专家二\t专家三\t平均得分\n立项依据\t9\t10\t8\t9.00\n目标设置\t8\t9\t7\t8.00\n资金管理\t22\t23\t21\t22.00\n产出完成\t27\t26\t28\t27.00\n效益实现\t21\t24\t21\t22.00",
    limits: "至少有三行（列）成立、且成立的占多数时才报告其余；加权平均、去掉最高最低分的不成立，因而不核对。",
};

/// Tests every column of every table and of every part of a form.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|g| g.header_rows > 0) {
        if let Some(turned) = grid.turned() {
            let columns = numbers(&turned);
            check_columns(&Table { grid: &turned, columns: &columns }, &turned_formulas(&columns), outcome);
        }
        let columns = numbers(&grid);
        check_columns(&Table { grid: &grid, columns: &columns }, &formulas(&grid, &columns), outcome);
    }
}

fn check_columns(table: &Table, candidates: &[Vec<RowFormula>], outcome: &mut Outcome) {
    let found: Vec<Found> = candidates.iter().filter_map(|of| table.best(of)).collect();
    // What holds in one group of columns (预算数) is how the same columns of another (决算数) are made.
    let holds = |f: &&Found| !f.stand.right.is_empty();
    let mut known: HashMap<Vec<&str>, usize> = HashMap::new();
    for found in found.iter().filter(holds) {
        *known.entry(table.headings(found.formula)).or_default() += 1;
    }
    for found in &found {
        let others = known.get(&table.headings(found.formula)).copied().unwrap_or(0);
        let alike = found.formula.source == Source::Named && others > usize::from(holds(&found));
        table.column(found, alike, outcome);
    }
}

/// A table with its columns of numbers.
struct Table<'a> {
    grid: &'a Grid,
    columns: &'a [AmountColumn],
}

/// How a formula stands in a table: rows in which it holds on more than zeros, and rows in which it does not.
#[derive(Default)]
struct Stand {
    right: Vec<usize>,
    wrong: Vec<usize>,
}

impl Stand {
    /// Whether the rows confirm a formula.
    fn confirms(&self, source: Source) -> bool {
        let (right, wrong) = (self.right.len(), self.wrong.len());
        match source {
            Source::Printed => right > 0 || wrong == 1,
            Source::Named => right >= wrong || right + wrong == 1,
            Source::Guessed => right >= 2 * wrong && right > 0,
        }
    }
}

/// The formula of a column that most rows confirm.
struct Found<'f> {
    candidates: &'f [RowFormula],
    formula: &'f RowFormula,
    stand: Stand,
}

impl Table<'_> {
    /// Judges each row of a column; `alike` tells that a column of the same make beside it holds.
    fn column(&self, found: &Found, alike: bool, outcome: &mut Outcome) {
        let Found { candidates, formula, stand } = found;
        if !stand.confirms(formula.source) && !alike {
            return;
        }
        for row in &stand.right {
            self.relation(formula, *row).into_iter().for_each(|relation| outcome.passes(relation));
        }
        for row in &stand.wrong {
            let explained = |other: &RowFormula| other != *formula && self.holds(other, *row) == Some(true);
            let certain = alike || self.is_certain(formula, stand, *row);
            if candidates.iter().any(explained) || !certain {
                outcome.cannot_check("表中同一行的合计或差额按另一组列成立，或不能确定");
            } else {
                self.fail(formula, *row, outcome);
            }
        }
    }

    /// The formula that holds in the most rows; of equals the surest, then the one with the most columns.
    fn best<'f>(&self, candidates: &'f [RowFormula]) -> Option<Found<'f>> {
        let stands = candidates.iter().map(|formula| (formula, self.stand(formula)));
        let best = stands.max_by_key(|(formula, stand)| {
            let source = std::cmp::Reverse(formula.source);
            (stand.right.len(), std::cmp::Reverse(stand.wrong.len()), source, formula.parts().len())
        });
        best.map(|(formula, stand)| Found { candidates, formula, stand })
    }

    /// The headings of a formula's columns, its own first.
    fn headings(&self, formula: &RowFormula) -> Vec<&str> {
        let columns = [(formula.target, false)].into_iter().chain(formula.parts());
        columns.filter_map(|(column, _)| self.columns.get(column)).map(|c| c.heading.as_str()).collect()
    }

    fn stand(&self, formula: &RowFormula) -> Stand {
        let mut stand = Stand::default();
        for (row, _) in self.grid.body() {
            match self.holds(formula, row) {
                Some(true) if self.is_telling(formula, row) => stand.right.push(row),
                Some(false) => stand.wrong.push(row),
                _ => {}
            }
        }
        stand
    }

    /// Whether the formula holds in a row; `None` where the row does not state the column, or nothing it is made of.
    fn holds(&self, formula: &RowFormula, row: usize) -> Option<bool> {
        let target = self.columns.get(formula.target)?;
        // A dash says that nothing is added up here: the total of prices.
        let dash = |text: &str| ["—", "-", "——", "--", "－", "/"].contains(&text);
        let stated = self.cell(target, row).is_some_and(|cell| !cell.text.is_empty() && !dash(&cell.text));
        let parts = formula.parts();
        let known = |(column, _): &(usize, bool)| {
            let column = self.columns.get(*column)?;
            self.cell(column, row).filter(|cell| !cell.text.is_empty())
        };
        let held = |(column, _): &&(usize, bool)| {
            self.columns.get(*column).and_then(|c| c.value(row)).is_some_and(|value| value.value != 0)
        };
        let enough = match formula.make {
            Make::Sum(_) => parts.iter().filter_map(known).next().is_some(),
            // A dash under 单价, in a total, is no price of nothing.
            Make::Product { .. } | Make::Periods(_) | Make::Average(_) => {
                parts.iter().filter(held).count() == parts.len()
            }
        };
        if !stated || !enough {
            return None;
        }
        let value = formula.value(self.columns, row)?;
        let own = target.value(row)?;
        Some(value.agrees(own))
    }

    /// A row of zeros, or of one number beside zeros, tells nothing about which columns belong together.
    fn is_telling(&self, formula: &RowFormula, row: usize) -> bool {
        let value = |column: usize| self.columns.get(column).and_then(|c| c.value(row)).unwrap_or(NOTHING);
        let parts = formula.parts();
        let held = parts.iter().filter(|(column, _)| value(*column).value != 0).count();
        held >= 2 && (value(formula.target).value != 0 || parts.len() == 2)
    }

    /// Whether a row in which the formula does not hold is certainly wrong: many others hold and it is the only one, or
    /// one digit of one of its figures explains it.
    fn is_certain(&self, formula: &RowFormula, stand: &Stand, row: usize) -> bool {
        const SURE: usize = 3;
        let (right, wrong) = (stand.right.len(), stand.wrong.len());
        // Two products that hold to the last digit are no accident.
        let product = matches!(formula.make, Make::Product { .. } | Make::Periods(_));
        let least = if formula.source == Source::Guessed && !product { SURE } else { 2 };
        let many =
            right >= least && (wrong == 1 || wrong * 3 <= right) && !(product && self.is_remarked(row));
        many || formula.source == Source::Printed || self.is_slip(formula, row)
    }

    /// A remark says why the row is another one: `2人因缺勤各扣发半月`.
    fn is_remarked(&self, row: usize) -> bool {
        let remarks = self.grid.columns(|heading| ["备注", "说明"].iter().any(|word| heading.contains(word)));
        remarks.into_iter().any(|column| self.grid.cell(row, column).is_some_and(GridCell::is_words))
    }

    /// One digit of the total or of a part, and the row would close.
    fn is_slip(&self, formula: &RowFormula, row: usize) -> bool {
        self.relation(formula, row).is_some_and(|relation| relation.is_slip())
    }

    fn cell(&self, column: &AmountColumn, row: usize) -> Option<&GridCell> {
        self.grid.cell(row, column.column)
    }

    fn fail(&self, formula: &RowFormula, row: usize, outcome: &mut Outcome) {
        let Some(relation) = self.relation(formula, row) else { return };
        let Some(value) = formula.value(self.columns, row) else { return };
        let scale = relation.stated.value.map_or(1, |value| value.scale);
        let places = relation.figures().filter_map(|o| o.value).map(|value| value.places).max().unwrap_or(0);
        let Some(recomputed) = value.print(scale, places) else { return };
        let heading = self.columns.get(formula.target).map_or("", |column| column.heading.as_str());
        let right = relation.text();
        let right = right.split_once('＝').map_or("", |(_, right)| right);
        let message = format!("“{heading}”写为{}，同一行{right}应为{recomputed}", relation.stated.text);
        outcome.fails(relation, recomputed, message);
    }

    fn relation(&self, formula: &RowFormula, row: usize) -> Option<Relation> {
        let operand = |column: usize| {
            let column = self.columns.get(column)?;
            Some(column.operand(row, self.cell(column, row)?))
        };
        let (rule, made) = match &formula.make {
            Make::Sum(parts) if parts.iter().any(|(_, less)| *less) => (&DIFFERENCE, Formula::Sum),
            Make::Sum(_) => (&SUM, Formula::Sum),
            Make::Average(_) => (&AVERAGE, Formula::Average),
            Make::Product { small: false, .. } => (&PRODUCT, Formula::Product),
            Make::Periods(_) => (&PRODUCT, Formula::Product),
            Make::Product { small: true, .. } => (&PRODUCT, Formula::SmallProduct),
        };
        let held = |operand: &Operand| !operand.text.is_empty();
        let part = |(column, less): (usize, bool)| Some(operand(column)?.taken_off(less));
        let others = formula.parts().into_iter().filter_map(part).filter(held).collect();
        Some(Relation { rule, formula: made, stated: operand(formula.target)?, others })
    }
}
