//! Recounts everything that is kept, of every unit and year.

use crate::error::AppResult;
use crate::house::House;
use mingzhang_domain::ids::{FiscalYear, Seq};
use mingzhang_domain::import_batch::ImportBatch;
use mingzhang_store::verify::{Difference, Verification, VerifiedDatabase};

/// What was walked and what differs.
pub struct VerifiedHouse {
    /// By unit and year.
    pub years: Vec<VerifiedYear>,
    /// What differs and belongs to no unit and year.
    pub differences: Vec<Difference>,
}

/// What was walked and what differs in one unit and year.
pub struct VerifiedYear {
    /// The unit's code.
    pub unit: String,
    /// The fiscal year.
    pub year: FiscalYear,
    /// What was found.
    pub verification: Verification,
    /// The last import in batches, where it is not finished.
    pub unfinished: Option<ImportBatch>,
}

impl House {
    /// What was walked and what differs, by unit and year.
    ///
    /// # Errors
    /// Only when the database cannot be read.
    pub async fn verify(&self) -> AppResult<VerifiedHouse> {
        let mut tx = self.database.read().await?;
        let VerifiedDatabase { ledgers, differences } = tx.verify_all(self.policies.treasury()).await?;
        let mut years = Vec::new();
        for (ledger, verification) in ledgers {
            let unit = tx.unit_code(ledger.unit).await.unwrap_or_default();
            // What is damaged there is named already.
            let unfinished = tx.unfinished_import(ledger, Seq(i64::MAX)).await.unwrap_or_default();
            years.push(VerifiedYear { unit, year: ledger.year, verification, unfinished });
        }
        Ok(VerifiedHouse { years, differences })
    }
}

impl VerifiedHouse {
    /// How many differences there are.
    pub fn count(&self) -> usize {
        let of_years: usize = self.years.iter().map(|year| year.verification.differences.len()).sum();
        of_years + self.differences.len()
    }
}
