//! `mingzhang bench`: how fast this database is on this machine.

use super::Outcome;
use super::common::{self, TextOrJson, Where};
use super::fault::Fault;
use super::print::say;
use super::progress::Bar;
use super::{json, print};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use mingzhang_app::bench::import;
use mingzhang_app::bench::post::{Field, Load, Measured};
use mingzhang_app::house::House;
use serde_json::{Value, json};

/// What is measured.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// 记账：每秒凭证数、等待时间，以及同样的行由数据库直接写要多久
    Post(Post),
    /// 分批导入：每秒付款数，以及同样的行直接批量写入要多久
    Import(Import),
}

#[derive(Args)]
struct Post {
    #[command(flatten)]
    database: Where,
    /// 同时记账的客户数（默认依次为 1、8、64）
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4096))]
    clients: Option<u32>,
    /// 每次测多少张凭证
    #[arg(long, value_name = "M", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(2..))]
    vouchers: u32,
    /// 集中在一个单位的几条指标上（默认分散、集中 10 条各测一次）
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..=20))]
    hot: Option<u32>,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

#[derive(Args)]
struct Import {
    #[command(flatten)]
    database: Where,
    /// 多少笔付款；先测它的十分之一，再测它，各看内存峰值
    #[arg(long, value_name = "N", default_value_t = 200_000, value_parser = clap::value_parser!(u32).range(10..=50_000_000))]
    payments: u32,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Measures.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    match &arguments.what {
        What::Post(post) => {
            let measured = in_house(&post.database, async |house| measure(house, post).await).await?;
            say_posted(&measured, post.format);
        }
        What::Import(import) => {
            let measured = in_house(&import.database, async |house| {
                let tenth = measure_import(house, import.payments / 10).await?;
                Ok([tenth, measure_import(house, import.payments).await?])
            });
            say_imported(&measured.await?, import.format);
        }
    }
    Ok(Outcome::Fine)
}

/// Measures in a database, which is made where there is none.
async fn in_house<T>(
    database: &Where,
    measure: impl AsyncFnOnce(&House) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let (house, site) = House::open_or_build(&database.db, database.policies.load()?).await?;
    let measured = measure(&house).await;
    house.close().await;
    if let Some(site) = site {
        site.settle()?;
    }
    measured
}

async fn measure(house: &House, post: &Post) -> Result<Vec<Measured>, Fault> {
    let field = Field::prepare(common::desk(house)).await?;
    let clients = post.clients.map_or_else(|| vec![1, 8, 64], |clients| vec![clients]);
    let hot = post.hot.map_or_else(|| vec![None, Some(10)], |hot| vec![Some(hot)]);
    let bar = Bar::new("记账");
    let mut measured = Vec::new();
    let local = tokio::task::LocalSet::new();
    for clients in clients {
        for hot in &hot {
            let load = Load {
                clients: clients as usize,
                vouchers: post.vouchers as usize,
                hot: hot.map(|lines| lines as usize),
            };
            let mut done = |done, total| bar.set(done, total);
            measured.push(local.run_until(field.run(load, &mut done)).await?);
        }
    }
    bar.finish();
    Ok(measured)
}

/// What was measured of an import, and the most memory that this process had had by then.
type Imported = (import::Measured, Option<u64>);

async fn measure_import(house: &House, payments: u32) -> Result<Imported, Fault> {
    let bar = Bar::new("导入");
    let mut done = |done, total| bar.set(done, total);
    let actor = common::stamp().actor;
    let measured = import::measure(house, payments as usize, actor, Timestamp::now, &mut done).await;
    bar.finish();
    Ok((measured?, peak_memory()))
}

fn say_posted(measured: &[Measured], format: TextOrJson) {
    match format {
        TextOrJson::Text => {
            let heads = [
                "客户",
                "分布",
                "凭证",
                "凭证/秒",
                "中位 ms",
                "95% ms",
                "99% ms",
                "直接写/秒",
                "比值",
                "单语句/秒",
                "比值",
            ];
            print::table(&heads, 2, measured.iter().map(row).collect());
            say_peak(peak_memory());
        }
        TextOrJson::Json => json::say(&json!({
            "format": "bench-post/1",
            "peak_memory_kib": peak_memory(),
            "runs": measured.iter().map(as_json).collect::<Vec<_>>(),
        })),
    }
}

