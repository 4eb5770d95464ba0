//! The money by category: sentences, a table with subtotal and total, and a chart of the execution rates.

use super::draft::{Draft, header};
use super::lowest::lowest;
use super::{Report, period, rounding};
use mingzhang_domain::figure::{FigureKey, FigureSet, Measure, Scope, Value};
use mingzhang_domain::paper::{Cell, Chart, ChartKind, Content, Role, Row, Run, Series, Table};
use mingzhang_domain::performance::{ExpenditureKind, Project};
use mingzhang_domain::register::Register;

/// The columns of money and how they are headed.
const MONEY: [(Measure, &str); 4] = [
    (Measure::Initial, "年初预算"),
    (Measure::Adjusted, "调整后预算"),
    (Measure::Paid, "支付"),
    (Measure::Left, "未支付"),
];

/// The name of the row of the special projects.
const SUBTOTAL: &str = "专项项目小计";
/// The name of the last row.
const TOTAL: &str = "合计";

/// Writes sentences, table and chart; nothing where no project is registered.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    let categories = Categories::of(report.register);
    if categories.all().next().is_none() {
        return;
    }
    sentences(&categories, draft);
    table(report.figures, &categories, draft);
    chart(report.figures, &categories, draft);
}

/// The categories in the order of the projects.
struct Categories {
    /// Those of special projects; all of them, where the two kinds cannot be told apart by category.
    special: Vec<Scope>,
    /// Those of basic expenditure.
    basic: Vec<Scope>,
}

impl Categories {
    fn of(register: &Register) -> Categories {
        let special = distinct(register, |project| project.expenditure_kind == ExpenditureKind::Special);
        let basic = distinct(register, |project| project.expenditure_kind == ExpenditureKind::Basic);
        if special.is_empty() || basic.iter().any(|scope| special.contains(scope)) {
            return Categories { special: distinct(register, |_| true), basic: Vec::new() };
        }
        Categories { special, basic }
    }

    /// Whether a subtotal of the special projects says something that the total does not.
    fn has_subtotal(&self) -> bool {
        !self.basic.is_empty()
    }

    fn all(&self) -> impl Iterator<Item = &Scope> {
        self.special.iter().chain(&self.basic)
    }
}

