//! `mingzhang selfeval`: a project's marks, why each is so, and what is missing, on both kinds of database.

use crate::support::{Desk, House, empty_on_postgres};
use serde_json::{Value, json};

const PROJECT: &str = "130171A20010000000001";
const HASH: &str = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

/// The example year with the results of one project in place of its own.
fn with_results(house: &House) {
    house.desk.example("set");
    let write = |file: &str, text: String| house.desk.write(&format!("set/{file}"), text);
    write(
        "goals.csv",
        format!("holder,horizon,text,date,document\n{PROJECT},年度,保障机关运转,2020-01-20,批复1号\n"),
    );
    write(
        "indicators.csv",
        format!(
            "holder,level1,level2,indicator,op,target,unit,weight,basis,evidence,figure,document\n\
             {PROJECT},产出,数量,保障人数,>=,200,人,30,计划,名册,,批复1号\n\
             {PROJECT},产出,时效,支付进度,>=,90,%,20,计划,,rate.project.{PROJECT},批复1号\n\
             {PROJECT},效益,社会,投诉处理,定性,及时办结,,30,计划,台账,,批复1号\n\
             {PROJECT},满意度,满意度,干部满意度,>=,90,%,10,惯例,问卷,,批复1号\n"
        ),
    );
    write(
        "actuals.csv",
        format!(
            "holder,indicator,date,value,method,by,reason,measure\n\
             {PROJECT},保障人数,2020-06-30,120,情况统计,01,,\n\
             {PROJECT},保障人数,2020-12-31,150,情况统计,01,编制没有补齐,申请补编\n\
             {PROJECT},投诉处理,2020-12-31,达成年度指标,情况说明,01,,\n\
             {PROJECT},干部满意度,2020-12-31,96,问卷调查,01,,\n"
        ),
    );
    write(
        "evidence.csv",
        format!(
            "holder,indicator,kind,file,hash,size,date,by\n\
             {PROJECT},保障人数,名册,名册.xlsx,{HASH},1024,2020-12-31,01\n\
             {PROJECT},干部满意度,问卷,问卷.pdf,{HASH},2048,2020-12-31,01\n"
        ),
    );
    for file in ["project_steps.csv", "appraisals.csv", "monitor_rounds.csv", "monitor_reports.csv"] {
        let _was_not_there = std::fs::remove_file(house.desk.path(&format!("set/{file}")));
    }
    house.desk.run(&["init", "--db", &house.db]).exits(0);
    house.desk.run(&["import", "set", "--db", &house.db]).exits(0);
}

fn evaluated(house: &House) -> Value {
    house.run(&["selfeval", "--year", "2020", "--project", PROJECT, "--format", "json"]).json()
}

#[test]
fn a_project_is_marked_and_each_mark_can_be_followed_back_on_sqlite() {
    followed_back(&House { desk: Desk::empty(), db: "sqlite:mingzhang.db".to_owned() });
}

#[test]
fn a_project_is_marked_and_each_mark_can_be_followed_back_on_postgres() {
    followed_back(&House { desk: Desk::empty(), db: empty_on_postgres() });
}

fn followed_back(house: &House) {
    with_results(house);
    let answer = evaluated(house);
    assert_eq!(answer["format"], "selfeval/1");
    let project = &answer["projects"][0];
    let points: Vec<&str> = project["indicators"]
        .as_array()
        .expect("marks")
        .iter()
        .map(|it| it["points"].as_str().unwrap())
        .collect();
    assert_eq!(points, ["22.50", "20.00", "30.00", "10.00"]);
    let execution = project["execution"]["points"].as_str().expect("points").to_owned();
    let total = |points: &[&str]| {
        let hundredths = points.iter().map(|it| it.replace('.', "").parse::<i64>().expect("points"));
        hundredths.sum::<i64>()
    };
    let sum = total(&points) + total(&[&execution]);
    assert_eq!(total(&[project["total"].as_str().expect("a total")]), sum);
    // From the total down to the paper, and over the rate to single payments.
    let why = house.json(&["why", &format!("score.project.{PROJECT}"), "--year", "2020"]);
    let inputs = why["figure"]["inputs"].as_array().expect("inputs");
    let named = |key: &str| inputs.iter().find(|it| it["key"] == key).unwrap_or_else(|| panic!("no {key}"));
    let mark = named(&format!("score.project.{PROJECT}.保障人数"));
    assert_eq!((&mark["value"], &mark["because"]["kind"]), (&json!("22.50"), &json!("marked")));
    assert_eq!(mark["inputs"][0]["value"], "150");
    assert_eq!(mark["inputs"][0]["papers"][0]["sm3"], HASH);
    let rate = &named(&format!("score.project.{PROJECT}.预算执行率"))["inputs"][0];
    assert_eq!(rate["key"], format!("rate.project.{PROJECT}"));
    let paid = rate["inputs"][0]["vouchers"].as_array().expect("vouchers");
    let fen = |value: &Value| value.as_str().expect("yuan").replace('.', "").parse::<i64>().expect("fen");
    assert_eq!(paid.iter().map(|it| fen(&it["amount"])).sum::<i64>(), fen(&rate["inputs"][0]["value"]));
    // What is computed from the ledger says from which figure.
    let computed = &named(&format!("score.project.{PROJECT}.支付进度"))["inputs"][0];
    assert_eq!(computed["because"], json!({"kind": "same", "figure": format!("rate.project.{PROJECT}")}));
    house.verify();
}

