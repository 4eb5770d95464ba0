//! Workbooks (`.xlsx`).
//!
//! - [`read`]: any workbook as a paper, with sheets and cells as places
//! - [`mark`]: a copy of any workbook with comments beside its figures
//!
//! Both stand directly on the container and its XML parts: formats, merges and what is hidden are what it takes
//! to read a sheet as people see it.

mod mark;
mod read;

pub use mark::mark;
pub use read::read;
