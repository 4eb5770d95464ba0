//! `mingzhang rule`: what the checker looks for.

use crate::support::{Desk, published};

#[test]
fn every_rule_is_listed_and_explained() {
    let desk = Desk::empty();
    let list = desk.run(&["rule"]).exits(0).stdout;
    let codes: Vec<&str> =
        list.split_whitespace().filter(|word| word.starts_with("MZ-") && word.len() == 7).collect();
    assert!(codes.len() > 60, "{list}");
    let mut once = codes.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), codes.len(), "a code stands once");
    for family in ["MZ-A", "MZ-C", "MZ-I", "MZ-L", "MZ-P", "MZ-Q"] {
        let of_family = codes.iter().find(|code| code.starts_with(family)).expect(family);
        let printed = desk.run(&["rule", of_family]).exits(0).stdout;
        assert!(printed.starts_with(of_family) && printed.contains("怎样改"), "{printed}");
    }
}

#[test]
fn a_rule_is_explained_with_examples() {
    let desk = Desk::empty();
    let printed = desk.run(&["rule", "mz-c001"]).exits(0).stdout;
    for heading in ["检查什么", "为什么", "有问题的例子", "没有问题的例子", "怎样改", "界限"]
    {
        assert!(printed.contains(heading), "no {heading} in\n{printed}");
    }
}

#[test]
fn every_rule_that_a_finding_names_is_explained() {
    let desk = Desk::empty();
    desk.write("a.txt", published());
    let answer = desk.run(&["check", "a.txt", "--format", "json"]).exits(1).json();
    for finding in answer["findings"].as_array().expect("findings") {
        desk.run(&["rule", finding["rule"].as_str().expect("a rule")]).exits(0);
    }
}

#[test]
fn an_unknown_rule_could_not_be_explained() {
    Desk::empty().run(&["rule", "MZ-X999"]).could_not_run(&["没有规则 MZ-X999"]);
}
