//! Goals, indicators, actual values, evidence and steps: what is read, and each kind of bad input → its rule, row and
//! column.

use super::*;
use mingzhang_domain::Date;
use mingzhang_domain::performance::{Holder, LibraryStep, Standing};

const PROJECT: &str = "130171A20010000000001";
const HASH: &str = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

/// A small set of files about one project.
fn files_of_results() -> Vec<(&'static str, String)> {
    vec![
        (
            "project_steps.csv",
            format!(
                "project,step,date,outcome,document,opinion,by\n\
                 {PROJECT},申报,2019-08-01,通过,申报书1号,,01\n\
                 {PROJECT},事前评估,2019-08-20,不予通过,评估1号,测算依据不足,评估组\n\
                 {PROJECT},事前评估,2019-09-01,通过,评估2号,,评估组\n"
            ),
        ),
        (
            "appraisals.csv",
            format!(
                "project,expert,criterion,score\n{PROJECT},专家1,现实需求有依据,12\n{PROJECT},专家1,预算测算有标准、有明细,25.5\n"
            ),
        ),
        (
            "goals.csv",
            format!(
                "holder,horizon,text,date,document,version,reason\n\
                 {PROJECT},年度,保障机关运转,2020-01-20,批复1号,1,\n\
                 {PROJECT},年度,保障机关和窗口运转,2020-07-01,调整1号,2,新增窗口\n"
            ),
        ),
        (
            "indicators.csv",
            format!(
                "holder,level1,level2,indicator,op,target,unit,weight,basis,evidence,document\n\
                 {PROJECT},产出,数量,保障人数,>=,200,人,50,计划,名册,批复1号\n\
                 {PROJECT},效益,社会,投诉处理,定性,及时办结,,30,计划,台账,批复1号\n\
                 {PROJECT},满意度,满意度,干部满意度,区间,90~100,%,10,惯例,问卷,批复1号\n"
            ),
        ),
        (
            "actuals.csv",
            format!(
                "holder,indicator,date,value,method,by\n\
                 {PROJECT},保障人数,2020-06-30,120,情况统计,01\n\
                 {PROJECT},投诉处理,2020-06-30,全部办结,情况说明,01\n"
            ),
        ),
        (
            "evidence.csv",
            format!(
                "holder,indicator,kind,file,hash,size,date,by\n{PROJECT},保障人数,名册,名册.xlsx,{HASH},1024,2020-06-30,01\n"
            ),
        ),
    ]
}

/// The example with the files, one text in one of them replaced.
fn with_results(file: &str, from: &str, to: &str) -> Vec<SourceFile> {
    let mut files = embedded();
    // What the example says of monitoring names its own indicators, which are not there then.
    let of_monitoring = ["monitor_reports.csv", "corrections.csv", "freeze_proposals.csv"];
    files.retain(|file| !of_monitoring.contains(&file.name.as_str()));
    for (name, text) in files_of_results() {
        files.retain(|known| known.name != name);
        assert!(name != file || text.contains(from), "{file} has no {from}");
        let text = if name == file { text.replacen(from, to, 1) } else { text };
        files.push(SourceFile { name: name.to_owned(), bytes: text.into_bytes() });
    }
    files
}

#[track_caller]
fn check_one(file: &str, from: &str, to: &str, rule: &str, row: usize, column: &str) {
    let found = findings(&with_results(file, from, to));
    assert_eq!(places(&found), [(rule, file, row, column)], "{file}: {from} -> {to}");
}

#[test]
fn results_are_read_with_their_versions_and_days() {
    let (set, found) = read(&with_results("", "", ""), &Policies::embedded());
    assert_eq!(places(&found), []);
    let register = set.unwrap().register;
    let holder = Holder::parse(PROJECT);
    let goals: Vec<i64> = register.goals.iter().map(|goal| goal.version).collect();
    assert_eq!(goals, [1, 2]);
    let indicators = register.indicators_of(&holder);
    assert_eq!(indicators.len(), 3);
    let june = Date::constant(2020, 6, 30);
    let reached = |at: usize, day| register.actual_of(indicators[at], day).map(|it| it.reached.to_string());
    assert_eq!(reached(0, june).as_deref(), Some("120"));
    assert_eq!(reached(0, june.yesterday().unwrap()), None);
    assert_eq!(reached(1, june).as_deref(), Some("全部办结"));
    assert_eq!(register.evidence[0].hash, HASH);
    let standing = Standing::of(&register.steps);
    assert_eq!((standing.step(), standing.refused.len()), (Some(LibraryStep::PreEvaluated), 1));
    assert_eq!(register.appraisals[0].scores.len(), 2);
}

#[test]
fn bad_steps_and_scores_are_found_at_their_fields() {
    let check = |from, to, rule, row, column| check_one("project_steps.csv", from, to, rule, row, column);
    check("130171A20010000000001,申报", "1301,申报", "MZ-I019", 2, "project");
    check(",申报,", ",立项,", "MZ-I017", 2, "step");
    check("2019-08-20", "2019-08-32", "MZ-I015", 3, "date");
    check("不予通过", "否决", "MZ-I017", 3, "outcome");
    check("评估2号", "", "MZ-I012", 4, "document");
    let check = |from, to, rule, row, column| check_one("appraisals.csv", from, to, rule, row, column);
    check(",25.5", ",25.555", "MZ-I018", 3, "score");
    check("预算测算有标准、有明细", "现实需求有依据", "MZ-I020", 3, "criterion");
}

#[test]
fn bad_goals_and_indicators_are_found_at_their_fields() {
    let check = |from, to, rule, row, column| check_one("goals.csv", from, to, rule, row, column);
    check("年度,保障机关运转", "季度,保障机关运转", "MZ-I017", 2, "horizon");
    check("批复1号", "", "MZ-I012", 2, "document");
    check("调整1号", "", "MZ-I038", 3, "document");
    check("调整1号,2", "调整1号,1", "MZ-I020", 3, "holder");
    check("调整1号,2", "调整1号,-2", "MZ-I018", 3, "version");
    let check = |from, to, rule, row, column| check_one("indicators.csv", from, to, rule, row, column);
    check("90~100", "100~90", "MZ-I018", 4, "target");
    check("90~100", "90", "MZ-I018", 4, "target");
    check(",%,10", ",%,很高", "MZ-I018", 4, "weight");
    check("干部满意度,区间", "干部满意度,约等于", "MZ-I017", 4, "op");
}

#[test]
fn bad_actual_values_and_evidence_are_found_at_their_fields() {
    let check = |from, to, rule, row, column| check_one("actuals.csv", from, to, rule, row, column);
    check("保障人数", "保障天数", "MZ-I019", 2, "indicator");
    check(",120,", ",一百二十,", "MZ-I018", 2, "value");
    check("2020-06-30", "2021-06-30", "MZ-I016", 2, "date");
    check("情况统计", "拍脑袋", "MZ-I017", 2, "method");
    let check = |from, to, rule, row, column| check_one("evidence.csv", from, to, rule, row, column);
    check("66c7f0", "66c7g0", "MZ-I039", 2, "hash");
    check(",1024,", ",1.5,", "MZ-I018", 2, "size");
    check("保障人数", "满意度", "MZ-I019", 2, "indicator");
}
