//! What lies on the lines of a year as of a day, and the statement of one line.

use crate::error::{AppError, AppResult};
use crate::house::{House, Which, Year};
use crate::show_figures::day_in;
use mingzhang_domain::Date;
use mingzhang_domain::ids::{LineCode, Seq};
use mingzhang_domain::ledger::{Buckets, QuotaLine, StatementRow, statement};

/// What lies on the lines of a unit and year.
pub struct Balances {
    /// The unit's name.
    pub unit: String,
    /// At the end of which day.
    pub as_of: Date,
    /// As known up to which place in the history.
    pub known_up_to: Seq,
    /// Each line in its order, also those without money.
    pub lines: Vec<(QuotaLine, Buckets)>,
    /// All lines together.
    pub total: Buckets,
}

/// The statement of a line.
pub struct Statement {
    /// The line.
    pub line: QuotaLine,
    /// Up to the end of which day.
    pub as_of: Date,
    /// As known up to which place in the history.
    pub known_up_to: Seq,
    /// The vouchers by day, each with what lay on the line after it.
    pub rows: Vec<StatementRow>,
}

impl House {
    /// What lies on the lines of a unit and year at the end of a day; of its last day where none is named.
    ///
    /// # Errors
    /// No such unit or year, a day outside it, or a database that cannot be read.
    pub async fn balances(&self, which: &Which, as_of: Option<Date>) -> AppResult<Balances> {
        let Year { mut tx, ledger, known_up_to, register } = self.year(which).await?;
        let as_of = day_in(ledger.year, as_of)?;
        let mut lies = tx.balances(ledger, as_of, known_up_to).await?;
        let mut total = Buckets::default();
        let mut lines = Vec::with_capacity(register.lines.len());
        for line in register.lines {
            let buckets = lies.remove(&line.code).unwrap_or_default();
            total.add_all(&buckets).ok_or(AppError::TooLarge)?;
            lines.push((line, buckets));
        }
        Ok(Balances { unit: register.unit.name, as_of, known_up_to, lines, total })
    }

    /// The statement of a line up to the end of a day; of the year's last day where none is named.
    ///
    /// # Errors
    /// Besides those of [`House::balances`]: no such line.
    pub async fn statement(
        &self,
        which: &Which,
        line: &LineCode,
        as_of: Option<Date>,
    ) -> AppResult<Statement> {
        let Year { mut tx, ledger, known_up_to, register } = self.year(which).await?;
        let as_of = day_in(ledger.year, as_of)?;
        let Some(line) = register.lines.iter().find(|it| it.code == *line) else {
            let wanted: String = line.as_str().chars().take(8).collect();
            let like = register.lines.iter().map(|line| line.code.to_string());
            let like = like.filter(|code| code.contains(&wanted)).take(5).collect();
            return Err(AppError::NoSuchLine { line: line.to_string(), like });
        };
        let mut rows = tx.statement(ledger, &line.code, as_of, known_up_to).await?;
        statement::run(&mut rows).ok_or(AppError::TooLarge)?;
        Ok(Statement { line: line.clone(), as_of, known_up_to, rows })
    }
}
