//! `mingzhang bench`: how fast this database is on this machine.

use super::Outcome;
use super::common::{self, TextOrJson, Where};
use super::fault::Fault;
use super::progress::Bar;
use super::{json, print};
use clap::{Args, Subcommand};
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

/// Measures.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let What::Post(post) = arguments.what;
    let policies = post.database.policies.load()?;
    let (house, site) = House::open_or_build(&post.database.db, policies).await?;
    let measured = measure(&house, &post).await;
    house.close().await;
    if let Some(site) = site {
        site.settle()?;
    }
    let measured = measured?;
    match post.format {
        TextOrJson::Text => {
            let heads =
                ["客户", "分布", "凭证", "凭证/秒", "中位 ms", "95% ms", "99% ms", "直接写/秒", "比值"];
            print::table(&heads, 2, measured.iter().map(row).collect());
        }
        TextOrJson::Json => json::say(&json!({
            "format": "bench-post/1",
            "peak_memory_kib": peak_memory(),
            "runs": measured.iter().map(as_json).collect::<Vec<_>>(),
        })),
    }
    Ok(Outcome::Fine)
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

fn spread(measured: &Measured) -> String {
    measured.load.hot.map_or("分散".to_owned(), |lines| format!("集中 {lines} 条"))
}

fn row(measured: &Measured) -> Vec<String> {
    let ms = |share| format!("{:.2}", f64::from(measured.percentile(share)) / 1000.0);
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
    ]
}

fn as_json(measured: &Measured) -> Value {
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
    })
}

/// The most memory that this process ever had, where the system says so.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}
