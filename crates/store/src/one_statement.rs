//! What a server does with one statement per payment and nothing else: a remainder that a condition guards, and a row. No
//! history, no plans, no days, no answers. `mingzhang bench post` holds posting against it.

use crate::database::Database;
use crate::error::StoreResult;
use sqlx::postgres::{PgConnection, PgPool};
use sqlx::{Connection as _, Executor as _, SqlSafeStr as _};
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Lines over which payments are spread: a hundred of each unit.
const LINES: i64 = 100_000;

const TABLES: [&str; 5] = [
    "DROP TABLE IF EXISTS bench_quota, bench_payment",
    "CREATE TABLE bench_quota (unit INT, project INT, fund SMALLINT, quota BIGINT, adjust BIGINT, \
     paid BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (unit, project, fund), CHECK (quota + adjust - paid >= 0)) \
     WITH (fillfactor = 50)",
    "CREATE TABLE bench_payment (id BIGINT GENERATED ALWAYS AS IDENTITY, unit INT, project INT, fund SMALLINT, \
     func TEXT, econ TEXT, month INT, d DATE, amount BIGINT, kind TEXT, payee TEXT, remark TEXT, \
     PRIMARY KEY (unit, id))",
    "INSERT INTO bench_quota SELECT i / 100, i, 1, 1000000000000, 0, 0 FROM generate_series(0, 99999) i",
    "VACUUM ANALYZE bench_quota",
];
const PAY: &str = "WITH taken AS (UPDATE bench_quota SET paid = paid + $3 WHERE unit = $1 AND project = $2 \
    AND fund = 1 AND quota + adjust - paid >= $3 RETURNING 1) \
    INSERT INTO bench_payment (unit, project, fund, func, econ, month, d, amount, kind, payee, remark) \
    SELECT $1, $2, 1, '2120801', '30905', 12, '2020-12-30', $3, '授权支付', '某建设工程有限公司', '进度款' FROM taken";

impl Database {
    /// How long clients that each wait for their answer take for some payments, on a few lines or spread over many;
    /// `None` for an embedded database. Must run inside one thread's `LocalSet`.
    ///
    /// # Errors
    /// Where the server cannot be used.
    pub async fn pay_by_one_statement(
        &self,
        clients: usize,
        payments: usize,
        hot: Option<usize>,
    ) -> StoreResult<Option<Duration>> {
        let Database::Postgres(pool) = self else { return Ok(None) };
        let how = pool.connect_options();
        let mut admin = PgConnection::connect_with(&how).await?;
        for statement in TABLES {
            admin.execute(statement).await?;
        }
        let took = pay(pool, clients, payments, hot.map_or(LINES, |lines| lines as i64)).await;
        admin.execute(TABLES[0]).await?;
        admin.close().await?;
        took.map(Some)
    }
}

async fn pay(pool: &PgPool, clients: usize, payments: usize, lines: i64) -> StoreResult<Duration> {
    let how = pool.connect_options();
    let mut connections = Vec::with_capacity(clients);
    for _ in 0..clients {
        let mut connection = PgConnection::connect_with(&how).await?;
        // Prepared before the clock runs, as a client that stays connected has it.
        connection.prepare(PAY.into_sql_str()).await?;
        connections.push(connection);
    }
    let next = Rc::new(Cell::new(0));
    let began = Instant::now();
    let working: Vec<_> = connections
        .into_iter()
        .map(|connection| tokio::task::spawn_local(client(connection, Rc::clone(&next), payments, lines)))
        .collect();
    for client in working {
        // A task that is neither stopped nor panics always ends with its own answer.
        client.await.unwrap_or(Ok(()))?;
    }
    Ok(began.elapsed())
}

async fn client(
    mut connection: PgConnection,
    next: Rc<Cell<usize>>,
    payments: usize,
    lines: i64,
) -> StoreResult<()> {
    loop {
        let at = next.get();
        if at >= payments {
            connection.close().await?;
            return Ok(());
        }
        next.set(at + 1);
        // Scattered like a hash, but the same in every run.
        let scattered = (at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        let project = (scattered % lines.max(1) as u64) as i32;
        let pay = sqlx::query(PAY).bind(project / 100).bind(project).bind(100_i64);
        pay.execute(&mut connection).await?;
    }
}
