//! `mingzhang indicator`: a table put to the test, indicators suggested from the library.

use crate::support::Desk;
use encoding_rs::GB18030;
use serde_json::{Value, json};

/// Two rows: a good one, and a cost that wants to be high.
const TABLE: &str = "\
project_kind,project,level1,level2,level3,op,target,unit,weight,basis,evidence
设备购置,扬尘监测设备,产出,数量,购置监测设备台数,=,36,台,10,点位布设方案,到货验收单
设备购置,扬尘监测设备,产出,成本,设备购置总成本,≥,182,万元,10,预算批复,采购合同
";

fn findings(answer: &Value) -> &Vec<Value> {
    answer["findings"].as_array().expect("findings")
}

#[test]
fn a_bad_indicator_is_told_with_its_row_column_reason_and_a_better_example() {
    let desk = Desk::empty();
    desk.write("指标.csv", TABLE);
    let answer = desk.run(&["indicator", "check", "指标.csv", "--format", "json"]).exits(1).json();
    assert_eq!(answer["format"], "indicator-check/1");
    assert_eq!((&answer["rows"], &answer["errors"], &answer["warnings"]), (&json!(2), &json!(1), &json!(0)));
    let [finding] = &findings(&answer)[..] else { panic!("{answer:#}") };
    assert_eq!((&finding["rule"], &finding["severity"]), (&json!("MZ-Q011"), &json!("error")));
    assert_eq!(finding["place"], json!({"row": 2, "column": "op"}));
    assert!(finding["message"].as_str().unwrap().contains("花得越多"), "{finding}");
    assert!(finding["advice"].as_str().unwrap().contains("例如“"), "{finding}");
    let printed = desk.run(&["indicator", "check", "指标.csv"]).exits(1).stdout;
    assert!(printed.contains("错误 MZ-Q011 指标.csv 第2行 “op”列"), "{printed}");
    assert!(printed.contains("2 项指标。错误 1 · 警告 0 · 提示 0"), "{printed}");
}

#[test]
fn a_table_in_gb18030_with_chinese_headings_is_read_like_any_other() {
    let desk = Desk::empty();
    let text = "项目类型,项目名称,一级指标,二级指标,三级指标,运算符,指标值,计量单位\n\
                购买服务,业务培训,产出指标,时效指标,培训完成时间,≤,及时,\n";
    desk.write("表.csv", &GB18030.encode(text).0);
    let answer = desk.json(&["indicator", "check", "表.csv"]);
    let [finding] = &findings(&answer)[..] else { panic!("{answer:#}") };
    assert_eq!((&finding["rule"], &finding["place"]["column"]), (&json!("MZ-Q035"), &json!("指标值")));
}

#[test]
fn a_table_without_an_error_exits_with_0_and_one_that_is_none_says_why() {
    let desk = Desk::empty();
    desk.write("good.csv", TABLE.replace('≥', "≤"));
    assert_eq!(desk.json(&["indicator", "check", "good.csv"])["findings"], json!([]));
    desk.write("none.csv", "a;b\n1;2\n");
    let answer = desk.run(&["indicator", "check", "none.csv", "--format", "json"]).exits(1).json();
    assert_eq!((&answer["rows"], &findings(&answer)[0]["rule"]), (&Value::Null, &json!("MZ-I010")));
    desk.run(&["indicator", "check", "nowhere.csv"]).could_not_run(&["nowhere.csv", "不存在"]);
}

#[test]
fn the_year_that_is_given_judges_days() {
    let desk = Desk::empty();
    desk.write("t.csv", "level1,level2,level3,op,target\n产出,时效,竣工时间,≤,2021-06-30\n");
    assert_eq!(desk.json(&["indicator", "check", "t.csv"])["findings"], json!([]));
    let answer = desk.json(&["indicator", "check", "t.csv", "--year", "2020"]);
    assert_eq!(findings(&answer)[0]["rule"], "MZ-Q024");
}

#[test]
fn every_level_gets_a_suggestion_and_the_words_choose_among_them() {
    let desk = Desk::empty();
    let answer = desk.json(&["indicator", "suggest", "--kind", "征地补偿", "--words", "青苗及附着物补偿"]);
    assert_eq!((&answer["format"], &answer["kind"]), (&json!("indicator-suggest/1"), &json!("征地与补偿")));
    let suggestions = answer["suggestions"].as_array().expect("suggestions");
    assert_eq!(suggestions[0]["level3"], "兑付青苗及附着物补偿户数");
    assert_eq!(suggestions[0]["why"]["matched_words"], json!(["青苗", "附着物", "补偿"]));
    for level2 in
        ["数量", "质量", "时效", "成本", "经济效益", "社会效益", "生态效益", "可持续影响", "服务对象满意度"]
    {
        assert!(suggestions.iter().any(|suggestion| suggestion["level2"] == level2), "nothing for {level2}");
    }
    let printed = desk.run(&["indicator", "suggest", "--kind", "征地补偿"]).exits(0).stdout;
    assert!(printed.contains("产出 · 数量") && printed.contains("常见毛病："), "{printed}");
}

#[test]
fn an_unknown_kind_is_answered_with_the_kinds_there_are() {
    Desk::empty().run(&["indicator", "suggest", "--kind", "工程建没"]).could_not_run(&[
        "没有项目类型“工程建没”",
        "是不是“工程建设”",
        "执法监管",
    ]);
}

#[test]
fn a_folder_of_policies_brings_its_own_library() {
    let desk = Desk::empty();
    let rows = "level1,level2,level3,op,target,unit,shape,basis,evidence,pitfall,words\n\
                产出,数量,参保人数,=,30,人,equal,参保登记,缴费凭证,漏缴,社保\n";
    std::fs::create_dir_all(desk.path("own/indicators")).unwrap();
    desk.write("own/indicators/staff.csv", rows);
    let answer = desk.json(&["indicator", "suggest", "--kind", "人员经费", "--policies", "own"]);
    assert_eq!(answer["suggestions"][0]["level3"], "参保人数");
    desk.write("own/indicators/staff.csv", rows.replace("equal", "equel"));
    let wrong = desk.run(&["indicator", "suggest", "--kind", "人员经费", "--policies", "own"]).exits(1);
    assert!(wrong.stderr.contains("MZ-P013 staff.csv 第2行 “shape”列"), "{}", wrong.stderr);
}
