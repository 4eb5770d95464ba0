//! The projects' evaluations of themselves: how many have which grade, and those with the lowest marks.

use super::Report;
use super::draft::{Draft, header};
use mingzhang_domain::figure::{FigureKey, Measure, Scope, Value};
use mingzhang_domain::paper::{Cell, Row, Table};
use mingzhang_domain::performance::{ActualValue, Holder, Project};
use mingzhang_domain::points::Points;

/// How many of the lowest are listed.
const LISTED_MAX: usize = 10;

/// Writes both tables; nothing where no project has a grade.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    let grades = grades(report);
    if grades.is_empty() {
        return;
    }
    draft.body("各专项项目按预算执行和绩效指标逐项打分，等级的分布见下表。");
    let mut rows = vec![header(&["等级", "项目数（个）"])];
    for grade in &grades {
        let cells = vec![Cell::text(grade), draft.cell(Measure::Count, &Scope::Grade(grade.clone()))];
        rows.push(Row { cells });
    }
    let year = report.figures.year;
    let table = Table { header_rows: 1, widths: vec![60, 40], rows };
    draft.table(&format!("{year}年项目自评等级分布"), None, table);
    lowest(report, &grades, draft);
}

/// The grades that projects have, the best first, as their figures stand in the set.
fn grades(report: &Report) -> Vec<String> {
    let prefix = format!("{}.grade.", Measure::Count.as_str());
    let grade = |key: &FigureKey| key.as_str().strip_prefix(&prefix).map(str::to_owned);
    report.figures.iter().filter_map(|figure| grade(&figure.key)).collect()
}

/// Those that have not the best grade, the lowest first, with why and what is done.
fn lowest(report: &Report, grades: &[String], draft: &mut Draft) {
    let below = below_the_best(report, grades);
    if below.is_empty() {
        return;
    }
    draft.body("自评得分较低的项目由低到高列于下表，原因和措施由承办单位填报。");
    let mut rows = vec![header(&["项目", "得分", "等级", "偏差原因", "改进措施"])];
    for project in below.into_iter().take(LISTED_MAX) {
        let scope = Scope::Project(project.code.clone());
        let (reason, measure) = deviation(report, project).map_or(("", ""), |it| (&it.reason, &it.measure));
        let [score, grade] = [Measure::Score, Measure::Grade].map(|measure| draft.cell(measure, &scope));
        let cells = vec![Cell::text(&project.name), score, grade, Cell::text(reason), Cell::text(measure)];
        rows.push(Row { cells });
    }
    let title = format!("{}年自评得分较低的项目", report.figures.year);
    draft.table(&title, None, Table { header_rows: 1, widths: vec![24, 10, 10, 28, 28], rows });
}

/// The projects with a grade other than the best, the lowest first, equal ones in the order of the register.
fn below_the_best<'a>(report: &Report<'a>, grades: &[String]) -> Vec<&'a Project> {
    let value = |measure, project: &Project| {
        let key = FigureKey::of(measure, &Scope::Project(project.code.clone()));
        report.figures.get(&key).map(|figure| figure.value.clone())
    };
    let points =
        |project: &'a Project| match (value(Measure::Score, project)?, value(Measure::Grade, project)?) {
            (Value::Points(points), Value::Grade(grade)) if Some(&grade) != grades.first() => {
                Some((points, project))
            }
            _ => None,
        };
    let mut below: Vec<(Points, &Project)> = report.register.projects.iter().filter_map(points).collect();
    below.sort_by_key(|(points, _)| *points);
    below.into_iter().map(|(_, project)| project).collect()
}

/// The first actual value of a project, as of the day, of which a reason is told.
fn deviation<'a>(report: &Report<'a>, project: &Project) -> Option<&'a ActualValue> {
    let indicators = report.register.indicators_of(&Holder::Project(project.code.clone())).into_iter();
    let mut actuals =
        indicators.filter_map(|indicator| report.register.actual_of(indicator, report.figures.as_of));
    actuals.find(|actual| !actual.reason.is_empty())
}
