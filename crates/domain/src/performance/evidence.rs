//! 佐证资料: the papers that prove actual values, by the hash of their content.

use super::holder::Holder;
use crate::Date;
use crate::history::{Canonical, Encoder};

/// A paper that proves an actual value. The file itself is kept by the house; its hash proves which one it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Whose indicator.
    pub holder: Holder,
    /// Its name; empty where the paper belongs to the holder as a whole.
    pub indicator: String,
    /// What it is: 合同, 验收报告, 问卷 …
    pub kind: String,
    /// The name of the file.
    pub file: String,
    /// SM3 of its content, 64 hexadecimal digits.
    pub hash: String,
    /// Its size in bytes.
    pub size: i64,
    /// The day of the paper.
    pub date: Date,
    /// Who handed it in.
    pub by: String,
}

impl Canonical for Evidence {
    const KIND: &'static str = "evidence";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.holder.to_string()).text(&self.indicator).text(&self.kind).text(&self.file);
        to.text(&self.hash).int(self.size).text(&self.date.to_string()).text(&self.by);
    }
}
