//! Projects and their results, and the people who judge them.
//!
//! - [`unit`]: who has the budget (单位) and its offices (处室)
//! - [`project`]: what money is spent on (预算项目)
//! - [`indicator`]: 绩效指标 with target and actual value
//! - [`member`]: the evaluation group
//! - [`narrative`]: what the unit says in words, with bound figures

pub mod indicator;
pub mod member;
pub mod narrative;
pub mod project;
pub mod unit;

pub use indicator::{Indicator, Operator};
pub use member::Member;
pub use narrative::{Description, Narrative, Section};
pub use project::{ExpenditureKind, Project};
pub use unit::{Office, Unit};
