//! The example year: nothing is wrong with it, it posts whole, and its figures are those that were published.

use super::*;
use mingzhang_domain::Date;
use mingzhang_domain::figure::FigureSet;
use mingzhang_domain::figure::budget::Budget;
use mingzhang_domain::ids::Seq;
use mingzhang_domain::ledger::tally::moved;
use mingzhang_domain::ledger::{Book, LineTally, Posted, Voucher};
use mingzhang_domain::performance::Holder;
use mingzhang_domain::scoring::Evaluation;
use std::collections::HashMap;

/// Posts all instructions; every refusal is a failure.
fn post(set: &DataSet) -> (Book, Vec<Voucher>) {
    let mut book = Book::new(set.year, set.treasury_rules.clone());
    set.register.lines.iter().for_each(|line| book.add_line(line.clone()));
    set.register.contracts.iter().for_each(|contract| book.add_contract(contract));
    let mut vouchers = Vec::new();
    for sourced in &set.instructions {
        match book.post(sourced.item.clone()) {
            Ok(Posted::New(voucher)) => vouchers.push(*voucher),
            other => panic!("{:?}: {other:?}", sourced.place),
        }
    }
    (book, vouchers)
}

/// The figures of the money at the end of a day.
fn figures(set: &DataSet, book: &Book, vouchers: &[Voucher], as_of: Date) -> FigureSet {
    let mut tallies: HashMap<_, LineTally> = HashMap::new();
    for voucher in vouchers.iter().filter(|voucher| voucher.date <= as_of) {
        for (line, tally) in moved(voucher, book.counts(voucher)) {
            tallies.entry(line).or_default().add(&tally).unwrap();
        }
    }
    let register = &set.register;
    let with_tally = |line: &mingzhang_domain::ledger::QuotaLine| {
        (line.clone(), tallies.get(&line.code).copied().unwrap_or_default())
    };
    let lines: Vec<_> = register.lines.iter().map(with_tally).collect();
    let (offices, projects) = (&register.offices[..], &register.projects[..]);
    let budget = Budget { offices, projects, lines: &lines, as_of, known_up_to: Seq(1) };
    let mut figures = FigureSet::new(set.year, as_of, Seq(1));
    figures.extend(budget.figures().unwrap());
    figures
}

fn check(figures: &FigureSet, expected: &[(&str, &str)]) {
    for (key, shown) in expected {
        assert_eq!(figures.find(key).map(|f| f.value.display()).as_deref(), Some(*shown), "{key}");
    }
}

#[test]
fn the_example_year_posts_without_a_refusal_and_gives_the_published_figures() {
    let (set, findings) = read(&embedded(), &Policies::embedded());
    assert_eq!(places(&findings), []);
    let set = set.unwrap();
    assert_eq!(set.instructions.len(), 322 + 834 + 2 * 2985 + 29);
    let (book, vouchers) = post(&set);
    let year = figures(&set, &book, &vouchers, set.year.last_day());
    for (scope, count, adjusted, paid, rate) in [
        ("category.人员及公用经费", "2", "3414.82", "3400.57", "99.58%"),
        ("category.一般公共预算", "59", "116832.42", "116704.47", "99.89%"),
        ("category.政府性基金预算", "37", "237391.81", "232458.09", "97.92%"),
        ("category.存量资金", "12", "4877.03", "4634.02", "95.02%"),
        ("category.上级转移支付", "8", "748.20", "630.46", "84.26%"),
        ("special", "116", "359849.46", "354427.04", "98.49%"),
        ("all", "118", "363264.28", "357827.61", "98.50%"),
    ] {
        let key = |measure: &str| format!("{measure}.{scope}");
        check(
            &year,
            &[
                (&key("count"), count),
                (&key("adjusted"), adjusted),
                (&key("paid"), paid),
                (&key("rate"), rate),
                (&key("held"), "0.00"),
            ],
        );
    }
    check(&year, &[("initial.all", "286223.43")]);
    let september = figures(&set, &book, &vouchers, Date::constant(2020, 9, 30));
    check(&september, &[("adjusted.all", "339653.73"), ("paid.all", "237837.03"), ("rate.all", "70.02%")]);
}

