//! Papers that grow in one direction each: thousands of subtotals, of lists, of score tables, one endless sentence.
//! A real paper has a little of each; a file that somebody joined from a hundred reports has a lot of some.

/// A way in which a paper can grow.
pub struct Shape {
    /// What there is much of.
    pub name: &'static str,
    /// A paper of about so many characters.
    pub paper: fn(usize) -> String,
}

/// All shapes.
pub const SHAPES: [Shape; 39] = [
    Shape { name: "sections", paper: |size| fill(size, "", |_| SECTION.to_owned()) },
    Shape { name: "subtotals", paper: |size| fill(size, HEADINGS, subtotal) },
    Shape { name: "subtotals, all wrong", paper: |size| fill(size, HEADINGS, wrong_subtotal) },
    Shape { name: "subtotals of nothing", paper: |size| fill(size, HEADINGS, empty_subtotal) },
    Shape { name: "totals, all wrong, of nothing", paper: |size| fill(size, HEADINGS, wrong_of_nothing) },
    Shape { name: "totals alone", paper: |size| fill(size, HEADINGS, |i| format!("合计{i}\t{i}\t7\n")) },
    Shape { name: "rows of one total", paper: |size| fill(size, HEADINGS, row) + "合计\t1\t1\n" },
    Shape { name: "levels", paper: |size| fill(size, "科目编码\t名称\t预算数\n", leveled) },
    Shape { name: "columns", paper: wide },
    Shape { name: "rate columns", paper: wide_rates },
    Shape { name: "rows of headings", paper: many_headings },
    Shape { name: "a long heading", paper: long_heading },
    Shape { name: "tables joined", paper: |size| fill(size, HEADINGS, |i| format!("甲\t{i}\t2\n\n")) },
    Shape {
        name: "tables with headings",
        paper: |size| fill(size, "", |i| format!("名称{i}\t预算数\n甲\t{i}\n\n")),
    },
    Shape {
        name: "parts of a form",
        paper: |size| fill(size, HEADINGS, |_| format!("{HEADINGS}甲\t1\t2\n")),
    },
    Shape {
        name: "score tables", paper: |size| fill(size, "综合得分93分。\n", |i| score_table(i) + "\n")
    },
    Shape {
        name: "rows of a score table",
        paper: |size| fill(size, SCORES, |i| format!("组\t指标{i}\t2\t1\n")),
    },
    Shape { name: "groups of a score table", paper: |size| fill(size, SCORES, scored_group) },
    Shape {
        name: "totals beside groups",
        paper: |size| fill(size / 2, SCORES, scored_group) + &fill(size / 2, "", score_total),
    },
    Shape { name: "total scores, all different", paper: |size| fill(size, "", score_total) + SCORED },
    Shape {
        name: "total scores, all alike",
        paper: |size| fill(size, "", |_| "综合得分93分。\n".to_owned()) + SCORED,
    },
    Shape { name: "scores missing", paper: missing_scores },
    Shape {
        name: "grades",
        paper: |size| fill(size, BANDS, |_| "综合得分88分，评价等级为优。\n".to_owned()),
    },
    Shape {
        name: "bands", paper: |size| fill(size, "", |_| format!("{BANDS}综合得分95分，等级为优。\n"))
    },
    Shape {
        name: "lists",
        paper: |size| fill(size, "", |i| format!("收入{}万元，其中：甲{i}万元；乙1万元。\n", i + 2)),
    },
    Shape {
        name: "lists in one passage",
        paper: |size| fill(size, "", |i| format!("收入{}万元，由甲{i}万元、乙1万元组成；", i + 2)),
    },
    Shape {
        name: "announcements in one sentence",
        paper: |size| fill(size, "收入9万元。\n", |i| format!("甲：{i}.25万元；")),
    },
    Shape {
        name: "parts of one list",
        paper: |size| fill(size, "收入9万元，其中：", |i| format!("甲{i}，{i}.25万元、")),
    },
    Shape {
        name: "numbered parts",
        paper: |size| fill(size, "收入9万元，分为：\n", |i| format!("{}.甲{i}.25万元。\n", i + 1)),
    },
    Shape { name: "rates of one table, a third of them wrong", paper: |size| fill(size, RATES, wrong_rate) },
    Shape {
        name: "faults",
        paper: |size| fill(size, "", |i| format!("项目{i}安排600.00万元，支出{i}.25万元，执行率101.00%。\n")),
    },
    Shape {
        name: "shares of shares", paper: |size| fill(size, "", |_| "甲1万元，占的3%，".to_owned())
    },
    Shape {
        name: "shares side by side",
        paper: |size| fill(size, "甲1万元，乙2万元，占总额的", |_| "14.7%、".to_owned()),
    },
    Shape {
        name: "rates in one sentence",
        paper: |size| fill(size, "", |i| format!("安排{i}万元，支出3万元，执行率5%，")),
    },
    Shape { name: "repeated labels", paper: |size| fill(size, "", repeated) },
    Shape { name: "numbers without a unit", paper: |size| fill(size, "", |_| "1、".to_owned()) },
    Shape { name: "numbers after colons", paper: |size| fill(size, "", |_| "1：".to_owned()) },
    Shape {
        name: "names behind open brackets", paper: |size| fill(size, "", |_| "3个即（甲、".to_owned())
    },
    Shape {
        name: "brackets in brackets", paper: |size| fill(size, "", |_| "（（3万元）。".to_owned())
    },
];

