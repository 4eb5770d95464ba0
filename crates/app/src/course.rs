//! The money of each project day by day, from the kept totals and the plans.

use crate::error::AppResult;
use crate::house::Year;
use mingzhang_domain::ids::{LineCode, ProjectCode};
use mingzhang_domain::monitoring::{Course, MoneySoFar};
use mingzhang_domain::register::Register;
use mingzhang_store::tally::Movements;
use std::collections::HashMap;

/// The course of each project's money through a year that is being read.
pub(crate) async fn courses(year: &mut Year) -> AppResult<HashMap<ProjectCode, Course>> {
    let movements = year.tx.movements(year.ledger, year.known_up_to).await?;
    courses_of(year, &movements).await
}

/// The same from movements that are at hand.
pub(crate) async fn courses_of(
    year: &mut Year,
    movements: &Movements,
) -> AppResult<HashMap<ProjectCode, Course>> {
    let plans = year.tx.plans(year.ledger, year.known_up_to).await?;
    let projects = projects_of_lines(&year.register);
    let mut courses: HashMap<ProjectCode, Course> = HashMap::new();
    let mut add = |line: &LineCode, day, moved| {
        if let Some(project) = projects.get(line) {
            courses.entry((*project).clone()).or_default().add(day, moved);
        }
    };
    for (line, day, tally) in movements.iter() {
        let (adjusted, paid, frozen) = (tally.adjusted.amount, tally.paid.amount, tally.frozen.amount);
        add(line, day, MoneySoFar { adjusted, paid, frozen, ..MoneySoFar::default() });
    }
    // What is taken back on the last day is the year's end and no change of what was planned.
    let ends = |day, planned: i64| day == year.ledger.year.last_day() && planned < 0;
    for (line, day, planned) in plans.into_iter().filter(|(_, day, planned)| !ends(*day, planned.0)) {
        add(&line, day, MoneySoFar { planned, ..MoneySoFar::default() });
    }
    Ok(courses)
}

/// The project of each line.
pub(crate) fn projects_of_lines(register: &Register) -> HashMap<&LineCode, &ProjectCode> {
    register.lines.iter().map(|line| (&line.code, &line.project)).collect()
}
