//! All figures of a unit and year, as of a day and known up to a place in the history.

use crate::error::{AppError, AppResult};
use crate::house::{House, Which, Year};
use crate::monitor_round::DEFAULT_POLICY;
use crate::policies;
use crate::round_money::round_money;
use crate::self_evaluate::{self, with_computed};
use mingzhang_domain::Date;
use mingzhang_domain::figure::budget::Budget;
use mingzhang_domain::figure::progress::MonthEnd;
use mingzhang_domain::figure::{
    FigureSet, adjustment, department, evaluation, follow_up, goal_answer, monitoring, output, progress,
};
use mingzhang_domain::ids::FiscalYear;
use mingzhang_domain::import_batch::ImportBatch;
use mingzhang_domain::ledger::{LineTally, QuotaLine};
use mingzhang_domain::performance::goal_answer::answers;
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::Evaluation;
use mingzhang_store::tally::Movements;

/// The figures with what they were made from.
pub struct Figures {
    /// What is registered.
    pub register: Register,
    /// The outcome of the scoring; `None` where nothing is scored.
    pub evaluation: Option<Evaluation>,
    /// The figures.
    pub set: FigureSet,
    /// The hash of the last entry of the history that the figures know of; `None` where there is none.
    pub head_hash: Option<String>,
    /// The last import in batches as the figures know of it, where it was not finished.
    pub unfinished: Option<ImportBatch>,
}

impl House {
    /// The figures of a unit and year; `as_of` is the year's last day where left out.
    ///
    /// # Errors
    /// No such year, a day outside it, or a database that cannot be read.
    pub async fn figures(&self, which: &Which, as_of: Option<Date>) -> AppResult<Figures> {
        let mut year = self.year(which).await?;
        self.figures_of(&mut year, as_of).await
    }

    /// The figures of a year that is being read.
    pub(crate) async fn figures_of(&self, year: &mut Year, as_of: Option<Date>) -> AppResult<Figures> {
        let as_of = day_in(year.ledger.year, as_of)?;
        let movements = year.tx.movements(year.ledger, year.known_up_to).await?;
        let register = year.register.clone();
        let mut set = FigureSet::new(year.ledger.year, as_of, year.known_up_to);
        let lines = line_tallies(&register, &movements, as_of)?;
        let budget = Budget {
            offices: &register.offices,
            projects: &register.projects,
            lines: &lines,
            as_of,
            known_up_to: year.known_up_to,
        };
        set.extend(budget.figures().map_err(|_| AppError::TooLarge)?);
        set.extend(progress::figures(&month_ends(&movements, as_of)?, year.known_up_to));
        let rounds = round_money(year, &register, &movements, as_of).await?;
        if let Some(policy) = self.policies.monitoring(DEFAULT_POLICY) {
            let lights = monitoring::figures(&register, &rounds, policy, &set);
            set.extend(lights.map_err(|_| AppError::TooLarge)?);
        }
        let scheduled = year.tx.scheduled(year.ledger, year.known_up_to, as_of).await?;
        let forced = year.tx.forced(year.ledger, year.known_up_to, as_of).await?;
        set.extend(adjustment::figures(scheduled, forced, &set));
        let evaluation = evaluate(&register);
        add_results(&register, evaluation.as_ref(), &mut set);
        let head_hash = year.tx.hash_at(year.ledger, year.known_up_to).await?;
        let unfinished = year.tx.unfinished_import(year.ledger, year.known_up_to).await?;
        Ok(Figures { register, evaluation, set, head_hash, unfinished })
    }
}

/// Adds what follows from the register and the money that is in the set already.
pub(crate) fn add_results(register: &Register, evaluation: Option<&Evaluation>, set: &mut FigureSet) {
    set.extend(output::figures(register, set.as_of));
    set.extend(self_evaluate::figures(register, set));
    set.extend(goal_answer::figures(&answers(&with_computed(register, set), set.as_of)));
    set.extend(follow_up::figures(register, set.as_of));
    set.extend(department::figures(register, set));
    if let Some(evaluation) = evaluation {
        set.extend(evaluation::figures(evaluation, register.members.len()));
    }
}

/// The outcome of the sheets under the policy that the evaluation keeps.
fn evaluate(register: &Register) -> Option<Evaluation> {
    let policy = policies::parse_kept(&register.policy.as_ref()?.text)?;
    (!register.sheets.is_empty()).then(|| Evaluation::new(policy, &register.sheets))
}

/// The as-of day, which must lie in the year.
pub(crate) fn day_in(year: FiscalYear, as_of: Option<Date>) -> AppResult<Date> {
    match as_of {
        None => Ok(year.last_day()),
        Some(day) if year.contains(day) => Ok(day),
        Some(day) => Err(AppError::DayOutsideYear { day: day.to_string(), year: year.0 }),
    }
}

/// Each line in its order with what was moved on it.
fn line_tallies(
    register: &Register,
    movements: &Movements,
    as_of: Date,
) -> AppResult<Vec<(QuotaLine, LineTally)>> {
    let mut moved = movements.up_to(as_of)?;
    let tally = |line: &QuotaLine| (line.clone(), moved.remove(&line.code).unwrap_or_default());
    Ok(register.lines.iter().map(tally).collect())
}

/// The end of each month up to the as-of day, which ends the last of them.
fn month_ends(movements: &Movements, as_of: Date) -> AppResult<Vec<MonthEnd>> {
    let months = (1..=as_of.month()).filter_map(|month| Date::new(as_of.year(), month, 1).ok());
    months
        .map(|first| {
            let day = first.last_of_month().min(as_of);
            let total = movements.total_up_to(day)?;
            Ok(MonthEnd { day, adjusted: total.adjusted, paid: total.paid })
        })
        .collect()
}
