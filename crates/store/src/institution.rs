//! 内部制度.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::Date;
use mingzhang_domain::performance::{Institution, InstitutionSubject};

impl Stored for Institution {
    const TABLE: &'static str = "institution";
    const COLUMNS: &'static [&'static str] = &["title", "subject", "document", "valid_from", "valid_to"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.title.as_str().into(),
            self.subject.label().into(),
            self.document.as_str().into(),
            self.valid_from.to_string().into(),
            self.valid_to.map_or(String::new(), |last| last.to_string()).into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Institution> {
        let last =
            |text: &str| if text.is_empty() { Some(None) } else { text.parse::<Date>().ok().map(Some) };
        Ok(Institution {
            title: fields.text()?,
            subject: fields.parsed(InstitutionSubject::parse)?,
            document: fields.text()?,
            valid_from: fields.date()?,
            valid_to: fields.parsed(last)?,
        })
    }
}
