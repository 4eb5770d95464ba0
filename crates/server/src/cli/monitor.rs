//! `mingzhang monitor`: a round of monitoring, the worst project first.

mod as_json;
mod as_text;

use super::Outcome;
use super::common::{TextOrJson, UnitYear, Where};
use super::fault::Fault;
use super::json;
use clap::Args;
use mingzhang_app::house::{House, Which};
use mingzhang_domain::Date;
use mingzhang_domain::finding::has_errors;

/// Which round, by which thresholds.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    of: UnitYear,
    /// 监控轮次，如 2020-06 或 2020-Q2
    #[arg(long, value_name = "ROUND")]
    round: String,
    /// 运行监控政策（默认按时间进度）
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// 到期与逾期按哪一天算（默认报送截止日）
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// 只计历史中到这一号为止的记录
    #[arg(long, value_name = "SEQ", value_parser = clap::value_parser!(i64).range(1..))]
    known_up_to: Option<i64>,
    /// 绿灯项目也逐个列出
    #[arg(long)]
    all: bool,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Shows it. What is off its course without a reason ends with exit code 1.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let (name, policy, today) = (&arguments.round, arguments.policy.as_deref(), arguments.today);
    let look = async |house: &House, which: &Which| Ok(house.monitor(which, name, policy, today).await?);
    let (_, round) = arguments.of.known(arguments.known_up_to, &arguments.database, look).await?;
    let seen = round.monitoring()?;
    let findings = round.findings(&seen);
    match arguments.format {
        TextOrJson::Json => json::say(&as_json::monitoring(&round, &seen, &findings)),
        TextOrJson::Text => as_text::print(&round, &seen, &findings, arguments.all),
    }
    Ok(Outcome::found_if(has_errors(&findings)))
}
