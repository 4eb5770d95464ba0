//! `mingzhang carry`: what a year did not spend goes into the next.

use super::Outcome;
use super::common::{self, AnchorFile, TextOrJson, Where};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use clap::Args;
use jiff::Timestamp;
use mingzhang_app::carry_over::{CarriedOver, Moved};
use mingzhang_app::house::{House, Which};
use mingzhang_domain::finding::has_errors;
use mingzhang_domain::ids::FiscalYear;
use serde_json::{Value, json};

/// Which year.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    anchor: AnchorFile,
    /// 从哪个年度结转到下一年度
    #[arg(long, value_name = "Y")]
    year: i16,
    /// 单位代码（库中只有一个单位时可不写）
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// 只算不记
    #[arg(long)]
    dry_run: bool,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Carries it over.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let which = Which { year: FiscalYear(arguments.year), unit: arguments.unit.clone(), known_up_to: None };
    let anchors = arguments.anchor.of(&arguments.database.db).filter(|_| !arguments.dry_run);
    let carry = async |house: &House| {
        let carried = house.carry_over(&which, &common::desk(house), arguments.dry_run).await?;
        if let Some(file) = &anchors {
            house.anchor(file, Timestamp::now()).await?;
        }
        Ok(carried)
    };
    let carried = arguments.database.inside(carry).await?;
    match arguments.format {
        TextOrJson::Text => print_text(&carried, arguments.year, arguments.dry_run),
        TextOrJson::Json => json::say(&json!({
            "format": "carry/1",
            "year": arguments.year,
            "dry_run": arguments.dry_run,
            "withdrawn": moved(carried.withdrawn),
            "out": moved(carried.out),
            "into": moved(carried.into),
            "registered": carried.registered,
            "findings": carried.findings.iter().map(json::finding).collect::<Vec<_>>(),
        })),
    }
    Ok(Outcome::found_if(has_errors(&carried.findings)))
}

fn print_text(carried: &CarriedOver, year: i16, dry_run: bool) {
    carried.findings.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
    let row =
        |name: String, moved: Moved| vec![name, moved.vouchers.to_string(), moved.amount.yuan_grouped()];
    let rows = vec![
        row(format!("{year} 年度收回计划"), carried.withdrawn),
        row(format!("{year} 年度结转转出"), carried.out),
        row(format!("{} 年度结转转入", i32::from(year) + 1), carried.into),
    ];
    print::table(&["业务", "凭证", "金额（元）"], 1, rows);
    if dry_run {
        say!("试算，没有记账。");
    } else if carried.registered > 0 {
        say!("下一年度还没有数据，已照本年度登记单位、处室、项目和指标共 {} 条。", carried.registered);
    }
}

fn moved(moved: Moved) -> Value {
    json!({"vouchers": moved.vouchers, "amount": moved.amount.yuan()})
}
