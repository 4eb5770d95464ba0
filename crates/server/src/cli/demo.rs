//! `mingzhang demo`: one bureau's year, from vouchers to a checked report, in one command.

use super::check::print_checked;
use super::common::{self, PolicyFolder};
use super::fault::Fault;
use super::print::{self, say};
use super::{Outcome, import, report};
use clap::Args;
use jiff::Timestamp;
use mingzhang_app::anchor;
use mingzhang_app::check_paper::check_paper;
use mingzhang_app::dataset;
use mingzhang_app::house::{House, Which};
use mingzhang_app::show_figures::Figures;
use mingzhang_app::write_report::{self, Format};
use mingzhang_domain::figure::{FigureKey, Measure, Scope, value::NOT_COMPUTABLE};
use mingzhang_domain::finding::has_errors;
use mingzhang_domain::ids::FiscalYear;
use mingzhang_domain::monitoring::Signal;
use mingzhang_store::Database;
use std::path::{Path, PathBuf};

/// The database in the folder.
const DATABASE: &str = "mingzhang.db";
/// The paper that the example carries.
const PUBLISHED: &str = "published.txt";

/// What to look at next: the command, what stands behind its year, what it shows.
const NEXT: [(&str, &str, &str); 5] = [
    ("why rate.all", "", "任何一个数的来由，直到凭证"),
    ("monitor", " --round 2020-09", "一轮运行监控：预警灯、原因措施、督办"),
    ("selfeval", "", "逐个项目自评：得分、等级、缺什么"),
    ("forecast", " --as-of 2020-09-30", "预测年末执行，以及过去差多少"),
    ("sample", " --seed 1", "按种子抽查自评"),
];

/// Where to, and whether to start afresh.
#[derive(Args)]
pub(crate) struct Arguments {
    /// 写到哪个文件夹
    #[arg(long, value_name = "DIR", default_value = "mingzhang-demo")]
    out: PathBuf,
    /// 文件夹里已有演示数据时，删掉重来
    #[arg(long)]
    force: bool,
    /// 不启动网页（目前还没有网页，写不写都一样）
    #[arg(long)]
    no_serve: bool,
    #[command(flatten)]
    policies: PolicyFolder,
}

/// Runs the whole path.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let out = &arguments.out;
    common::make_folder(out)?;
    let address = format!("sqlite:{}", out.join(DATABASE).display());
    make_room(out, &address, arguments.force)?;
    let house = House::create(&address, arguments.policies.load()?).await?;
    let outcome = tour(&house, out, &address).await;
    let anchored = match anchor::default_file(&address) {
        Some(file) => house.anchor(&file, Timestamp::now()).await,
        None => Ok(()),
    };
    house.close().await;
    anchored?;
    outcome
}

/// Imports, shows, writes and checks.
async fn tour(house: &House, out: &Path, address: &str) -> Result<Outcome, Fault> {
    say!("一、建库并导入示例年度");
    let imported = import::with_bar(house, &dataset::embedded(), false).await?;
    import::print_text(&imported, false);
    let Some(year) = imported.year.filter(|_| imported.saved) else { return Ok(Outcome::Found) };

    let which = Which { year, unit: None, known_up_to: None };
    let figures = house.figures(&which, None).await?;
    say!("\n二、{} {year} 年度一览（万元，截至 {}）", figures.register.unit.name, figures.set.as_of);
    print_money(&figures);
    print_scores(&figures);
    print_projects(&figures);

    say!("\n三、自评报告");
    let written = write_report::write(&figures, &[Format::Docx, Format::Html])?;
    let paths = report::save(out, &written)?;
    paths.iter().for_each(|path| say!("已写出 {}", path.display()));

    say!("\n四、核查示例所附的已公布报告");
    let published = dataset::published();
    let path = out.join(PUBLISHED);
    common::write_file(&path, &published)?;
    print_checked(&path.display().to_string(), &check_paper(PUBLISHED, &published)?);

    say!("\n五、核查刚写出的报告");
    let mut contradicts = false;
    for (path, written) in paths.iter().zip(&written) {
        let checked = check_paper(&written.name, &written.bytes)?;
        contradicts |= has_errors(&checked.findings);
        print_checked(&path.display().to_string(), &checked);
    }
    print_next(address, year);
    Ok(Outcome::found_if(contradicts))
}

