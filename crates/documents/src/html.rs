//! HTML pages.
//!
//! - [`write`]: a paper as one self-contained page, for reading on any screen and for printing
//! - [`read`]: any page as a paper

mod nesting;
mod read;
mod table;
mod write;

pub use read::read;
pub use write::write;

/// Marks a page that [`write`] wrote, so that [`read`] need not guess what its paragraphs are for.
const GENERATOR: &str = "mingzhang";
