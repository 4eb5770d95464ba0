//! What the unit says in words.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::performance::{Narrative, Section};

impl Stored for Narrative {
    const TABLE: &'static str = "narrative";
    const COLUMNS: &'static [&'static str] = &["position", "section", "title", "text"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.position.into(),
            self.section.label().into(),
            self.title.as_str().into(),
            self.text.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Narrative> {
        Ok(Narrative {
            position: fields.int()?,
            section: fields.parsed(Section::parse)?,
            title: fields.text()?,
            text: fields.text()?,
        })
    }
}
