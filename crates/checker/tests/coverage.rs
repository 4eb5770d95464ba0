//! What a check says that it covered.

mod support;

use mingzhang_checker::{Coverage, check};

fn coverage(text: &str) -> Coverage {
    check(&support::paper(text)).coverage
}

#[test]
fn a_rate_that_its_neighbours_prove_is_not_counted_among_what_cannot_be_tested() {
    let covered = coverage(
        "上报3468户，抽查520户。抽查中未使用19户、漏水11户、不符8户，累计问题户38户，合格482户，合格率92.69%。",
    );
    let rates = covered.not_checkable.iter().filter(|(why, _)| why.contains("比率"));
    assert_eq!(rates.count(), 0, "{covered:?}");
}

#[test]
fn a_rate_of_figures_that_the_paper_does_not_state_is_counted_with_its_reason() {
    let covered = coverage("全县参保率96.31%。");
    assert_eq!(covered.not_checkable, [("比率没有写出分子分母".to_owned(), 1)]);
}

#[test]
fn no_more_figures_stand_in_relations_than_the_paper_has() {
    let covered = coverage(
        "工程于2023年3月6日招标，3月20日签订合同，4月3日开工，8月25日完工，9月12日验收。概算100万元。",
    );
    assert_eq!((covered.understood, covered.in_relation), (1, 0), "{covered:?}");
}
