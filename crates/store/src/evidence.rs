//! 佐证资料.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::performance::{Evidence, Holder};

impl Stored for Evidence {
    const TABLE: &'static str = "evidence";
    const COLUMNS: &'static [&'static str] =
        &["holder", "indicator", "kind", "file", "hash", "size", "date", "handed_in_by"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.holder.to_string().into(),
            self.indicator.as_str().into(),
            self.kind.as_str().into(),
            self.file.as_str().into(),
            self.hash.as_str().into(),
            self.size.into(),
            self.date.to_string().into(),
            self.by.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Evidence> {
        Ok(Evidence {
            holder: Holder::parse(&fields.text()?),
            indicator: fields.text()?,
            kind: fields.text()?,
            file: fields.text()?,
            hash: fields.text()?,
            size: fields.int()?,
            date: fields.date()?,
            by: fields.text()?,
        })
    }
}
