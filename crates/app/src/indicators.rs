//! Indicators as files: the library that comes with the program, and a form that somebody fills in.
//!
//! - [`library`]: `policies/indicators/*.csv`, embedded, with a folder's laid over them
//! - [`form`]: any table of indicators as rows of the domain

pub mod form;
pub mod library;

#[cfg(test)]
mod tests;
