//! Figures: values with a key, a label and the reason for them. Pages, reports, machine formats and checks all take
//! figures; nobody recomputes.
//!
//! - [`key`]: `measure.scope`, the name under which a figure is found everywhere
//! - [`value`]: the value with its unit, and how it is shown
//! - [`because`]: why it has that value, as plain data that needs no database
//! - [`adjustment`], [`budget`], [`progress`], [`evaluation`], [`output`], [`self_evaluation`], [`department`], [`goal_answer`],
//!   [`monitoring`], [`follow_up`]: the figures of each subject

pub mod adjustment;
pub mod because;
pub mod budget;
pub mod department;
pub mod evaluation;
pub mod follow_up;
pub mod goal_answer;
pub mod key;
pub mod monitoring;
pub mod output;
pub mod progress;
pub mod self_evaluation;
pub mod value;

pub use because::{Because, Selection};
pub use key::{FigureKey, Measure, Scope};
pub use value::Value;

use crate::Date;
use crate::ids::{FiscalYear, Seq};
use std::collections::BTreeMap;

/// A number of things that are known by their figures or their names.
fn count(scope: Scope, because: Because) -> Figure {
    count_of(Measure::Count, scope, because)
}

/// The same for another measure than 个数.
fn count_of(measure: Measure, scope: Scope, because: Because) -> Figure {
    let number = match &because {
        Because::Counted { figures, .. } => figures.len(),
        Because::Listed { names } => names.len(),
        _ => 0,
    };
    Figure {
        key: FigureKey::of(measure, &scope),
        label: format!("{}{}", scope.label(), measure.label()),
        value: Value::Count(i64::try_from(number).unwrap_or(i64::MAX)),
        because,
    }
}

/// A value with its key, its label and the reason for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The name under which it is found: `paid.category.存量资金`.
    pub key: FigureKey,
    /// What it is, for people: `存量资金支付数`.
    pub label: String,
    /// The value with its unit.
    pub value: Value,
    /// Why it has that value.
    pub because: Because,
}

/// All figures of one unit and year, as of one day and known up to one place in the history.
///
/// The same day and the same place give the same figures for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureSet {
    /// The fiscal year.
    pub year: FiscalYear,
    /// The business day at whose end the figures hold.
    pub as_of: Date,
    /// The last recorded change that they know of.
    pub known_up_to: Seq,
    /// In the order of [`FigureSet::push`].
    figures: Vec<Figure>,
    /// From key to index.
    by_key: BTreeMap<FigureKey, usize>,
}

impl FigureSet {
    /// A set without figures.
    pub fn new(year: FiscalYear, as_of: Date, known_up_to: Seq) -> FigureSet {
        FigureSet { year, as_of, known_up_to, figures: Vec::new(), by_key: BTreeMap::new() }
    }

    /// Adds a figure; one with the same key is replaced.
    pub fn push(&mut self, figure: Figure) {
        match self.by_key.get(&figure.key) {
            Some(index) => self.figures[*index] = figure,
            None => {
                self.by_key.insert(figure.key.clone(), self.figures.len());
                self.figures.push(figure);
            }
        }
    }

    /// Adds many.
    pub fn extend(&mut self, figures: impl IntoIterator<Item = Figure>) {
        figures.into_iter().for_each(|figure| self.push(figure));
    }

    /// The figure of a key.
    pub fn get(&self, key: &FigureKey) -> Option<&Figure> {
        self.by_key.get(key).map(|index| &self.figures[*index])
    }

    /// The figure of a key as written.
    pub fn find(&self, key: &str) -> Option<&Figure> {
        self.get(&FigureKey::new(key))
    }

    /// All figures in the order in which they are shown.
    pub fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter()
    }
}