/// More shapes, of running text alone.
pub const TEXTS: [Shape; 5] = [
    Shape { name: "one word", paper: |size| "为".repeat(size) + "3万元" },
    Shape { name: "words of measures", paper: |size| "其中预算".repeat(size / 4) + "3万元" },
    Shape {
        name: "promised columns",
        paper: |size| fill(size, "", |i| format!("名单（姓名、单位{i}）\n姓名{i}\t职务\n甲\t乙\n\n")),
    },
    Shape { name: "a long total", paper: |size| "项目".repeat(size / 2) + "得分93分。\n" + SCORED },
    Shape { name: "digits", paper: |size| "1".repeat(size) + "万元" },
];

const HEADINGS: &str = "类别\t预算数\t支出数\n";
const RATES: &str = "类别\t预算数\t执行数\t执行率\n";
const SCORES: &str = "一级指标\t二级指标\t分值\t得分\n";
const SCORED: &str = "指标\t分值\t得分\n甲\t60\t55\n乙\t40\t38\n合计\t100\t93\n";
const BANDS: &str = "得分≥90分为优，80≤得分<90分为良，得分<80分为中。\n";
const SECTION: &str = "全年支出500.00万元，其中：基本支出300.00万元，占60.00%；项目支出200.00万元，占40.00%。\n\
    类别\t项目数\t预算数\t支付数\n甲类\t3\t10.50\t9.00\n乙类\t4\t20.50\t20.00\n合计\t7\t31.00\t29.00\n\n";

/// A beginning and as many pieces as fit.
fn fill(size: usize, begin: &str, piece: impl Fn(usize) -> String) -> String {
    let mut text = begin.to_owned();
    let (mut chars, mut index) = (begin.chars().count(), 0);
    while chars < size {
        let next = piece(index);
        chars += next.chars().count();
        text.push_str(&next);
        index += 1;
    }
    text
}

fn row(i: usize) -> String {
    format!("甲{i}\t{i}.50\t7\n")
}

fn subtotal(i: usize) -> String {
    format!("甲\t{i}\t3\n乙\t2\t4\n小计\t{}\t7\n", i + 2)
}

fn wrong_subtotal(i: usize) -> String {
    format!("甲\t{i}\t3\n乙\t2\t4\n小计\t{}\t7\n", i + 3)
}

fn empty_subtotal(_: usize) -> String {
    "甲\t0\t0\n小计\t0\t0\n".to_owned()
}

fn wrong_of_nothing(_: usize) -> String {
    "甲\t0\t0\n合计\t1\t0\n".to_owned()
}

fn leveled(i: usize) -> String {
    format!("{}\t甲\t3\n合计\t\t{i}\n", "2".repeat(i % 40 + 1))
}

/// One number above another in as many columns as rows are long.
fn wide(size: usize) -> String {
    let columns = 1_000.min(size / 20);
    let line = |cell: &str| vec![cell; columns].join("\t") + "\n";
    fill(size, &line("预算数"), |i| if i % 3 == 2 { line("合计") } else { line("7") })
}

fn wide_rates(size: usize) -> String {
    let columns = 400.min(size / 20);
    let line = |cell: &str| vec![cell; columns].join("\t") + "\n";
    fill(size, &line("预算数\t执行率"), |_| line("7\t3.25%"))
}

/// Headings that leave the first column open, then as many rows.
fn many_headings(size: usize) -> String {
    let headings = fill(size / 2, "类别\t预算数\t支出数\n", |_| "\t\t续\n".to_owned());
    headings + &fill(size / 2, "", row)
}

fn long_heading(size: usize) -> String {
    let heading = format!("类别\t{}数\t支出数\n", "预算".repeat(size / 4));
    heading + &fill(size / 2, "", row) + "合计\t9\t9\n"
}

fn score_table(i: usize) -> String {
    format!("指标{i}\t分值\t得分\n甲\t60\t55\n乙\t40\t38\n合计\t100\t93\n")
}

fn scored_group(i: usize) -> String {
    format!("项目{i}（5分）\t甲\t3\t2\n\t乙\t2\t1\n小计\t\t5\t3\n")
}

fn score_total(i: usize) -> String {
    format!("项目综合得分{}.{:02}分。\n", i / 100, i % 100)
}

fn missing_scores(size: usize) -> String {
    let rows = fill(size / 2, SCORES, |i| format!("组\t指标{i}\t2\t{}\n", if i % 3 == 0 { "" } else { "1" }));
    rows + &fill(size / 2, "", score_total)
}

fn wrong_rate(i: usize) -> String {
    format!("甲{i}\t100.00\t90.00\t90.00%\n乙\t100.00\t90.00\t57.00%\n丙\t50.00\t40.00\t80.00%\n")
}

fn repeated(i: usize) -> String {
    format!("办公设备购置费{}.25万元。\n", 123_456 + i % 2)
}