#[test]
fn what_is_missing_is_said_and_an_earlier_day_has_its_own_marks() {
    let house = House { desk: Desk::empty(), db: "sqlite:mingzhang.db".to_owned() };
    with_results(&house);
    let rules = |answer: &Value| -> Vec<String> {
        let findings = answer["findings"].as_array().expect("findings").iter();
        findings.map(|finding| finding["rule"].as_str().expect("a rule").to_owned()).collect()
    };
    // 投诉处理 asks for a 台账 that nobody handed in.
    assert_eq!(rules(&evaluated(&house)), ["MZ-B027"]);
    let june =
        ["selfeval", "--year", "2020", "--as-of", "2020-06-30", "--project", PROJECT, "--format", "json"];
    let june = house.run(&june).exits(1).json();
    assert_eq!(june["projects"][0]["indicators"][0]["points"], "18.00");
    assert_eq!(june["projects"][0]["total"], Value::Null);
    let codes = rules(&june);
    assert!(codes.iter().filter(|code| *code == "MZ-B021").count() == 2, "{codes:?}");
    assert!(codes.contains(&"MZ-B022".to_owned()), "{codes:?}");
    let all = house.run(&["selfeval", "--year", "2020", "--format", "json"]).exits(1).json();
    assert_eq!(all["projects"].as_array().expect("projects").len(), 116);
    assert_eq!(rules(&all).iter().filter(|code| *code == "MZ-B023").count(), 115);
    house.run(&["selfeval", "--year", "2020", "--project", "1301"]).exits(1);
}

#[test]
fn a_sample_is_drawn_by_its_seed_recorded_once_and_shows_what_was_rechecked() {
    let house = House { desk: Desk::empty(), db: "sqlite:mingzhang.db".to_owned() };
    with_results(&house);
    let draw = |seed: &str| house.json(&["sample", "--year", "2020", "--seed", seed]);
    let first = draw("7");
    assert_eq!((&first["format"], &first["recorded"]), (&json!("sample/1"), &json!(true)));
    for office in first["offices"].as_array().expect("offices") {
        let (of, drawn) =
            (office["of"].as_u64().unwrap(), office["projects"].as_array().unwrap().len() as u64);
        assert_eq!(drawn, (of * 15 + 50) / 100, "{office}");
    }
    let again = draw("7");
    assert_eq!((&again["offices"], &again["recorded"]), (&first["offices"], &json!(false)));
    let other = draw("8");
    assert_ne!(other["offices"], first["offices"]);
    assert_eq!(other["draws"].as_array().expect("draws").len(), 2);
    assert_eq!(first["rechecked"], json!([]));
    // A reviewer counts 100 of 150 people, and the 台账 is not there.
    house.desk.write(
        "set/rechecks.csv",
        format!(
            "project,indicator,value,points,date,by,reason\n\
             {PROJECT},保障人数,100,15,2021-03-10,复核组,名册只有100人，扣7.5分\n\
             {PROJECT},投诉处理,未达成年度指标且效果较差,0,2021-03-10,复核组,没有台账，扣30分\n"
        ),
    );
    house.desk.write(
        "set/checks.csv",
        format!(
            "task,holder,indicator,kind,act,date,person,due,text\n\
             HC1,{PROJECT},投诉处理,资料核查,布置,2020-12-01,02,2020-12-20,查台账\n\
             HC2,{PROJECT},保障人数,现场核查,布置,2020-12-01,02,2020-12-20,清点人数\n\
             HC2,{PROJECT},保障人数,现场核查,不符,2020-12-18,02,,实有100人\n"
        ),
    );
    house.desk.run(&["import", "set", "--db", &house.db]).exits(0);
    let rechecked = draw("7")["rechecked"][0].clone();
    let points =
        |name: &str| rechecked[name].as_str().expect("points").replace('.', "").parse::<i64>().unwrap();
    assert_eq!(points("own") - points("rechecked"), 750 + 3_000);
    assert_eq!(rechecked["beyond"], true);
    let rules: Vec<Value> = evaluated(&house)["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|it| it["rule"].clone())
        .collect();
    assert_eq!(rules, ["MZ-B027", "MZ-B030", "MZ-B029", "MZ-B031"]);
    house.verify();
}
