//! 绩效目标: what a year or a whole project is for, in words; its indicators say how that is measured.

use super::holder::Holder;
use crate::Date;
use crate::history::{Canonical, Encoder};

/// How far a goal or an indicator reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Horizon {
    /// 中长期.
    LongTerm,
    /// 年度.
    Annual,
}

impl Horizon {
    /// The word of the field, which is also what files say.
    pub fn label(self) -> &'static str {
        match self {
            Horizon::LongTerm => "中长期",
            Horizon::Annual => "年度",
        }
    }

    /// The horizon of a word.
    pub fn parse(word: &str) -> Option<Horizon> {
        [Horizon::LongTerm, Horizon::Annual].into_iter().find(|horizon| horizon.label() == word)
    }
}

/// A goal as it was approved or adjusted. Nothing is edited: a later version stands in place of the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Whose.
    pub holder: Holder,
    /// For how long.
    pub horizon: Horizon,
    /// 1 as approved; each adjustment is one more.
    pub version: i64,
    /// In words, with `{{key}}` for figures.
    pub text: String,
    /// The day from which it holds.
    pub date: Date,
    /// 文号 of the approval or, from version 2 on, of the adjustment: without one nothing is changed.
    pub document: String,
    /// Why it was adjusted; or, with the same text, why it was kept although the quota changed.
    pub reason: String,
}

impl Canonical for Goal {
    const KIND: &'static str = "goal";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.holder.to_string()).text(self.horizon.label()).int(self.version).text(&self.text);
        to.text(&self.date.to_string()).text(&self.document).text(&self.reason);
    }
}
