//! 问题整改, event by event.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::Date;
use mingzhang_domain::performance::{Rectification, RectificationAct};

impl Stored for Rectification {
    const TABLE: &'static str = "rectification";
    const COLUMNS: &'static [&'static str] = &["problem", "source", "act", "date", "person", "due", "text"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.problem.as_str().into(),
            self.source.as_str().into(),
            self.act.label().into(),
            self.date.to_string().into(),
            self.person.as_str().into(),
            self.due.map_or(String::new(), |due| due.to_string()).into(),
            self.text.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Rectification> {
        let due = |text: &str| if text.is_empty() { Some(None) } else { text.parse::<Date>().ok().map(Some) };
        Ok(Rectification {
            problem: fields.text()?,
            source: fields.text()?,
            act: fields.parsed(RectificationAct::parse)?,
            date: fields.date()?,
            person: fields.text()?,
            due: fields.parsed(due)?,
            text: fields.text()?,
        })
    }
}
