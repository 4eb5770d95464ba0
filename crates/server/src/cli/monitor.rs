//! `mingzhang monitor`: a round of monitoring, the worst project first.

mod as_json;
mod as_text;

use super::Outcome;
use super::common::{TextOrJson, Where};
use super::fault::Fault;
use super::json;
use clap::Args;
use mingzhang_app::house::Which;
use mingzhang_domain::Date;
use mingzhang_domain::finding::has_errors;
use mingzhang_domain::ids::{FiscalYear, Seq};

/// Which round, by which thresholds.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Where,
    /// 预算年度
    #[arg(long, value_name = "Y")]
    year: i16,
    /// 单位代码（库中只有一个单位时可不写）
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
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
    let which = Which {
        year: FiscalYear(arguments.year),
        unit: arguments.unit.clone(),
        known_up_to: arguments.known_up_to.map(Seq),
    };
    let (round, policy, today) = (&arguments.round, arguments.policy.as_deref(), arguments.today);
    let look =
        async |house: &mingzhang_app::house::House| Ok(house.monitor(&which, round, policy, today).await?);
    let round = arguments.database.inside(look).await?;
    let seen = round.monitoring()?;
    let findings = round.findings(&seen);
    match arguments.format {
        TextOrJson::Json => json::say(&as_json::monitoring(&round, &seen, &findings)),
        TextOrJson::Text => as_text::print(&round, &seen, &findings, arguments.all),
    }
    Ok(Outcome::found_if(has_errors(&findings)))
}
