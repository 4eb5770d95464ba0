//! What the tests share: a sample report as an office would send it, and a readable dump of any paper.

#![allow(dead_code, reason = "each test file uses its part")]

pub mod book;
pub mod pdf;
pub mod word;

use mingzhang_documents::Meta;
use mingzhang_domain::Date;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::figure::FigureKey;
use mingzhang_domain::ids::Seq;
use mingzhang_domain::paper::{
    Align, Block, Cell, Chart, ChartKind, Content, Paper, Paragraph, Role, Row, Run, Series, Table,
};

/// The properties of the sample report.
pub fn meta() -> Meta {
    Meta {
        head_hash: None,
        title: "某局2020年度整体预算支出绩效自评报告".to_owned(),
        unit_name: "某开发区自然资源和规划建设局".to_owned(),
        figures_as_of: Some(Date::constant(2020, 12, 31)),
        known_up_to: Some(Seq(1287)),
    }
}

/// A report with everything that a paper can hold.
pub fn report() -> Paper {
    let mut contents = vec![
        say(Role::Title, "某开发区自然资源和规划建设局2020年度整体预算支出绩效自评报告"),
        say(Role::Heading(1), "一、基本情况"),
        say(Role::Heading(2), "（一）预算安排与执行"),
        body(vec![
            text("2020年，我局年初预算"),
            figure("initial.all", "286,223.43"),
            text("万元，调整后预算"),
            figure("adjusted.all", "363,264.28"),
            text("万元，截至12月31日支付"),
            figure("paid.all", "357,827.61"),
            text("万元，预算执行率"),
            figure("rate.all", "98.50%"),
            text("。其中专项项目"),
            figure("count.special", "116"),
            text("个，执行率"),
            figure("rate.special", "98.49%"),
            text("。各类资金的情况见表1和图1。"),
        ]),
        say(
            Role::Body,
            "按照“谁支出、谁负责”的原则，各处室对本处室的项目开展自评——逐项核对凭证、合同与验收材料，评价工作组复核后汇总形成本报告。",
        ),
        say(Role::Caption, "表1　各类资金预算执行情况"),
        say(Role::Unit, "单位：万元"),
        Content::Table(money_table()),
        say(Role::Note, "注：各行为四舍五入后的数，合计先加总后取舍，可能有尾差。"),
        say(Role::Caption, "图1　各类资金执行率"),
        Content::Chart(rates()),
        say(Role::Heading(2), "（二）支付进度"),
        say(Role::Body, "全年支付逐季加快，第四季度支付占全年的三成以上，主要是工程款按合同在年底集中结算。"),
        Content::Chart(quarters()),
        say(Role::Heading(3), "1. 存在的问题"),
        say(Role::Body, "上级转移支付项目的资金下达较晚，部分项目年内未能形成支付。"),
        Content::Chart(lines()),
        say(Role::Heading(1), "二、下一步措施"),
        say(Role::Body, "严格执行预算，按月通报支付进度，对连续两月低于序时进度的项目逐项约谈。"),
        say(Role::Signature, "某开发区自然资源和规划建设局"),
        say(Role::Signature, "2021年3月5日"),
        Content::NewPage { landscape: true },
        say(Role::AppendixMark, "附件1"),
        say(Role::Title, "整体预算支出绩效评价指标体系"),
        Content::Table(score_table()),
        Content::NewPage { landscape: false },
        say(Role::AppendixMark, "附件2"),
        say(Role::Title, "绩效评价工作组人员名单"),
        Content::Table(members()),
    ];
    // Two tables one after the other stay two.
    contents.push(Content::Table(Table {
        rows: vec![row(&["填表人", "", "日期", ""])], ..Table::default()
    }));
    Paper::lay_out(contents)
}

/// A paragraph of plain text.
pub fn say(role: Role, text: &str) -> Content {
    Content::Paragraph(Paragraph::plain(role, text))
}

fn body(runs: Vec<Run>) -> Content {
    Content::Paragraph(Paragraph { role: Role::Body, runs })
}

fn text(text: &str) -> Run {
    Run::text(text)
}

fn figure(key: &str, printed: &str) -> Run {
    Run::figure(FigureKey::new(key), printed)
}

fn row(cells: &[&str]) -> Row {
    Row { cells: cells.iter().map(|text| Cell::text(*text)).collect() }
}

