//! `mingzhang forecast`: the year's end of the example as of a day.

use crate::support::House;
use serde_json::Value;

fn fen(value: &Value) -> i64 {
    value.as_str().expect("yuan").replace('.', "").parse().expect("a number")
}

fn forecast(house: &House, as_of: &str) -> Value {
    house.json(&["forecast", "--year", "2020", "--as-of", as_of])
}

#[test]
fn a_forecast_is_between_what_is_paid_and_what_can_be_and_adds_up_on_sqlite() {
    adds_up(&House::on_sqlite());
}

#[test]
fn a_forecast_is_between_what_is_paid_and_what_can_be_and_adds_up_on_postgres() {
    adds_up(&House::on_postgres());
}

fn adds_up(house: &House) {
    let said = forecast(house, "2020-06-30");
    assert_eq!((&said["format"], &said["year_end"]), (&"forecast/1".into(), &"2020-12-31".into()));
    let figures = house.json(&["figures", "--year", "2020", "--as-of", "2020-06-30", "--key", "rate.all"]);
    assert_eq!(said["total"]["rate"], figures["figures"][0]["value"]);
    let (mut sum, mut paid) = (0, 0);
    for project in said["projects"].as_array().expect("projects") {
        let [least, most] = [0, 1].map(|at| fen(&project["band_paid"][at]));
        let (now, then) = (fen(&project["paid"]), fen(&project["forecast_paid"]));
        assert!(now <= least && least <= then && then <= most, "{project}");
        assert!(most <= fen(&project["adjusted"]), "{project}");
        let months = project["needed"]["months"].as_array().expect("months");
        let needed: i64 = months.iter().map(|month| fen(&month["amount"])).sum();
        assert_eq!(needed, fen(&project["needed"]["amount"]), "{project}");
        (sum, paid) = (sum + then, paid + now);
    }
    assert_eq!((sum, paid), (fen(&said["total"]["forecast_paid"]), fen(&said["total"]["paid"])));
    let of_whole = &said["back_test"]["mean_absolute_error_total"];
    for baseline in ["straight_line", "last_month", "unchanged"] {
        assert!(fen(&of_whole["forecast"]) < fen(&of_whole[baseline]), "{of_whole}");
    }
}

#[test]
fn on_the_last_day_the_forecast_is_the_figure_of_the_year() {
    let house = House::on_sqlite();
    let said = forecast(&house, "2020-12-31");
    let figures = house.json(&["figures", "--year", "2020", "--key", "rate.all"]);
    assert_eq!(said["total"]["forecast_rate"], figures["figures"][0]["value"]);
    assert_eq!(fen(&said["total"]["needed"]["amount"]), 0);
}

#[test]
fn a_day_outside_the_year_and_a_rate_beyond_all_are_refused() {
    let house = House::on_sqlite();
    house.run(&["forecast", "--year", "2020", "--as-of", "2021-01-01"]).could_not_run(&["2021-01-01"]);
    house
        .run(&["forecast", "--year", "2020", "--as-of", "2020-06-30", "--target", "101"])
        .could_not_run(&["--target"]);
}
