//! `mingzhang project`: a project from its declaration to its quota, on both kinds of database.

use crate::support::House;
use serde_json::json;

#[test]
fn only_an_admitted_project_gets_a_quota_on_sqlite() {
    from_declaration_to_quota(&House::on_sqlite());
}

#[test]
fn only_an_admitted_project_gets_a_quota_on_postgres() {
    from_declaration_to_quota(&House::on_postgres());
}

/// A project of the demo is declared anew in the next year, into which its lines are carried.
fn from_declaration_to_quota(house: &House) {
    house.json(&["carry", "--year", "2020"]);
    let list = house.json(&["project", "list", "--year", "2021"]);
    let carried = list["projects"].as_array().expect("projects").iter();
    let special = carried.filter(|project| project["category"] != "人员及公用经费");
    let project =
        special.map(|it| it["project"].as_str().expect("a code")).next().expect("a special project");
    let line = format!("{project}-1");
    let increase = |number: &str, date: &str| json!({"number": number, "date": date, "act": "increase", "line": line, "amount": "7.00"});
    let advance = |step: &str, more: &[&str]| {
        let arguments = ["project", "advance", project, "--to", step, "--year", "2021"];
        house.run(&[&arguments[..], more, &["--format", "json"]].concat())
    };
    let on = |date: &'static str| ["--document", "申报1号", "--date", date];
    // Out of its turn, without a paper, refused without a reason: each is said, nothing is recorded.
    for (step, more, rule) in [
        ("入库", &on("2021-01-04")[..], "MZ-B003"),
        ("申报", &["--date", "2021-01-04"][..], "MZ-B001"),
        ("申报", &[&on("2021-01-04")[..], &["--refuse"][..]].concat()[..], "MZ-B002"),
    ] {
        let answer = advance(step, more).exits(1).json();
        assert_eq!(
            (&answer["recorded"], &answer["findings"][0]["rule"]),
            (&json!(false), &json!(rule)),
            "{step}"
        );
    }
    advance("申报", &on("2021-01-04")).exits(0);
    // From here on the year keeps a library, and the project is not admitted.
    let refused = post_2021(house, &[increase("ZJ1", "2021-01-20")]);
    assert_eq!(refused[0]["code"], "MZ-L028", "{refused:?}");
    let no = ["--refuse", "--opinion", "测算依据不足"];
    advance("事前评估", &[&on("2021-01-05")[..], &no].concat()).exits(0);
    for (step, date) in [("事前评估", "2021-01-06"), ("专家评审", "2021-01-07"), ("入库", "2021-01-25")]
    {
        advance(step, &["--document", "2号", "--date", date]).exits(0);
    }
    // The same again is recorded already; a day too early there is still no quota.
    assert_eq!(
        advance("入库", &["--document", "2号", "--date", "2021-01-25"]).exits(0).json()["recorded"],
        false
    );
    let answers = post_2021(house, &[increase("ZJ1", "2021-01-24"), increase("ZJ2", "2021-01-25")]);
    assert_eq!(answers[0]["code"], "MZ-L028", "{answers:?}");
    assert_eq!(answers[1]["answer"], "recorded", "{answers:?}");
    let shown = house.json(&["project", "show", project, "--year", "2021"]);
    assert_eq!((&shown["step"], &shown["next"]), (&json!("admitted"), &json!("budgeted")));
    assert_eq!(shown["refused"][0]["opinion"], "测算依据不足");
    assert_eq!(shown["steps"].as_array().expect("steps").len(), 5);
    house.verify();
}

/// Posts lines into 2021.
fn post_2021(house: &House, lines: &[serde_json::Value]) -> Vec<serde_json::Value> {
    house.write("lines.jsonl", lines);
    let ran = house.run(&["post", "lines.jsonl", "--year", "2021"]);
    crate::support::answers(ran.stdout.as_bytes())
}

#[test]
fn an_unknown_project_is_said_to_be_none() {
    let house = House::on_sqlite();
    let shown = house.run(&["project", "show", "1301"]);
    assert!(shown.exits(1).stderr.contains("没有登记项目 1301"));
    let basic = ["project", "advance", "130171P20010000000001", "--to", "申报", "--document", "1号"];
    assert!(house.run(&basic).exits(1).stdout.contains("MZ-B007"));
}

#[test]
fn the_library_is_listed_by_duty_with_its_money() {
    let house = House::on_sqlite();
    let list = house.json(&["project", "list"]);
    assert_eq!(list["format"], "project-list/1");
    let projects = list["projects"].as_array().expect("projects");
    assert_eq!(projects.len(), 118);
    let duties: Vec<&str> = projects.iter().map(|project| project["duty"].as_str().unwrap()).collect();
    assert!(duties.is_sorted());
    let paid = |project: &serde_json::Value| {
        let paid = project["figures"]["paid"].as_str().expect("an amount").replace('.', "");
        paid.parse::<i64>().expect("fen")
    };
    assert_eq!(projects.iter().map(paid).sum::<i64>(), total_paid(&house));
}

fn total_paid(house: &House) -> i64 {
    let figures = house.json(&["figures", "--year", "2020", "--key", "paid.all"]);
    figures["figures"][0]["value"].as_str().expect("yuan").replace('.', "").parse().expect("fen")
}

#[test]
fn projects_that_go_on_are_registered_in_the_next_year_once() {
    let house = House::on_sqlite();
    let trial = house.json(&["project", "roll", "--year", "2020", "--dry-run"]);
    let rolled = house.json(&["project", "roll", "--year", "2020", "--document", "批复1号"]);
    assert_eq!(trial["projects"], rolled["projects"]);
    let going = rolled["projects"].as_array().expect("projects").len();
    assert!(going > 0 && going < 116, "{going}");
    let next = house.json(&["project", "list", "--year", "2021"]);
    assert_eq!(next["projects"].as_array().expect("projects").len(), going);
    let again = house.json(&["project", "roll", "--year", "2020", "--document", "批复1号"]);
    assert_eq!(again["projects"], json!([]));
    house.verify();
}