fn money_table() -> Table {
    let mut rows = vec![
        Row {
            cells: vec![
                Cell::text("资金类别"),
                Cell::text("项目数"),
                Cell::text("预算").spanning(2),
                Cell::text("支付数"),
                Cell::text("执行率"),
            ],
        },
        Row {
            cells: vec![
                Cell::continued(),
                Cell::continued(),
                Cell::text("年初"),
                Cell::text("调整后"),
                Cell::continued(),
                Cell::continued(),
            ],
        },
    ];
    for (name, count, initial, adjusted, paid, rate) in [
        ("一般公共预算", "59", "98,120.00", "116,832.42", "116,704.47", "99.89%"),
        ("政府性基金预算", "37", "178,500.00", "237,391.81", "232,458.09", "97.92%"),
        ("存量资金", "12", "4,877.03", "4,877.03", "4,634.02", "95.02%"),
        ("上级转移支付", "8", "748.20", "748.20", "630.46", "84.26%"),
        ("合计", "116", "282,245.23", "359,849.46", "354,427.04", "98.49%"),
    ] {
        let number = |measure: &str, printed: &str| {
            Cell::runs(vec![figure(&format!("{measure}.category.{name}"), printed)]).aligned(Align::Right)
        };
        rows.push(Row {
            cells: vec![
                Cell::text(name),
                number("count", count),
                number("initial", initial),
                number("adjusted", adjusted),
                number("paid", paid),
                number("rate", rate),
            ],
        });
    }
    Table { header_rows: 2, widths: Vec::new(), rows }
}

fn chart(kind: ChartKind, title: &str, unit: &str, categories: &[&str], series: &[(&str, &[&str])]) -> Chart {
    let values = |values: &[&str]| values.iter().map(|value| Decimal::parse(value).ok()).collect();
    Chart {
        kind,
        title: title.to_owned(),
        unit: unit.to_owned(),
        categories: categories.iter().map(|name| (*name).to_owned()).collect(),
        series: series
            .iter()
            .map(|(name, v)| Series { name: (*name).to_owned(), values: values(v) })
            .collect(),
    }
}

/// Lying bars with long names.
pub fn rates() -> Chart {
    chart(
        ChartKind::Bar,
        "上级转移支付项目的执行率最低，为84.26%",
        "%",
        &["一般公共预算", "政府性基金预算", "存量资金", "上级转移支付"],
        &[("执行率", &["99.89", "97.92", "95.02", "84.26"])],
    )
}

/// Upright bars of two series.
pub fn quarters() -> Chart {
    chart(
        ChartKind::Column,
        "支付在第四季度集中",
        "万元",
        &["第一季度", "第二季度", "第三季度", "第四季度"],
        &[
            ("计划", &["80000.00", "85000.00", "90000.00", "108264.28"]),
            ("支付", &["61250.00", "82310.45", "92105.90", "122161.26"]),
        ],
    )
}

