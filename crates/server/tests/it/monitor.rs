//! `mingzhang monitor`: a round of the example year, on both databases.

use crate::support::{Desk, House, empty_on_postgres};
use serde_json::{Value, json};

const ROUNDS: &str = "round,as_of,deadline\n2020-06,2020-06-30,2020-07-10\n";
const REPORTS: &str = "round,holder,indicator,expected,likelihood,cause,reason,measure,by,date\n";
const TASKS: &str = "task,project,round,event,date,person,due,text\n";
const PROPOSALS: &str = "proposal,project,event,date,amount_yuan,reason,by,voucher\n";
const ROUND: [&str; 5] = ["monitor", "--year", "2020", "--round", "2020-06"];

/// The example year with these reports, tasks and proposals of one round.
fn house(db: String, reports: &str, tasks: &str, proposals: &str) -> House {
    let house = House { desk: Desk::empty(), db };
    house.desk.example("set");
    for (file, text) in [
        ("set/monitor_rounds.csv", ROUNDS.to_owned()),
        ("set/monitor_reports.csv", format!("{REPORTS}{reports}")),
        ("set/corrections.csv", format!("{TASKS}{tasks}")),
        ("set/freeze_proposals.csv", format!("{PROPOSALS}{proposals}")),
    ] {
        house.desk.write(file, text);
    }
    house.desk.run(&["init", "--db", &house.db]).exits(0);
    house.desk.run(&["import", "set", "--db", &house.db]).exits(0);
    house
}

fn in_file() -> String {
    "sqlite:mingzhang.db".to_owned()
}

/// The round as JSON, with its exit code.
fn seen(house: &House, more: &[&str], code: i32) -> Value {
    house.run(&[&ROUND[..], more, &["--format", "json"]].concat()).exits(code).json()
}

fn projects(seen: &Value) -> &Vec<Value> {
    seen["projects"].as_array().expect("projects")
}

fn codes(seen: &Value) -> Vec<&str> {
    let findings = seen["findings"].as_array().expect("findings");
    findings.iter().map(|finding| finding["rule"].as_str().expect("a code")).collect()
}

#[test]
fn the_lights_follow_the_figures_of_the_day_and_the_worst_project_comes_first_on_sqlite() {
    lights(&house(in_file(), "", "", ""));
}

#[test]
fn the_lights_follow_the_figures_of_the_day_and_the_worst_project_comes_first_on_postgres() {
    lights(&house(empty_on_postgres(), "", "", ""));
}

fn lights(house: &House) {
    let seen = seen(house, &[], 1);
    assert_eq!(seen["format"], "monitor/1");
    let figures = house.json(&["figures", "--year", "2020", "--as-of", "2020-06-30", "--key", "rate."]);
    let figure = |key: &str| {
        let all = figures["figures"].as_array().expect("figures");
        all.iter().find(|figure| figure["key"] == key).expect("the figure")["value"].clone()
    };
    assert_eq!(seen["total"]["rate"], figure("rate.all"));
    let mut order = Vec::new();
    for project in projects(&seen) {
        let rate = &project["money"]["rate"];
        assert_eq!(*rate, figure(&format!("rate.project.{}", project["project"].as_str().expect("a code"))));
        // In June half the year has passed: 60% of it is 30, 80% is 40.
        let light = match rate.as_str().map(|rate| rate.replace('.', "").parse::<i64>().expect("a rate")) {
            None => Value::Null,
            Some(..3000) => json!("red"),
            Some(..4000) => json!("yellow"),
            Some(_) => json!("green"),
        };
        assert_eq!(project["money"]["light"], light, "{rate}");
        let rank = ["red", "yellow", "green"].iter().position(|name| project["light"] == *name);
        order.push(rank.unwrap_or(3));
    }
    assert!(order.is_sorted(), "{order:?}");
    assert!(order.contains(&0) && order.contains(&1) && order.contains(&2), "{order:?}");
    assert!(codes(&seen).contains(&"MZ-M001") && codes(&seen).contains(&"MZ-M007"));
}

#[test]
fn a_round_in_which_everything_off_its_course_is_explained_ends_with_zero() {
    let bare = seen(&house(in_file(), "", "", ""), &[], 1);
    let off = |project: &&Value| ["red", "yellow"].map(Value::from).contains(&project["money"]["light"]);
    let (mut reports, mut tasks) = (String::new(), String::new());
    for (at, project) in projects(&bare).iter().filter(off).enumerate() {
        let code = project["project"].as_str().expect("a code");
        reports += &format!("2020-06,{code},,,有可能,其他,施工推迟,集中支付,01,2020-07-08\n");
        tasks += &format!("DB{at},{code},2020-06,挂账,2020-07-09,01,2020-07-31,加快支付\n");
    }
    let house = house(in_file(), &reports, &tasks, "");
    let explained = seen(&house, &[], 0);
    for code in ["MZ-M001", "MZ-M002", "MZ-M007", "MZ-M008"] {
        assert!(!codes(&explained).contains(&code), "{code}");
    }
    assert_eq!(explained["lights"]["money"], bare["lights"]["money"]);
    let text = house.run(&ROUND).exits(0).stdout;
    assert!(text.contains("其他（施工推迟） → 集中支付") && text.contains("DB0"), "{text}");
    let late = seen(&house, &["--today", "2020-08-03"], 0);
    assert!(codes(&late).contains(&"MZ-M008"));
    assert_eq!(late["reminders"][0]["overdue"], true);
}

