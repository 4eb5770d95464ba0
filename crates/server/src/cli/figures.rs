//! `mingzhang figures`: the figures of a year.

use super::Outcome;
use super::common::{Period, Where};
use super::fault::Fault;
use super::{import, json, print};
use clap::{Args, ValueEnum};
use mingzhang_domain::figure::Figure;

/// Which figures, and in what form.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    period: Period,
    /// 只列以此开头的数据项
    #[arg(long, value_name = "PREFIX", default_value = "")]
    key: String,
    /// 输出形式
    #[arg(long, value_enum, default_value = "table")]
    format: Form,
}

/// In what form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// 给人看
    Table,
    /// 给程序用
    Json,
    /// 给电子表格用
    Csv,
}

/// Lists them.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let Period { as_of, .. } = arguments.period;
    let which = arguments.period.which();
    let figures = arguments.database.inside(async |house| Ok(house.figures(&which, as_of).await?)).await?;
    let shown = figures.set.iter().filter(|figure| figure.key.as_str().starts_with(&arguments.key));
    if figures.set.iter().all(|figure| !figure.key.as_str().starts_with(&arguments.key)) {
        print::error_line(&format!("没有以 {} 开头的数据项。不加 --key 可列出全部。", arguments.key));
    }
    match arguments.format {
        Form::Json => json::say(&json::figures(&figures, shown)),
        Form::Csv => print_csv(shown)?,
        Form::Table => print::table(&["数据项", "名称", "数值", "单位"], 2, shown.map(row).collect()),
    }
    if let Some(batch) = &figures.unfinished {
        print::error_line(&import::unfinished_line(batch));
    }
    Ok(Outcome::Fine)
}

/// Money in 万元 for people, everything else in its own unit.
fn row(figure: &Figure) -> Vec<String> {
    let unit = match figure.value.unit() {
        "元" => "万元",
        "%" => "",
        unit => unit,
    };
    vec![figure.key.to_string(), figure.label.clone(), figure.value.display_grouped(), unit.to_owned()]
}

fn print_csv<'f>(figures: impl Iterator<Item = &'f Figure>) -> Result<(), Fault> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let fault = |_| Fault::new("无法写出 CSV。");
    writer.write_record(["key", "label", "value", "unit", "display"]).map_err(fault)?;
    for figure in figures {
        let value = figure.value.exact().unwrap_or_default();
        let (label, unit) = (figure.label.as_str(), figure.value.unit());
        writer
            .write_record([figure.key.as_str(), label, &value, unit, &figure.value.display()])
            .map_err(fault)?;
    }
    let bytes = writer.into_inner().map_err(|_| Fault::new("无法写出 CSV。"))?;
    print::line(String::from_utf8_lossy(&bytes).trim_end());
    Ok(())
}
