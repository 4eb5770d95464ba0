//! One short act on what is registered: everything is read and written under the lock of the history's head.

use crate::error::AppResult;
use crate::house::{House, Which};
use mingzhang_domain::change::Change;
use mingzhang_domain::finding::{Finding, has_errors};
use mingzhang_domain::ids::Seq;
use mingzhang_domain::register::Register;
use mingzhang_store::Stamp;

/// What was recorded, and what was noticed; with an error among it nothing was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    /// How many changes were recorded.
    pub changes: usize,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

impl House {
    /// Lets `decide` look at what is registered and records what it answers.
    ///
    /// # Errors
    /// No such unit or year, or a database that cannot be used; what is wrong with the act is a finding.
    pub(crate) async fn record(
        &self,
        which: &Which,
        stamp: &Stamp,
        decide: impl FnOnce(&Register) -> Result<Vec<Change>, Vec<Finding>>,
    ) -> AppResult<Recorded> {
        let ledger = self.ledger(which).await?;
        let mut tx = self.database.write().await?;
        let head = tx.lock(ledger).await?;
        let Some(register) = tx.register(ledger, Seq(i64::MAX)).await? else {
            return Ok(Recorded::default());
        };
        let changes = match decide(&register) {
            Ok(changes) => changes,
            Err(findings) => {
                debug_assert!(has_errors(&findings), "what is refused is said");
                return Ok(Recorded { changes: 0, findings });
            }
        };
        if !changes.is_empty() {
            let book = tx.book(&head, self.policies.treasury(), &[]).await?;
            tx.append(&head, stamp, &changes, &book).await?;
            tx.commit().await?;
        }
        Ok(Recorded { changes: changes.len(), findings: Vec::new() })
    }
}
