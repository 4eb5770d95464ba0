//! 执行预测: what is paid by the end of the year, from the plan, the payments so far and projects that were like.
//!
//! - [`position`]: where a project stands on a day
//! - [`rules`]: what simple rules make of it
//! - [`like`]: what became of projects that stood alike in earlier years
//! - [`back_test`]: how far each of these was off in the past
//! - [`year_end`]: the forecast with its band
//! - [`needed`]: what has to be paid by when to reach a rate
//!
//! Amounts are whole fen, shares whole millionths; every product is rounded once, half up.

pub mod back_test;
pub mod like;
pub mod needed;
pub mod position;
pub mod rules;
pub mod year_end;

pub use back_test::{BackTest, BasedOn, Errors};
pub use like::Past;
pub use needed::{Needed, needed};
pub use position::{Curve, Position};
pub use rules::Rule;
pub use year_end::{Basis, Forecast, ProjectForecast, YearOf};

use crate::decimal::divide_half_up;

/// All, in millionths.
pub const WHOLE: i64 = 1_000_000;

/// `part / whole` in millionths, half up; nothing of nothing is nothing.
pub(crate) fn share(part: i64, whole: i64) -> i64 {
    let share = divide_half_up(i128::from(part) * i128::from(WHOLE), i128::from(whole));
    share.and_then(|share| i64::try_from(share).ok()).unwrap_or_default()
}

/// An amount times `over / under`, half up; nothing where `under` is not above zero.
pub(crate) fn times(amount: i64, over: i64, under: i64) -> i64 {
    let product = divide_half_up(i128::from(amount) * i128::from(over), i128::from(under));
    product.and_then(|product| i64::try_from(product).ok()).unwrap_or_default()
}
