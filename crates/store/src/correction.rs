//! 督办, event by event.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::Date;
use mingzhang_domain::ids::ProjectCode;
use mingzhang_domain::performance::{Correction, CorrectionAct};

impl Stored for Correction {
    const TABLE: &'static str = "correction";
    const COLUMNS: &'static [&'static str] =
        &["task", "project", "round", "act", "date", "person", "due", "text"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.task.as_str().into(),
            self.project.as_str().into(),
            self.round.as_str().into(),
            self.act.label().into(),
            self.date.to_string().into(),
            self.person.as_str().into(),
            self.due.map_or(String::new(), |due| due.to_string()).into(),
            self.text.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Correction> {
        let due = |text: &str| if text.is_empty() { Some(None) } else { text.parse::<Date>().ok().map(Some) };
        Ok(Correction {
            task: fields.text()?,
            project: ProjectCode::new(fields.text()?),
            round: fields.text()?,
            act: fields.parsed(CorrectionAct::parse)?,
            date: fields.date()?,
            person: fields.text()?,
            due: fields.parsed(due)?,
            text: fields.text()?,
        })
    }
}
