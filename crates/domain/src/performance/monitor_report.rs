//! 监控填报: what a project says in a round about its money and each of its indicators.

use super::actual::Reached;
use super::holder::Holder;
use crate::Date;
use crate::history::{Canonical, Encoder};

/// 完成目标可能性: how likely the target of the year is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likelihood {
    /// 确定能.
    Certain,
    /// 有可能.
    Possible,
    /// 完全不可能.
    Impossible,
}

impl Likelihood {
    /// All of them, the best first.
    pub const ALL: [Likelihood; 3] = [Likelihood::Certain, Likelihood::Possible, Likelihood::Impossible];

    /// The name in machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Likelihood::Certain => "certain",
            Likelihood::Possible => "possible",
            Likelihood::Impossible => "impossible",
        }
    }

    /// The word of the form, which is also what files say.
    pub fn label(self) -> &'static str {
        match self {
            Likelihood::Certain => "确定能",
            Likelihood::Possible => "有可能",
            Likelihood::Impossible => "完全不可能",
        }
    }

    /// The likelihood of a word.
    pub fn parse(word: &str) -> Option<Likelihood> {
        let short = (word == "不可能").then_some(Likelihood::Impossible);
        Likelihood::ALL.into_iter().find(|likelihood| likelihood.label() == word).or(short)
    }
}

/// 偏差原因: what keeps a project from its course, as the form of monitoring codes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// 经费保障.
    Funds,
    /// 制度保障.
    Rules,
    /// 人员保障.
    Staff,
    /// 硬件条件保障.
    Equipment,
    /// 其他, which must be put into words.
    Other,
}

impl Cause {
    /// All of them, as the form lists them.
    pub const ALL: [Cause; 5] = [Cause::Funds, Cause::Rules, Cause::Staff, Cause::Equipment, Cause::Other];

    /// The name in machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Cause::Funds => "funds",
            Cause::Rules => "rules",
            Cause::Staff => "staff",
            Cause::Equipment => "equipment",
            Cause::Other => "other",
        }
    }

    /// The word of the form, which is also what files say.
    pub fn label(self) -> &'static str {
        match self {
            Cause::Funds => "经费保障",
            Cause::Rules => "制度保障",
            Cause::Staff => "人员保障",
            Cause::Equipment => "硬件条件保障",
            Cause::Other => "其他",
        }
    }

    /// The cause of a word.
    pub fn parse(word: &str) -> Option<Cause> {
        Cause::ALL.into_iter().find(|cause| cause.label() == word)
    }
}

/// What is reported in a round about one indicator, or about the money. A later day stands in place of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonitorReport {
    /// The name of the round.
    pub round: String,
    /// Whose indicator or money.
    pub holder: Holder,
    /// The indicator's name; empty for the money (预算执行).
    pub indicator: String,
    /// What is reached so far; `None` where the actual value of that day says it, and for money, which the ledger says.
    pub value: Option<Reached>,
    /// 全年预计完成; for the money 全年预计执行数 in yuan.
    pub expected: Option<Reached>,
    /// How likely the target is reached.
    pub likelihood: Likelihood,
    /// What keeps it from its course; `None` where nothing does.
    pub cause: Option<Cause>,
    /// The cause in words.
    pub reason: String,
    /// 纠偏措施: what is done about it.
    pub measure: String,
    /// Who reports: an id or an office.
    pub by: String,
    /// On which day.
    pub date: Date,
}

impl MonitorReport {
    /// Whether it is about the money.
    pub fn is_about_money(&self) -> bool {
        self.indicator.is_empty()
    }
}

impl Canonical for MonitorReport {
    const KIND: &'static str = "monitor_report";

    fn encode(&self, to: &mut Encoder) {
        let stated = |value: &Option<Reached>| value.as_ref().map_or(String::new(), Reached::to_string);
        to.text(&self.round).text(&self.holder.to_string()).text(&self.indicator);
        to.text(&stated(&self.value)).text(&stated(&self.expected)).text(self.likelihood.label());
        to.text(self.cause.map_or("", Cause::label)).text(&self.reason).text(&self.measure);
        to.text(&self.by).text(&self.date.to_string());
    }
}
