//! Use cases: what a person asks for, from the first byte read to the last byte written.
//!
//! # Layout
//! - [`house`]: an open database with its policies, and the choice of a unit and year in it
//! - one file per use case: [`import_year`], [`show_figures`], [`explain_figure`], [`write_report`], [`check_paper`],
//!   [`check_against`], [`verify_house`], [`post_vouchers`], [`show_statement`], [`carry_over`], [`back_up`], [`seal`],
//!   [`verify_bundle`], [`project_library`],
//!   [`roll_over`], [`self_evaluate`], [`draw_sample`], [`check_indicators`],
//!   [`suggest_indicators`]
//! - [`forecast_year`]: what is paid by the end of a year
//! - [`monitor_round`]: a round of monitoring with everything that is missing in it; `course`: the money of each project day by
//!   day; `round_money`: the same at the end of each round's day
//! - `unread`: what of a paper could not be read, as findings
//! - [`show_department`]: measures of the whole department, its rules, the problems that were found
//! - [`attach_paper`]: papers of evidence, kept, listed, given out
//! - [`correct_course`], [`freeze_project`]: 挂账督办, and money that is stopped, step by step
//! - [`record`]: one short act on what is registered; [`review_goals`]: steps, weights, versions as a whole
//! - [`anchor`]: where a history ended, in a file outside the database
//! - [`bundle`]: the open file of backups and seals, in which every byte is covered
//! - [`instruction_line`]: an instruction as one line of JSON
//! - [`dataset`]: a folder of CSVs as domain values, with everything that is wrong with it
//! - [`doubt`]: what a fault leaves in doubt, so that it is said once
//! - [`indicators`]: the library of indicators, and tables of indicators as rows
//! - [`policies`]: policy files, embedded or from a folder, proved before use
//! - [`report`]: the self-evaluation report, one file per chapter
//! - [`text`]: the Chinese sentences for refusals and faults, and the table of rules for input
//! - [`bench`]: how fast the user's own database is on the user's own machine
//! - [`error`]: why a use case could not run at all
//!
//! # Invariants
//! - No terminal, no page and no clock: times and actors are arguments, progress is a callback.
//! - The domain decides, the store keeps, documents read and write; nothing of these three is done here again.
//! - What is wrong in the user's data is a finding with its place, all at once; nothing is saved by half.

pub mod anchor;
pub mod attach_paper;
pub mod back_up;
pub mod bench;
pub mod bundle;
pub mod carry_over;
pub mod check_against;
pub mod check_indicators;
pub mod check_paper;
pub mod correct_course;
pub mod dataset;
pub mod doubt;
pub mod draw_sample;
pub mod error;
pub mod explain_figure;
pub mod forecast_year;
pub mod freeze_project;
pub mod house;
pub mod import_large;
pub mod import_year;
pub mod indicators;
pub mod instruction_line;
pub mod mark_paper;
pub mod monitor_round;
pub mod policies;
pub mod post_vouchers;
pub mod project_library;
pub mod record;
pub mod report;
pub mod review_goals;
pub mod roll_over;
pub mod seal;
pub mod self_evaluate;
pub mod show_department;
pub mod show_figures;
pub mod show_statement;
pub mod suggest_indicators;
pub mod text;
pub mod verify_bundle;
pub mod verify_house;
pub mod write_report;

mod course;
mod round_money;
mod unread;
