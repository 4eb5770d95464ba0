//! 核查: small tasks to look at the papers or at the place itself, each with its result.

use super::holder::Holder;
use crate::Date;
use crate::history::{Canonical, Encoder};

/// Where somebody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckKind {
    /// 资料核查: at the papers.
    Papers,
    /// 现场核查: at the place.
    Field,
}

impl CheckKind {
    /// The word of the field, which is also what files say.
    pub fn label(self) -> &'static str {
        match self {
            CheckKind::Papers => "资料核查",
            CheckKind::Field => "现场核查",
        }
    }

    /// The kind of a word.
    pub fn parse(word: &str) -> Option<CheckKind> {
        [CheckKind::Papers, CheckKind::Field].into_iter().find(|kind| kind.label() == word)
    }
}

/// What happens to a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckAct {
    /// 布置: somebody is to look.
    Assigned,
    /// 属实.
    Confirmed,
    /// 不符: what there is differs from what was stated.
    Differs,
    /// 查无: there is nothing.
    NotFound,
}

impl CheckAct {
    /// All acts.
    pub const ALL: [CheckAct; 4] =
        [CheckAct::Assigned, CheckAct::Confirmed, CheckAct::Differs, CheckAct::NotFound];

    /// The word of the field, which is also what files say.
    pub fn label(self) -> &'static str {
        match self {
            CheckAct::Assigned => "布置",
            CheckAct::Confirmed => "属实",
            CheckAct::Differs => "不符",
            CheckAct::NotFound => "查无",
        }
    }

    /// The act of a word.
    pub fn parse(word: &str) -> Option<CheckAct> {
        CheckAct::ALL.into_iter().find(|act| act.label() == word)
    }
}

/// One event of a task: that it was given to somebody, or its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckTask {
    /// The number of the task.
    pub task: String,
    /// Whose indicator is looked at.
    pub holder: Holder,
    /// Its name.
    pub indicator: String,
    /// Where somebody looks.
    pub kind: CheckKind,
    /// What happened.
    pub act: CheckAct,
    /// On which day.
    pub date: Date,
    /// Who is to look, or has looked.
    pub person: String,
    /// Until when, where it is given; `None` for a result.
    pub due: Option<Date>,
    /// What to look at, or what was seen.
    pub text: String,
}

impl Canonical for CheckTask {
    const KIND: &'static str = "check_task";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.task).text(&self.holder.to_string()).text(&self.indicator).text(self.kind.label());
        to.text(self.act.label()).text(&self.date.to_string()).text(&self.person);
        to.text(&self.due.map_or(String::new(), |due| due.to_string())).text(&self.text);
    }
}
