//! The figures of projects' evaluations of themselves: actual values, marks, totals and grades.

use super::Figure;
use super::because::Because;
use super::key::{FigureKey, Measure, Scope};
use super::value::Value;
use crate::decimal::Decimal;
use crate::ids::{OfficeCode, ProjectCode};
use crate::performance::{ActualValue, Mark, Reached, SelfEvaluation, Target};
use crate::points::Points;
use crate::quantity::Quantity;

/// The name under which the mark for execution stands beside those of the indicators.
pub const EXECUTION: &str = "预算执行率";

/// All figures of one project's evaluation; `office` answers for its targets.
pub fn figures(evaluation: &SelfEvaluation, office: &OfficeCode) -> Vec<Figure> {
    let project = &evaluation.project;
    let mut figures = whole(evaluation).to_vec();
    if let Some(execution) = evaluation.execution {
        let scope = of_indicator(project, EXECUTION);
        let rate = FigureKey::of(Measure::Rate, &Scope::Project(project.clone()));
        let because = Because::Marked { from: vec![rate], policy: evaluation.policy.clone() };
        figures.push(figure(Measure::Score, scope, Value::Points(execution.points), because));
    }
    for mark in &evaluation.marks {
        figures.extend(of_mark(evaluation, mark, office));
    }
    figures
}

/// How many projects have each grade that one of them has, the best grade first.
pub fn grades<'e>(evaluations: impl Iterator<Item = &'e SelfEvaluation>) -> Vec<Figure> {
    let mut by_grade: Vec<(&str, Points, u64)> = Vec::new();
    for (grade, total) in evaluations.filter_map(|it| Some((it.grade.as_deref()?, it.total?))) {
        match by_grade.iter_mut().find(|(known, ..)| *known == grade) {
            Some((_, best, count)) => (*best, *count) = (total.max(*best), *count + 1),
            None => by_grade.push((grade, total, 1)),
        }
    }
    by_grade.sort_by_key(|(_, best, _)| std::cmp::Reverse(*best));
    let of_grade = |(grade, _, count): (&str, Points, u64)| {
        let scope = Scope::Grade(grade.to_owned());
        let value = Value::Count(i64::try_from(count).unwrap_or(i64::MAX));
        figure(Measure::Count, scope.clone(), value, Because::Registered { scope, count })
    };
    by_grade.into_iter().map(of_grade).collect()
}

/// Total and grade.
fn whole(evaluation: &SelfEvaluation) -> [Figure; 2] {
    let project = &evaluation.project;
    let scope = Scope::Project(project.clone());
    let names = evaluation.marks.iter().map(|mark| mark.indicator.name.as_str());
    let names = evaluation.execution.map(|_| EXECUTION).into_iter().chain(names);
    let parts = names.map(|name| FigureKey::of(Measure::Score, &of_indicator(project, name))).collect();
    let total = evaluation.total.map_or(Value::NotComputable, Value::Points);
    let grade = evaluation.grade.clone().map_or(Value::NotComputable, Value::Grade);
    let score = FigureKey::of(Measure::Score, &scope);
    [
        figure(Measure::Score, scope.clone(), total, Because::Total { parts }),
        figure(Measure::Grade, scope, grade, Because::Band { score, policy: evaluation.policy.clone() }),
    ]
}

/// Target, actual value and mark of an indicator.
fn of_mark(evaluation: &SelfEvaluation, mark: &Mark, office: &OfficeCode) -> [Figure; 3] {
    let indicator = &mark.indicator;
    let scope = || of_indicator(&evaluation.project, &indicator.name);
    let quantity = |number: Decimal| Value::Quantity(Quantity { number, unit: indicator.unit.clone() });
    let target = match &indicator.target {
        Target::Number(number) => quantity(*number),
        other => Value::Words(other.to_string()),
    };
    let reached = match mark.actual.as_ref().map(|actual| &actual.reached) {
        None => Value::NotComputable,
        Some(Reached::Number(number)) => quantity(*number),
        Some(Reached::Words(words)) => Value::Words(words.clone()),
    };
    let points = mark.points().map_or(Value::NotComputable, Value::Points);
    let from = [Measure::Output, Measure::Target].map(|measure| FigureKey::of(measure, &scope()));
    let marked = Because::Marked { from: from.to_vec(), policy: evaluation.policy.clone() };
    let stated = || Because::Stated { office: office.clone() };
    [
        figure(Measure::Output, scope(), reached, mark.actual.as_ref().map_or_else(stated, reported)),
        figure(Measure::Target, scope(), target, stated()),
        figure(Measure::Score, scope(), points, marked),
    ]
}

/// Who said when what was reached; or the figure that it is.
fn reported(actual: &ActualValue) -> Because {
    match actual.by.strip_prefix(COMPUTED) {
        Some(key) => Because::Same { figure: FigureKey::new(key) },
        None => Because::Reported { by: actual.by.clone(), date: actual.date, method: actual.method },
    }
}

/// What stands before the key of a figure as the one who states an actual value that is computed.
pub const COMPUTED: &str = "figure:";

fn of_indicator(project: &ProjectCode, name: &str) -> Scope {
    Scope::ProjectIndicator(project.clone(), name.to_owned())
}

fn figure(measure: Measure, scope: Scope, value: Value, because: Because) -> Figure {
    let label = format!("{}{}", scope.label(), measure.label());
    Figure { key: FigureKey::of(measure, &scope), label, value, because }
}
