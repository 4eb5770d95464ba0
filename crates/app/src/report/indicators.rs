//! The results in a table: target, actual value, and whether the one reaches the other.

use super::Report;
use super::draft::{Draft, header};
use super::sentence::quoted;
use mingzhang_domain::figure::value::NOT_COMPUTABLE;
use mingzhang_domain::figure::{Measure, Scope};
use mingzhang_domain::paper::{Align, Cell, Role, Row, Run, Table};
use mingzhang_domain::performance::{Holder, Indicator, Operator};

/// Writes a sentence and the table; nothing where no indicator is registered.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    let indicators = report.register.indicators_of(&Holder::Unit);
    if indicators.is_empty() {
        return;
    }
    let results: Vec<Result> = indicators
        .into_iter()
        .map(|indicator| Result { indicator, reached: reached(report, indicator) })
        .collect();
    draft.line(Role::Body, &outcome(&results));
    let mut rows =
        vec![header(&["一级指标", "二级指标", "三级指标", "单位", "指标值", "完成值", "是否达成"])];
    let mut above = None;
    for result in &results {
        rows.push(row(result, above, draft));
        above = Some(result.indicator);
    }
    let title = format!("{}年绩效指标完成情况", report.figures.year);
    draft.table(&title, None, Table { header_rows: 1, widths: vec![12, 14, 26, 12, 12, 12, 12], rows });
}

/// An indicator, and whether it was reached.
struct Result<'a> {
    indicator: &'a Indicator,
    reached: Option<bool>,
}

/// An indicator; the cells of its two upper levels go on from above where they are the same.
fn row(result: &Result, above: Option<&Indicator>, draft: &mut Draft) -> Row {
    let Result { indicator, reached } = result;
    let scope = Scope::Indicator(indicator.name.clone());
    let same_level1 = above.is_some_and(|above| above.level1 == indicator.level1);
    let same_level2 = same_level1 && above.is_some_and(|above| above.level2 == indicator.level2);
    let level = |same: bool, name: &str| if same { Cell::continued() } else { Cell::text(name) };
    let mut target = draft.cell(Measure::Target, &scope);
    if !matches!(indicator.operator, Operator::Equal | Operator::Within | Operator::Described) {
        target.runs.insert(0, Run::text(indicator.operator.sign()));
    }
    let reached = match reached {
        Some(true) => "达成",
        Some(false) => "未达成",
        None => NOT_COMPUTABLE,
    };
    Row {
        cells: vec![
            level(same_level1, &indicator.level1),
            level(same_level2, &indicator.level2),
            Cell::text(&indicator.name),
            Cell::text(&indicator.unit).aligned(Align::Center),
            target,
            draft.cell(Measure::Output, &scope),
            Cell::text(reached).aligned(Align::Center),
        ],
    }
}

/// Whether the actual value of the day reaches the target; `None` where none is stated, or a person must judge.
fn reached(report: &Report, indicator: &Indicator) -> Option<bool> {
    let actual = report.register.actual_of(indicator, report.figures.as_of)?;
    indicator.operator.holds(actual.reached.number()?, &indicator.target)
}

/// Whether everything was reached, and if not, what was missed.
fn outcome(results: &[Result]) -> String {
    let names = |reached| {
        let such = results.iter().filter(move |result| result.reached == reached);
        such.map(|result| result.indicator.name.as_str()).collect::<Vec<_>>()
    };
    let (missed, open) = (names(Some(false)), names(None));
    if missed.is_empty() && !open.is_empty() {
        return "各项指标的完成情况见下表，没有完成值的尚未填报或须由人判断。".to_owned();
    }
    if missed.is_empty() {
        return "下表所列绩效指标全部达到年度目标。".to_owned();
    }
    format!("没有达到年度目标的是{}，其余指标达到目标。各项指标的完成情况见下表。", quoted(&missed))
}
