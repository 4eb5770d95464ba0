//! Budget control: every act is a voucher of transfers between places, and one rule holds everywhere.
//!
//! - [`line`]: 预算指标, the quota line whose money is controlled
//! - [`place`]: where money lies: the five buckets, and inside them the open documents with their remainders
//! - [`balance`]: **the one rule**: no place falls below zero on any day
//! - [`act`], [`instruction`]: the kinds of act, and what somebody asks for
//! - [`fields`]: an act as plain fields, for rows and for the encoding, and back
//! - [`forced`]: adjustments that a unit was forced to make
//! - [`period`]: 会计期间, which closes and may be reopened
//! - [`voucher`]: what was decided: the instruction and its transfers
//! - [`book`]: decides an instruction against the places it touches
//! - [`refusal`]: why an instruction is refused
//! - [`rules`]: what a treasury policy may choose
//! - [`tally`]: what a voucher moves on each line, and the sums of it
//! - [`statement`]: 对账单, how a line's money went from bucket to bucket
//! - [`contract`]: 合同, a second ceiling beside the quota

pub mod act;
pub mod balance;
pub mod book;
pub mod contract;
pub mod fields;
pub mod forced;
pub mod instruction;
pub mod line;
pub mod period;
pub mod place;
pub mod refusal;
pub mod rules;
pub mod statement;
pub mod tally;
pub mod voucher;

pub use act::Act;
pub use balance::Balance;
pub use book::{Admission, Book, Posted, Prior};
pub use contract::Contract;
pub use fields::AskedFields;
pub use forced::{FORCED_REASONS, Forced, is_forced};
pub use instruction::{Asked, Details, FreezeOf, Instruction};
pub use line::QuotaLine;
pub use period::Period;
pub use place::{Bucket, Place, Slot};
pub use refusal::Refusal;
pub use rules::{ReturnTo, TreasuryRules, VirementRule};
pub use statement::{Buckets, StatementRow};
pub use tally::{Counts, LineTally, Tally};
pub use voucher::{Transfer, Voucher};
