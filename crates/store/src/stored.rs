//! One trait for every registered subject: its table, its columns, and both directions between a row and a value.

use crate::Ledger;
use crate::bulk;
use crate::cell::Cell;
use crate::error::StoreResult;
use crate::tx::{Fields, Param, Tx};
use mingzhang_domain::ids::Seq;
use sqlx::AssertSqlSafe;

/// A subject with one row per value.
pub(crate) trait Stored: Sized {
    /// Its table, whose key begins with unit, year and which has a seq.
    const TABLE: &'static str;
    /// Its own columns.
    const COLUMNS: &'static [&'static str];

    /// The values of its columns in their order.
    fn values(&self) -> Vec<Cell>;

    /// The subject of a row.
    fn read(fields: &mut Fields<'_>) -> StoreResult<Self>;
}

/// Writes subjects, each with the seq of its entry.
pub(crate) async fn save<T: Stored>(tx: &mut Tx, ledger: Ledger, subjects: &[(Seq, &T)]) -> StoreResult<()> {
    let columns: Vec<&str> = ["unit", "year", "seq"].iter().chain(T::COLUMNS).copied().collect();
    let row = |(seq, subject): &(Seq, &T)| {
        let mut row = key(ledger, *seq);
        row.extend(subject.values());
        row
    };
    let rows: Vec<Vec<Cell>> = subjects.iter().map(row).collect();
    bulk::insert(tx, T::TABLE, &columns, rows).await
}

/// The subjects that were recorded up to a place in the history, in recording order.
pub(crate) async fn load<T: Stored>(tx: &mut Tx, ledger: Ledger, up_to: Seq) -> StoreResult<Vec<(Seq, T)>> {
    load_each(tx, ledger, up_to).await?.into_iter().collect()
}

/// The same, row by row, so that one damaged row does not hide the others.
pub(crate) async fn load_each<T: Stored>(
    tx: &mut Tx,
    ledger: Ledger,
    up_to: Seq,
) -> StoreResult<Vec<StoreResult<(Seq, T)>>> {
    let sql = format!(
        "SELECT seq, {} FROM {} WHERE unit = $1 AND year = $2 AND seq <= $3 ORDER BY seq",
        T::COLUMNS.join(", "),
        T::TABLE
    );
    let rows = tx.rows(AssertSqlSafe(sql), up_to_params(ledger, up_to)).await?;
    let read = |row| {
        let mut fields = Fields::new(T::TABLE, row);
        Ok((fields.seq()?, T::read(&mut fields)?))
    };
    Ok(rows.iter().map(read).collect())
}

/// The parameters of a statement about what was recorded up to a place in the history.
pub(crate) fn up_to_params(ledger: Ledger, up_to: Seq) -> Vec<Param> {
    vec![ledger.unit.0.into(), ledger.year().into(), up_to.0.into()]
}

/// Unit, year and seq, with which every row begins.
pub(crate) fn key(ledger: Ledger, seq: Seq) -> Vec<Cell> {
    vec![ledger.unit.0.into(), ledger.year().into(), seq.0.into()]
}

/// All subjects that have a row each, for whatever is done with every one of them: `each_registered!(macro, arguments…)`
/// calls `macro!(arguments…; Subject, Subject …)`. A new subject is a word here, beside its file and its migration.
macro_rules! each_registered {
    ($macro:ident, $($argument:expr),+) => {
        $macro!(
            $($argument),+;
            Unit, Office, Project, ProjectStep, Appraisal, QuotaLine, Contract, Goal, Indicator, ActualValue, Evidence, Attachment,
            CheckTask, Sample, Recheck, Round, MonitorReport, Correction, FreezeProposal, Institution, Rectification, QuotaProposal, UnitFact, Member, KeptPolicy,
            Description, Narrative, ImportBatch
        )
    };
}
pub(crate) use each_registered;
