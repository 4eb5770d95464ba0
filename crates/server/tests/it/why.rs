//! `mingzhang why`: from a figure down to the vouchers.

use crate::support::Desk;
use serde_json::Value;

fn why(desk: &Desk, key: &str) -> Value {
    let answer = desk.json(&["why", key, "--year", "2020"]);
    assert_eq!(answer["format"], "why/1");
    answer["figure"].clone()
}

fn fen(yuan: &Value) -> i64 {
    yuan.as_str().expect("an amount").replace('.', "").parse().expect("a number of fen")
}

#[test]
fn a_rate_walks_down_to_single_vouchers_that_add_up() {
    let rate = why(&Desk::with_demo(), "rate.category.存量资金");
    assert_eq!((&rate["value"], &rate["because"]["kind"]), (&"95.02".into(), &"ratio".into()));
    let inputs = rate["inputs"].as_array().expect("inputs");
    let keys: Vec<&Value> = inputs.iter().map(|input| &input["key"]).collect();
    assert_eq!(keys, ["paid.category.存量资金", "adjusted.category.存量资金"]);
    for input in inputs {
        let vouchers = input["vouchers"].as_array().expect("vouchers");
        assert_eq!(input["because"]["movements"], vouchers.len());
        let sum: i64 = vouchers.iter().map(|voucher| fen(&voucher["amount"])).sum();
        assert_eq!(sum, fen(&input["value"]), "{}", input["key"]);
    }
    let first = &inputs[0]["vouchers"][0];
    let expected = [
        ("number", "ZF202000031/支付"),
        ("date", "2020-02-03"),
        ("act", "payment"),
        ("line", "130171C20010000000010-1"),
        ("amount", "131984.62"),
        ("payee", "南康服务有限公司"),
        ("contract", "HT20200171"),
    ];
    expected.iter().for_each(|(field, value)| assert_eq!(first[field], *value, "{first}"));
    assert!(first["seq"].as_u64().is_some(), "{first}");
}

#[test]
fn every_kind_of_reason_is_explained() {
    let desk = Desk::with_demo();
    let parts = |figure: &Value, name: &str| figure[name].as_array().map_or(0, Vec::len);
    assert_eq!(parts(&why(&desk, "paid.all"), "vouchers"), 3014);
    assert_eq!(parts(&why(&desk, "initial.all"), "vouchers"), 132);
    assert_eq!(parts(&why(&desk, "left.all"), "inputs"), 2);
    assert_eq!(parts(&why(&desk, "count.category.上级转移支付"), "names"), 8);
    assert_eq!(parts(&why(&desk, "score.total"), "inputs"), 3);
    let score = why(&desk, "score.criterion.检查整改落实情况");
    assert_eq!(parts(&score, "sheets"), 20);
    let points = |sheet: &Value| fen(&sheet["points"]);
    assert_eq!(score["sheets"].as_array().expect("sheets").iter().map(points).sum::<i64>(), 20 * 400);
    assert_eq!(why(&desk, "grade.total")["because"]["policy"], "shijiazhuang-2013-whole-department");
    assert!(why(&desk, "weight.total")["policy"]["document"].as_str().expect("a document").contains("2013"));
    assert_eq!(why(&desk, "output.图斑调查率")["because"]["kind"], "stated");
}

#[test]
fn for_people_the_formula_stands_with_its_numbers_and_the_vouchers_with_their_sum() {
    let desk = Desk::with_demo();
    let printed = desk.run(&["why", "rate.category.存量资金", "--year", "2020"]).exits(0).stdout;
    assert!(printed.contains("46340203.77 ÷ 48770293.45"), "{printed}");
    assert!(printed.contains("共 247 笔，合计 46,340,203.77 元"), "{printed}");
    assert!(printed.contains("其余 207 笔：加 --all 全部列出"), "{printed}");
    let all = desk.run(&["why", "rate.category.存量资金", "--year", "2020", "--all"]).exits(0).stdout;
    assert_eq!(all.lines().filter(|line| line.contains("/支付 支付 ")).count(), 247, "{all}");
}

#[test]
fn a_reason_is_as_of_the_day_of_its_figure() {
    let desk = Desk::with_demo();
    let answer = desk.json(&["why", "paid.all", "--year", "2020", "--as-of", "2020-09-30"]);
    let paid = &answer["figure"];
    let vouchers = paid["vouchers"].as_array().expect("vouchers");
    assert!(vouchers.iter().all(|voucher| voucher["date"].as_str() <= Some("2020-09-30")));
    assert_eq!(vouchers.iter().map(|voucher| fen(&voucher["amount"])).sum::<i64>(), fen(&paid["value"]));
    assert_eq!(paid["display"], "237837.03");
}

#[test]
fn an_unknown_key_is_answered_with_keys_like_it() {
    let desk = Desk::with_demo();
    let why = |key| desk.run(&["why", key, "--year", "2020"]);
    why("rate.category.存量").could_not_run(&["没有数据项 rate.category.存量", "rate.category.存量资金"]);
    why("rate.al").could_not_run(&["rate.all"]);
    why("").could_not_run(&["没有数据项"]);
    why("bogus").could_not_run(&["没有数据项 bogus"]);
}
