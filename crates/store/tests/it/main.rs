//! The store against real databases.

mod simulation;
mod support;
mod verify;
