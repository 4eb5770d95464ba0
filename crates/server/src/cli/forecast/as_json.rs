//! `forecast/1`: yuan exact to the fen, percentages and percentage points with two decimals.

use mingzhang_app::forecast_year::ForecastYear;
use mingzhang_domain::forecast::{Errors, Forecast, Needed, ProjectForecast, Rule};
use mingzhang_domain::money::Fen;
use mingzhang_domain::points::Points;
use mingzhang_domain::ratio::Ratio;
use serde_json::{Map, Value, json};

/// The whole forecast.
pub(super) fn forecast(year: &ForecastYear, forecast: &Forecast) -> Value {
    let test = &forecast.back_test;
    let (low, high) = forecast.band;
    let said = Rule::BASELINES.into_iter().zip(forecast.baselines);
    json!({
        "format": "forecast/1",
        "unit": year.register.unit.name,
        "as_of": year.as_of.to_string(),
        "year_end": year.as_of.last_of_year().to_string(),
        "known_up_to": year.known_up_to.0,
        "earlier_years": year.earlier().iter().map(|year| year.0).collect::<Vec<_>>(),
        "total": {
            "adjusted": yuan(forecast.adjusted),
            "paid": yuan(forecast.paid),
            "rate": rate(forecast.paid, forecast.adjusted),
            "forecast_paid": yuan(forecast.paid_then),
            "forecast_rate": rate(forecast.paid_then, forecast.adjusted),
            "band_paid": [yuan(low), yuan(high)],
            "band_rate": [rate(low, forecast.adjusted), rate(high, forecast.adjusted)],
            "baselines": baselines(said, forecast.adjusted),
            "needed": forecast.needed.as_ref().map(needed),
        },
        "back_test": {
            "based_on": test.based_on.as_str(),
            "tried": test.tried,
            "mean_absolute_error_projects": errors(test.tried, &test.projects),
            "mean_absolute_error_total": errors(test.tried, &test.whole),
            "four_of_five_within": points(test.tried, test.four_of_five),
            "worst_total": points(test.tried, test.worst_whole),
        },
        "projects": forecast.projects.iter().map(project).collect::<Vec<_>>(),
    })
}

fn project(of: &ProjectForecast) -> Value {
    let (low, high) = of.band;
    let adjusted = of.at.adjusted;
    let said = Rule::BASELINES.map(|rule| (rule, rule.paid_then(&of.at)));
    json!({
        "project": of.project.code.as_str(),
        "name": of.project.name,
        "office": of.project.office.as_str(),
        "category": of.project.report_category,
        "project_kind": of.project.project_kind,
        "adjusted": yuan(adjusted),
        "paid": yuan(of.at.paid),
        "rate": rate(of.at.paid, adjusted),
        "planned_by_now": yuan(of.at.planned),
        "planned_of_year": yuan(of.at.plan_then),
        "forecast_paid": yuan(of.paid_then),
        "forecast_rate": rate(of.paid_then, adjusted),
        "band_paid": [yuan(low), yuan(high)],
        "band_rate": [rate(low, adjusted), rate(high, adjusted)],
        "by_plan": yuan(of.by_plan),
        "by_like_projects": of.by_like.map(yuan),
        "baselines": baselines(said, adjusted),
        "needed": of.needed.as_ref().map(needed),
    })
}

fn baselines(said: impl IntoIterator<Item = (Rule, i64)>, adjusted: i64) -> Value {
    let one = |(rule, paid): (Rule, i64)| {
        (rule.as_str().to_owned(), json!({"paid": yuan(paid), "rate": rate(paid, adjusted)}))
    };
    Value::Object(said.into_iter().map(one).collect::<Map<_, _>>())
}

fn needed(needed: &Needed) -> Value {
    let month = |(end, amount): &(mingzhang_domain::Date, Fen)| json!({"by": end.to_string(), "amount": amount.yuan()});
    json!({
        "target_rate": Points(needed.target.0).to_string(),
        "amount": needed.amount.yuan(),
        "reachable": needed.reachable,
        "months": needed.months.iter().map(month).collect::<Vec<_>>(),
    })
}

fn errors(tried: usize, errors: &Errors) -> Value {
    json!({
        "forecast": points(tried, errors.forecast),
        Rule::StraightLine.as_str(): points(tried, errors.straight_line),
        Rule::LastMonth.as_str(): points(tried, errors.last_month),
        Rule::Unchanged.as_str(): points(tried, errors.unchanged),
    })
}

/// Millionths as percentage points with two decimals; null where nothing was tried.
fn points(tried: usize, millionths: i64) -> Value {
    (tried > 0).then(|| super::points(millionths)).into()
}

fn rate(paid: i64, adjusted: i64) -> Value {
    Ratio { over: paid, under: adjusted }.percent().into()
}

fn yuan(fen: i64) -> String {
    Fen(fen).yuan()
}
