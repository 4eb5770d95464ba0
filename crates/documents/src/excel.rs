//! Workbooks (`.xlsx`).
//!
//! - [`read`]: any workbook as a paper, with sheets and cells as places
//!
//! The reader stands directly on the container and its XML parts: formats, merges and what is hidden are what it takes
//! to read a sheet as people see it.

mod read;

pub use read::read;