/// The commands to go on with, each to be copied as it stands.
fn print_next(address: &str, year: FiscalYear) {
    let quoted = if address.contains(' ') { format!("'{address}'") } else { address.to_owned() };
    say!("\n接着可以试：");
    for (command, more, does) in NEXT {
        say!("  mingzhang {command} --db {quoted} --year {year}{more}    # {does}");
    }
}

/// Sees that no demo is there, or takes it away.
fn make_room(out: &Path, address: &str, force: bool) -> Result<(), Fault> {
    if !out.join(DATABASE).exists() {
        return Ok(());
    }
    if !force {
        return Err(Fault::refused(format!(
            "{} 里已有演示数据（{DATABASE}），没有改动它。加 --force 删掉重来，或用 --out 换一个文件夹。",
            out.display()
        )));
    }
    Database::remove(address)?;
    // The anchors of the history that was taken away would accuse the new one.
    match anchor::default_file(address).map(std::fs::remove_file) {
        Some(Err(error)) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// What a figure shows, grouped as in tables.
fn shown(figures: &Figures, measure: Measure, scope: &Scope) -> String {
    let figure = figures.set.get(&FigureKey::of(measure, scope));
    figure.map_or(NOT_COMPUTABLE.to_owned(), |figure| figure.value.display_grouped())
}

/// Categories, special projects and everything.
fn print_money(figures: &Figures) {
    const MEASURES: [Measure; 7] = [
        Measure::Count,
        Measure::Initial,
        Measure::Adjusted,
        Measure::Planned,
        Measure::Paid,
        Measure::Left,
        Measure::Rate,
    ];
    let mut scopes: Vec<(String, Scope)> = Vec::new();
    for project in &figures.register.projects {
        let scope = Scope::Category(project.report_category.clone());
        if !scopes.iter().any(|(_, known)| *known == scope) {
            scopes.push((project.report_category.clone(), scope));
        }
    }
    scopes.push(("专项项目小计".to_owned(), Scope::Special));
    scopes.push(("合计".to_owned(), Scope::All));
    let row = |(name, scope): (String, Scope)| {
        let mut row = vec![name];
        row.extend(MEASURES.map(|measure| shown(figures, measure, &scope)));
        row
    };
    let headings = ["资金类别", "项目", "年初", "调整后", "已编计划", "已支付", "未支付", "执行率"];
    print::table(&headings, 1, scopes.into_iter().map(row).collect());
}

/// The projects' grades, the last round of monitoring, and what is followed up, in two lines.
fn print_projects(figures: &Figures) {
    let count = |scope: Scope| shown(figures, Measure::Count, &scope);
    let grades = figures.set.iter().filter_map(|figure| {
        let grade = figure.key.as_str().strip_prefix("count.grade.")?;
        Some(format!("{grade} {}", figure.value.display()))
    });
    say!("\n项目自评：{}", grades.collect::<Vec<_>>().join("，"));
    let Some(round) = figures.register.rounds.last() else { return };
    let lights = Signal::ALL.map(|light| {
        let scope = Scope::Round(round.name.clone(), light.as_str());
        format!("{} {}", light.label(), count(scope))
    });
    say!(
        "运行监控：{} 轮，{} 一轮{}；督办 {} 项，未销账 {} 项",
        count(Scope::Kind("round")),
        round.name,
        lights.join("、"),
        count(Scope::Kind("task")),
        count(Scope::Kind("task.open")),
    );
}

/// Criteria with full points and score, total and grade.
fn print_scores(figures: &Figures) {
    let Some(evaluation) = &figures.evaluation else { return };
    let mut rows: Vec<Vec<String>> = evaluation
        .means
        .iter()
        .map(|(criterion, _)| {
            let scope = Scope::Criterion(criterion.name.clone());
            vec![
                criterion.group.clone(),
                criterion.name.to_string(),
                shown(figures, Measure::Weight, &scope),
                shown(figures, Measure::Score, &scope),
            ]
        })
        .collect();
    rows.push(vec![
        "合计".to_owned(),
        format!("等级：{}", shown(figures, Measure::Grade, &Scope::Total)),
        shown(figures, Measure::Weight, &Scope::Total),
        shown(figures, Measure::Score, &Scope::Total),
    ]);
    print::table(&["一级指标", "三级指标", "分值", "得分"], 2, rows);
}