/// The categories of the projects that count, each once.
fn distinct(register: &Register, counts: impl Fn(&Project) -> bool) -> Vec<Scope> {
    let mut scopes = Vec::new();
    for project in register.projects.iter().filter(|project| counts(project)) {
        let scope = Scope::Category(project.report_category.clone());
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    scopes
}

/// What a sentence says of a category.
const CATEGORY: &str = "项目{{count}}个，预算{{adjusted}}万元，支付{{paid}}万元，执行率{{rate}}";

/// First basic expenditure against special projects, then the special projects by category.
fn sentences(categories: &Categories, draft: &mut Draft) {
    if categories.has_subtotal() {
        let mut runs = vec![Run::text("其中：")];
        for scope in &categories.basic {
            runs.extend(category(scope, draft));
            runs.push(Run::text("；"));
        }
        runs.push(Run::text("专项"));
        runs.extend(draft.runs_of(&Scope::Special, CATEGORY));
        runs.push(Run::text("。"));
        draft.paragraph(Role::Body, runs);
    }
    let opening =
        if categories.has_subtotal() { "专项项目按资金类别分：" } else { "按资金类别分：" };
    let mut runs = vec![Run::text(opening)];
    for (index, scope) in categories.special.iter().enumerate() {
        if index > 0 {
            runs.push(Run::text("；"));
        }
        runs.extend(category(scope, draft));
    }
    runs.push(Run::text("。"));
    draft.paragraph(Role::Body, runs);
}

fn category(scope: &Scope, draft: &mut Draft) -> Vec<Run> {
    let mut runs = vec![Run::text(scope.label())];
    runs.extend(draft.runs_of(scope, CATEGORY));
    runs
}

/// Special categories first, so that each subtotal and total stands under its own parts.
fn table(figures: &FigureSet, categories: &Categories, draft: &mut Draft) {
    let mut names = vec!["资金类别", "项目数（个）"];
    names.extend(MONEY.map(|(_, name)| name));
    names.push("执行率");
    let mut rows = vec![header(&names)];
    rows.extend(categories.special.iter().map(|scope| row(&scope.label(), scope, draft)));
    if categories.has_subtotal() {
        rows.push(row(SUBTOTAL, &Scope::Special, draft));
        rows.extend(categories.basic.iter().map(|scope| row(&scope.label(), scope, draft)));
    }
    rows.push(row(TOTAL, &Scope::All, draft));
    let title = format!("{}年各类资金预算执行情况{}", figures.year, period::bracketed(figures));
    let widths = vec![24, 10, 16, 16, 16, 14, 12];
    draft.table(&title, Some("万元"), Table { header_rows: 1, widths, rows });
    draft.line(Role::Note, &note(figures, categories));
}

fn row(name: &str, scope: &Scope, draft: &mut Draft) -> Row {
    let mut cells = vec![Cell::text(name), draft.cell(Measure::Count, scope)];
    cells.extend(MONEY.map(|(measure, _)| draft.cell(measure, scope)));
    cells.push(draft.cell(Measure::Rate, scope));
    Row { cells }
}

/// How the rate is made, and where rounded parts miss their whole.
fn note(figures: &FigureSet, categories: &Categories) -> String {
    let mut differences = Vec::new();
    let columns = columns_with_differences(figures, categories);
    if !columns.is_empty() {
        differences.push(format!("{columns}各列分项相加与小计、合计有尾差"));
    }
    let rows = rows_with_differences(figures, categories);
    if !rows.is_empty() {
        differences.push(format!("{rows}各行支付加未支付与调整后预算有尾差"));
    }
    let definition = "注：执行率为支付与调整后预算之比。";
    if differences.is_empty() {
        return definition.to_owned();
    }
    format!("{definition}金额按分汇总后再四舍五入，{}。", differences.join("，"))
}

/// The quoted names of the columns with a 尾差.
fn columns_with_differences(figures: &FigureSet, categories: &Categories) -> String {
    let all: Vec<Scope> = categories.all().cloned().collect();
    let misses = |measure| {
        rounding::column_misses(figures, measure, &all, &Scope::All)
            || categories.has_subtotal()
                && rounding::column_misses(figures, measure, &categories.special, &Scope::Special)
    };
    MONEY.iter().filter(|(measure, _)| misses(*measure)).map(|(_, name)| format!("“{name}”")).collect()
}

/// The quoted names of the rows with a 尾差.
fn rows_with_differences(figures: &FigureSet, categories: &Categories) -> String {
    let subtotal = categories.has_subtotal().then_some((SUBTOTAL, &Scope::Special));
    let named = categories.all().map(|scope| (scope.label(), scope));
    let named =
        named.chain(subtotal.into_iter().chain([(TOTAL, &Scope::All)]).map(|(n, s)| (n.to_owned(), s)));
    named
        .filter(|(_, scope)| rounding::row_misses(figures, scope))
        .map(|(name, _)| format!("“{name}”"))
        .collect()
}

fn chart(figures: &FigureSet, categories: &Categories, draft: &mut Draft) {
    let rates: Vec<(String, Value)> = categories
        .all()
        .filter_map(|scope| {
            Some((scope.label(), figures.get(&FigureKey::of(Measure::Rate, scope))?.value.clone()))
        })
        .collect();
    let Some(title) = lowest("执行率", "各类资金", &rates) else { return };
    draft.push(Content::Chart(Chart {
        kind: ChartKind::Column,
        title,
        unit: "%".to_owned(),
        categories: rates.iter().map(|(name, _)| name.clone()).collect(),
        series: vec![Series {
            name: "执行率".to_owned(),
            values: rates.iter().map(|(_, value)| value.number()).collect(),
        }],
    }));
}
