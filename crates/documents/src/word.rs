//! Word files (`.docx`).
//!
//! - [`write`]: a paper as an office sends it, by GB/T 9704, with figures as content controls and native charts
//! - [`read`]: any Word file as a paper
//! - [`mark`]: a copy of any Word file with comments beside its figures
//!
//! Both stand directly on the container and its XML parts: that is what it takes to keep tags, merges and charts.

mod mark;
mod read;
mod styles;
mod write;

pub use mark::mark;
pub use read::read;
pub use write::write;
