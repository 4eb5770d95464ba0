//! 导入批次: one commit of an import that is too large for a single one.
//!
//! The batches stand in the history among the vouchers that they brought, so that what is half done can be seen, by
//! anybody and for ever, and be continued where it stopped.

use crate::history::{Canonical, Encoder};

/// One commit of an import that is too large for a single one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportBatch {
    /// The import: the first digits of the hash of its files, so that the same files are the same import.
    pub import: String,
    /// Its place in the import: 0 with what is registered, then 1, 2, 3 … with vouchers.
    pub number: i64,
    /// The hash of the files.
    pub files: String,
    /// How many instructions the files have.
    pub total: i64,
    /// How many of them are recorded with this batch, those of the batches before it included.
    pub done: i64,
}

impl ImportBatch {
    /// Whether nothing follows it.
    pub fn is_last(&self) -> bool {
        self.done >= self.total
    }
}

impl Canonical for ImportBatch {
    const KIND: &'static str = "import_batch";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.import).int(self.number).text(&self.files).int(self.total).int(self.done);
    }
}
