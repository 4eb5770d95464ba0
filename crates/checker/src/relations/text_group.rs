//! 正文分类汇总与表: what the text says of all rows of one sort is their sum, and their number.

use super::operand;
use super::text_table::{is_long_slip, measure, words_of};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::categories::{Category, categories};
use crate::read::grid::Grid;
use crate::read::mentions::Mention;
use crate::read::money_table::AmountColumn;
use crate::read::table_facts::{Measure, amounts};
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A sum by sort that the table does not give.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C056",
    name: "text_group",
    kind: Kind::Sum,
    severity: Severity::Error,
    title: "正文的分类汇总数与表中各行之和不符",
    what: "表中有“类型”“级次”一类的列，正文按其中一类汇总的金额（“新增项目2个，支出102.7万元”）是否等于表中这一类各行之和。",
    why: "分类汇总多由人工从表里挑行相加，漏一行、抄错一位都看不出来。",
    advice: "请按表中该类各行重新加总。",
    fails: "单位：万元\n项目名称\t项目类型\t支出\n文化惠民\t延续\t231.5\n旅游推广\t延续\t385.0\n古籍修复\t新增\t40.3\n旅游厕所\t新增\t62.4\n合计\t\t719.2\n\n延续性项目2个，支出616.5万元；新增项目2个，支出120.7万元。",
    passes: "单位：万元\n项目名称\t项目类型\t支出\n文化惠民\t延续\t231.5\n旅游推广\t延续\t385.0\n古籍修复\t新增\t40.3\n旅游厕所\t新增\t62.4\n合计\t\t719.2\n\n延续性项目2个，支出616.5万元；新增项目2个，支出102.7万元。",
    limits: "只差一位数字或相邻两位颠倒，或同一段中另一类的汇总数与表相符时才报告。",
};

/// A sort of rows with the columns of its table.
struct Group<'g> {
    table: usize,
    grid: &'g Grid,
    columns: &'g [(AmountColumn, Measure)],
    category: &'g Category,
}

/// A figure of the text with the rows that it sums up.
struct Claim<'r> {
    stated: &'r Mention,
    relation: Relation,
    sum: Amount,
    table: usize,
}

/// Tests every figure of the text that names a sort of rows.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    const TABLES_MAX: usize = 40;
    const GROUPS_MAX: usize = 200;
    let grids = reading.grids.iter().filter(|g| g.header_rows > 0).take(TABLES_MAX);
    let tables: Vec<_> = grids.map(|grid| (grid, amounts(grid), categories(grid))).collect();
    let groups: Vec<Group> = tables
        .iter()
        .enumerate()
        .flat_map(|(table, (grid, columns, found))| {
            found.iter().map(move |category| Group { table, grid, columns, category })
        })
        .take(GROUPS_MAX)
        .collect();
    if groups.is_empty() {
        return;
    }
    let mut claims: Vec<Claim> = Vec::new();
    let (mut part, mut subject) = ((0, 0), None::<&Group>);
    for m in &reading.mentions {
        let same = std::mem::replace(&mut part, (m.passage, m.segment)) == part;
        let own = groups.iter().find(|group| group.is_named_by(&m.label.subject));
        subject = own.or(subject.filter(|_| same && m.label.is_bare()));
        if let Some(group) = subject.filter(|_| m.is_amount() && !m.label.is_change()) {
            claims.extend(group.claim(m));
        }
    }
    for passage in claims.chunk_by(|a, b| a.stated.passage == b.stated.passage) {
        for claim in passage {
            let others = passage.iter().take(GROUPS_MAX).filter(|other| other.is_beside(claim));
            claim.judge(others.into_iter().any(Claim::holds), outcome);
        }
    }
}

impl Group<'_> {
    /// `延续性项目`, `新增`: the sort, and at most a word behind it.
    fn is_named_by(&self, subject: &str) -> bool {
        const REST: [&str; 8] = ["", "项目", "类", "性项目", "类项目", "资金", "类资金", "性"];
        subject.strip_prefix(self.category.name.as_str()).is_some_and(|rest| REST.contains(&rest))
    }

    /// The column that a figure speaks of, and what the rows hold in it.
    fn claim<'r>(&self, stated: &'r Mention) -> Option<Claim<'r>> {
        let wanted = measure(stated)?;
        let (column, _) = words_of(self.columns, &wanted, &stated.label.text)?;
        let cells = self.category.rows.iter().filter_map(|row| {
            let cell = self.grid.cell(*row, column.column)?;
            column.as_in_text(*row, cell)
        });
        let (values, others): (Vec<Amount>, Vec<Operand>) = cells.unzip();
        let sum = Amount::sum(values).filter(|_| others.len() > 1)?;
        let relation = Relation { rule: &RULE, formula: Formula::Sum, stated: operand(stated), others };
        Some(Claim { stated, relation, sum, table: self.table })
    }
}

impl Claim<'_> {
    fn holds(&self) -> bool {
        self.sum.agrees(self.stated.amount)
    }

    /// Another sum by sort of the same table.
    fn is_beside(&self, other: &Claim) -> bool {
        self.table == other.table && self.stated.start != other.stated.start
    }

    fn judge(&self, beside: bool, outcome: &mut Outcome) {
        let relation = self.relation.clone();
        if self.holds() {
            return outcome.passes(relation);
        }
        let exact = Amount { half: 0, ..self.sum };
        let Some(recomputed) = self.stated.print_like(exact) else { return };
        if !beside && !is_long_slip(self.stated, exact) {
            return outcome.cannot_check("正文与表中的数可能口径不同");
        }
        let text = relation.text();
        let made = text.split_once('＝').map_or("", |(_, made)| made);
        let message = format!("写为{}，表中这一类各行{made}应为{recomputed}", self.stated.text);
        outcome.fails(relation, recomputed, message);
    }
}