fn say_imported(measured: &[Imported], format: TextOrJson) {
    match format {
        TextOrJson::Text => {
            let heads =
                ["付款", "凭证", "批", "付款/秒", "读取校验占比", "直接写/秒", "比值", "内存峰值 MiB"];
            let row = |(it, peak): &Imported| {
                vec![
                    it.payments.to_string(),
                    it.vouchers.to_string(),
                    it.batches.to_string(),
                    format!("{:.0}", it.rate()),
                    format!("{:.2}", it.reading.as_secs_f64() / it.took.as_secs_f64()),
                    format!("{:.0}", it.raw_rate()),
                    format!("{:.2}", it.rate() / it.raw_rate()),
                    peak.map_or("—".to_owned(), |kib| (kib / 1024).to_string()),
                ]
            };
            print::table(&heads, 0, measured.iter().map(row).collect());
        }
        TextOrJson::Json => {
            let run = |(it, peak): &Imported| {
                json!({
                    "payments": it.payments,
                    "vouchers": it.vouchers,
                    "batches": it.batches,
                    "seconds": it.took.as_secs_f64(),
                    "reading_seconds": it.reading.as_secs_f64(),
                    "payments_per_second": it.rate(),
                    "raw": {"seconds": it.raw.as_secs_f64(), "payments_per_second": it.raw_rate()},
                    "ratio": it.rate() / it.raw_rate(),
                    "peak_memory_kib": peak,
                })
            };
            let runs: Vec<Value> = measured.iter().map(run).collect();
            json::say(&json!({"format": "bench-import/1", "runs": runs}));
        }
    }
}

fn spread(measured: &Measured) -> String {
    measured.load.hot.map_or("分散".to_owned(), |lines| format!("集中 {lines} 条"))
}

fn row(measured: &Measured) -> Vec<String> {
    let ms = |share| format!("{:.2}", f64::from(measured.percentile(share)) / 1000.0);
    let one_statement = measured.one_statement_rate();
    let or_none = |shown: Option<String>| shown.unwrap_or_else(|| "—".to_owned());
    vec![
        measured.load.clients.to_string(),
        spread(measured),
        measured.recorded.to_string(),
        format!("{:.0}", measured.rate()),
        ms(0.5),
        ms(0.95),
        ms(0.99),
        format!("{:.0}", measured.raw_rate()),
        format!("{:.2}", measured.rate() / measured.raw_rate()),
        or_none(one_statement.map(|rate| format!("{rate:.0}"))),
        or_none(one_statement.map(|rate| format!("{:.2}", measured.rate() / rate))),
    ]
}

fn as_json(measured: &Measured) -> Value {
    let one_statement = measured
        .one_statement_rate()
        .map(|rate| json!({"payments_per_second": rate, "ratio": measured.rate() / rate}));
    json!({
        "clients": measured.load.clients,
        "hot": measured.load.hot,
        "vouchers": measured.recorded,
        "seconds": measured.took.as_secs_f64(),
        "vouchers_per_second": measured.rate(),
        "latency_us": {
            "p50": measured.percentile(0.5),
            "p95": measured.percentile(0.95),
            "p99": measured.percentile(0.99),
            "max": measured.percentile(1.0),
        },
        "raw": {
            "vouchers": measured.raw.vouchers,
            "commits": measured.raw.commits,
            "seconds": measured.raw.took.as_secs_f64(),
            "vouchers_per_second": measured.raw_rate(),
        },
        "ratio": measured.rate() / measured.raw_rate(),
        "one_statement": one_statement,
    })
}

fn say_peak(peak: Option<u64>) {
    if let Some(kib) = peak {
        say!("内存峰值 {} MiB", kib / 1024);
    }
}

/// The most memory that this process ever had, where the system says so.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}
