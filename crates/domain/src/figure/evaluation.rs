//! The figures of the judgement: full points, scores and grade.

use super::Figure;
use super::because::Because;
use super::key::{FigureKey, Measure, Scope};
use super::value::Value;
use crate::points::Points;
use crate::ratio::Ratio;
use crate::scoring::{Criterion, Evaluation};

/// All figures of an evaluation: the whole, the groups, the second level, the criteria, the numbers of members and
/// criteria.
pub fn figures(evaluation: &Evaluation, members: usize) -> Vec<Figure> {
    let mut figures = whole(evaluation);
    for group in &evaluation.policy.groups {
        let scope = Scope::Group(group.name.clone());
        let of_group = evaluation.means.iter().filter(|(criterion, _)| criterion.group == group.name);
        let parts = of_group.map(|(c, _)| key(Measure::Score, &Scope::Criterion(c.name.clone()))).collect();
        figures.push(weight(evaluation, scope.clone(), group.weight));
        figures.push(score(scope, evaluation.group_total(&group.name), Because::Total { parts }));
    }
    for criteria in evaluation.by_level2() {
        figures.extend(level2(evaluation, criteria));
    }
    for (criterion, mean) in &evaluation.means {
        let scope = Scope::Criterion(criterion.name.clone());
        figures.push(weight(evaluation, scope.clone(), criterion.weight));
        figures.push(score(
            scope,
            *mean,
            Because::Mean { criterion: criterion.name.clone(), sheets: evaluation.sheets },
        ));
    }
    figures.push(count("member", members));
    figures.push(count("criterion", evaluation.means.len()));
    figures
}

/// Full points, score and 得分率 of the criteria of one 二级指标.
fn level2(evaluation: &Evaluation, criteria: &[(Criterion, Option<Points>)]) -> Vec<Figure> {
    let Some((first, _)) = criteria.first() else { return Vec::new() };
    let scope = Scope::Level2(first.level2.clone());
    let full = Points::checked_sum(criteria.iter().map(|(criterion, _)| criterion.weight));
    let scores: Option<Vec<Points>> = criteria.iter().map(|(_, mean)| *mean).collect();
    let given = scores.and_then(Points::checked_sum);
    let parts =
        criteria.iter().map(|(c, _)| key(Measure::Score, &Scope::Criterion(c.name.clone()))).collect();
    let share = full
        .zip(given)
        .map_or(Value::NotComputable, |(full, given)| Value::Rate(Ratio { over: given.0, under: full.0 }));
    let because = Because::Ratio { over: key(Measure::Score, &scope), under: key(Measure::Weight, &scope) };
    vec![
        weight(evaluation, scope.clone(), full.unwrap_or_default()),
        score(scope.clone(), given, Because::Total { parts }),
        figure(Measure::Share, scope, share, because),
    ]
}

/// Total score, full points and grade.
fn whole(evaluation: &Evaluation) -> Vec<Figure> {
    let groups = evaluation.policy.groups.iter();
    let parts = groups.map(|group| key(Measure::Score, &Scope::Group(group.name.clone()))).collect();
    let grade = evaluation.grade.clone().map_or(Value::NotComputable, Value::Grade);
    let because =
        Because::Band { score: key(Measure::Score, &Scope::Total), policy: evaluation.policy.id.clone() };
    vec![
        weight(evaluation, Scope::Total, evaluation.policy.total),
        score(Scope::Total, evaluation.total, Because::Total { parts }),
        figure(Measure::Grade, Scope::Total, grade, because),
    ]
}

fn key(measure: Measure, scope: &Scope) -> FigureKey {
    FigureKey::of(measure, scope)
}

fn figure(measure: Measure, scope: Scope, value: Value, because: Because) -> Figure {
    let label = format!("{}{}", scope.label(), measure.label());
    Figure { key: key(measure, &scope), label, value, because }
}

fn weight(evaluation: &Evaluation, scope: Scope, points: Points) -> Figure {
    let because = Because::Policy { policy: evaluation.policy.id.clone() };
    figure(Measure::Weight, scope, Value::Points(points), because)
}

fn score(scope: Scope, points: Option<Points>, because: Because) -> Figure {
    figure(Measure::Score, scope, points.map_or(Value::NotComputable, Value::Points), because)
}

fn count(kind: &'static str, count: usize) -> Figure {
    let because = Because::Registered { scope: Scope::Kind(kind), count: count as u64 };
    figure(Measure::Count, Scope::Kind(kind), Value::Count(count as i64), because)
}
