//! `mingzhang figures`: every figure of the example year, by key.

use crate::support::{Desk, ENTRIES};
use serde_json::Value;
use std::collections::HashMap;

/// What a category's money is, in 万元, and its rate.
pub struct Row {
    /// How `demo` calls it.
    pub printed: &'static str,
    pub scope: &'static str,
    pub count: &'static str,
    pub initial: &'static str,
    pub adjusted: &'static str,
    pub paid: &'static str,
    pub rate: &'static str,
}

const fn row(printed: &'static str, scope: &'static str, figures: [&'static str; 5]) -> Row {
    let [count, initial, adjusted, paid, rate] = figures;
    Row { printed, scope, count, initial, adjusted, paid, rate }
}

/// What the ledger must give. All but the parts of the initial quota stand in the published report.
pub const TABLE: [Row; 7] = [
    row("人员及公用经费", "category.人员及公用经费", ["2", "3301.20", "3414.82", "3400.57", "99.58%"]),
    row("一般公共预算", "category.一般公共预算", ["59", "98754.30", "116832.42", "116704.47", "99.89%"]),
    row("政府性基金预算", "category.政府性基金预算", ["37", "180000.00", "237391.81", "232458.09", "97.92%"]),
    row("存量资金", "category.存量资金", ["12", "3800.00", "4877.03", "4634.02", "95.02%"]),
    row("上级转移支付", "category.上级转移支付", ["8", "367.93", "748.20", "630.46", "84.26%"]),
    row("专项项目小计", "special", ["116", "282922.23", "359849.46", "354427.04", "98.49%"]),
    row("合计", "all", ["118", "286223.43", "363264.28", "357827.61", "98.50%"]),
];

/// The scores of the criteria: where the published table lost one, the sheets have 4.
const SCORES: [(&str, &str); 17] = [
    ("政策相关性", "3.00"),
    ("部门职责相关性", "3.00"),
    ("预算项目相关性", "4.00"),
    ("绩效目标设立科学性", "5.00"),
    ("绩效指标设立科学性", "4.00"),
    ("资金拨付情况", "7.00"),
    ("资金支出进度", "8.00"),
    ("资金使用规范性", "10.00"),
    ("管理制度健全性", "4.00"),
    ("过程控制有效性", "4.00"),
    ("检查整改落实情况", "4.00"),
    ("工程施工项目完成率", "10.00"),
    ("工程质量评定合格率", "10.00"),
    ("推进自然资源、规划和住建工作", "5.00"),
    ("优化营商环境", "5.00"),
    ("可持续影响效益", "5.00"),
    ("受益群体满意度", "5.00"),
];

/// Key → figure.
pub fn by_key(answer: &Value) -> HashMap<String, Value> {
    let figures = answer["figures"].as_array().expect("figures");
    figures.iter().map(|figure| (figure["key"].as_str().expect("a key").to_owned(), figure.clone())).collect()
}

/// Value, unit and display of a figure.
#[track_caller]
fn shown<'f>(figures: &'f HashMap<String, Value>, key: &str) -> [&'f str; 3] {
    let figure = figures.get(key).unwrap_or_else(|| panic!("no {key}"));
    ["value", "unit", "display"].map(|field| figure[field].as_str().expect("a text"))
}

#[test]
fn every_figure_of_the_published_table_comes_out_of_the_vouchers() {
    let figures = by_key(&Desk::with_demo().figures(&[]));
    for row in &TABLE {
        for (measure, expected) in [("initial", row.initial), ("adjusted", row.adjusted), ("paid", row.paid)]
        {
            let key = format!("{measure}.{}", row.scope);
            let [value, unit, display] = shown(&figures, &key);
            assert_eq!((unit, display), ("元", expected), "{key}");
            assert_eq!(ten_thousands(value), expected, "{key}");
        }
        let rate = row.rate.trim_end_matches('%');
        assert_eq!(shown(&figures, &format!("rate.{}", row.scope)), [rate, "%", row.rate]);
        assert_eq!(shown(&figures, &format!("count.{}", row.scope)), [row.count, "个", row.count]);
    }
}

