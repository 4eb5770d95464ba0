//! Judgement: dated policies, score sheets, grades.
//!
//! - [`policy`]: criteria, weights and bands as data, proved before use
//! - [`band`]: from a score to a grade
//! - [`sheet`]: what one member gives
//! - [`evaluation`]: from sheets to means, total and grade
//! - [`shapes`]: from an actual value to points, by a shape and a policy's choices

pub mod band;
pub mod evaluation;
pub mod policy;
pub mod shapes;
pub mod sheet;

pub use band::Band;
pub use evaluation::{Evaluation, EvaluationFault};
pub use policy::{Criterion, EvaluationPolicy, Group, KeptPolicy, OwnOffice, Part, PolicyFault};
pub use shapes::{Actual, Score, Scored, Shape, ShapeFault, ShapePart, ShapeRules, Unscorable};
pub use sheet::ScoreSheet;
