//! 核查, event by event.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::Date;
use mingzhang_domain::performance::{CheckAct, CheckKind, CheckTask, Holder};

impl Stored for CheckTask {
    const TABLE: &'static str = "check_task";
    const COLUMNS: &'static [&'static str] =
        &["task", "holder", "indicator", "kind", "act", "date", "person", "due", "text"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.task.as_str().into(),
            self.holder.to_string().into(),
            self.indicator.as_str().into(),
            self.kind.label().into(),
            self.act.label().into(),
            self.date.to_string().into(),
            self.person.as_str().into(),
            self.due.map_or(String::new(), |due| due.to_string()).into(),
            self.text.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<CheckTask> {
        let due = |text: &str| if text.is_empty() { Some(None) } else { text.parse::<Date>().ok().map(Some) };
        Ok(CheckTask {
            task: fields.text()?,
            holder: Holder::parse(&fields.text()?),
            indicator: fields.text()?,
            kind: fields.parsed(CheckKind::parse)?,
            act: fields.parsed(CheckAct::parse)?,
            date: fields.date()?,
            person: fields.text()?,
            due: fields.parsed(due)?,
            text: fields.text()?,
        })
    }
}
