//! The money of each project at the end of each monitoring round's day, for figures.

use crate::course::{courses_of, projects_of_lines};
use crate::error::{AppError, AppResult};
use crate::house::Year;
use mingzhang_domain::Date;
use mingzhang_domain::figure::monitoring::RoundMoney;
use mingzhang_domain::ids::ProjectCode;
use mingzhang_domain::ledger::LineTally;
use mingzhang_domain::monitoring::MoneySoFar;
use mingzhang_domain::performance::Round;
use mingzhang_domain::register::Register;
use mingzhang_store::tally::Movements;
use std::collections::HashMap;

/// The rounds of a register whose day has come, each with the money of its day.
pub(crate) async fn round_money<'r>(
    year: &mut Year,
    register: &'r Register,
    movements: &Movements,
    as_of: Date,
) -> AppResult<Vec<RoundMoney<'r>>> {
    let rounds: Vec<&Round> = register.rounds.iter().filter(|round| round.as_of <= as_of).collect();
    if rounds.is_empty() {
        return Ok(Vec::new());
    }
    let courses = courses_of(year, movements).await?;
    let of_round = |round: &'r Round| {
        let mut projects: HashMap<ProjectCode, (LineTally, MoneySoFar)> = HashMap::new();
        for (project, tally) in tallies(register, movements, round.as_of)? {
            let course = courses.get(&project).ok_or(AppError::TooLarge)?;
            let so_far = course.on(round.as_of).ok_or(AppError::TooLarge)?;
            projects.insert(project, (tally, so_far));
        }
        Ok(RoundMoney { round, projects })
    };
    rounds.into_iter().map(of_round).collect()
}

/// What was moved on the lines of each project up to the end of a day.
fn tallies(
    register: &Register,
    movements: &Movements,
    day: Date,
) -> AppResult<HashMap<ProjectCode, LineTally>> {
    let projects = projects_of_lines(register);
    let mut sums: HashMap<ProjectCode, LineTally> = HashMap::new();
    for (line, tally) in movements.up_to(day)? {
        if let Some(project) = projects.get(&line) {
            sums.entry((*project).clone()).or_default().add(&tally).ok_or(AppError::TooLarge)?;
        }
    }
    Ok(sums)
}
