//! The projects with the lowest execution rates.

use super::draft::{Draft, header};
use super::numeral::chinese;
use super::{Report, period};
use mingzhang_domain::figure::{FigureKey, FigureSet, Measure, Scope, Value};
use mingzhang_domain::paper::{Cell, Row, Table};
use mingzhang_domain::performance::Project;
use mingzhang_domain::ratio::Ratio;
use std::cmp::Ordering;

/// How many are listed.
const LISTED_MAX: usize = 10;

/// Writes a sentence and the table; nothing where no project lies below the whole.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    let slow = below_the_whole(report);
    if slow.is_empty() {
        return;
    }
    let most = chinese(LISTED_MAX);
    let which = if slow.len() > LISTED_MAX { format!("最低的{most}个") } else { String::new() };
    draft.body(&format!(
        "执行率低于总体执行率{{{{rate.all}}}}的项目，{which}由低到高列于下表，作为下一步跟踪的重点。"
    ));
    let mut rows = vec![header(&["项目", "承办单位", "调整后预算", "支付", "执行率"])];
    rows.extend(slow.into_iter().take(LISTED_MAX).map(|project| row(report, project, draft)));
    let title = format!("{}年执行率较低的项目{}", report.figures.year, period::bracketed(report.figures));
    draft.table(&title, Some("万元"), Table { header_rows: 1, widths: vec![31, 25, 17, 15, 12], rows });
}

fn row(report: &Report, project: &Project, draft: &mut Draft) -> Row {
    let scope = Scope::Project(project.code.clone());
    let office = report.office_name(project.office.as_str());
    let mut cells = vec![Cell::text(&project.name), Cell::text(office)];
    cells.extend([Measure::Adjusted, Measure::Paid, Measure::Rate].map(|m| draft.cell(m, &scope)));
    Row { cells }
}

/// The projects whose rate is below that of the whole, the lowest first, equal ones by code.
fn below_the_whole<'a>(report: &Report<'a>) -> Vec<&'a Project> {
    let Some(whole) = rate(report.figures, &Scope::All) else { return Vec::new() };
    let projects = report.register.projects.iter();
    let mut slow: Vec<(Ratio, &Project)> = projects
        .filter_map(|project| Some((rate(report.figures, &Scope::Project(project.code.clone()))?, project)))
        .filter(|(rate, _)| compare(*rate, whole).is_lt())
        .collect();
    slow.sort_by(|(a, first), (b, second)| compare(*a, *b).then_with(|| first.code.cmp(&second.code)));
    slow.into_iter().map(|(_, project)| project).collect()
}

/// The rate of a scope, where it is computable.
fn rate(figures: &FigureSet, scope: &Scope) -> Option<Ratio> {
    match figures.get(&FigureKey::of(Measure::Rate, scope))?.value {
        Value::Rate(ratio) if ratio.under > 0 => Some(ratio),
        _ => None,
    }
}

/// Exactly, before any rounding. Both wholes are positive.
fn compare(a: Ratio, b: Ratio) -> Ordering {
    let cross = |over: i64, under: i64| i128::from(over) * i128::from(under);
    cross(a.over, b.under).cmp(&cross(b.over, a.under))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_that_print_alike_are_still_told_apart() {
        let ratio = |over, under| Ratio { over, under };
        assert_eq!(compare(ratio(333_333, 1_000_000), ratio(1, 3)), Ordering::Less);
        assert_eq!(compare(ratio(2, 6), ratio(1, 3)), Ordering::Equal);
    }
}
