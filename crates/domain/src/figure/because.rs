//! Why a figure has its value: a small enum of plain data. Only `why` resolves a selection to vouchers, so a reason
//! costs nothing in a list of a million.

use super::key::{FigureKey, Measure, Scope};
use crate::Date;
use crate::ids::{CriterionName, OfficeCode, PolicyId, Seq};
use crate::performance::Method;

/// Which vouchers make up a sum: those that move the measure, within the scope, dated up to `as_of` and recorded up
/// to `known_up_to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// What they move.
    pub measure: Measure,
    /// Within what.
    pub scope: Scope,
    /// The last business day that counts.
    pub as_of: Date,
    /// The last recorded change that counts.
    pub known_up_to: Seq,
}

/// Why a figure has its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// The sum of vouchers.
    Sum {
        /// Which.
        selection: Selection,
        /// How many movements: a voucher that moves two lines counts twice.
        count: u64,
    },
    /// The quotient of two figures.
    Ratio {
        /// The part.
        over: FigureKey,
        /// The whole.
        under: FigureKey,
    },
    /// One figure less another.
    Difference {
        /// What it starts from.
        from: FigureKey,
        /// What is taken away.
        less: FigureKey,
    },
    /// The sum of figures.
    Total {
        /// Its parts.
        parts: Vec<FigureKey>,
    },
    /// The mean of the members' sheets, half up to two decimals.
    Mean {
        /// The criterion that they score.
        criterion: CriterionName,
        /// How many sheets count.
        sheets: u64,
    },
    /// The band of a policy into which a score falls.
    Band {
        /// The score.
        score: FigureKey,
        /// The policy whose bands apply.
        policy: PolicyId,
    },
    /// What a policy says.
    Policy {
        /// Which.
        policy: PolicyId,
    },
    /// The number of registered things.
    Registered {
        /// Of what.
        scope: Scope,
        /// How many.
        count: u64,
    },
    /// The number of figures that were held against something: targets, or the thresholds of a policy.
    Counted {
        /// Those that count.
        figures: Vec<FigureKey>,
        /// The policy by which they count; `None` where they are held against their targets.
        policy: Option<PolicyId>,
    },
    /// The number of registered things, by name.
    Listed {
        /// What they are called.
        names: Vec<String>,
    },
    /// The points that a policy gives to figures: an actual value against its target, or a rate.
    Marked {
        /// The figures.
        from: Vec<FigureKey>,
        /// The policy.
        policy: PolicyId,
    },
    /// It is another figure.
    Same {
        /// Which.
        figure: FigureKey,
    },
    /// Somebody reported it.
    Reported {
        /// Who.
        by: String,
        /// The day at whose end it held.
        date: Date,
        /// How it is known.
        method: Method,
    },
    /// Nobody states it, so nothing can be computed from it.
    NotStated,
    /// An office stated it.
    Stated {
        /// Which.
        office: OfficeCode,
    },
}
