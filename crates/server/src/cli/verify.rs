//! `mingzhang verify`: recounts buckets and totals from vouchers, walks the history.

use super::Outcome;
use super::common::{TextOrJson, Where};
use super::fault::Fault;
use super::json;
use super::print::say;
use clap::Args;
use mingzhang_app::verify_house::VerifiedYear;
use mingzhang_store::verify::Verification;
use serde_json::{Value, json};

/// Which database.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Where,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Verifies it.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let found = arguments.database.inside(async |house| Ok(house.verify().await?)).await?;
    match arguments.format {
        TextOrJson::Text => found.iter().for_each(print_text),
        TextOrJson::Json => {
            let ledgers: Vec<Value> = found.iter().map(as_json).collect();
            json::say(&json!({"format": "verify/1", "ledgers": ledgers}));
        }
    }
    if found.is_empty() && arguments.format == TextOrJson::Text {
        say!("数据库是空的，没有可核对的内容。");
    }
    Ok(Outcome::found_if(found.iter().any(|year| !year.verification.differences.is_empty())))
}

fn print_text(VerifiedYear { unit, year, verification }: &VerifiedYear) {
    for difference in &verification.differences {
        say!(
            "不符：表 {}，{}：现有 {}，重算应为 {}",
            difference.table,
            difference.key,
            difference.kept,
            difference.recounted
        );
    }
    let Verification { entries, vouchers, differences } = verification;
    let outcome = if differences.is_empty() {
        "全部相符".to_owned()
    } else {
        format!("{} 处不符", differences.len())
    };
    say!("单位 {unit} {year} 年度：历史 {entries} 条，凭证 {vouchers} 张，{outcome}");
}

fn as_json(VerifiedYear { unit, year, verification }: &VerifiedYear) -> Value {
    let difference = |d: &mingzhang_store::verify::Difference| json!({"table": d.table, "key": d.key, "kept": d.kept, "recounted": d.recounted});
    json!({
        "unit": unit,
        "year": year.0,
        "entries": verification.entries,
        "vouchers": verification.vouchers,
        "differences": verification.differences.iter().map(difference).collect::<Vec<_>>(),
    })
}
