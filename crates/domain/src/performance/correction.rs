//! 挂账督办: tasks that bring a project back on its course, each with a person and a day, until they are closed.

use crate::Date;
use crate::history::{Canonical, Encoder};
use crate::ids::ProjectCode;

/// What happens to a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CorrectionAct {
    /// 挂账.
    Opened,
    /// 延期: to a later day.
    Extended,
    /// 销账: with its result.
    Closed,
}

impl CorrectionAct {
    /// All of them.
    pub const ALL: [CorrectionAct; 3] =
        [CorrectionAct::Opened, CorrectionAct::Extended, CorrectionAct::Closed];

    /// The name in machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            CorrectionAct::Opened => "opened",
            CorrectionAct::Extended => "extended",
            CorrectionAct::Closed => "closed",
        }
    }

    /// The word of the field, which is also what files say.
    pub fn label(self) -> &'static str {
        match self {
            CorrectionAct::Opened => "挂账",
            CorrectionAct::Extended => "延期",
            CorrectionAct::Closed => "销账",
        }
    }

    /// The act of a word.
    pub fn parse(word: &str) -> Option<CorrectionAct> {
        CorrectionAct::ALL.into_iter().find(|act| act.label() == word)
    }
}

/// One event of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The number of the task.
    pub task: String,
    /// Which project.
    pub project: ProjectCode,
    /// The round that gave rise to it; empty where none did.
    pub round: String,
    /// What happens.
    pub act: CorrectionAct,
    /// On which day.
    pub date: Date,
    /// Who answers for it: an id or an office.
    pub person: String,
    /// Until when, as of this event; `None` for a closing.
    pub due: Option<Date>,
    /// What is to be done; why it is extended; with what result it is closed.
    pub text: String,
}

/// Why an event of a task cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskRefusal {
    /// The task is not opened yet.
    NotOpened,
    /// It is opened already.
    Opened,
    /// It was closed on this day.
    Closed(Date),
    /// It is a task of another project.
    OtherProject(ProjectCode),
    /// Its last event is of a later day.
    BeforeLast(Date),
    /// The day until which it is to be done lies before the event.
    DueBefore(Date),
}

impl Correction {
    /// Why the event cannot follow the last one of its task: opened once, then extended, then closed once.
    pub fn refusal(&self, last: Option<&Correction>) -> Option<TaskRefusal> {
        if let Some(due) = self.due.filter(|due| *due < self.date) {
            return Some(TaskRefusal::DueBefore(due));
        }
        match (self.act, last) {
            (CorrectionAct::Opened, None) => None,
            (_, None) => Some(TaskRefusal::NotOpened),
            (CorrectionAct::Opened, Some(_)) => Some(TaskRefusal::Opened),
            (_, Some(last)) if last.act == CorrectionAct::Closed => Some(TaskRefusal::Closed(last.date)),
            (_, Some(last)) if last.project != self.project => {
                Some(TaskRefusal::OtherProject(last.project.clone()))
            }
            (_, Some(last)) if self.date < last.date => Some(TaskRefusal::BeforeLast(last.date)),
            _ => None,
        }
    }
}

impl Canonical for Correction {
    const KIND: &'static str = "correction";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.task).text(self.project.as_str()).text(&self.round).text(self.act.label());
        to.text(&self.date.to_string()).text(&self.person);
        to.text(&self.due.map_or(String::new(), |due| due.to_string())).text(&self.text);
    }
}

/// A task as it stands on a day: its events told together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionTask {
    /// Its number.
    pub task: String,
    /// Which project.
    pub project: ProjectCode,
    /// The round that gave rise to it; empty where none did.
    pub round: String,
    /// What is to be done.
    pub text: String,
    /// Who answers for it now.
    pub person: String,
    /// On which day it was opened.
    pub opened: Date,
    /// Until when it is to be done now.
    pub due: Date,
    /// How often it was extended.
    pub extended: usize,
    /// When it was closed and with what result; `None` while it is open.
    pub closed: Option<(Date, String)>,
}

impl CorrectionTask {
    /// How many days are left until it is due; negative where its day has passed.
    pub fn days_left(&self, today: Date) -> i64 {
        i64::from(today.until(self.due).map_or(0, |span| span.get_days()))
    }

