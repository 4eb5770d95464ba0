//! `mingzhang policy`: lists the policies, proves one.

use super::Outcome;
use super::common::{self, PolicyFolder, TextOrJson};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use clap::{Args, Subcommand};
use mingzhang_app::policies::{self, PolicySummary};
use mingzhang_domain::finding::has_errors;
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
    /// 列出全部政策
    List {
        #[command(flatten)]
        folder: PolicyFolder,
        /// 输出形式
        #[arg(long, value_enum, default_value = "text")]
        format: TextOrJson,
    },
    /// 校验一份政策文件
    Check {
        /// 政策文件（.toml）
        file: PathBuf,
        /// 输出形式
        #[arg(long, value_enum, default_value = "text")]
        format: TextOrJson,
    },
}

/// Lists or proves.
pub(crate) fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    match arguments.act {
        Act::List { folder, format } => list(&folder.load()?.list(), format),
        Act::Check { file, format } => return check(&file, format),
    }
    Ok(Outcome::Fine)
}

fn list(summaries: &[PolicySummary], format: TextOrJson) {
    match format {
        TextOrJson::Json => json::say(&json!({
            "format": "policies/1",
            "policies": summaries.iter().map(as_json).collect::<Vec<_>>(),
        })),
        TextOrJson::Text => {
            let row = |summary: &PolicySummary| {
                let until = summary.to.map_or("现在".to_owned(), |day| day.to_string());
                vec![
                    summary.id.to_string(),
                    summary.kind.label().to_owned(),
                    summary.title.clone(),
                    summary.document.clone(),
                    format!("{} 至 {until}", summary.from),
                ]
            };
            let headings = ["政策", "种类", "名称", "依据", "有效期"];
            print::table(&headings, usize::MAX, summaries.iter().map(row).collect());
        }
    }
}

fn as_json(summary: &PolicySummary) -> Value {
    json!({
        "id": summary.id.as_str(),
        "kind": summary.kind.as_str(),
        "title": summary.title,
        "document": summary.document,
        "place": summary.place,
        "evidence": summary.evidence,
        "from": summary.from.to_string(),
        "to": summary.to.map(|day| day.to_string()),
    })
}

fn check(file: &Path, format: TextOrJson) -> Result<Outcome, Fault> {
    let bytes = common::read_file(file)?;
    let name = file.display().to_string();
    let text = String::from_utf8(bytes).map_err(|_| Fault::new(format!("{name}：不是 UTF-8 文本。")))?;
    let (policy, findings) = policies::check(&name, &text);
    match format {
        TextOrJson::Json => json::say(&json!({
            "format": "policy-check/1",
            "policy": policy.as_ref().map(|policy| as_json(&policy.summary)),
            "findings": findings.iter().map(json::finding).collect::<Vec<_>>(),
        })),
        TextOrJson::Text => {
            findings.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
            match &policy {
                Some(policy) => say!("{} {}：校验通过。", policy.summary.id, policy.summary.title),
                None => say!("{}。政策没有通过校验，不能使用。", print::tally(&findings)),
            }
        }
    }
    Ok(Outcome::found_if(has_errors(&findings)))
}