/// A line with a gap.
pub fn lines() -> Chart {
    chart(
        ChartKind::Line,
        "上级转移支付的累计执行率九月以后才跟上序时进度",
        "%",
        &["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
        &[
            (
                "累计执行率",
                &[
                    "0", "—", "3.10", "8.22", "12.50", "20.00", "26.40", "35.15", "50.02", "66.6", "78.9",
                    "84.26",
                ],
            ),
            (
                "序时进度",
                &["8.3", "16.7", "25", "33.3", "41.7", "50", "58.3", "66.7", "75", "83.3", "91.7", "100"],
            ),
        ],
    )
}

fn score_table() -> Table {
    let mut rows = vec![
        Row {
            cells: vec![
                Cell::text("一级指标"),
                Cell::text("二级指标"),
                Cell::text("三级指标"),
                Cell::text("绩效评价情况").spanning(3),
            ],
        },
        Row {
            cells: vec![
                Cell::continued(),
                Cell::continued(),
                Cell::continued(),
                Cell::text("分值"),
                Cell::text("评价描述"),
                Cell::text("评价得分"),
            ],
        },
    ];
    for (first, second, third, weight, description, score) in [
        (
            "项目决策（20分）",
            "工作活动相关性",
            "政策相关性",
            "3",
            "预算按部门预算编制文件编制，与批复一致",
            "3",
        ),
        ("", "", "部门职责相关性", "3", "与机构职能一一对应", "3"),
        ("", "", "预算项目相关性", "4", "项目与部门年度工作计划对应，没有与职责无关的支出", "4"),
        ("", "绩效目标、指标科学性", "绩效目标设立科学性", "5", "目标明确，可衡量", "5"),
        ("", "", "绩效指标设立科学性", "5", "个别指标未量化", "4"),
        ("项目执行（40分）", "资金管理", "资金拨付情况", "7", "按工程进度拨付到位", "7"),
        ("", "", "资金支出进度", "8", "全年执行率98.50%，前三季度慢于序时进度", "8"),
        (
            "",
            "",
            "资金使用规范性",
            "10",
            "每笔支付均有合同、发票和审批手续，抽查的凭证未发现截留、挤占、挪用",
            "10",
        ),
        ("", "项目管理", "管理制度健全性", "5", "财务、项目制度齐全", "4"),
        ("", "", "过程控制有效性", "5", "按季监控，偏差有整改", "4"),
        ("", "", "检查整改落实情况", "5", "监控发现的问题已全部整改", "5"),
        ("项目绩效（40分）", "项目产出", "工程施工项目完成率", "10", "年初计划的项目全部完成", "10"),
        (
            "",
            "",
            "工程质量评定合格率",
            "10",
            "完工项目均通过验收，质量合格，已交付使用；质量问题整改率为百分之百，未发生质量事故",
            "10",
        ),
        ("", "社会效益", "服务对象便利程度", "5", "办理时限比上年缩短", "5"),
        ("", "满意度", "受益群体满意度", "15", "抽样调查满意度95%以上", "14"),
    ] {
        let merged = |text: &str| {
            if text.is_empty() { Cell::continued() } else { Cell::text(text).aligned(Align::Center) }
        };
        let key = format!("score.criterion.{third}");
        rows.push(Row {
            cells: vec![
                merged(first),
                merged(second),
                Cell::text(third),
                Cell::runs(vec![figure(&format!("weight.criterion.{third}"), weight)]).aligned(Align::Center),
                Cell::text(description),
                Cell::runs(vec![figure(&key, score)]).aligned(Align::Center),
            ],
        });
    }
    rows.push(Row {
        cells: vec![
            Cell::text("合计").spanning(3).aligned(Align::Center),
            Cell::text("100").aligned(Align::Center),
            Cell::text(""),
            Cell::runs(vec![figure("score.total", "96")]).aligned(Align::Center),
        ],
    });
    Table { header_rows: 2, widths: Vec::new(), rows }
}

fn members() -> Table {
    let mut rows = vec![row(&["序号", "姓名", "工作单位及职务", "签字"])];
    for number in 1..=20 {
        let duty = if number <= 10 { "业务处室负责人" } else { "业务处室工作人员" };
        rows.push(Row {
            cells: vec![
                Cell::text(number.to_string()).aligned(Align::Center),
                Cell::text(format!("成员{number:02}")).aligned(Align::Center),
                Cell::text(duty),
                Cell::text(""),
            ],
        });
    }
    Table { header_rows: 1, widths: vec![1, 2, 4, 3], rows }
}

/// A paper in lines: what a block is, its text with figures as `{key=printed}`, cells with their merges.
pub fn dump(paper: &Paper) -> String {
    paper.blocks.iter().map(|block| dump_block(block) + "\n").collect()
}

fn dump_block(block: &Block) -> String {
    match &block.content {
        Content::Paragraph(paragraph) => format!("{:?}: {}", paragraph.role, dump_runs(&paragraph.runs)),
        Content::Table(table) => {
            let rows =
                table.rows.iter().map(|row| row.cells.iter().map(dump_cell).collect::<Vec<_>>().join(" | "));
            let rows: String = rows.map(|row| format!("\n  {row}")).collect();
            format!("Table, {} heading rows:{rows}", table.header_rows)
        }
        Content::Chart(chart) => format!("Chart: {}", chart.title),
        Content::Unread(what) => format!("{what:?}"),
        Content::NewPage { landscape } => format!("NewPage{}", if *landscape { ", landscape" } else { "" }),
    }
}

fn dump_cell(cell: &Cell) -> String {
    let merge = if cell.continues_above { "^" } else { "" };
    let span = if cell.columns > 1 { format!("[{}]", cell.columns) } else { String::new() };
    format!("{merge}{span}{}", dump_runs(&cell.runs))
}

fn dump_runs(runs: &[Run]) -> String {
    let run = |run: &Run| match &run.figure {
        Some(key) => format!("{{{key}={}}}", run.text),
        None => run.text.clone(),
    };
    runs.iter().map(run).collect()
}

/// The same paper without charts, which no reader reads.
pub fn without_charts(paper: &Paper) -> Paper {
    let contents = paper.blocks.iter().map(|block| block.content.clone());
    Paper::lay_out(contents.filter(|content| !matches!(content, Content::Chart(_))))
}
