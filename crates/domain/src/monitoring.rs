//! 绩效运行监控 on both tracks: how far the money is, how far the results are, and what is done where they are not.
//!
//! - [`policy`]: thresholds of lights as dated data, proved before use
//! - [`light`]: green, yellow, red, and nothing where nothing can be computed
//! - [`course`]: what was moved of a project's money, day by day
//! - [`money`]: execution against what the plan and the calendar expect by now
//! - [`result`]: an indicator's value and what is expected of the year against its target
//! - [`look`]: everything of a round together, with what is missing in it
//! - [`lapse`]: what is missing or late, as facts
//! - [`workday`]: days on which offices work

pub mod course;
pub mod lapse;
pub mod light;
pub mod look;
pub mod money;
pub mod policy;
pub mod result;
pub mod workday;

pub use course::Course;
pub use lapse::{Due, Lapse, Reminder, Subject};
pub use light::{Signal, TaskLight};
pub use look::{Look, Monitoring, ProjectView, TaskView};
pub use money::{MoneySoFar, MoneyView};
pub use policy::{Against, IndicatorRule, MoneyRule, MonitoringFault, MonitoringPolicy, Stage, TaskRule};
pub use result::IndicatorView;
