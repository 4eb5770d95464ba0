//! A house: an open database with the policies it works by, and the choice of a unit and year in it.

use crate::error::{AppError, AppResult};
use crate::policies::Policies;
use mingzhang_domain::ids::{FiscalYear, Seq};
use mingzhang_domain::register::Register;
use mingzhang_store::{Database, Ledger, Site, StoreError, Tx};
use std::collections::BTreeSet;

/// An open database with the policies it works by.
pub struct House {
    /// The database.
    pub database: Database,
    /// The policies.
    pub policies: Policies,
}

/// A unit and year, read in one consistent state.
pub(crate) struct Year {
    /// The transaction that reads.
    pub tx: Tx,
    /// The unit and year.
    pub ledger: Ledger,
    /// The last recorded change that counts.
    pub known_up_to: Seq,
    /// What is registered.
    pub register: Register,
}

/// Which unit and year, and how much of the history counts.
#[derive(Clone, Debug)]
pub struct Which {
    /// The fiscal year.
    pub year: FiscalYear,
    /// The unit's code; may be left out where there is only one.
    pub unit: Option<String>,
    /// The last recorded change that counts; all of it where left out.
    pub known_up_to: Option<Seq>,
}

impl House {
    /// Makes a new database.
    ///
    /// # Errors
    /// Where there is one already, and all that can fail on a disk.
    pub async fn create(address: &str, policies: Policies) -> AppResult<House> {
        Ok(House { database: Database::create(address).await?, policies })
    }

    /// Opens a database.
    ///
    /// # Errors
    /// Where there is none, or one that cannot be used.
    pub async fn open(address: &str, policies: Policies) -> AppResult<House> {
        Ok(House { database: Database::open(address).await?, policies })
    }

    /// Opens a database; where there is none, one is built beside its place, to be settled when it is worth it.
    ///
    /// # Errors
    /// All that can fail on a disk.
    pub async fn open_or_build(address: &str, policies: Policies) -> AppResult<(House, Option<Site>)> {
        let (database, site) = match Database::open(address).await {
            Err(StoreError::Missing(_)) => match Database::build(address).await {
                // Somebody else made it in this moment.
                Err(StoreError::Exists(_)) => (Database::open(address).await?, None),
                built => built?,
            },
            opened => (opened?, None),
        };
        Ok((House { database, policies }, site))
    }

    /// Closes the database, so that its file alone holds everything and can be moved.
    pub async fn close(self) {
        self.database.close().await;
    }

    /// The unit and year that is meant.
    ///
    /// # Errors
    /// Where there is none, or more than one.
    pub async fn ledger(&self, which: &Which) -> AppResult<Ledger> {
        Ok(self.year(which).await?.ledger)
    }

    /// The only year that is kept.
    ///
    /// # Errors
    /// Where there is none, or more than one.
    pub async fn only_year(&self) -> AppResult<FiscalYear> {
        let mut tx = self.database.read().await?;
        let years: BTreeSet<FiscalYear> = tx.ledgers().await?.into_iter().map(|ledger| ledger.year).collect();
        match (years.len(), years.first()) {
            (1, Some(year)) => Ok(*year),
            _ => Err(AppError::WhichYear { years: years.into_iter().map(|year| year.0).collect() }),
        }
    }

    /// Begins to read a unit and year.
    pub(crate) async fn year(&self, which: &Which) -> AppResult<Year> {
        let mut tx = self.database.read().await?;
        let mut units = Vec::new();
        let mut others = Vec::new();
        for ledger in tx.ledgers().await? {
            let head = tx.head(ledger).await?.seq;
            let known_up_to = which.known_up_to.map_or(head, |seq| seq.min(head));
            // The unit's own entry is the first of a year, so its code is known as soon as anything is.
            let Some(register) = tx.register(ledger, known_up_to.max(Seq(1))).await? else { continue };
            let code = register.unit.code.clone();
            if ledger.year == which.year && which.unit.as_ref().is_none_or(|unit| *unit == code) {
                units.push((ledger, known_up_to, register));
            } else {
                others.push(format!("{code} {}", ledger.year));
            }
        }
        match units.len() {
            0 => Err(AppError::NoSuchYear { year: which.year.0, there_is: others }),
            1 => {
                let (ledger, known_up_to, register) = units.remove(0);
                Ok(Year { tx, ledger, known_up_to, register })
            }
            _ => Err(AppError::WhichUnit { codes: units.into_iter().map(|(_, _, r)| r.unit.code).collect() }),
        }
    }
}
