//! What the tests share: a folder to work in, the program, the example year and ways to spoil it, other programs.

mod desk;
mod example;
mod house;
pub mod json_schema;
mod program;
mod tools;
mod word;

pub use desk::{Desk, REPORT_DOCX, REPORT_HTML, names};
pub use example::{ENTRIES, Example, published};
pub use house::{House, answers, empty_on_postgres};
pub use program::{Ran, mingzhang};
pub use tools::{convert, in_browser, print, python, sql};
pub use word::{bound_texts, part, tampered};

/// A finding of severity error: rule, file, row and column.
pub type Fault<'a> = (&'a str, &'a str, u64, &'a str);
