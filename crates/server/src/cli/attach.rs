//! `mingzhang attach` and `mingzhang evidence`: papers of evidence, kept under the hash of their content.

use super::Outcome;
use super::common::{self, TextOrJson, UnitYear, Where};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use clap::{Args, Subcommand};
use mingzhang_app::attach_paper::{About, Attached, Paper};
use mingzhang_app::error::AppError;
use mingzhang_app::house::{House, Which};
use mingzhang_domain::Date;
use mingzhang_domain::finding::has_errors;
use mingzhang_domain::performance::{Attachment, Holder};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Which files, and what they prove.
#[derive(Args)]
pub(crate) struct AttachArguments {
    /// 文件，或放佐证的文件夹
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// 属于哪个项目（或转移支付）；不写的，按校验值对上已经登记的佐证
    #[arg(long, value_name = "CODE", requires = "kind")]
    holder: Option<String>,
    /// 证明哪个绩效指标（不写的，属于整个项目）
    #[arg(long, value_name = "NAME", default_value = "", requires = "holder")]
    indicator: String,
    /// 是什么：合同、验收报告、问卷……
    #[arg(long, value_name = "TEXT", requires = "holder")]
    kind: Option<String>,
    /// 佐证的日期（默认今天）
    #[arg(long, value_name = "DATE", requires = "holder")]
    date: Option<Date>,
    /// 谁提交（默认当前用户）
    #[arg(long, value_name = "WHO", requires = "holder")]
    by: Option<String>,
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    of: UnitYear,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// What to do with papers.
#[derive(Args)]
pub(crate) struct EvidenceArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// 列出佐证，以及内容是否留存
    List(ListArguments),
    /// 取出一份留存的佐证
    Export(ExportArguments),
}

/// Of which year.
#[derive(Args)]
struct ListArguments {
    /// 只列没有留存内容的
    #[arg(long)]
    missing: bool,
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    of: UnitYear,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Which paper, and where to.
#[derive(Args)]
struct ExportArguments {
    /// 校验值，或它的开头几位
    #[arg(value_name = "HASH")]
    hash: String,
    /// 写到哪个文件
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    of: UnitYear,
}

/// Keeps them.
pub(crate) async fn attach(arguments: AttachArguments) -> Result<Outcome, Fault> {
    let files = files(&arguments.paths)?;
    let stamp = common::stamp();
    let about = arguments.holder.as_deref().map(|holder| About {
        holder: Holder::parse(holder),
        indicator: arguments.indicator.clone(),
        kind: arguments.kind.clone().unwrap_or_default(),
        date: arguments.date.unwrap_or_else(common::today),
        by: arguments.by.clone().unwrap_or_else(|| stamp.actor.to_string()),
    });
    let keep =
        async |house: &House, which: &Which| Ok(house.attach(which, &stamp, &files, about.as_ref()).await?);
    let (_, attached) = arguments.of.inside(&arguments.database, keep).await?;
    match arguments.format {
        TextOrJson::Json => json::say(&as_json(&attached)),
        TextOrJson::Text => {
            attached.recorded.findings.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
            for (name, Attachment { hash, size, .. }) in &attached.papers {
                say!("已留存 {name}（{size} 字节，SM3 {hash}）");
            }
            say!("留存 {} 份，新登记 {} 条。", attached.papers.len(), attached.recorded.changes);
        }
    }
    Ok(Outcome::found_if(has_errors(&attached.recorded.findings)))
}

/// The files that are named, and those in the folders that are, in order.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Fault> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(in_folder(path).map_err(|source| AppError::File { path: path.clone(), source })?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn in_folder(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries: std::io::Result<Vec<_>> = std::fs::read_dir(folder)?.collect();
    let mut files: Vec<PathBuf> =
        entries?.into_iter().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    Ok(files)
}

fn as_json(attached: &Attached) -> Value {
    json!({
        "format": "attach/1",
        "recorded": attached.recorded.changes,
        "papers": attached.papers.iter().map(|(file, paper)| json!({
            "file": file,
            "sm3": paper.hash,
            "size": paper.size,
            "kind": paper.kind.as_str(),
        })).collect::<Vec<_>>(),
        "findings": attached.recorded.findings.iter().map(json::finding).collect::<Vec<_>>(),
    })
}

/// Lists them, or gives one out.
pub(crate) async fn evidence(arguments: EvidenceArguments) -> Result<Outcome, Fault> {
    match arguments.what {
        What::List(arguments) => list(arguments).await,
        What::Export(arguments) => export(arguments).await,
    }
}

async fn list(arguments: ListArguments) -> Result<Outcome, Fault> {
    let read = async |house: &House, which: &Which| Ok(house.papers(which).await?);
    let (year, mut papers) = arguments.of.inside(&arguments.database, read).await?;
    let (all, kept) = (papers.len(), papers.iter().filter(|paper| paper.kept).count());
    papers.retain(|paper| !(arguments.missing && paper.kept));
    match arguments.format {
        TextOrJson::Json => json::say(&json!({
            "format": "evidence-list/1",
            "year": year.0,
            "count": all,
            "kept": kept,
            "papers": papers.iter().map(listed).collect::<Vec<_>>(),
        })),
        TextOrJson::Text => {
            say!("{year} 年度佐证 {all} 份，留存内容 {kept} 份");
            let row = |Paper { evidence, kept }: &Paper| {
                let short = evidence.hash.get(..12).unwrap_or(&evidence.hash).to_owned();
                let kept = if *kept { "留存" } else { "只有校验值" };
                vec![
                    evidence.holder.to_string(),
                    evidence.indicator.clone(),
                    evidence.kind.clone(),
                    evidence.file.clone(),
                    short,
                    kept.to_owned(),
                ]
            };
            let headings = ["项目", "指标", "种类", "文件", "校验值", "内容"];
            print::table(&headings, 6, papers.iter().map(row).collect());
        }
    }
    Ok(Outcome::Fine)
}

fn listed(paper: &Paper) -> Value {
    let mut value = json::paper(paper);
    json::only_if_there(&mut value, "holder", Some(paper.evidence.holder.to_string().into()));
    json::only_if_there(&mut value, "indicator", Some(paper.evidence.indicator.clone().into()));
    value
}

async fn export(arguments: ExportArguments) -> Result<Outcome, Fault> {
    let hash = arguments.hash.to_ascii_lowercase();
    let read = async |house: &House, which: &Which| Ok(house.content_of(which, &hash).await?);
    let (_, (paper, content)) = arguments.of.inside(&arguments.database, read).await?;
    common::write_file(&arguments.out, &content)?;
    say!("已写出 {}（{} 字节，SM3 {}）", arguments.out.display(), paper.size, paper.hash);
    Ok(Outcome::Fine)
}
