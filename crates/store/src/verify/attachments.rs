//! The content of papers: every one that was kept is there and still has its hash, and nothing else is there.

use super::Verification;
use crate::attachment::{PIECES, decoded};
use crate::error::StoreResult;
use crate::tx::{Fields, Param, Tx};
use mingzhang_domain::chain::Hasher;
use std::collections::BTreeMap;

const KEPT: &str = "SELECT unit, hash, MAX(size) FROM attachment GROUP BY unit, hash ORDER BY unit, hash";
/// Few at once: a piece is large.
const NEXT: &str = "SELECT unit, hash, piece, content FROM attachment_piece \
    WHERE (unit, hash, piece) > ($1, $2, $3) ORDER BY unit, hash, piece LIMIT 32";

/// What the pieces of a hash are together.
struct Content {
    hasher: Hasher,
    size: i64,
    /// The number that the next piece must have; `None` once one had another, or could not be read.
    next: Option<i64>,
}

impl Tx {
    /// Compares content with what was kept.
    pub(super) async fn check_attachments(&mut self, found: &mut Verification) -> StoreResult<()> {
        let mut kept: BTreeMap<(i64, String), i64> = BTreeMap::new();
        for row in &self.rows(KEPT, vec![]).await? {
            let mut fields = Fields::new("attachment", row);
            kept.insert((fields.int()?, fields.text()?), fields.int()?);
        }
        for (key, Content { hasher, size, next }) in self.contents().await? {
            let name = format!("unit {} hash {}", key.0, key.1);
            let recounted = hasher.finish();
            match kept.remove(&key) {
                None => found.differ(PIECES, name, "有内容", "没有登记这份附件，不该有"),
                Some(_) if next.is_none() => found.differ(PIECES, name, "内容缺一段或不可读", "内容完整"),
                Some(_) if recounted != key.1 => {
                    found.differ(PIECES, name, format!("内容的校验值 {recounted}"), "与登记的校验值相同");
                }
                Some(registered) if registered != size => {
                    found.differ("attachment", name, format!("{registered} 字节"), format!("{size} 字节"));
                }
                Some(_) => {}
            }
        }
        for (unit, hash) in kept.into_keys() {
            found.differ(PIECES, format!("unit {unit} hash {hash}"), "没有内容", "已登记留存的附件有内容");
        }
        Ok(())
    }

    async fn contents(&mut self) -> StoreResult<BTreeMap<(i64, String), Content>> {
        let mut contents: BTreeMap<(i64, String), Content> = BTreeMap::new();
        let mut after = (i64::MIN, String::new(), i64::MIN);
        loop {
            let params: Vec<Param> = vec![after.0.into(), after.1.clone().into(), after.2.into()];
            let rows = self.rows(NEXT, params).await?;
            if rows.is_empty() {
                return Ok(contents);
            }
            for row in &rows {
                let mut fields = Fields::new(PIECES, row);
                let (unit, hash, piece) = (fields.int()?, fields.text()?, fields.int()?);
                let bytes = decoded(&fields.text()?);
                let beginning = || Content { hasher: Hasher::new(), size: 0, next: Some(0) };
                let content = contents.entry((unit, hash.clone())).or_insert_with(beginning);
                content.take(piece, bytes);
                after = (unit, hash, piece);
            }
        }
    }
}

impl Content {
    fn take(&mut self, piece: i64, bytes: Option<Vec<u8>>) {
        let Some(bytes) = bytes.filter(|_| self.next == Some(piece)) else {
            self.next = None;
            return;
        };
        self.hasher.update(&bytes);
        self.size = self.size.saturating_add(i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        self.next = piece.checked_add(1);
    }
}
