//! How many vouchers a second are posted by many clients that each wait for their answer, and how many the engine alone
//! would write: the same rows, the same number of durable commits, without our checks.

use super::{PREFIX, next_run};
use crate::error::{AppError, AppResult};
use crate::post_vouchers::{Answer, Desk, Poster};
use mingzhang_domain::Date;
use mingzhang_domain::change::Change;
use mingzhang_domain::ids::{FiscalYear, LineCode, PolicyId, ProjectCode, VoucherNo};
use mingzhang_domain::ledger::{Asked, Details, Instruction, Posted, QuotaLine};
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::Unit;
use mingzhang_store::{Ledger, Recording, Stamp, StoreError, tape};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The year of all vouchers, and their day.
const DAY: Date = Date::constant(2020, 6, 15);
/// Units and lines of each over which a spread run goes.
const UNITS: usize = 100;
const LINES: usize = 20;
/// Durable commits that are taped for the engine's limit: enough to measure, few enough to hold.
const TAPED: usize = 500;

/// What is measured.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// How many ask at once, each waiting for its answer.
    pub clients: usize,
    /// How many vouchers all of them post.
    pub vouchers: usize,
    /// On how many lines of one unit; spread over many units where left out.
    pub hot: Option<usize>,
}

/// What was measured.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Of what.
    pub load: Load,
    /// How long it took.
    pub took: Duration,
    /// Vouchers that were recorded.
    pub recorded: usize,
    /// How long single vouchers took, in microseconds, in order.
    pub latencies: Vec<u32>,
    /// Vouchers and commits of the part that the engine wrote again, how long that took, and how long ours had taken.
    pub raw: Raw,
    /// How long a server takes for as many payments with one statement each and nothing else, from as many clients;
    /// `None` for an embedded database.
    pub one_statement: Option<Duration>,
}

/// The engine's part.
#[derive(Clone, Copy, Debug)]
pub struct Raw {
    /// Vouchers that were written again.
    pub vouchers: usize,
    /// Durable commits.
    pub commits: usize,
    /// How long it took.
    pub took: Duration,
}

impl Measured {
    /// Vouchers a second.
    pub fn rate(&self) -> f64 {
        self.recorded as f64 / self.took.as_secs_f64()
    }

    /// Vouchers a second that the engine alone wrote.
    pub fn raw_rate(&self) -> f64 {
        self.raw.vouchers as f64 / self.raw.took.as_secs_f64()
    }

    /// Payments a second by one statement each.
    pub fn one_statement_rate(&self) -> Option<f64> {
        Some(self.recorded as f64 / self.one_statement?.as_secs_f64())
    }

    /// The latency below which this share of the vouchers stayed, in microseconds.
    pub fn percentile(&self, share: f64) -> u32 {
        let at = ((self.latencies.len() as f64 * share).ceil() as usize).saturating_sub(1);
        self.latencies.get(at).copied().unwrap_or_default()
    }
}

/// Units of one run, with lines that have more money than it can use.
pub struct Field {
    ledgers: Vec<Ledger>,
    desk: Desk,
    run: usize,
    /// How many loads were run, so that no two use the same numbers.
    loads: Cell<usize>,
}

impl Field {
    /// Makes the units of a run, in a database that holds none but a bench's.
    ///
    /// # Errors
    /// Where the database holds a real house, or cannot be used.
    pub async fn prepare(desk: Desk) -> AppResult<Field> {
        let mut tx = desk.database.write().await?;
        let run = next_run(&mut tx).await?;
        let mut ledgers = Vec::new();
        let mut prepared = Vec::new();
        let stamp = Stamp { at: (desk.now)(), actor: desk.actor.clone() };
        for number in 0..UNITS {
            let code = format!("{PREFIX}{run}-{number}");
            let ledger = Ledger { unit: tx.unit(&code).await?, year: FiscalYear(DAY.year()) };
            let head = tx.lock(ledger).await?;
            let mut book = tx.book(&head, &desk.rules, &[]).await?;
            let mut changes = vec![Change::from(unit(code))];
            for line in (0..LINES).map(line) {
                book.add_line(line.clone());
                changes.push(Change::from(line));
            }
            for asked in (0..LINES).flat_map(money) {
                let number = format!("ZB{}", changes.len());
                let Ok(Posted::New(voucher)) = book.post(instruction(number, asked)) else {
                    return Err(AppError::TooLarge);
                };
                changes.push(Change::from(*voucher));
            }
            ledgers.push(ledger);
            prepared.push((head, changes, book));
        }
        for (head, changes, book) in &prepared {
            tx.append_all(&stamp, &[Recording { head, changes, book }]).await?;
        }
        tx.commit().await?;
        Ok(Field { ledgers, desk, run, loads: Cell::new(0) })
    }

    /// A unit and year, and a line of it that has money.
    #[cfg(test)]
    pub(crate) fn place(&self) -> (Ledger, LineCode) {
        (self.ledgers[0], code(0))
    }