/// 元 to the fen as 万元 with two decimals, half up, in whole numbers.
fn ten_thousands(yuan: &str) -> String {
    let (whole, fen) = yuan.split_once('.').expect("exact to the fen");
    assert_eq!(fen.len(), 2, "{yuan}");
    let fen: i64 = format!("{whole}{fen}").parse().expect("a number");
    let hundredths = (fen + 5_000) / 10_000;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[test]
fn the_parts_add_up_to_the_whole_to_the_fen() {
    let figures = by_key(&Desk::with_demo().figures(&[]));
    let fen = |key: String| -> i64 { shown(&figures, &key)[0].replace('.', "").parse().expect("a number") };
    for measure in ["initial", "adjusted", "planned", "held", "paid", "left"] {
        let of =
            |rows: &[Row]| -> i64 { rows.iter().map(|row| fen(format!("{measure}.{}", row.scope))).sum() };
        assert_eq!(of(&TABLE[1..5]), of(&TABLE[5..6]), "{measure}: the categories of the special projects");
        assert_eq!(of(&TABLE[0..5]), of(&TABLE[6..7]), "{measure}: everything");
    }
    assert_eq!(fen("left.all".into()), fen("adjusted.all".into()) - fen("paid.all".into()));
}

#[test]
fn the_thirtieth_of_september_is_the_published_one() {
    let answer = Desk::with_demo().figures(&["--as-of", "2020-09-30"]);
    assert_eq!(answer["as_of"], "2020-09-30");
    let figures = by_key(&answer);
    let display = |key| shown(&figures, key)[2];
    assert_eq!(["adjusted.all", "paid.all", "rate.all"].map(display), ["339653.73", "237837.03", "70.02%"]);
}

#[test]
fn scores_total_grade_and_outputs_have_their_keys() {
    let figures = by_key(&Desk::with_demo().figures(&[]));
    for (criterion, score) in SCORES {
        assert_eq!(
            shown(&figures, &format!("score.criterion.{criterion}"))[..2],
            [score, "分"],
            "{criterion}"
        );
    }
    assert_eq!(figures.keys().filter(|key| key.starts_with("score.criterion.")).count(), SCORES.len());
    let groups = [("项目决策", "19.00"), ("项目执行", "37.00"), ("项目绩效", "40.00")];
    for (group, score) in groups {
        assert_eq!(shown(&figures, &format!("score.group.{group}"))[0], score);
    }
    assert_eq!(shown(&figures, "score.total"), ["96.00", "分", "96"]);
    assert_eq!(shown(&figures, "weight.total")[0], "100.00");
    assert_eq!(shown(&figures, "grade.total"), ["优秀", "", "优秀"]);
    assert_eq!(shown(&figures, "output.图斑调查率"), ["100", "%", "100"]);
    assert_eq!(shown(&figures, "output.新增建设用地计划指标"), ["4956.774", "亩", "4956.774"]);
    assert_eq!(shown(&figures, "target.新增建设用地计划指标"), ["4500", "亩", "4500"]);
    let outputs = figures
        .keys()
        .filter(|key| key.starts_with("output.") && !key.starts_with("output.project."))
        .count();
    let rates = figures.keys().filter(|key| key.starts_with("rate.project.")).count();
    assert_eq!((outputs, rates), (23, 118));
}

#[test]
fn json_is_alone_on_stdout_and_has_its_shape() {
    let desk = Desk::with_demo();
    let arguments = ["figures", "--year", "2020", "--format", "json"];
    let mut command = crate::support::mingzhang(desk.folder(), &arguments);
    let output = command.env("MINGZHANG_LOG", "trace").output().expect("it runs");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("stdout is JSON alone");
    assert!(!output.stderr.is_empty(), "the log goes to stderr");
    let fields = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(fields(&answer), ["format", "year", "as_of", "known_up_to", "head_sm3", "figures"]);
    assert_eq!(answer["format"], "figures/1");
    assert_eq!(answer["year"], 2020);
    assert_eq!(answer["as_of"], "2020-12-31");
    assert_eq!(answer["known_up_to"], ENTRIES);
    for figure in answer["figures"].as_array().expect("figures") {
        assert_eq!(fields(figure), ["key", "label", "value", "unit", "display", "because"]);
        assert!(figure["because"]["kind"].is_string(), "{figure}");
    }
    let keys = answer["figures"].as_array().expect("figures").len();
    assert_eq!(by_key(&answer).len(), keys, "a key stands once");
}

#[test]
fn key_takes_a_prefix_and_csv_has_the_same_values() {
    let desk = Desk::with_demo();
    let json = by_key(&desk.figures(&["--key", "paid.category."]));
    assert_eq!(json.len(), 5);
    let arguments = ["figures", "--year", "2020", "--key", "paid.category.", "--format", "csv"];
    let csv = desk.run(&arguments).exits(0).stdout;
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("key,label,value,unit,display"));
    for line in lines.clone() {
        let (key, _) = line.split_once(',').expect("a comma");
        let [value, unit, display] = shown(&json, key);
        assert!(line.ends_with(&format!(",{value},{unit},{display}")), "{line}");
    }
    assert_eq!(lines.count(), json.len());
    let table = desk.run(&["figures", "--year", "2020", "--key", "paid.special"]).exits(0).stdout;
    assert!(table.contains("354,427.04") && table.contains("万元") && !table.contains("paid.all"), "{table}");
    assert_eq!(desk.figures(&["--key", "none."])["figures"], Value::Array(vec![]));
}

#[test]
fn figures_known_up_to_a_place_in_the_history_are_the_same_for_ever() {
    let desk = Desk::with_demo();
    let now = desk.figures(&[]);
    let at = |seq: &str| desk.figures(&["--known-up-to", seq]);
    let early = at("3000");
    assert_eq!(early["known_up_to"], 3000);
    assert_ne!(by_key(&early)["paid.all"]["value"], by_key(&now)["paid.all"]["value"]);

    let set = desk.example("later");
    set.add("quota_entries.csv", "ZB202000999,2020-06-30,130171A20010000000001-1,追加,1000000.00,文,由");
    set.add("plans.csv", "JH202000999,2020-07,130171A20010000000001-1,1000000.00");
    set.add("payments.csv", "ZF202009999,2020-07-31,130171A20010000000001-1,支付,授权支付,999999.99,人,,,注");
    let added = desk.json(&["import", "later"]);
    assert_eq!(added["added"]["voucher"], 4, "{added}");

    let later = by_key(&desk.figures(&[]));
    assert_eq!(shown(&later, "adjusted.all")[0], "3633642834.29");
    assert_eq!(shown(&later, "paid.all")[0], "3579276126.82");
    assert_eq!(at(&ENTRIES.to_string()), now, "what was known then");
    assert_eq!(at("3000"), early);
}
