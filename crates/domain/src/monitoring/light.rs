//! Lights: the state of money, of an indicator, of a task.

/// 预警灯. Where nothing can be computed there is no light: never a green one by accident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    /// 绿: on its course.
    Green,
    /// 黄: behind.
    Yellow,
    /// 红: far behind.
    Red,
}

impl Signal {
    /// All of them, the best first.
    pub const ALL: [Signal; 3] = [Signal::Green, Signal::Yellow, Signal::Red];

    /// The name in policies and machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Signal::Green => "green",
            Signal::Yellow => "yellow",
            Signal::Red => "red",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Signal::Green => "绿",
            Signal::Yellow => "黄",
            Signal::Red => "红",
        }
    }

    /// Whether a cause and a measure must be stated.
    pub fn is_off_course(self) -> bool {
        self > Signal::Green
    }
}

/// 任务到期灯: how near the day of a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskLight {
    /// 已销账.
    Closed,
    /// There is time.
    InTime,
    /// 黄: soon due.
    Soon,
    /// 红: due within days.
    Urgent,
    /// 逾期: the day has passed.
    Overdue,
}

impl TaskLight {
    /// All of them, the best first.
    pub const ALL: [TaskLight; 5] =
        [TaskLight::Closed, TaskLight::InTime, TaskLight::Soon, TaskLight::Urgent, TaskLight::Overdue];

    /// The name in machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            TaskLight::Closed => "closed",
            TaskLight::InTime => "in_time",
            TaskLight::Soon => "soon",
            TaskLight::Urgent => "urgent",
            TaskLight::Overdue => "overdue",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            TaskLight::Closed => "已销账",
            TaskLight::InTime => "未到期",
            TaskLight::Soon => "黄·将到期",
            TaskLight::Urgent => "红·即将到期",
            TaskLight::Overdue => "逾期",
        }
    }
}
