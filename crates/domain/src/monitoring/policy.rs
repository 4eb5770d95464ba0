//! A monitoring policy: the thresholds of lights as dated data, proved before it is used.

use super::light::Signal;
use crate::Date;
use crate::ids::PolicyId;
use crate::scoring::shapes::Percent;

/// Against what the execution rate is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The part of the year that has passed: 月份 ÷ 12.
    Time,
    /// What the fund-use plans allowed by now, over the adjusted quota.
    Plan,
}

/// What a rate of execution must have reached by a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The month from whose end it holds, until the next stage.
    pub month: i8,
    /// The rate below which the light is lit.
    pub below: Percent,
    /// The light.
    pub light: Signal,
}

/// How the light of the money is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoneyRule {
    /// 执行率 ÷ 应达进度: below two thresholds it is yellow or red.
    Pace {
        /// What should have been reached.
        against: Against,
        /// Below this share of it the light is yellow.
        yellow_below: Percent,
        /// Below this share of it the light is red.
        red_below: Percent,
    },
    /// Rates by months; before the first there is no light.
    Stages(Vec<Stage>),
}

/// How the light of an indicator is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndicatorRule {
    /// 偏差度: missing the target by more than this share of it is red, by less yellow.
    pub red_beyond: Percent,
    /// At or above this share of the target it is flagged that the target may be too low; `None` for never.
    pub over_from: Option<Percent>,
    /// Goals and money that are further apart than this many percentage points are flagged; `None` for never.
    pub gap_beyond: Option<Percent>,
}

/// How the light of a task is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskRule {
    /// From so many days before its day it is yellow.
    pub yellow_within: i64,
    /// From so many days before its day it is red.
    pub red_within: i64,
}

/// The thresholds of monitoring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonitoringPolicy {
    /// Its identifier.
    pub id: PolicyId,
    /// Its title.
    pub title: String,
    /// The document that it comes from: 文号.
    pub document: String,
    /// Where in the document.
    pub place: String,
    /// The first day on which it holds.
    pub from: Date,
    /// The first day on which it holds no longer.
    pub to: Option<Date>,
    /// The light of the money.
    pub money: MoneyRule,
    /// The lights of indicators.
    pub indicator: IndicatorRule,
    /// The lights of tasks.
    pub task: TaskRule,
    /// Within how many working days a proposal to freeze is decided; `None` where nothing is said.
    pub decide_within: Option<u32>,
}

/// What makes a monitoring policy unusable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonitoringFault {
    /// It ends before it begins.
    EndsBeforeItBegins,
    /// Red begins above yellow, or at it, so that there is no yellow light, or more than all is asked.
    PaceOrder,
    /// There is no stage.
    NoStages,
    /// The month of a stage is none, or not after that of the stage before.
    StageMonth {
        /// Which, from 0.
        stage: usize,
    },
    /// A stage asks less than the one before, or more than all.
    StageBelow {
        /// Which, from 0.
        stage: usize,
    },
    /// The light of a stage is green, so that being late is not seen.
    StageGreen {
        /// Which, from 0.
        stage: usize,
    },
    /// What flags a target as too low is not above the target.
    OverTooLow,
    /// A task is red before it is yellow.
    TaskOrder,
}

impl MonitoringPolicy {
    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<MonitoringFault> {
        let mut faults = Vec::new();
        let mut fault = |wrong: bool, fault| {
            if wrong {
                faults.push(fault);
            }
        };
        fault(self.to.is_some_and(|to| to <= self.from), MonitoringFault::EndsBeforeItBegins);
        match &self.money {
            MoneyRule::Pace { yellow_below, red_below, .. } => {
                fault(red_below >= yellow_below || *yellow_below > Percent::FULL, MonitoringFault::PaceOrder);
            }
            MoneyRule::Stages(stages) => {
                fault(stages.is_empty(), MonitoringFault::NoStages);
                let mut before = Stage { month: 0, below: Percent::ZERO, light: Signal::Red };
                for (stage, is) in stages.iter().enumerate() {
                    let month = (1..=12).contains(&is.month) && is.month > before.month;
                    fault(!month, MonitoringFault::StageMonth { stage });
                    let below = (before.below..=Percent::FULL).contains(&is.below);
                    fault(!below, MonitoringFault::StageBelow { stage });
                    fault(is.light == Signal::Green, MonitoringFault::StageGreen { stage });
                    before = *is;
                }
            }
        }
        let over = self.indicator.over_from;
        fault(over.is_some_and(|over| over <= Percent::FULL), MonitoringFault::OverTooLow);
        fault(self.task.red_within > self.task.yellow_within, MonitoringFault::TaskOrder);
        faults
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A policy that holds execution against time and has no fault.
    pub(crate) fn policy(money: MoneyRule) -> MonitoringPolicy {
        MonitoringPolicy {
            id: PolicyId::new("test"),
            title: String::new(),
            document: String::new(),
            place: String::new(),
            from: Date::constant(2019, 1, 1),
            to: None,
            money,
            indicator: IndicatorRule {
                red_beyond: Percent::whole(15),
                over_from: Some(Percent::whole(130)),
                gap_beyond: Some(Percent::whole(10)),
            },
            task: TaskRule { yellow_within: 10, red_within: 3 },
            decide_within: Some(10),
        }
    }

    pub(crate) fn pace(against: Against) -> MoneyRule {
        MoneyRule::Pace { against, yellow_below: Percent::whole(80), red_below: Percent::whole(60) }
    }

    fn stages(stages: &[(i8, i64, Signal)]) -> MoneyRule {
        let stage = |(month, below, light): &(i8, i64, Signal)| Stage {
            month: *month,
            below: Percent::whole(*below),
            light: *light,
        };
        MoneyRule::Stages(stages.iter().map(stage).collect())
    }

    #[test]
    fn thresholds_that_contradict_each_other_are_faults() {
        let faults = |money| policy(money).faults();
        assert_eq!(faults(pace(Against::Time)), []);
        assert_eq!(faults(stages(&[(4, 25, Signal::Red), (6, 40, Signal::Yellow)])), []);
        assert_eq!(faults(stages(&[])), [MonitoringFault::NoStages]);
        for (money, fault) in [
            (stages(&[(13, 25, Signal::Red)]), MonitoringFault::StageMonth { stage: 0 }),
            (stages(&[(6, 25, Signal::Red), (6, 40, Signal::Red)]), MonitoringFault::StageMonth { stage: 1 }),
            (stages(&[(4, 40, Signal::Red), (6, 25, Signal::Red)]), MonitoringFault::StageBelow { stage: 1 }),
            (stages(&[(4, 101, Signal::Red)]), MonitoringFault::StageBelow { stage: 0 }),
            (stages(&[(4, 25, Signal::Green)]), MonitoringFault::StageGreen { stage: 0 }),
        ] {
            assert_eq!(faults(money), [fault]);
        }
        let mut wrong = policy(MoneyRule::Pace {
            against: Against::Time,
            yellow_below: Percent::whole(60),
            red_below: Percent::whole(60),
        });
        wrong.to = Some(wrong.from);
        wrong.indicator.over_from = Some(Percent::whole(100));
        wrong.task.red_within = 11;
        let all = [
            MonitoringFault::EndsBeforeItBegins,
            MonitoringFault::PaceOrder,
            MonitoringFault::OverTooLow,
            MonitoringFault::TaskOrder,
        ];
        assert_eq!(wrong.faults(), all);
    }
}
