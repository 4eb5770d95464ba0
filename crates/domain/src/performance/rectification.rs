//! 问题整改: what an audit or a check found, until it is put right and crossed off.

use crate::Date;
use crate::history::{Canonical, Encoder};

/// What happens to a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RectificationAct {
    /// 问题: it was found.
    Found,
    /// 整改: something was done about it.
    Rectified,
    /// 销号: whoever found it is content.
    CrossedOff,
}

impl RectificationAct {
    /// All of them.
    pub const ALL: [RectificationAct; 3] =
        [RectificationAct::Found, RectificationAct::Rectified, RectificationAct::CrossedOff];

    /// The word of the field, which is also what files say.
    pub fn label(self) -> &'static str {
        match self {
            RectificationAct::Found => "问题",
            RectificationAct::Rectified => "整改",
            RectificationAct::CrossedOff => "销号",
        }
    }

    /// The act of a word.
    pub fn parse(word: &str) -> Option<RectificationAct> {
        RectificationAct::ALL.into_iter().find(|act| act.label() == word)
    }
}

/// One event of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rectification {
    /// The number of the problem.
    pub problem: String,
    /// Who found it, in what: 审计, 财政监督检查 …
    pub source: String,
    /// What happens.
    pub act: RectificationAct,
    /// On which day.
    pub date: Date,
    /// Who answers for it: an id or an office.
    pub person: String,
    /// Until when it is to be put right; `None` but for the finding.
    pub due: Option<Date>,
    /// What is wrong; what was done; how it was crossed off.
    pub text: String,
}

impl Canonical for Rectification {
    const KIND: &'static str = "rectification";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.problem).text(&self.source).text(self.act.label()).text(&self.date.to_string());
        to.text(&self.person).text(&self.due.map_or(String::new(), |due| due.to_string())).text(&self.text);
    }
}

/// A problem as it stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundProblem<'e> {
    /// How it was found.
    pub found: &'e Rectification,
    /// What was done about it, in order.
    pub measures: Vec<&'e Rectification>,
    /// How it was crossed off; `None` while it is open.
    pub crossed_off: Option<&'e Rectification>,
}

impl FoundProblem<'_> {
    /// The problems that were found by the end of a day, in the order of their finding, as they stood then.
    pub fn on(events: &[Rectification], day: Date) -> Vec<FoundProblem<'_>> {
        let mut until: Vec<&Rectification> = events.iter().filter(|event| event.date <= day).collect();
        // Stable, so events of one day stay as they were recorded.
        until.sort_by_key(|event| event.date);
        let mut problems: Vec<FoundProblem> = Vec::new();
        for event in until {
            let known = problems.iter_mut().find(|problem| problem.found.problem == event.problem);
            match (event.act, known) {
                (RectificationAct::Found, None) => {
                    problems.push(FoundProblem { found: event, measures: Vec::new(), crossed_off: None });
                }
                (RectificationAct::Rectified, Some(problem)) => problem.measures.push(event),
                (RectificationAct::CrossedOff, Some(problem)) => problem.crossed_off = Some(event),
                // What cannot be was refused when it was recorded.
                _ => {}
            }
        }
        problems
    }

    /// Whether it is open although the day set for it has passed.
    pub fn is_overdue_on(&self, day: Date) -> bool {
        self.crossed_off.is_none() && self.found.due.is_some_and(|due| due < day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_open_until_it_is_crossed_off() {
        let event = |act, month, due: Option<i8>| Rectification {
            problem: "SJ1".to_owned(),
            source: "审计".to_owned(),
            act,
            date: Date::constant(2020, month, 1),
            person: "01".to_owned(),
            due: due.map(|month| Date::constant(2020, month, 30)),
            text: "资料不全".to_owned(),
        };
        let events = [
            event(RectificationAct::CrossedOff, 9, None),
            event(RectificationAct::Found, 5, Some(6)),
            event(RectificationAct::Rectified, 8, None),
        ];
        let on = |month, day| FoundProblem::on(&events, Date::constant(2020, month, day));
        assert_eq!(on(4, 30), []);
        let is_overdue = |month, day| on(month, day)[0].is_overdue_on(Date::constant(2020, month, day));
        assert!(!is_overdue(6, 30) && is_overdue(7, 1) && !is_overdue(9, 1));
        assert_eq!((on(8, 1)[0].measures.len(), on(8, 31)[0].crossed_off), (1, None));
    }
}
