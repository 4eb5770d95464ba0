//! The example's report, and what happens where something is missing.

mod example;

use super::{Report, compose};
use example::Example;
use mingzhang_documents::{self as documents, Meta};
use mingzhang_domain::Date;
use mingzhang_domain::figure::FigureSet;
use mingzhang_domain::finding::{Finding, Severity};
use mingzhang_domain::ids::{FiscalYear, PolicyId, Seq};
use mingzhang_domain::ledger::LineTally;
use mingzhang_domain::money::Fen;
use mingzhang_domain::paper::{Cell, Content, Paper, Role};
use mingzhang_domain::performance::{Narrative, Section, Unit};
use mingzhang_domain::register::Register;

const YEAR_END: Date = Date::constant(2020, 12, 31);

/// The example's report as of a day, after a change to what it is written from.
fn example(as_of: Date, change: impl FnOnce(&mut Example)) -> Paper {
    let mut example = Example::load(as_of);
    change(&mut example);
    compose(&example.report()).unwrap()
}

/// Headings, captions, notes, tables and charts, one line each; running text is left out.
fn dump(paper: &Paper) -> String {
    let mut lines = Vec::new();
    for block in &paper.blocks {
        match &block.content {
            Content::Paragraph(paragraph) if paragraph.role == Role::Body => {}
            Content::Paragraph(paragraph) => {
                lines.push(format!("{:?}  {}", paragraph.role, paragraph.content()))
            }
            Content::Table(table) => lines.extend(table.rows.iter().map(|row| {
                let cell = |cell: &Cell| if cell.continues_above { "↑".to_owned() } else { cell.content() };
                format!("  {}", row.cells.iter().map(cell).collect::<Vec<_>>().join(" | "))
            })),
            Content::Chart(chart) => lines.push(format!("{:?}  {}", chart.kind, chart.title)),
            Content::Unread(what) => lines.push(format!("{what:?}")),
            Content::NewPage { landscape } => {
                lines.push(format!("—— {}", if *landscape { "landscape" } else { "portrait" }))
            }
        }
    }
    lines.join("\n") + "\n"
}

fn body(paper: &Paper) -> String {
    let text = |content: &Content| match content {
        Content::Paragraph(paragraph) if paragraph.role == Role::Body => Some(paragraph.content()),
        _ => None,
    };
    paper.blocks.iter().filter_map(|block| text(&block.content)).collect::<Vec<_>>().join("\n")
}

/// With `UPDATE_GOLDEN` set, the file is written anew and the difference shows in the diff.
#[test]
fn the_example_has_the_headings_and_tables_of_the_golden_file() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/report/tests/gaoxin-2020.txt");
    let dump = dump(&example(YEAR_END, |_| {}));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &dump).unwrap();
    }
    assert_eq!(dump, std::fs::read_to_string(path).unwrap());
}

#[test]
fn the_money_is_told_in_sentences() {
    let body = body(&example(YEAR_END, |_| {}));
    for sentence in [
        "2020年年初安排预算286223.43万元；全年调整后预算363264.28万元，支付357827.61万元，未支付5436.67万元，执行率98.50%。",
        "其中：人员及公用经费项目2个，预算3414.82万元，支付3400.57万元，执行率99.58%；专项项目116个，\
         预算359849.46万元，支付354427.04万元，执行率98.49%。",
        "上级转移支付项目8个，预算748.20万元，支付630.46万元，执行率84.26%。",
        "评价总得分96分，满分100分，等级为优秀。",
        "等级按总得分划分：得分≥85分为优秀；75≤得分<85分为良好；60≤得分<75分为一般；得分<60分为较差。",
    ] {
        assert!(body.contains(sentence), "{sentence}\n{body}");
    }
}

#[test]
fn a_day_within_the_year_is_named_in_sentences_and_tables() {
    let paper = example(Date::constant(2020, 9, 30), |_| {});
    assert!(body(&paper).contains("截至9月30日，调整后预算339653.73万元，支付237837.03万元"));
    assert!(dump(&paper).contains("2020年各类资金预算执行情况（截至9月30日）"));
    assert!(dump(&paper).contains("9月末 | 339,653.73 | 237,837.03 | 70.02%"));
    assert!(!dump(&paper).contains("10月末"));
}