    /// Runs a load, then the engine alone. Must run inside one thread's `LocalSet`.
    ///
    /// # Errors
    /// Where the database cannot be used.
    pub async fn run(&self, load: Load, done: &mut dyn FnMut(usize, usize)) -> AppResult<Measured> {
        let poster = Poster::start(self.desk.clone());
        let next = Rc::new(Cell::new(0));
        let latencies = Rc::new(RefCell::new(Vec::with_capacity(load.vouchers)));
        self.loads.set(self.loads.get() + 1);
        tape::start(TAPED);
        let began = Instant::now();
        let clients: Vec<_> = (0..load.clients)
            .map(|client| {
                let client = Client {
                    name: format!("{}-{}-{client}", self.run, self.loads.get()),
                    poster: poster.clone(),
                    ledgers: self.ledgers.clone(),
                    load,
                    next: Rc::clone(&next),
                    latencies: Rc::clone(&latencies),
                };
                tokio::task::spawn_local(client.work())
            })
            .collect();
        for client in clients {
            client.await.map_err(|_| StoreError::Stopped)?.map_err(AppError::Shared)?;
            done(next.get().min(load.vouchers), load.vouchers);
        }
        let took = began.elapsed();
        let tape = tape::stop().of_other_units(1_000_000 * (self.run as i64));
        let (vouchers, commits) = (tape.vouchers(), tape.commits());
        let began = Instant::now();
        tape.replay(&self.desk.database).await?;
        let raw = Raw { vouchers, commits, took: began.elapsed() };
        self.desk.database.forget_units_above(1_000_000).await?;
        let mut latencies = latencies.take();
        latencies.sort_unstable();
        let database = &self.desk.database;
        let one_statement = database.pay_by_one_statement(load.clients, latencies.len(), load.hot).await?;
        Ok(Measured { load, took, recorded: latencies.len(), latencies, raw, one_statement })
    }
}

/// One who asks, waits, and asks again: a request, then its payment.
struct Client {
    name: String,
    poster: Poster,
    ledgers: Vec<Ledger>,
    load: Load,
    next: Rc<Cell<usize>>,
    latencies: Rc<RefCell<Vec<u32>>>,
}

impl Client {
    async fn work(self) -> Result<(), Arc<StoreError>> {
        loop {
            let at = self.next.get();
            if at >= self.load.vouchers {
                return Ok(());
            }
            self.next.set(at + 2);
            // Scattered like a hash, but the same in every run.
            let scattered = at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
            let (ledger, line) = match self.load.hot {
                Some(lines) => (self.ledgers[0], scattered % lines.clamp(1, LINES)),
                None => (self.ledgers[scattered % UNITS], scattered / UNITS % LINES),
            };
            let request = format!("SQ{}-{at}", self.name);
            let asked = Asked::Request { line: code(line), amount: Fen(100) };
            self.post(ledger, instruction(request.clone(), asked)).await?;
            let asked = Asked::Payment { request: VoucherNo::new(request), amount: Fen(100) };
            self.post(ledger, instruction(format!("ZF{}-{at}", self.name), asked)).await?;
        }
    }

    async fn post(&self, ledger: Ledger, instruction: Instruction) -> Result<(), Arc<StoreError>> {
        let began = Instant::now();
        match self.poster.post(ledger, instruction).await? {
            Answer::Recorded(_) => {
                let micros = u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX);
                self.latencies.borrow_mut().push(micros);
                Ok(())
            }
            // The lines have enough and the numbers are new: anything else is a fault.
            _ => Err(Arc::new(StoreError::Stopped)),
        }
    }
}

fn unit(code: String) -> Unit {
    Unit { name: code.clone(), code, region: "测速".to_owned(), policy: PolicyId::new("bench") }
}

fn code(line: usize) -> LineCode {
    LineCode::new(format!("L{line:03}"))
}

fn line(at: usize) -> QuotaLine {
    QuotaLine {
        code: code(at),
        project: ProjectCode::new("P"),
        fund_nature: "一般公共预算".to_owned(),
        fund_source: "年初预算".to_owned(),
        functional_class: "2200101".to_owned(),
        economic_class: "30201".to_owned(),
    }
}

/// Quota and a plan of ten billion yuan.
fn money(at: usize) -> [Asked; 2] {
    let amount = Fen(1_000_000_000_000);
    [Asked::Approval { line: code(at), amount }, Asked::Plan { line: code(at), amount }]
}

fn instruction(number: String, asked: Asked) -> Instruction {
    let details = Details {
        reason: "进度款".to_owned(),
        payee: "某建设工程有限公司".to_owned(),
        method: "授权支付".to_owned(),
        ..Details::default()
    };
    let date =
        if matches!(asked, Asked::Approval { .. } | Asked::Plan { .. }) { DAY.first_of_month() } else { DAY };
    Instruction { number: VoucherNo::new(number), date, asked, details }
}
