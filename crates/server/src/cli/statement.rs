//! `mingzhang balance` and `mingzhang statement`: what lies on lines, and how it came there.

use super::Outcome;
use super::common::{Period, TextOrJson, Where};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use clap::Args;
use mingzhang_domain::ids::LineCode;
use mingzhang_domain::ledger::{Bucket, Buckets};
use serde_json::{Map, Value, json};

/// The balances of which lines.
#[derive(Args)]
pub(crate) struct BalanceArguments {
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    period: Period,
    /// 只列代码以此开头的指标
    #[arg(long, value_name = "PREFIX", default_value = "")]
    line: String,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// The statement of which line.
#[derive(Args)]
pub(crate) struct StatementArguments {
    /// 指标代码
    #[arg(value_name = "LINE")]
    line: String,
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    period: Period,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Lists the balances.
pub(crate) async fn balance(arguments: BalanceArguments) -> Result<Outcome, Fault> {
    let (which, as_of) = (arguments.period.which(), arguments.period.as_of);
    let found = arguments.database.inside(async |house| Ok(house.balances(&which, as_of).await?)).await?;
    let shown: Vec<_> =
        found.lines.iter().filter(|(line, _)| line.code.as_str().starts_with(&arguments.line)).collect();
    if shown.is_empty() {
        print::error_line(&format!("没有以 {} 开头的指标。不加 --line 可列出全部。", arguments.line));
    }
    match arguments.format {
        TextOrJson::Json => json::say(&json!({
            "format": "balance/1",
            "year": which.year.0,
            "as_of": found.as_of.to_string(),
            "known_up_to": found.known_up_to.0,
            "lines": shown.iter().map(|(line, lies)| {
                let mut value = fields(lies);
                value.insert("line".to_owned(), line.code.as_str().into());
                Value::Object(value)
            }).collect::<Vec<_>>(),
            "total": fields(&found.total),
        })),
        TextOrJson::Text => {
            say!("{} {} 年度指标余额，截至 {}（元）", found.unit, which.year, found.as_of);
            let row = |name: &str, lies: &Buckets| {
                let mut row = vec![name.to_owned()];
                row.extend(Bucket::ALL.map(|bucket| lies.get(bucket).yuan_grouped()));
                row.push(lies.total().map_or_else(|| "—".to_owned(), |total| total.yuan_grouped()));
                row
            };
            let mut rows: Vec<_> = shown.iter().map(|(line, lies)| row(line.code.as_str(), lies)).collect();
            rows.push(row("全部指标合计", &found.total));
            print::table(&headings(&["指标"], &["合计"]), 1, rows);
        }
    }
    Ok(Outcome::Fine)
}

/// Shows the statement.
pub(crate) async fn statement(arguments: StatementArguments) -> Result<Outcome, Fault> {
    let (which, as_of) = (arguments.period.which(), arguments.period.as_of);
    let line = LineCode::new(arguments.line);
    let show = async |house: &mingzhang_app::house::House| Ok(house.statement(&which, &line, as_of).await?);
    let found = arguments.database.inside(show).await?;
    match arguments.format {
        TextOrJson::Json => json::say(&json!({
            "format": "statement/1",
            "year": which.year.0,
            "line": line.as_str(),
            "as_of": found.as_of.to_string(),
            "known_up_to": found.known_up_to.0,
            "rows": found.rows.iter().map(|row| json!({
                "date": row.date.to_string(),
                "seq": row.seq.0,
                "number": row.number.as_str(),
                "act": row.act.as_str(),
                "reason": row.reason,
                "change": fields(&row.change),
                "after": fields(&row.after),
            })).collect::<Vec<_>>(),
        })),
        TextOrJson::Text => {
            say!("指标 {line} {} 年度对账单，截至 {}（元）", which.year, found.as_of);
            let row = |row: &mingzhang_domain::ledger::StatementRow| {
                let moved = Bucket::ALL.map(|bucket| (bucket, row.change.get(bucket).0));
                let moved = moved.iter().filter(|(_, fen)| *fen != 0).map(|(bucket, fen)| {
                    let sign = if *fen > 0 { "+" } else { "−" };
                    let amount = mingzhang_domain::money::Fen(fen.saturating_abs());
                    format!("{}{sign}{}", bucket.label(), amount.yuan_grouped())
                });
                let moved: Vec<String> = moved.collect();
                let mut cells = vec![
                    row.date.to_string(),
                    row.number.to_string(),
                    row.act.label().to_owned(),
                    moved.join(" "),
                ];
                cells.extend(Bucket::ALL.map(|bucket| row.after.get(bucket).yuan_grouped()));
                cells
            };
            let heads = headings(&["日期", "凭证", "业务", "变动"], &[]);
            print::table(&heads, 4, found.rows.iter().map(row).collect());
            if found.rows.is_empty() {
                say!("这一天为止没有业务。");
            }
        }
    }
    Ok(Outcome::Fine)
}

fn headings<'h>(before: &[&'h str], after: &[&'h str]) -> Vec<&'h str> {
    let buckets = Bucket::ALL.map(Bucket::label);
    before.iter().copied().chain(buckets).chain(after.iter().copied()).collect()
}

/// Yuan with two decimals, by the name of the bucket.
fn fields(lies: &Buckets) -> Map<String, Value> {
    let field = |bucket: Bucket| (bucket.as_str().to_owned(), Value::from(lies.get(bucket).yuan()));
    Bucket::ALL.into_iter().map(field).collect()
}
