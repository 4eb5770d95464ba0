//! A forecast for people: the whole with its band, how far it was off before, the projects that fall short.

use super::super::print::{self, say};
use super::points;
use mingzhang_app::forecast_year::ForecastYear;
use mingzhang_domain::forecast::{BackTest, BasedOn, Errors, Forecast, Needed, ProjectForecast, Rule};
use mingzhang_domain::money::Fen;
use mingzhang_domain::points::Points;
use mingzhang_domain::ratio::Ratio;
use std::cmp::Reverse;

/// How many projects are shown: those for which most is missing.
const SHOWN: usize = 15;
/// How many characters of a project's name are shown.
const NAME: usize = 14;

/// Prints it.
pub(super) fn print(year: &ForecastYear, forecast: &Forecast) {
    let adjusted = forecast.adjusted;
    let (low, high) = forecast.band;
    say!("{} {} 年末执行预测，从 {} 看", year.register.unit.name, year.as_of.year(), year.as_of);
    say!(
        "现在  已支付 {} 万元，截至当日预算 {} 万元，执行率 {}",
        wan(forecast.paid),
        wan(adjusted),
        rate(forecast.paid, adjusted)
    );
    say!(
        "年末  预计支付 {} 万元，执行率 {}，区间 {} 至 {}",
        wan(forecast.paid_then),
        rate(forecast.paid_then, adjusted),
        rate(low, adjusted),
        rate(high, adjusted)
    );
    let said = Rule::BASELINES.iter().zip(forecast.baselines);
    let said: Vec<String> =
        said.map(|(rule, paid)| format!("{} {}", rule.label(), rate(paid, adjusted))).collect();
    say!("对照  {}", said.join("，"));
    back_test(&forecast.back_test);
    if let Some(needed) = &forecast.needed {
        say!("{}", reach(needed));
    }
    table(forecast);
}

fn back_test(test: &BackTest) {
    let on = match test.based_on {
        BasedOn::EarlierYears => "以往年度的同一天",
        BasedOn::SameYear => "本年此前各月",
        BasedOn::Nothing => return say!("误差  还没有可以回看的数据，区间取从现在到全部付完。"),
    };
    let of = |errors: &Errors| {
        format!(
            "本预测 {}，{} {}，{} {}，{} {}",
            points(errors.forecast),
            Rule::StraightLine.label(),
            points(errors.straight_line),
            Rule::LastMonth.label(),
            points(errors.last_month),
            Rule::Unchanged.label(),
            points(errors.unchanged)
        )
    };
    say!("误差  在{on}试过 {} 次，平均差多少个百分点——", test.tried);
    say!("      逐个项目：{}", of(&test.projects));
    say!("      全部合计：{}", of(&test.whole));
}

fn reach(needed: &Needed) -> String {
    let target = format!("全年执行率 {}%", Points(needed.target.0).short());
    if needed.amount == Fen::ZERO {
        return format!("目标  {target} 已经达到。");
    }
    let months: Vec<String> = needed
        .months
        .iter()
        .map(|(end, amount)| format!("{} 月 {}", end.month(), amount.wan_grouped()))
        .collect();
    let months = if months.is_empty() { String::new() } else { format!("：{}", months.join("，")) };
    let beyond = if needed.reachable { "" } else { "；扣除已冻结的，付不到这么多" };
    format!("目标  {target}，还要支付 {} 万元{months}{beyond}", needed.amount.wan_grouped())
}

fn table(forecast: &Forecast) {
    let missing = |of: &&ProjectForecast| Reverse(of.at.adjusted - of.paid_then);
    let mut projects: Vec<&ProjectForecast> = forecast.projects.iter().collect();
    projects.sort_by_key(missing);
    let row = |of: &&ProjectForecast| {
        let adjusted = of.at.adjusted;
        let needed = of.needed.as_ref().map_or("—".to_owned(), |needed| needed.amount.wan_grouped());
        vec![
            short(&of.project.name),
            wan(adjusted),
            rate(of.at.paid, adjusted),
            rate(of.paid_then, adjusted),
            format!("{} 至 {}", rate(of.band.0, adjusted), rate(of.band.1, adjusted)),
            wan(adjusted - of.paid_then),
            needed,
        ]
    };
    say!("\n预计年末剩下最多的项目");
    let headings = ["项目", "预算万元", "现在", "年末", "区间", "年末剩余万元", "达标还要付万元"];
    print::table(&headings, 1, projects.iter().take(SHOWN).map(row).collect());
    if let Some(more) = projects.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        say!("另有 {more} 个项目，加 --format json 列出全部。");
    }
}

fn wan(fen: i64) -> String {
    Fen(fen).wan_grouped()
}

fn rate(paid: i64, adjusted: i64) -> String {
    Ratio { over: paid, under: adjusted }.percent().map_or("—".to_owned(), |percent| format!("{percent}%"))
}

/// The first characters of a name.
fn short(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let kept: String = name.chars().take(NAME - 1).collect();
    format!("{kept}…")
}
