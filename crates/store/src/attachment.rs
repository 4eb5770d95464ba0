//! 附件: papers as they are kept, their content in pieces under the hash of the whole.

use crate::bulk;
use crate::cell::Cell;
use crate::error::{StoreError, StoreResult};
use crate::stored::Stored;
use crate::tx::{Fields, Tx};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mingzhang_domain::ids::UnitId;
use mingzhang_domain::performance::{Attachment, AttachmentKind};

impl Stored for Attachment {
    const TABLE: &'static str = "attachment";
    const COLUMNS: &'static [&'static str] = &["hash", "size", "kind"];

    fn values(&self) -> Vec<Cell> {
        vec![self.hash.as_str().into(), self.size.into(), self.kind.as_str().into()]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Attachment> {
        let (hash, size) = (fields.text()?, fields.int()?);
        Ok(Attachment { hash, size, kind: fields.parsed(AttachmentKind::parse)? })
    }
}

/// The table of the pieces.
pub const PIECES: &str = "attachment_piece";
/// How many bytes a piece has: few enough to be read and written a handful at a time.
const PIECE: usize = 192 << 10;
const COLUMNS: [&str; 4] = ["unit", "hash", "piece", "content"];
const ON_CONFLICT: &str = "ON CONFLICT (unit, hash, piece) DO NOTHING";
const OF_ONE: &str = "SELECT content FROM attachment_piece WHERE unit = $1 AND hash = $2 ORDER BY piece";

impl Tx {
    /// Keeps the content of a paper of a unit under its hash; once, however often it is handed in.
    pub async fn keep_content(&mut self, unit: UnitId, hash: &str, content: &[u8]) -> StoreResult<()> {
        let row = |(piece, bytes): (i64, &[u8])| -> Vec<Cell> {
            vec![unit.0.into(), hash.into(), piece.into(), STANDARD.encode(bytes).as_str().into()]
        };
        let rows = (0..).zip(content.chunks(PIECE)).map(row).collect();
        bulk::upsert(self, PIECES, &COLUMNS, rows, ON_CONFLICT).await
    }

    /// The content that is kept under a hash, as it is there; empty where nothing is.
    ///
    /// # Errors
    /// Where a piece is no base64, and when the database cannot be read.
    pub async fn content(&mut self, unit: UnitId, hash: &str) -> StoreResult<Vec<u8>> {
        let mut content = Vec::new();
        for row in &self.rows(OF_ONE, vec![unit.0.into(), hash.into()]).await? {
            let piece = Fields::new(PIECES, row).text()?;
            content.extend(decoded(&piece).ok_or_else(|| StoreError::Damaged {
                table: PIECES,
                what: format!("hash {hash}：不是 base64"),
            })?);
        }
        Ok(content)
    }
}

/// The bytes of a piece; `None` where it is none.
pub fn decoded(piece: &str) -> Option<Vec<u8>> {
    STANDARD.decode(piece).ok()
}