#[test]
fn the_example_is_scored_and_its_two_open_points_are_noted() {
    let (set, findings) = read(&embedded(), &Policies::embedded());
    let set = set.unwrap();
    let evaluation = Evaluation::new(set.evaluation_policy.unwrap(), &set.register.sheets);
    assert_eq!(evaluation.total.unwrap().short(), "96");
    assert_eq!(evaluation.grade.as_deref(), Some("优秀"));
    let register = &set.register;
    assert_eq!(
        (register.sheets.len(), register.members.len(), register.indicators_of(&Holder::Unit).len()),
        (20, 20, 23)
    );
    assert_eq!((register.goals.len(), register.indicators.len(), register.steps.len()), (197, 800, 792));
    assert_eq!((register.narratives.len(), register.descriptions.len()), (45, 17));
    assert!(register.policy.is_some());
    let notes: Vec<_> = findings.iter().map(|f| (f.rule, f.place.row, f.recomputed.as_deref())).collect();
    assert_eq!(notes, [("MZ-I030", Some(12), Some("4")), ("MZ-I031", Some(3), Some("96"))]);
}

#[test]
fn a_set_without_unit_and_texts_is_read_too() {
    let mut files = embedded();
    files.retain(|file| !["unit.csv", "descriptions.csv", "texts.csv"].contains(&file.name.as_str()));
    let (set, findings) = read(&files, &Policies::embedded());
    assert_eq!(places(&findings), []);
    let set = set.unwrap();
    assert_eq!(set.year, FiscalYear(2020));
    assert_eq!((set.register.unit.code.as_str(), set.register.unit.name.as_str()), ("000000", "本单位"));
    assert!(set.evaluation_policy.is_some());
    files.retain(|file| {
        ["projects", "lines", "quota", "plans", "payments"].iter().any(|n| file.name.starts_with(n))
    });
    let (set, findings) = read(&files, &Policies::embedded());
    assert_eq!(places(&findings), []);
    post(&set.unwrap());
}

#[test]
fn the_way_of_writing_changes_nothing() {
    let plain = read(&embedded(), &Policies::embedded()).0.unwrap();
    let same = |files: Vec<SourceFile>| {
        let (set, findings) = read(&files, &Policies::embedded());
        assert_eq!(places(&findings), []);
        assert!(set.unwrap() == plain);
    };
    // A byte order mark, CRLF, another order of columns, blank and comma-only lines at the end.
    let mut files = changed("plans.csv", |text| {
        let swap = |line: &str| {
            let fields: Vec<&str> = line.split(',').collect();
            [fields[3], fields[0], fields[2], fields[1]].join(",")
        };
        let lines: Vec<String> = text.lines().map(swap).collect();
        format!("\u{feff}{}\r\n\r\n,,,\r\n", lines.join("\r\n"))
    });
    same(files.clone());
    files.iter_mut().for_each(|file| file.name = format!("年度/{}", file.name.to_uppercase()));
    assert_eq!(places(&read(&files, &Policies::embedded()).1), []);
    // Dates and amounts as people write them.
    same(replaced("payments.csv", "2020-01-21", "2020年1月21日"));
    same(replaced("payments.csv", "2020-01-21", "2020/1/21"));
    same(replaced("payments.csv", "356557.95", "\"３５６,５５７.95\""));
    same(replaced("payments.csv", "356557.95", "35.655795万元"));
    same(replaced("plans.csv", "2020-01,", "2020年1月,"));
    same(replaced("texts.csv", "\n前言,,依照", "\n前言,,\"依照").into_iter().map(close_first_text).collect());
}

/// Closes the quote that was opened in the first text.
fn close_first_text(mut file: SourceFile) -> SourceFile {
    if file.name == "texts.csv" {
        let text = String::from_utf8(file.bytes).unwrap();
        file.bytes = text.replacen("\n概况,", "\"\n概况,", 1).into_bytes();
    }
    file
}

#[test]
fn gb18030_is_understood() {
    // 处室 in the office's old encoding.
    let mut files = embedded();
    let offices = files.iter_mut().find(|f| f.name == "offices.csv").unwrap();
    offices.bytes =
        [b"office,name,staff\n01,".as_slice(), &[0xB0, 0xEC, 0xB9, 0xAB, 0xCA, 0xD2], b",48\n"].concat();
    let (set, _) = read(&files, &Policies::embedded());
    assert_eq!(set.unwrap().register.offices[0].name, "办公室");
}
