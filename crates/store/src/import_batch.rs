//! 导入批次: the commits of imports that are too large for a single one.

use crate::Ledger;
use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::{self, Stored};
use crate::tx::{Fields, Tx};
use mingzhang_domain::ids::Seq;
use mingzhang_domain::import_batch::ImportBatch;

impl Stored for ImportBatch {
    const TABLE: &'static str = "import_batch";
    const COLUMNS: &'static [&'static str] = &["import", "number", "files", "total", "done"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.import.as_str().into(),
            self.number.into(),
            self.files.as_str().into(),
            self.total.into(),
            self.done.into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<ImportBatch> {
        Ok(ImportBatch {
            import: fields.text()?,
            number: fields.int()?,
            files: fields.text()?,
            total: fields.int()?,
            done: fields.int()?,
        })
    }
}

impl Tx {
    /// How far each import in batches had come at a place in the history: its last batch, the latest import last.
    pub async fn imports(&mut self, ledger: Ledger, up_to: Seq) -> StoreResult<Vec<ImportBatch>> {
        let mut last: Vec<ImportBatch> = Vec::new();
        for (_, batch) in stored::load::<ImportBatch>(self, ledger, up_to).await? {
            last.retain(|before| before.import != batch.import);
            last.push(batch);
        }
        Ok(last)
    }

    /// How far the latest import in batches had come at a place in the history, where it was not finished.
    pub async fn unfinished_import(
        &mut self,
        ledger: Ledger,
        up_to: Seq,
    ) -> StoreResult<Option<ImportBatch>> {
        Ok(self.imports(ledger, up_to).await?.pop().filter(|batch| !batch.is_last()))
    }
}