    /// The tasks that were opened by the end of a day, in the order of their opening, as they stood then.
    pub fn on(events: &[Correction], day: Date) -> Vec<CorrectionTask> {
        let mut events: Vec<&Correction> = events.iter().filter(|event| event.date <= day).collect();
        // Stable, so events of one day stay as they were recorded.
        events.sort_by_key(|event| event.date);
        let mut tasks: Vec<CorrectionTask> = Vec::new();
        for event in events {
            let known = tasks.iter_mut().find(|task| task.task == event.task);
            match (event.act, known) {
                (CorrectionAct::Opened, None) => tasks.push(CorrectionTask::open(event)),
                (CorrectionAct::Extended, Some(task)) if task.closed.is_none() => task.extend(event),
                (CorrectionAct::Closed, Some(task)) if task.closed.is_none() => {
                    task.closed = Some((event.date, event.text.clone()));
                }
                // What cannot be was refused when it was recorded.
                _ => {}
            }
        }
        tasks
    }

    /// Whether it is open although its day has passed.
    pub fn is_overdue_on(&self, day: Date) -> bool {
        self.closed.is_none() && self.due < day
    }

    fn open(event: &Correction) -> CorrectionTask {
        CorrectionTask {
            task: event.task.clone(),
            project: event.project.clone(),
            round: event.round.clone(),
            text: event.text.clone(),
            person: event.person.clone(),
            opened: event.date,
            due: event.due.unwrap_or(event.date),
            extended: 0,
            closed: None,
        }
    }

    fn extend(&mut self, event: &Correction) {
        self.due = event.due.unwrap_or(self.due);
        self.extended += 1;
        if !event.person.is_empty() {
            self.person.clone_from(&event.person);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(act: CorrectionAct, month: i8, due: Option<i8>, text: &str) -> Correction {
        Correction {
            task: "DB1".to_owned(),
            project: ProjectCode::new("A"),
            round: "2020-06".to_owned(),
            act,
            date: Date::constant(2020, month, 1),
            person: "05".to_owned(),
            due: due.map(|month| Date::constant(2020, month, 15)),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_task_is_what_its_events_up_to_the_day_made_of_it() {
        let events = [
            event(CorrectionAct::Closed, 10, None, "已支付"),
            event(CorrectionAct::Opened, 7, Some(8), "加快支付"),
            event(CorrectionAct::Extended, 8, Some(9), "设计变更"),
        ];
        let on = |month| CorrectionTask::on(&events, Date::constant(2020, month, 20));
        assert_eq!(on(6), []);
        assert_eq!((on(7)[0].due, on(7)[0].extended), (Date::constant(2020, 8, 15), 0));
        assert_eq!((on(9)[0].due, on(9)[0].extended), (Date::constant(2020, 9, 15), 1));
        assert_eq!(on(9)[0].closed, None);
        assert_eq!(on(12)[0].closed, Some((Date::constant(2020, 10, 1), "已支付".to_owned())));
        assert_eq!(on(12)[0].text, "加快支付");
    }

    #[test]
    fn a_task_is_opened_once_then_extended_then_closed_once() {
        use CorrectionAct::{Closed, Extended, Opened};
        let opened = event(Opened, 7, Some(8), "加快支付");
        let closed = event(Closed, 10, None, "已支付");
        let day = |month, day| Date::constant(2020, month, day);
        for (next, last, refusal) in [
            (event(Opened, 7, Some(8), ""), None, None),
            (event(Opened, 7, Some(6), ""), None, Some(TaskRefusal::DueBefore(day(6, 15)))),
            (event(Closed, 7, None, ""), None, Some(TaskRefusal::NotOpened)),
            (event(Opened, 8, Some(9), ""), Some(&opened), Some(TaskRefusal::Opened)),
            (event(Extended, 6, Some(9), ""), Some(&opened), Some(TaskRefusal::BeforeLast(day(7, 1)))),
            (event(Extended, 8, Some(9), ""), Some(&opened), None),
            (event(Closed, 8, None, ""), Some(&opened), None),
            (event(Closed, 11, None, ""), Some(&closed), Some(TaskRefusal::Closed(day(10, 1)))),
        ] {
            assert_eq!(next.refusal(last), refusal, "{next:?}");
        }
        let other = Correction { project: ProjectCode::new("B"), ..event(Closed, 8, None, "") };
        assert_eq!(other.refusal(Some(&opened)), Some(TaskRefusal::OtherProject(ProjectCode::new("A"))));
    }
}
