//! `mingzhang forecast`: what is paid by the end of the year, how far that was off before, and what a rate would need.

mod as_json;
mod as_text;

use super::Outcome;
use super::common::{TextOrJson, UnitYear, Where};
use super::fault::Fault;
use super::json;
use clap::Args;
use mingzhang_app::house::{House, Which};
use mingzhang_domain::Date;
use mingzhang_domain::points::Points;
use mingzhang_domain::scoring::shapes::Percent;

/// From which day, to which rate.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    of: UnitYear,
    /// 从哪一天预测；之后的支付不看
    #[arg(long, value_name = "DATE")]
    as_of: Date,
    /// 要达到的全年执行率（%）
    #[arg(long, value_name = "PERCENT", default_value = "95", value_parser = percent)]
    target: Percent,
    /// 只计历史中到这一号为止的记录
    #[arg(long, value_name = "SEQ", value_parser = clap::value_parser!(i64).range(1..))]
    known_up_to: Option<i64>,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Shows it.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let read = async |house: &House, which: &Which| Ok(house.forecast(which, arguments.as_of).await?);
    let (_, year) = arguments.of.known(arguments.known_up_to, &arguments.database, read).await?;
    let forecast = year.forecast(arguments.target)?;
    match arguments.format {
        TextOrJson::Json => json::say(&as_json::forecast(&year, &forecast)),
        TextOrJson::Text => as_text::print(&year, &forecast),
    }
    Ok(Outcome::Fine)
}

/// `95` or `97.5`, more than 0 and at most 100.
fn percent(text: &str) -> Result<Percent, String> {
    let percent = Points::parse(text.trim_end_matches('%')).map(|points| Percent(points.0));
    let percent = percent.filter(|percent| *percent > Percent::ZERO && *percent <= Percent::FULL);
    percent.ok_or_else(|| "要写 0 到 100 之间的数，最多两位小数".to_owned())
}

/// Millionths as percentage points with two decimals, half up.
fn points(millionths: i64) -> String {
    Points((millionths + 50) / 100).to_string()
}
