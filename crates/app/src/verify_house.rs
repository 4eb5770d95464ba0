//! Recounts everything that is kept, of every unit and year.

use crate::error::AppResult;
use crate::house::House;
use mingzhang_domain::ids::FiscalYear;
use mingzhang_store::verify::Verification;

/// What was walked and what differs in one unit and year.
pub struct VerifiedYear {
    /// The unit's code.
    pub unit: String,
    /// The fiscal year.
    pub year: FiscalYear,
    /// What was found.
    pub verification: Verification,
}

impl House {
    /// What was walked and what differs, by unit and year.
    ///
    /// # Errors
    /// Only when the database cannot be read.
    pub async fn verify(&self) -> AppResult<Vec<VerifiedYear>> {
        let mut tx = self.database.read().await?;
        let mut found = Vec::new();
        for ledger in tx.ledgers().await? {
            let verification = tx.verify(ledger, self.policies.treasury().clone()).await?;
            found.push(VerifiedYear {
                unit: tx.unit_code(ledger.unit).await?,
                year: ledger.year,
                verification,
            });
        }
        Ok(found)
    }
}
