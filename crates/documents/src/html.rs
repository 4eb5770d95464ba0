//! HTML pages.
//!
//! - [`write`]: a paper as one self-contained page, for reading on any screen and for printing
//! - [`write_marked`]: a paper with marks at its figures and what is said of them beside it
//! - [`read`]: any page as a paper

mod marked;
mod nesting;
mod read;
mod table;
mod write;

pub use marked::{MarkedPage, Note, Tone, write_marked};
pub use read::read;
pub use write::write;

/// Marks a page that [`write`] wrote, so that [`read`] need not guess what its paragraphs are for.
const GENERATOR: &str = "mingzhang";