#[test]
fn a_freeze_is_proposed_decided_in_time_and_names_its_voucher() {
    let line = line_with_money(&House::on_sqlite());
    let (project, _) = line.rsplit_once('-').expect("the code of a project and a number");
    let proposed = format!("TQ1,{project},提请,2020-07-13,100.00,停工,01,\n");
    let undecided = house(in_file(), "", "", &proposed);
    let rules = |house: &House, today: &str| {
        let seen = seen(house, &["--policy", "sichuan-2025", "--today", today], 1);
        let found = codes(&seen).into_iter().filter(|code| ["MZ-M003", "MZ-M009"].contains(code));
        found.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(rules(&undecided, "2020-07-27"), Vec::<String>::new());
    assert_eq!(rules(&undecided, "2020-07-28"), ["MZ-M009"]);

    let decided = format!("{proposed}TQ1,{project},冻结,2020-07-20,100.00,停工,财务,DJ1\n");
    let decided = house(in_file(), "", "", &decided);
    assert_eq!(rules(&decided, "2020-07-28"), ["MZ-M003"]);
    let freeze =
        json!({"number": "DJ1", "date": "2020-12-31", "act": "freeze", "line": line, "amount": "0.01"});
    assert_eq!(decided.answers("freeze.jsonl", &[freeze])[0]["answer"], "recorded");
    assert_eq!(rules(&decided, "2020-07-28"), Vec::<String>::new());
}

/// A line on which money is available at the end of the year.
fn line_with_money(house: &House) -> String {
    let balance = house.json(&["balance", "--year", "2020"]);
    let lines = balance["lines"].as_array().expect("lines");
    let line = lines.iter().find(|line| line["available"] != "0.00").expect("a line with money");
    line["line"].as_str().expect("a code").to_owned()
}

#[test]
fn a_round_or_a_policy_that_is_not_there_is_said_with_what_there_is() {
    let house = house(in_file(), "", "", "");
    house.run(&["monitor", "--year", "2020", "--round", "2020-07"]).could_not_run(&["2020-07", "2020-06"]);
    house.run(&[&ROUND[..], &["--policy", "nobody"]].concat()).could_not_run(&["monitoring-time-progress"]);
}

#[test]
fn an_indicator_that_is_a_figure_of_the_ledger_has_its_value_without_a_report() {
    let house = house(in_file(), "", "", "");
    let seen = seen(&house, &[], 1);
    let figures =
        house.json(&["figures", "--year", "2020", "--as-of", "2020-06-30", "--key", "paid.project."]);
    let indicators = projects(&seen).iter().flat_map(|it| it["indicators"].as_array().expect("indicators"));
    let computed: Vec<&Value> = indicators.filter(|it| !it["computed_from"].is_null()).collect();
    assert!(computed.len() > 50, "{}", computed.len());
    for it in computed {
        let all = figures["figures"].as_array().expect("figures");
        let figure = all.iter().find(|figure| figure["key"] == it["computed_from"]).expect("the figure");
        assert_eq!(it["value"], figure["display"].as_str().expect("a number").replace(',', ""), "{it}");
        assert!(it["report"].is_null());
    }
}

#[test]
fn an_ordered_freeze_stops_payments_until_it_is_lifted_on_sqlite() {
    freeze(&House::on_sqlite());
}

#[test]
fn an_ordered_freeze_stops_payments_until_it_is_lifted_on_postgres() {
    freeze(&House::on_postgres());
}

fn freeze(house: &House) {
    const LINE: &str = "130171A20010000000005-1";
    let act = |act: &str, more: &[&str], code: i32| {
        let by = ["--by", "财政局", "--reason", "停工", "--format", "json"];
        house.run(&[&["freeze", act, "TQ9"], more, &by].concat()).exits(code).json()
    };
    let request = |number: &str, date: &str| {
        let asked = json!({"number": number, "date": date, "act": "request", "line": LINE, "amount": "1.00"});
        house.answers("request.jsonl", &[asked]).remove(0)
    };
    let rule = |answer: &Value| answer["findings"][0]["rule"].clone();
    // Nothing is decided that is not proposed, and nothing is proposed for a project that there is not.
    assert_eq!(rule(&act("order", &["--date", "2020-12-20"], 1)), "MZ-I053");
    assert_eq!(rule(&act("propose", &["--project", "NONE", "--date", "2020-12-20"], 1)), "MZ-I019");
    let project = ["--project", "130171A20010000000005", "--date", "2020-12-20"];
    assert_eq!(act("propose", &project, 0)["recorded"], true);
    // A proposal stops nothing.
    assert_eq!(request("SQ-A", "2020-12-20")["answer"], "recorded");
    // More than there is cannot be frozen, and then nothing is recorded.
    let too_much = act("order", &["--date", "2020-12-21", "--amount", "99999999.00"], 1);
    assert_eq!((&too_much["recorded"], rule(&too_much)), (&json!(false), json!("MZ-M013")));
    // What was requested meanwhile is missing of what was proposed.
    assert_eq!(rule(&act("order", &["--date", "2020-12-21"], 1)), "MZ-M013");
    let spendable = too_much["spendable"].as_str().expect("an amount");
    let ordered = act("order", &["--date", "2020-12-21", "--amount", spendable], 0);
    assert_eq!((&ordered["spendable"], rule(&ordered)), (&json!("0.00"), json!("MZ-M014")));
    assert_eq!(ordered["vouchers"].as_array().map(Vec::len), Some(2));
    assert_eq!(request("SQ-B", "2020-12-22")["code"], "MZ-L011");
    assert_eq!(act("order", &["--date", "2020-12-21", "--amount", spendable], 0)["recorded"], false);
    let round = house.json(&["monitor", "--year", "2020", "--round", "2020-12", "--today", "2020-12-31"]);
    assert!(!codes(&round).contains(&"MZ-M003"), "the order names its voucher");
    assert_eq!(act("lift", &["--date", "2020-12-23"], 0)["spendable"], spendable);
    assert_eq!(request("SQ-C", "2020-12-24")["answer"], "recorded");
    let list = house.json(&["freeze", "list", "--on", "2020-12-31"]);
    let proposals = list["proposals"].as_array().expect("proposals").iter();
    let ours = proposals.filter(|it| it["proposed"]["proposal"] == "TQ9").collect::<Vec<_>>();
    assert_eq!((ours[0]["decided"]["event"].as_str(), ours.len()), (Some("frozen"), 1));
    assert_eq!(ours[0]["lifted"]["date"], "2020-12-23");
    house.verify();
}

#[test]
fn a_task_is_opened_extended_and_closed_by_commands_as_by_an_import() {
    let house = house(in_file(), "", "", "");
    let project = "130171A20010000000005";
    let act = |act: &str, more: &[&str], code: i32| {
        let arguments = [&["correction", act, "DB1", "--text", "加快支付"], more, &["--format", "json"]];
        house.run(&arguments.concat()).exits(code).json()
    };
    let on = |date: &'static str, due: &'static str| ["--date", date, "--due", due];
    let open = ["--project", project, "--person", "05", "--round", "2020-06"];
    assert_eq!(act("close", &["--date", "2020-07-01"], 1)["findings"][0]["rule"], "MZ-I052");
    let early = [&open[..], &on("2020-07-10", "2020-07-09")].concat();
    assert_eq!(act("open", &early, 1)["findings"][0]["rule"], "MZ-I035");
    let strange = ["--project", "NONE", "--person", " ", "--round", "2020-05"];
    let found = act("open", &[&strange[..], &on("2020-07-10", "2020-08-01")].concat(), 1);
    let columns = ["person", "project", "round"].map(Value::from);
    let places = found["findings"].as_array().expect("findings").iter();
    assert_eq!(places.map(|it| it["place"]["column"].clone()).collect::<Vec<_>>(), columns);
    let open = [&open[..], &on("2020-07-10", "2020-08-01")].concat();
    assert_eq!(act("open", &open, 0)["recorded"], true);
    assert_eq!(act("open", &open, 0)["recorded"], false);
    let task = |today: &str| {
        let list = house.json(&["correction", "list", "--on", today]);
        let tasks = list["tasks"].as_array().expect("tasks").clone();
        tasks.into_iter().find(|task| task["task"] == "DB1")
    };
    assert_eq!(task("2020-08-02").expect("open")["overdue"], true);
    assert_eq!(act("extend", &on("2020-08-02", "2020-09-01"), 0)["event"]["person"], "05");
    assert_eq!(task("2020-08-03").expect("open")["days_left"], 29);
    let reminded = seen(&house, &["--today", "2020-09-02"], 1);
    let reminders = reminded["reminders"].as_array().expect("reminders");
    let ours = reminders.iter().find(|it| it["kind"] == "task").expect("the task");
    assert_eq!((&ours["due"], &ours["overdue"]), (&json!("2020-09-01"), &json!(true)));
    assert_eq!(act("close", &["--date", "2020-09-02"], 0)["event"]["project"], project);
    assert_eq!(task("2020-09-03"), None);
    house.verify();
}