/// 附件, names, numbers of documents and bounds of the policy's bands: digits that are neither figures nor days.
fn plain_words_with_digits(example: &Example) -> Vec<String> {
    let fixed = ["〔2013〕2号", "附件1", "附件2"];
    let bands = ["得分≥85分", "75≤得分<85分", "60≤得分<75分", "得分<60分"];
    let members = example.register.members.iter().map(|member| member.id.to_string());
    let projects = example.register.projects.iter().map(|project| project.name.clone());
    let fixed = fixed.map(str::to_owned).into_iter().chain(bands.map(str::to_owned));
    fixed.chain(members).chain(projects).collect()
}

/// A text without the numbers of its years, months and days: `2022年`, `9月末`, `2020年11月30日`.
fn without_days(text: &str) -> String {
    let mut rest = String::new();
    let mut digits = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        let is_day = match c {
            '年' => digits.len() == 4,
            '月' | '日' => digits.len() <= 2,
            _ => false,
        };
        if !is_day {
            rest.push_str(&digits);
        }
        digits.clear();
        rest.push(c);
    }
    rest + &digits
}

#[test]
fn every_number_is_bound_to_a_figure() {
    let example = Example::load(YEAR_END);
    let paper = compose(&example.report()).unwrap();
    let allowed = plain_words_with_digits(&example);
    for block in &paper.blocks {
        let heading = matches!(&block.content, Content::Paragraph(p) if p.role == Role::Heading(3));
        let table = matches!(block.content, Content::Table(_));
        for run in block.runs().filter(|run| run.figure.is_none()) {
            let rest = allowed.iter().fold(run.text.clone(), |text, words| text.replace(words, ""));
            let rest = without_days(&rest);
            let rest = if heading { rest.trim_start_matches(|c: char| c.is_ascii_digit()) } else { &rest };
            let ordinal = table && rest.parse::<u8>().is_ok();
            assert!(ordinal || !rest.contains(|c: char| c.is_ascii_digit()), "{}", run.text);
        }
    }
}

#[test]
fn every_bound_run_prints_its_figure() {
    let example = Example::load(YEAR_END);
    let paper = compose(&example.report()).unwrap();
    assert!(paper.figures().count() > 250);
    for (_, run, key) in paper.figures() {
        let value = &example.figures.get(key).unwrap().value;
        assert!(run.text == value.display() || run.text == value.display_grouped(), "{key} {}", run.text);
    }
}

#[test]
fn an_unknown_key_is_a_finding_that_names_the_heading() {
    let mut example = Example::load(YEAR_END);
    let text = "共{{paid.nothing}}，再{{paid.nothing}}和{{rate.all}}".to_owned();
    example.register.narratives.push(Narrative {
        section: Section::Problem,
        position: 99,
        title: "别的".to_owned(),
        text,
    });
    example.register.descriptions[0].text = "{{}}".to_owned();
    let findings = compose(&example.report()).unwrap_err();
    let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "“4. 别的”之下引用了数字“paid.nothing”，2020年全年的数字里没有这个键。",
            "“政策相关性”之下引用了数字“”，2020年全年的数字里没有这个键。",
        ]
    );
}

#[test]
fn without_an_evaluation_the_report_says_that_nothing_is_scored() {
    let paper = example(YEAR_END, |example| example.forget_evaluation());
    assert!(body(&paper).contains("评价工作组尚未评分。总得分和等级在评分完成以后填列。"));
    assert!(
        body(&paper).contains("满分—分"),
        "a text about figures that are not there yet keeps their place"
    );
    assert!(!dump(&paper).contains("评价描述"));
}

#[test]
fn a_missing_score_leaves_the_total_open() {
    let paper = example(YEAR_END, |example| {
        for sheet in &mut example.register.sheets {
            sheet.scores.retain(|(criterion, _)| criterion.as_str() != "检查整改落实情况");
        }
        example.evaluate();
    });
    assert!(body(&paper).contains("“检查整改落实情况”尚未评分，总得分和等级在评分完成以后填列。"));
    assert!(dump(&paper).contains("合计 | 100 | —"));
}

