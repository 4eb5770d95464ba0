//! Recounts everything that is kept, of every unit and year.

use crate::error::AppResult;
use crate::house::House;
use mingzhang_store::Ledger;
use mingzhang_store::verify::Verification;

impl House {
    /// What was walked and what differs, by unit and year.
    ///
    /// # Errors
    /// Only when the database cannot be read.
    pub async fn verify(&self) -> AppResult<Vec<(Ledger, Verification)>> {
        let mut tx = self.database.read().await?;
        let mut found = Vec::new();
        for ledger in tx.ledgers().await? {
            found.push((ledger, tx.verify(ledger, self.policies.treasury().clone()).await?));
        }
        Ok(found)
    }
}
