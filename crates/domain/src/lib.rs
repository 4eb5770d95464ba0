//! The rules of the field: budget control, scoring, figures with reasons, the shape of a paper.
//!
//! # Layout
//! - [`ledger`]: quota lines, vouchers of transfers between places, and the one rule
//! - [`performance`]: projects, offices, contracts, outputs, the evaluation group
//! - [`scoring`]: dated policies, score sheets, grades
//! - [`forecast`]: what is paid by the end of the year, and how far that was off before
//! - [`monitoring`]: how far money and results are in a round, and what is missing
//! - [`figure`]: a value with its key and the reason for it
//! - [`paper`]: a report as blocks of runs, read and written by `documents`, read by `checker`
//! - [`register`]: all that is registered for one unit and year
//! - [`finding`]: something wrong, with its place and what to do
//! - [`import_batch`]: one commit of an import that is too large for a single one
//! - [`change`], [`history`], [`chain`]: everything that can be recorded, its canonical encoding, and the chain of hashes
//! - [`money`], [`points`], [`ratio`], [`quantity`], [`decimal`]: exact numbers, rounded once, half up
//! - [`ids`]: typed identifiers
//!
//! # Invariants
//! - No IO, no async, no clock, no SQL, no JSON: dates and actors are arguments.
//! - No floating point: money is whole fen, points are whole hundredths, ratios are integer fractions.
//! - Arithmetic is checked; nothing here panics on what a user can write.

pub mod chain;
pub mod change;
pub mod decimal;
pub mod figure;
pub mod finding;
pub mod forecast;
pub mod history;
pub mod ids;
pub mod import_batch;
pub mod ledger;
pub mod money;
pub mod monitoring;
pub mod paper;
pub mod performance;
pub mod points;
pub mod quantity;
pub mod ratio;
pub mod register;
pub mod scoring;

pub use jiff::civil::Date;
