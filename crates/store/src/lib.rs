//! What is kept: the history, the registers, the vouchers and their totals.
//!
//! # Layout
//! - [`database`]: opening and migrating either kind; `site`: where a new file is built; `tx`: a transaction, through
//!   which every statement goes; `cell`: a value of a row
//! - [`embedded`]: connections to an SQLite file; `server`: a transaction of PostgreSQL, whose writes travel together
//! - `bulk`, `stored`: one statement for many rows; one trait for every registered subject
//! - [`entry`]: **the one way in**: `append` writes every change with its entry of the history; [`head`]: where a
//!   history ends, the row that whoever writes locks first
//! - one file per registered subject: `unit`, `office`, `project`, `library`, `line`, `contract`, `goal`, `indicator`,
//!   `actual`, `evidence`, `attachment`, `check_task`, `recheck`, `round`, `monitor_report`, `correction`, `freeze_proposal`, `institution`, `rectification`, `quota_proposal`, `unit_fact`, `member`, `policy`, `score_sheet`,
//!   `description`, `narrative`; [`register`] loads them together
//! - [`book`]: the part of the ledger that instructions touch, for the domain to decide; `prior`: what of earlier years
//!   they name
//! - [`shelf`]: books that a writer keeps from one commit to the next
//! - [`voucher`], `place`, `line_day`, `contract_use`: the ledger and its kept totals
//! - [`tally`]: what was moved on each line, for figures; [`trail`]: the vouchers behind a figure
//! - [`course`]: what plans allowed by day, and the vouchers that freeze; `adjustment`: what plans provided for by a day,
//!   and what a unit was forced to adjust
//! - [`statement`]: what lies on lines as of a day, and how it came there
//! - [`copy`]: all tables out of one database and into another
//! - `import_batch`: the commits of imports that are too large for one; [`spool`]: their rows before that
//! - [`tape`], `one_statement`: what the engine alone can do, for the bench
//! - [`verify`]: recounts what is kept from the vouchers and compares the history with the rows
//!
//! # Invariants
//! - No rule of the field is decided here: the domain decides, the store writes what was decided.
//! - No document, no page and no clock: times are arguments.
//! - One SQL text serves SQLite and PostgreSQL; where the dialects must differ (opening, locking, many rows at once) both
//!   forms stand side by side. Row shapes stay inside this crate.
//! - Nothing is updated but the kept totals and the head; nothing is deleted.

pub mod book;
pub mod copy;
pub mod course;
pub mod database;
pub mod embedded;
pub mod entry;
pub mod error;
pub mod head;
pub mod register;
pub mod shelf;
pub mod spool;
pub mod statement;
pub mod tally;
pub mod tape;
pub mod trail;
pub mod verify;
pub mod voucher;

mod actual;
mod adjustment;
pub mod attachment;
mod bulk;
mod cell;
mod check_task;
mod contract;
mod contract_use;
mod correction;
mod description;
mod evidence;
mod freeze_proposal;
mod goal;
mod import_batch;
mod indicator;
mod institution;
mod library;
mod line;
mod line_day;
mod member;
mod monitor_report;
mod narrative;
mod office;
mod one_statement;
mod place;
mod policy;
mod prior;
mod project;
mod quota_proposal;
mod recheck;
mod rectification;
mod round;
mod score_sheet;
mod server;
mod site;
mod stored;
mod tx;
mod unit;
mod unit_fact;

pub use database::Database;
pub use entry::{Recording, Stamp};
pub use error::{StoreError, StoreResult};
pub use head::Head;
pub use shelf::Shelf;
pub use site::Site;
pub use tx::Tx;

use mingzhang_domain::ids::{FiscalYear, UnitId};

/// The partition to which rows belong: a unit and a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ledger {
    /// The unit.
    pub unit: UnitId,
    /// The fiscal year.
    pub year: FiscalYear,
}

impl Ledger {
    /// The year as it is stored.
    fn year(self) -> i64 {
        i64::from(self.year.0)
    }

    /// Unit and year, with which every key begins.
    fn key(self) -> Vec<crate::cell::Cell> {
        vec![self.unit.0.into(), self.year().into()]
    }

    /// Unit and year, and what follows in a key.
    fn key_with<const N: usize>(self, rest: [&str; N]) -> Vec<crate::cell::Cell> {
        let mut key = self.key();
        key.extend(rest.map(crate::cell::Cell::from));
        key
    }
}
