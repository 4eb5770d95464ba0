//! `mingzhang indicator`: suggests indicators for a project, puts a table of them to the test.

use super::Outcome;
use super::common::{self, PolicyFolder, TextOrJson};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use clap::{Args, Subcommand};
use mingzhang_app::check_indicators::{CheckedIndicators, check_indicators};
use mingzhang_app::suggest_indicators::{UnknownKind, suggest_indicators};
use mingzhang_domain::finding::{Finding, Severity, has_errors};
use mingzhang_domain::performance::{LibraryIndicator, ProjectKind, Suggestion};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What to do.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// 检查一张指标表（CSV）：能否衡量、类型、方向、重复、高低、佐证
    Check {
        /// 指标表（.csv）：项目类型、项目、三级指标名、运算符、指标值、单位、分值、依据、佐证、上年值
        file: PathBuf,
        /// 预算年度（不写时取表中写明的年度）
        #[arg(long, value_name = "Y")]
        year: Option<i16>,
        #[command(flatten)]
        folder: PolicyFolder,
        /// 输出形式
        #[arg(long, value_enum, default_value = "text")]
        format: TextOrJson,
    },
    /// 按项目类型和项目的用词，从指标库推荐指标
    Suggest {
        /// 项目类型，如 工程建设
        #[arg(long, value_name = "KIND")]
        kind: String,
        /// 项目的名称或内容
        #[arg(long, value_name = "TEXT", default_value = "")]
        words: String,
        #[command(flatten)]
        folder: PolicyFolder,
        /// 输出形式
        #[arg(long, value_enum, default_value = "text")]
        format: TextOrJson,
    },
}

/// Checks or suggests.
pub(crate) fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    match arguments.act {
        Act::Check { file, year, folder, format } => check(&file, year, &folder, format),
        Act::Suggest { kind, words, folder, format } => suggest(&kind, &words, &folder, format),
    }
}

fn check(
    path: &Path,
    year: Option<i16>,
    folder: &PolicyFolder,
    format: TextOrJson,
) -> Result<Outcome, Fault> {
    let (bytes, library) = (common::read_file(path)?, folder.library()?);
    let file = path.display().to_string();
    let checked = check_indicators(&file, &bytes, &library, year);
    match format {
        TextOrJson::Text => print_checked(&file, &checked),
        TextOrJson::Json => json::say(&checked_as_json(&file, &checked)),
    }
    Ok(Outcome::found_if(has_errors(&checked.findings)))
}

fn print_checked(file: &str, checked: &CheckedIndicators) {
    checked.findings.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
    match checked.rows {
        Some(rows) => say!("{file}：{rows} 项指标。{}", print::tally(&checked.findings)),
        None => say!("{file}：没有读成指标表。{}", print::tally(&checked.findings)),
    }
    if checked.findings.iter().any(|finding| finding.place.row.is_some()) {
        say!("行号从标题行的下一行数起。用 mingzhang rule 代码 查看一条规则的说明。");
    }
}

fn checked_as_json(file: &str, checked: &CheckedIndicators) -> Value {
    let count = |severity| {
        let is = |finding: &&Finding| finding.severity == severity;
        checked.findings.iter().filter(is).count()
    };
    json!({
        "format": "indicator-check/1",
        "file": file,
        "rows": checked.rows,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "notes": count(Severity::Note),
        "findings": checked.findings.iter().map(json::finding).collect::<Vec<_>>(),
    })
}

fn suggest(kind: &str, words: &str, folder: &PolicyFolder, format: TextOrJson) -> Result<Outcome, Fault> {
    let library = folder.library()?;
    let (kind, suggestions) =
        suggest_indicators(&library, kind, words).map_err(|unknown| unknown_kind(kind, &unknown))?;
    match format {
        TextOrJson::Text => print_suggested(kind, words, &suggestions),
        TextOrJson::Json => json::say(&json!({
            "format": "indicator-suggest/1",
            "kind": kind.name,
            "words": words,
            "suggestions": suggestions.iter().map(suggestion_as_json).collect::<Vec<_>>(),
        })),
    }
    Ok(Outcome::Fine)
}

fn unknown_kind(kind: &str, unknown: &UnknownKind) -> Fault {
    let meant = unknown.nearest.as_ref().map_or(String::new(), |name| format!("是不是“{name}”？"));
    Fault::new(format!("没有项目类型“{kind}”。{meant}可以写：{}。", unknown.known.join("、")))
}

fn print_suggested(kind: &ProjectKind, words: &str, suggestions: &[Suggestion]) {
    let of_words = if words.is_empty() { String::new() } else { format!("，“{words}”") };
    say!("{}{of_words}：推荐 {} 项指标，同一二级指标中越合适的越靠前。", kind.name, suggestions.len());
    let same_level = |a: &Suggestion, b: &Suggestion| a.indicator.level2 == b.indicator.level2;
    for of_level in suggestions.chunk_by(same_level) {
        if let Some(first) = of_level.first() {
            say!("\n{} · {}", first.indicator.level1, first.indicator.level2.label());
        }
        of_level.iter().for_each(print_suggestion);
    }
    say!("\n指标值只是示例，请按本项目的任务、标准和上年完成情况确定。");
}

fn print_suggestion(suggestion: &Suggestion) {
    let LibraryIndicator { basis, evidence, pitfall, .. } = suggestion.indicator;
    say!("  {}（{}）", suggestion.indicator.shown(), reasons(suggestion));
    say!("    依据：{basis}");
    say!("    佐证：{evidence}");
    say!("    常见毛病：{pitfall}");
}

/// Why it is suggested, in words.
fn reasons(suggestion: &Suggestion) -> String {
    let mut reasons = Vec::new();
    if !suggestion.matched.is_empty() {
        reasons.push(format!("用词相合：{}", suggestion.matched.join("、")));
    } else if suggestion.shared_pairs > 0 {
        reasons.push("用词相近".to_owned());
    }
    let kind = suggestion.indicator.kind.as_ref();
    reasons.push(kind.map_or("各类项目通用".to_owned(), |kind| format!("{kind}项目常用")));
    reasons.join("，")
}

fn suggestion_as_json(suggestion: &Suggestion) -> Value {
    let indicator = suggestion.indicator;
    json!({
        "level1": indicator.level1,
        "level2": indicator.level2.label(),
        "level3": indicator.name,
        "op": indicator.sign,
        "target": indicator.target,
        "unit": indicator.unit,
        "shape": indicator.shape,
        "basis": indicator.basis,
        "evidence": indicator.evidence,
        "pitfall": indicator.pitfall,
        "of_kind": indicator.kind,
        "score": suggestion.score,
        "why": {
            "matched_words": suggestion.matched,
            "shared_pairs": suggestion.shared_pairs,
            "text": reasons(suggestion),
        },
    })
}
