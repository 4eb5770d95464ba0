//! Use cases, one file each.

pub mod dataset;
pub mod policies;
pub mod report;
pub mod text;
