//! How many payments a second are imported, with validation, control, history and totals, and how many a bare bulk insert
//! of the same rows takes: batch by batch, in the same tables, with the same durable commits.

use super::{PREFIX, next_run};
use crate::dataset::{self, LargeFolder, Source};
use crate::error::{AppError, AppResult};
use crate::house::House;
use crate::import_large::{BOUND, How, LargeImport};
use mingzhang_domain::finding::has_errors;
use mingzhang_domain::ids::ActorId;
use mingzhang_store::tape;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Quota lines, each with a plan for every month.
const LINES: usize = 200;
/// What is paid each time, in yuan.
const AMOUNT: usize = 100;
/// One payment of so many comes back.
const RETURNED: usize = 100;

/// What was measured.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// Payments in the file.
    pub payments: usize,
    /// How long the import took, from the first byte read.
    pub took: Duration,
    /// How much of that went to reading and judging the files, before anything was saved.
    pub reading: Duration,
    /// Vouchers that were recorded.
    pub vouchers: u64,
    /// Batches, each a durable commit.
    pub batches: i64,
    /// How long the bare insert of the same rows took.
    pub raw: Duration,
}

impl Measured {
    /// Payments a second.
    pub fn rate(&self) -> f64 {
        self.payments as f64 / self.took.as_secs_f64()
    }

    /// Payments a second whose rows are inserted and nothing else.
    pub fn raw_rate(&self) -> f64 {
        self.payments as f64 / self.raw.as_secs_f64()
    }
}

/// Imports a made-up data set of so many payments into a database that holds nothing but benches.
///
/// # Errors
/// Where the database holds a real house, or cannot be used, or there is no room for the files.
pub async fn measure(
    house: &House,
    payments: usize,
    actor: ActorId,
    now: fn() -> jiff::Timestamp,
    done: &mut dyn FnMut(usize, usize),
) -> AppResult<Measured> {
    let mut tx = house.database.write().await?;
    let run = next_run(&mut tx).await?;
    drop(tx);
    let folder = Folder::write(&format!("{PREFIX}{run}"), payments)?;
    let began = Instant::now();
    let (set, findings) = dataset::read_large(&folder.open()?, &house.policies)?;
    let reading = began.elapsed();
    let set = set.ok_or(AppError::Findings(findings))?;
    let how = How { resume: None, dry_run: false, bound: BOUND, actor, now };
    let (mut took, mut raw) = (reading, Duration::ZERO);
    let mut import: Option<LargeImport> = None;
    let mut set = Some((set, how));
    loop {
        tape::start(1);
        let began = Instant::now();
        let more = match (&mut import, set.take()) {
            (None, Some((set, how))) => {
                import = Some(LargeImport::begin(house, set, Vec::new(), how).await?);
                true
            }
            (Some(import), _) => import.step(house).await?,
            (None, None) => false,
        };
        took += began.elapsed();
        let tape = tape::stop().of_other_units(1_000_000 * run as i64);
        if !more {
            break;
        }
        let began = Instant::now();
        tape.replay(&house.database).await?;
        raw += began.elapsed();
        if let Some(import) = &import {
            done(import.last().done as usize, import.last().total as usize);
        }
    }
    house.database.forget_units_above(1_000_000).await?;
    let import = import.map(LargeImport::finish).unwrap_or_default();
    if has_errors(&import.findings) {
        return Err(AppError::Findings(import.findings));
    }
    let vouchers = import.added.get("voucher").copied().unwrap_or_default();
    let batches = import.batch.map_or(0, |batch| batch.number);
    Ok(Measured { payments, took, reading, vouchers, batches, raw })
}

/// A data set in a temporary folder that goes away with it.
struct Folder(PathBuf);

impl Folder {
    fn write(unit: &str, payments: usize) -> AppResult<Folder> {
        let folder = Folder(std::env::temp_dir().join(format!("mingzhang-{unit}-{}", std::process::id())));
        let written =
            std::fs::create_dir_all(&folder.0).and_then(|()| write_files(&folder.0, unit, payments));
        written.map_err(|source| AppError::File { path: folder.0.clone(), source })?;
        Ok(folder)
    }

    /// As a large one, whatever its size.
    fn open(&self) -> AppResult<LargeFolder> {
        match dataset::open_folder(&self.0, 0) {
            Ok(Source::Large(folder)) => Ok(folder),
            Ok(Source::Files(_)) => Err(AppError::Findings(Vec::new())),
            Err(findings) => Err(AppError::Findings(findings)),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays of it lies in the folder of temporary files.
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

fn write_files(folder: &Path, unit: &str, payments: usize) -> std::io::Result<()> {
    let file = |name: &str| Ok::<_, std::io::Error>(BufWriter::new(File::create(folder.join(name))?));
    let policy = "national-2020-project-self-evaluation";
    write!(file("unit.csv")?, "unit,name,region,year,policy\n{unit},{unit},测速,2020,{policy}\n")?;
    write!(
        file("projects.csv")?,
        "project,name,office,duty,expenditure_kind,report_category,project_kind,start,end,total_investment_yuan\n\
         P,测速,01,测速,专项项目,测速,工程,2020-01-01,2020-12-31,1\n"
    )?;
    let mut lines = file("lines.csv")?;
    writeln!(lines, "line,project,fund_nature,fund_source,functional_class,economic_class")?;
    let mut quotas = file("quota_entries.csv")?;
    writeln!(quotas, "voucher,date,line,kind,amount_yuan,document,reason")?;
    let mut plans = file("plans.csv")?;
    writeln!(plans, "voucher,month,line,amount_yuan")?;
    // Each line has a plan for all payments of a month, should they all fall on it.
    let monthly = AMOUNT * payments.max(1);
    for line in 0..LINES {
        writeln!(lines, "L{line:03},P,一般公共预算,年初预算,2200101,30201")?;
        writeln!(quotas, "ZB{line:03},2020-01-02,L{line:03},年初批复,{},文号,年初预算批复", 12 * monthly)?;
        for month in 1..=12 {
            writeln!(plans, "JH{line:03}-{month:02},2020-{month:02},L{line:03},{monthly}")?;
        }
    }
    let mut file = file("payments.csv")?;
    writeln!(file, "voucher,date,line,kind,method,amount_yuan,payee,contract,refers_to,remark")?;
    for at in 0..payments {
        payment(&mut file, at, payments)?;
    }
    file.flush()
}

/// Payments in the order of their days, spread over the lines; some come back on the same day.
fn payment(to: &mut impl Write, at: usize, of: usize) -> std::io::Result<()> {
    let day = at * 336 / of.max(1);
    let (month, day, line) = (day / 28 + 1, day % 28 + 1, at * 7 % LINES);
    let date = format!("2020-{month:02}-{day:02}");
    // January's money comes on the second.
    let date = if date == "2020-01-01" { "2020-01-02".to_owned() } else { date };
    writeln!(to, "ZF{at:09},{date},L{line:03},支付,授权支付,{AMOUNT},某建设工程有限公司,,,进度款第{at}笔")?;
    if at % RETURNED == RETURNED - 1 {
        writeln!(
            to,
            "TH{at:09},{date},L{line:03},退回,授权支付,-{AMOUNT},某建设工程有限公司,,ZF{at:09},户名不符"
        )?;
    }
    Ok(())
}
