//! `mingzhang check`: any published report.

use super::Outcome;
use super::common::{self, TextOrJson, Where};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use clap::{Args, ValueEnum};
use mingzhang_app::check_against::check_against;
use mingzhang_app::check_paper::{CheckedPaper, check_paper};
use mingzhang_app::house::Which;
use mingzhang_checker::Coverage;
use mingzhang_domain::Date;
use mingzhang_domain::figure::FigureSet;
use mingzhang_domain::finding::{Finding, Severity};
use mingzhang_domain::ids::FiscalYear;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Which papers, and against what.
#[derive(Args)]
pub(crate) struct Arguments {
    /// 报告文件（.txt .md .html .docx），可写多个
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
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

/// What else than errors ends with exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// 警告也算
    Warning,
}

/// A file with what came of it.
struct Checked {
    file: String,
    result: Result<CheckedPaper, String>,
}

/// Checks them. A file that cannot be read does not keep the others from being checked.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let figures = match (&arguments.against, arguments.year) {
        (Some(address), Some(year)) => Some(ledger_figures(&arguments, address, year).await?),
        _ => None,
    };
    let checked: Vec<Checked> = arguments.files.iter().map(|path| check(path, figures.as_ref())).collect();
    match arguments.format {
        TextOrJson::Text => checked.iter().for_each(print_text),
        TextOrJson::Json => json::say(&as_json(&checked)),
    }
    let unreadable: Vec<&str> =
        checked.iter().filter_map(|c| c.result.as_ref().err()).map(String::as_str).collect();
    if !unreadable.is_empty() {
        return Err(Fault::new(unreadable.join("\n")));
    }
    let worst = if arguments.deny == Some(Deny::Warning) { Severity::Warning } else { Severity::Error };
    Ok(Outcome::found_if(findings(&checked).any(|finding| finding.severity >= worst)))
}

async fn ledger_figures(arguments: &Arguments, address: &str, year: i16) -> Result<FigureSet, Fault> {
    let database = Where { db: address.to_owned(), policies: arguments.policies.clone() };
    let which = Which { year: FiscalYear(year), unit: arguments.unit.clone(), known_up_to: None };
    database.inside(async |house| Ok(house.figures(&which, arguments.as_of).await?.set)).await
}

fn check(path: &Path, figures: Option<&FigureSet>) -> Checked {
    let file = path.display().to_string();
    let result = match std::fs::read(path) {
        Err(error) => Err(format!("{file}：{}", super::fault::io_reason(&error))),
        Ok(bytes) => check_paper(&file, &bytes).map_err(|error| format!("{file}：{error}")),
    };
    let against = |mut paper: CheckedPaper| {
        let found = figures.map_or(vec![], |figures| check_against(&paper.paper, figures, &file));
        paper.findings.extend(found);
        paper
    };
    Checked { result: result.map(against), file }
}

/// All findings of all files.
fn findings(checked: &[Checked]) -> impl Iterator<Item = &Finding> {
    checked.iter().filter_map(|checked| checked.result.as_ref().ok()).flat_map(|paper| &paper.findings)
}

/// `check/1`: the same shape for one file and many.
fn as_json(checked: &[Checked]) -> Value {
    let file = |checked: &Checked| match &checked.result {
        Err(reason) => json!({"file": checked.file, "readable": false, "reason": reason}),
        Ok(paper) => {
            let count = |severity| paper.findings.iter().filter(|f| f.severity == severity).count();
            json!({
                "file": checked.file,
                "readable": true,
                "characters": paper.paper.text.chars().count(),
                "errors": count(Severity::Error),
                "warnings": count(Severity::Warning),
                "notes": count(Severity::Note),
            })
        }
    };
    let mut coverage = Coverage::default();
    checked.iter().filter_map(|c| c.result.as_ref().ok()).for_each(|paper| coverage.add(&paper.coverage));
    json!({
        "format": "check/1",
        "files": checked.iter().map(file).collect::<Vec<_>>(),
        "findings": findings(checked).map(json::finding).collect::<Vec<_>>(),
        "coverage": json::coverage(&coverage),
    })
}

fn print_text(checked: &Checked) {
    if let Ok(paper) = &checked.result {
        print_checked(&checked.file, paper);
    }
}

/// The findings of a paper with the sentence in which each stands, and what was covered.
pub(crate) fn print_checked(file: &str, paper: &CheckedPaper) {
    let text: Vec<char> = paper.paper.text.chars().collect();
    say!("{file}");
    for finding in &paper.findings {
        say!("  {}", print::finding_in_file(finding));
        if let Some(line) = sentence(&text, finding) {
            say!("    「{line}」");
        }
        for solution in &finding.solutions {
            say!("    若总分为 {}，则该项应为 {}", solution.if_total, solution.score);
        }
    }
    let Coverage { figures, in_relation, passed, failed, .. } = &paper.coverage;
    say!("  {}", print::tally(&paper.findings));
    say!(
        "  共识别 {figures} 个数，其中 {in_relation} 个处在可核对的关系中；核对 {passed} 处相符，{failed} 处不符"
    );
}

/// Characters on each side of a figure that are shown with it.
const AROUND: usize = 24;

/// The surroundings of a finding in the characters of its paper, the figure itself between marks.
fn sentence(chars: &[char], finding: &Finding) -> Option<String> {
    let span = finding.place.span?;
    let (start, end) = (span.start.min(chars.len()), span.end.min(chars.len()));
    let before: String = chars.get(start.saturating_sub(AROUND)..start)?.iter().collect();
    let figure: String = chars.get(start..end)?.iter().collect();
    let after: String = chars.get(end..(end + AROUND).min(chars.len()))?.iter().collect();
    let before = before.rsplit('\n').next().unwrap_or_default().to_owned();
    let after = after.split('\n').next().unwrap_or_default().to_owned();
    let line = format!("{before}⟦{}⟧{after}", figure.replace('\n', " "));
    Some(line.replace('\t', " ").trim().to_owned())
}
