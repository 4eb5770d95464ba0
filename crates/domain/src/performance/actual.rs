//! 完成值: what an indicator reached, who says so and how it is known.

use super::holder::Holder;
use crate::Date;
use crate::decimal::Decimal;
use crate::history::{Canonical, Encoder};
use std::fmt;

/// What was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// A number in the indicator's unit.
    Number(Decimal),
    /// Words, for an indicator that is described: the level that was reached, or what there is.
    Words(String),
}

impl Reached {
    /// A number where it is one, else words; `None` where nothing stands there.
    pub fn parse(text: &str) -> Option<Reached> {
        let words = || (!text.trim().is_empty()).then(|| Reached::Words(text.trim().to_owned()));
        Decimal::parse(text).ok().map(Reached::Number).or_else(words)
    }

    /// The number, where it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Reached::Number(number) => Some(*number),
            Reached::Words(_) => None,
        }
    }
}

/// As files and papers say it.
impl fmt::Display for Reached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reached::Number(number) => number.fmt(f),
            Reached::Words(words) => f.write_str(words),
        }
    }
}

/// 完成值取值方式: how an actual value is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// 直接证明: a paper proves it.
    Proof,
    /// 情况统计: counted from records.
    Statistics,
    /// 情况说明: described.
    Statement,
    /// 问卷调查.
    Survey,
    /// 趋势判断.
    Trend,
}

impl Method {
    /// All methods.
    pub const ALL: [Method; 5] =
        [Method::Proof, Method::Statistics, Method::Statement, Method::Survey, Method::Trend];

    /// The word of the field, which is also what files say.
    pub fn label(self) -> &'static str {
        match self {
            Method::Proof => "直接证明",
            Method::Statistics => "情况统计",
            Method::Statement => "情况说明",
            Method::Survey => "问卷调查",
            Method::Trend => "趋势判断",
        }
    }

    /// The method of a word.
    pub fn parse(word: &str) -> Option<Method> {
        Method::ALL.into_iter().find(|method| method.label() == word)
    }
}

/// The actual value of an indicator as of a day. A later day, or a later entry of the same day, stands in place of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActualValue {
    /// Whose indicator.
    pub holder: Holder,
    /// Its name.
    pub indicator: String,
    /// The day at whose end it holds.
    pub date: Date,
    /// What was reached.
    pub reached: Reached,
    /// How it is known.
    pub method: Method,
    /// Who states it: an id or an office, never needed to be a name.
    pub by: String,
    /// Why the target was missed, or was passed by far.
    pub reason: String,
    /// 改进措施: what is done about it.
    pub measure: String,
}

impl Canonical for ActualValue {
    const KIND: &'static str = "actual_value";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.holder.to_string()).text(&self.indicator).text(&self.date.to_string());
        to.text(&self.reached.to_string()).text(self.method.label()).text(&self.by);
        to.text(&self.reason).text(&self.measure);
    }
}