#[test]
fn missing_texts_leave_their_headings_out() {
    let paper = example(YEAR_END, |example| {
        let keep = [Section::Overview, Section::Organisation, Section::Output];
        example.register.narratives.retain(|narrative| keep.contains(&narrative.section));
    });
    let dump = dump(&paper);
    assert!(dump.contains("Heading(2)  （一）项目产出\n"), "{dump}");
    assert!(dump.contains("Heading(2)  （二）绩效指标完成情况\n"), "{dump}");
    assert!(!dump.contains("）改进措施"), "{dump}");
}

#[test]
fn each_line_of_a_text_is_a_paragraph() {
    let paper = example(YEAR_END, |example| {
        example.register.narratives[0].text = "甲\n\n乙{{rate.all}}\n".to_owned()
    });
    assert!(body(&paper).starts_with("甲\n乙98.50%\n我局"));
}

#[test]
fn categories_that_mix_basic_and_special_have_no_subtotal() {
    let paper = example(YEAR_END, |example| {
        for project in &mut example.register.projects {
            project.report_category = project.report_category.replace("人员及公用经费", "一般公共预算");
        }
        example.recount();
    });
    assert!(body(&paper).contains("按资金类别分：一般公共预算项目61个"));
    assert!(!body(&paper).contains("其中：") && !dump(&paper).contains("小计"));
}

#[test]
fn an_empty_register_still_makes_a_paper_where_the_whole_is_known() {
    let unit = Unit {
        code: "1".to_owned(),
        name: "某局".to_owned(),
        region: String::new(),
        policy: PolicyId::new("none"),
    };
    let register = Register::new(unit);
    let mut figures = FigureSet::new(FiscalYear(2020), YEAR_END, Seq(0));
    assert_eq!(
        compose(&Report { register: &register, figures: &figures, evaluation: None }).unwrap_err().len(),
        5
    );
    figures.extend(example::budget(&register, &[], YEAR_END));
    let paper = compose(&Report { register: &register, figures: &figures, evaluation: None }).unwrap();
    assert!(body(&paper).contains("执行率—。"));
    assert!(body(&paper).contains("（本章文字待填写。）"));
    assert!(body(&paper).contains("评价工作组成员尚未登记。"));
}

#[test]
fn a_rounding_difference_is_noted_only_where_there_is_one() {
    let note = |paper: &Paper| dump(paper).lines().find(|line| line.starts_with("Note")).unwrap().to_owned();
    assert!(!note(&example(YEAR_END, |_| {})).contains("有尾差"));
    // Three categories with half a hundredth of 万元 each: 0.01 + 0.01 + 0.01 stand over 0.02.
    let paper = example(YEAR_END, |example| {
        let half = |code: &str| if code.ends_with("0000000001-1") { Fen(5_000) } else { Fen::ZERO };
        for (line, tally) in &mut example.lines {
            *tally = LineTally::default();
            tally.adjusted.amount = half(line.code.as_str());
            tally.paid.amount = half(line.code.as_str());
        }
        example.recount();
    });
    assert!(note(&paper).contains("“调整后预算”“支付”各列分项相加与小计、合计有尾差"), "{}", note(&paper));
}

/// The paper, and as it comes back from Word and from a page.
fn as_written_and_read(paper: Paper) -> [Paper; 3] {
    let meta = Meta::default();
    let word = documents::word::read(&documents::word::write(&paper, &meta).unwrap()).unwrap();
    let page = documents::html::read(&documents::html::write(&paper, &meta));
    [paper, word, page]
}

#[test]
fn the_checker_finds_no_error_in_the_report_however_it_was_written() {
    for as_of in [YEAR_END, Date::constant(2020, 9, 30), Date::constant(2020, 2, 15)] {
        for paper in as_written_and_read(example(as_of, |_| {})) {
            let report = mingzhang_checker::check(&paper);
            let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error);
            assert_eq!(errors.collect::<Vec<_>>(), [] as [&Finding; 0], "{as_of}");
            assert!(report.coverage.passed > 50, "{:?}", report.coverage);
        }
    }
}

#[test]
fn figures_keep_their_keys_through_word_and_page() {
    let bound = |paper: &Paper| -> Vec<(String, String)> {
        paper.figures().map(|(_, run, key)| (key.to_string(), run.text.clone())).collect()
    };
    let [paper, word, page] = as_written_and_read(example(YEAR_END, |_| {}));
    assert_eq!(bound(&word), bound(&paper));
    assert_eq!(bound(&page), bound(&paper));
}
