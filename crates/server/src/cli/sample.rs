//! `mingzhang sample`: which self-evaluations are looked at again.

use super::Outcome;
use super::common::{self, TextOrJson, UnitYear, Where};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use clap::Args;
use mingzhang_app::draw_sample::{Rechecked, Sampled};
use mingzhang_app::house::{House, Which};
use mingzhang_domain::ids::{FiscalYear, ProjectCode};
use mingzhang_domain::performance::recheck::USUAL_PERCENT;
use mingzhang_domain::performance::{Drawn, Sample};
use mingzhang_domain::scoring::shapes::Percent;
use serde_json::{Value, json};

/// How it is drawn.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    of: UnitYear,
    /// 随机种子：同一种子任何时候抽出同样的项目
    #[arg(long, value_name = "N")]
    seed: i64,
    /// 每个处室抽取项目数的百分比，四舍五入
    #[arg(long, value_name = "PERCENT", default_value = "15", value_parser = clap::value_parser!(u8).range(1..=100))]
    share: u8,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Draws it.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let share = Percent::whole(arguments.share.into());
    let draw = async |house: &House, which: &Which| {
        let stamp = common::stamp();
        Ok(house.draw_sample(which, &stamp, (arguments.seed, share), common::today()).await?)
    };
    let (year, sampled) = arguments.of.inside(&arguments.database, draw).await?;
    match arguments.format {
        TextOrJson::Json => json::say(&as_json(&sampled, year, &arguments)),
        TextOrJson::Text => print_text(&sampled, year, &arguments),
    }
    Ok(Outcome::Fine)
}

/// `sample/1`.
fn as_json(sampled: &Sampled, year: FiscalYear, arguments: &Arguments) -> Value {
    json!({
        "format": "sample/1",
        "year": year.0,
        "seed": arguments.seed,
        "share": arguments.share,
        "offices": sampled.offices.iter().map(|Drawn { office, of, projects }| json!({
            "office": office.as_str(),
            "of": of,
            "projects": codes(projects),
        })).collect::<Vec<_>>(),
        "recorded": sampled.recorded,
        "draws": sampled.draws.iter().map(|Sample { seed, share, date, projects }| json!({
            "seed": seed,
            "share": share.0 / 100,
            "date": date.to_string(),
            "projects": codes(projects),
        })).collect::<Vec<_>>(),
        "rechecked": sampled.rechecked.iter().map(rechecked).collect::<Vec<_>>(),
    })
}

fn codes(projects: &[ProjectCode]) -> Vec<&str> {
    projects.iter().map(ProjectCode::as_str).collect()
}

fn rechecked(Rechecked { project, sheet, deviation }: &Rechecked) -> Value {
    json!({
        "project": project.code.as_str(),
        "name": project.name,
        "own": deviation.map(|it| it.own.to_string()),
        "rechecked": deviation.map(|it| it.rechecked.to_string()),
        "deviation": deviation.and_then(|it| it.ratio().percent()),
        "beyond": deviation.is_some_and(|it| it.is_beyond(USUAL_PERCENT)),
        "sheet": sheet.iter().map(|it| json!({
            "indicator": it.indicator,
            "value": it.reached.to_string(),
            "points": it.points.to_string(),
            "date": it.date.to_string(),
            "by": it.by,
            "reason": it.reason,
        })).collect::<Vec<_>>(),
    })
}

fn print_text(sampled: &Sampled, year: FiscalYear, arguments: &Arguments) {
    let (seed, share) = (arguments.seed, arguments.share);
    say!("{year} 年度自评抽查：种子 {seed}，每个处室抽 {share}%");
    let row = |Drawn { office, of, projects }: &Drawn| {
        vec![office.to_string(), codes(projects).join(" "), of.to_string(), projects.len().to_string()]
    };
    print::table(&["处室", "抽中的项目", "项目数", "抽取数"], 2, sampled.offices.iter().map(row).collect());
    let kept = if sampled.recorded { "已登记" } else { "此前已登记" };
    say!("这次抽取{kept}；本年度共抽取 {} 次。", sampled.draws.len());
    for Rechecked { project, deviation, .. } in &sampled.rechecked {
        let Some(it) = deviation else { continue };
        let percent = it.ratio().percent().unwrap_or_default();
        let mark = if it.is_beyond(USUAL_PERCENT) { "▲ 偏差大" } else { "" };
        let (own, again) = (it.own.short(), it.rechecked.short());
        say!("  {} {}：自评 {own} 分，复核 {again} 分，偏差 {percent}% {mark}", project.code, project.name);
    }
}
