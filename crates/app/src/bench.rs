//! Benchmarks that run inside the program, on the user's own database and machine.

pub mod import;
pub mod post;

use crate::error::{AppError, AppResult};
use mingzhang_store::Tx;

/// The units of a bench begin with this.
const PREFIX: &str = "bench-";

/// The number of the next run in a database that holds nothing but benches.
///
/// # Errors
/// Where the database holds a real house, or cannot be read.
async fn next_run(tx: &mut Tx) -> AppResult<usize> {
    let mut run = 0;
    for ledger in tx.ledgers().await? {
        let code = tx.unit_code(ledger.unit).await?;
        let of_bench = code.strip_prefix(PREFIX).and_then(|rest| rest.split('-').next()?.parse().ok());
        run = run.max(of_bench.ok_or(AppError::NotForBench { unit: code })?);
    }
    Ok(run + 1)
}
