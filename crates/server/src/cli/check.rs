//! `mingzhang check`: any published report, one or a whole folder.
//!
//! - [`papers`]: which files, read and checked side by side
//! - [`baseline`]: findings that were accepted with a reason
//! - [`text`], [`json`], [`sarif`]: the answer for people and for machines; a page is written by the use case
//! - [`copies`]: marked copies of the files

mod baseline;
mod copies;
mod json;
mod papers;
mod sarif;
mod text;

pub(crate) use text::print_checked;

use super::Outcome;
use super::common::{self, Where};
use super::fault::Fault;
use super::print::{self, say};
use baseline::Baseline;
use clap::{Args, ValueEnum};
use mingzhang_app::check_paper::{Options, Profile};
use mingzhang_app::house::Which;
use mingzhang_domain::Date;
use mingzhang_domain::figure::FigureSet;
use mingzhang_domain::finding::Severity;
use mingzhang_domain::ids::FiscalYear;
use papers::Checked;
use std::path::PathBuf;

/// Which papers, against what, and how to say it.
#[derive(Args)]
pub(crate) struct Arguments {
    /// 报告文件（.txt .md .html .docx .xlsx .pdf）或文件夹，可写多个
    #[arg(required = true, value_name = "FILE|DIR")]
    files: Vec<PathBuf>,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    /// 核查到什么程度
    #[arg(long, value_enum, default_value = "figures")]
    profile: Asked,
    /// 列出核对相符的关系
    #[arg(long)]
    show_passed: bool,
    /// 写出加了批注的副本：一个文件时写到 OUT，多个文件时写进文件夹 OUT
    #[arg(long, value_name = "OUT")]
    mark: Option<PathBuf>,
    /// 不再列出这个文件里写明理由、已经接受的问题
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// 把现有问题写成这样的文件，理由留空
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// 有警告时也以 1 退出
    #[arg(long, value_enum, value_name = "SEVERITY")]
    deny: Option<Deny>,
    /// 与账簿逐数核对（数据库地址），须同时写 --year
    #[arg(long, value_name = "URL", requires = "year")]
    against: Option<String>,
    /// 核对哪个年度
    #[arg(long, value_name = "Y", requires = "against")]
    year: Option<i16>,
    /// 核对哪个单位（库中只有一个单位时可不写）
    #[arg(long, value_name = "CODE", requires = "against")]
    unit: Option<String>,
    /// 账簿截至哪一天（默认 12 月 31 日）
    #[arg(long, value_name = "DATE", requires = "against")]
    as_of: Option<Date>,
    #[command(flatten)]
    policies: common::PolicyFolder,
}

/// For whom the answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// 给人看
    Text,
    /// 给程序用
    Json,
    /// 给代码审查平台用（SARIF 2.1.0）
    Sarif,
    /// 报告原文加标记的网页，点开看算式
    Html,
}

/// How much is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Asked {
    /// 数字是否自相矛盾，形式是否齐全
    Figures,
    /// 另查目标、指标、评分和章节（警告与提示）
    Review,
    /// 另查公开前不应出现的个人信息（错误）
    Publish,
}

/// What else than errors ends with exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// 警告也算
    Warning,
}

/// How every file is checked.
struct Task {
    options: Options,
    /// The ledger's figures to be held against.
    figures: Option<FigureSet>,
    form: Form,
    show_passed: bool,
    /// Where marked copies go.
    copies: Option<copies::Target>,
}

/// Checks them. A file that cannot be read does not keep the others from being checked.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let baseline = arguments.baseline.as_deref().map(Baseline::read).transpose()?;
    let files = papers::files(&arguments.files)?;
    let task = task(&arguments, files.len()).await?;
    let mut checked = papers::check_all(&files, &task);
    let mut baseline = baseline.unwrap_or_default();
    checked.iter_mut().for_each(|paper| baseline.apply(paper));
    if let Some(file) = &arguments.write_baseline {
        common::write_file(file, baseline::of_findings(&checked).as_bytes())?;
    }
    answer(&arguments, &checked, &baseline);
    let unreadable: Vec<&str> = checked.iter().filter_map(Checked::reason).collect();
    if !unreadable.is_empty() {
        return Err(Fault::new(unreadable.join("\n")));
    }
    let worst = if arguments.deny == Some(Deny::Warning) { Severity::Warning } else { Severity::Error };
    Ok(Outcome::found_if(papers::findings(&checked).any(|finding| finding.severity >= worst)))
}

async fn task(arguments: &Arguments, files: usize) -> Result<Task, Fault> {
    if arguments.format == Form::Html && files != 1 {
        let what = "--format html 一次写一份报告的网页；多份报告请用 --mark 文件夹，逐份写出。";
        return Err(Fault::new(what.to_owned()));
    }
    let figures = match (&arguments.against, arguments.year) {
        (Some(address), Some(year)) => Some(ledger_figures(arguments, address, year).await?),
        _ => None,
    };
    let profile = match arguments.profile {
        Asked::Figures => Profile::Figures,
        Asked::Review => Profile::Review,
        Asked::Publish => Profile::Publish,
    };
    let folder = files > 1 || arguments.files.iter().any(|path| path.is_dir());
    Ok(Task {
        options: Options { profile, limits: arguments.policies.load()?.review().clone() },
        figures,
        form: arguments.format,
        show_passed: arguments.show_passed,
        copies: arguments.mark.clone().map(|place| copies::Target::new(place, folder)).transpose()?,
    })
}

async fn ledger_figures(arguments: &Arguments, address: &str, year: i16) -> Result<FigureSet, Fault> {
    let database = Where { db: address.to_owned(), policies: arguments.policies.clone() };
    let which = Which { year: FiscalYear(year), unit: arguments.unit.clone(), known_up_to: None };
    database.inside(async |house| Ok(house.figures(&which, arguments.as_of).await?.set)).await
}

fn answer(arguments: &Arguments, checked: &[Checked], baseline: &Baseline) {
    match arguments.format {
        Form::Json => super::json::say(&json::answer(checked, baseline, arguments.show_passed)),
        Form::Sarif => super::json::say(&sarif::log(checked)),
        // The page was written by the one who checked the paper.
        Form::Html => checked.iter().filter_map(Checked::shown).for_each(print::raw),
        Form::Text => {
            checked.iter().filter_map(Checked::shown).for_each(|shown| say!("{}", shown.trim_end()));
            if arguments.files.iter().any(|path| path.is_dir()) {
                text::print_table(checked);
            }
            baseline.print();
            copies_made(checked);
        }
    }
}

fn copies_made(checked: &[Checked]) {
    for copy in checked.iter().filter_map(Checked::copy) {
        let why = if copy.is_page { "（这种文件没有批注，写成带标记的网页）" } else { "" };
        say!("已写出 {}{why}", copy.place.display());
    }
}
