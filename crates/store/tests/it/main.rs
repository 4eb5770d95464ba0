//! The store against real databases.

mod partial;
mod simulation;
mod support;
mod tamper;
mod two_years;
mod verify;
