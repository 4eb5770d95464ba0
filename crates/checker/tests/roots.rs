//! One wrong cell breaks its row, its column and what is made of them: it is reported once, and the cell is named.

mod support;

use mingzhang_checker::check;
use mingzhang_domain::finding::Severity;

const TABLE: [[&str; 5]; 5] = [
    ["项目", "预算数", "支出数", "结余", "执行率"],
    ["甲类", "1200.00", "1080.00", "120.00", "90.00%"],
    ["乙类", "800.00", "600.00", "200.00", "75.00%"],
    ["丙类", "500.00", "485.00", "15.00", "97.00%"],
    ["合计", "2500.00", "2165.00", "335.00", "86.60%"],
];

#[test]
fn a_cell_that_breaks_its_row_and_its_column_is_named_once() {
    for (row, cells) in TABLE.iter().enumerate().skip(1) {
        for (column, right) in cells.iter().enumerate().skip(1) {
            let right = *right;
            let wrong = wrong(right);
            let text = table(|r, c| if (r, c) == (row, column) { &wrong } else { TABLE[r][c] });
            let errors: Vec<_> = check(&support::paper(&text))
                .findings
                .into_iter()
                .filter(|finding| finding.severity == Severity::Error)
                .collect();
            let [finding] = errors.as_slice() else { panic!("{right} as {wrong}: {errors:#?}") };
            let slip = finding.slip.as_ref().map(|slip| (slip.figure.text.as_str(), slip.likely.as_str()));
            assert_eq!(slip, Some((wrong.as_str(), right)), "{}", finding.message);
        }
    }
}

#[test]
fn the_message_says_that_the_cell_and_not_the_total_is_wrong() {
    let text = table(|r, c| if (r, c) == (2, 2) { "640.00" } else { TABLE[r][c] });
    let found = check(&support::paper(&text)).findings;
    let message = &found.first().expect("a finding").message;
    assert!(message.contains("3处不符同出一源，错在640.00（一位数字写错），应为600.00"), "{message}");
}

fn table<'t>(cell: impl Fn(usize, usize) -> &'t str) -> String {
    let row = |r: usize| (0..TABLE[0].len()).map(|c| cell(r, c)).collect::<Vec<_>>().join("\t");
    format!("单位：万元\n{}\n", (0..TABLE.len()).map(row).collect::<Vec<_>>().join("\n"))
}

/// The second digit is another one.
fn wrong(right: &str) -> String {
    let change = |(at, c): (usize, char)| match c.to_digit(10) {
        Some(digit) if at == 1 => char::from_digit((digit + 4) % 10, 10).unwrap(),
        _ => c,
    };
    right.chars().enumerate().map(change).collect()
}
