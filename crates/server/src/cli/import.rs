//! `mingzhang import`: a folder of CSVs into the ledger, all or nothing.

use super::Outcome;
use super::common::{self, AnchorFile, TextOrJson, Where};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use super::progress::Bar;
use clap::Args;
use mingzhang_app::dataset::{self, SourceFile};
use mingzhang_app::house::House;
use mingzhang_app::import_year::Import;
use mingzhang_domain::finding::has_errors;
use mingzhang_store::StoreError;
use serde_json::json;
use std::path::PathBuf;

/// Which data set, and whether only to try.
#[derive(Args)]
pub(crate) struct Arguments {
    /// 数据文件夹
    path: PathBuf,
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    anchor: AnchorFile,
    /// 只校验，不保存
    #[arg(long)]
    dry_run: bool,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Imports it. A database is made where there is none.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let files = match dataset::load_folder(&arguments.path) {
        Ok(files) => files,
        Err(findings) => {
            let import = Import { findings, ..Import::default() };
            return Ok(answer(&import, &arguments));
        }
    };
    loop {
        let policies = arguments.database.policies.load()?;
        let (house, site) = House::open_or_build(&arguments.database.db, policies).await?;
        let import = with_bar(&house, &files, arguments.dry_run).await;
        house.close().await;
        match site {
            // A database that was built for this import stays only if something was saved: nothing is left by half.
            Some(site) if !import.as_ref().is_ok_and(|import| import.saved) => site.clear()?,
            Some(site) => match site.settle() {
                // Somebody else made it in the meantime: theirs stands, and ours is held against it.
                Err(StoreError::Exists(_)) => continue,
                settled => settled?,
            },
            None => {}
        }
        let import = import?;
        if let Some(file) = arguments.anchor.of(&arguments.database.db).filter(|_| import.saved) {
            let at = common::stamp().at;
            arguments.database.inside(async |house| Ok(house.anchor(&file, at).await?)).await?;
        }
        return Ok(answer(&import, &arguments));
    }
}

/// Imports files with a bar over the instructions.
pub(crate) async fn with_bar(house: &House, files: &[SourceFile], dry_run: bool) -> Result<Import, Fault> {
    let bar = Bar::new("导入凭证");
    let import =
        house.import(files, &common::stamp(), dry_run, &mut |done, total| bar.set(done, total)).await;
    bar.finish();
    Ok(import?)
}

fn answer(import: &Import, arguments: &Arguments) -> Outcome {
    match arguments.format {
        TextOrJson::Text => print_text(import, arguments.dry_run),
        TextOrJson::Json => json::say(&json!({
            "format": "import/1",
            "year": import.year.map(|year| year.0),
            "saved": import.saved,
            "dry_run": arguments.dry_run,
            "added": import.added,
            "already_recorded": import.already,
            "findings": import.findings.iter().map(json::finding).collect::<Vec<_>>(),
        })),
    }
    Outcome::found_if(has_errors(&import.findings))
}

/// Everything that was noticed, then one sentence about what happened.
pub(crate) fn print_text(import: &Import, dry_run: bool) {
    for finding in &import.findings {
        say!("{}", print::finding_line(finding));
    }
    let count = |kind: &str| import.added.get(kind).copied().unwrap_or_default();
    let added: u64 = import.added.values().sum();
    let what = format!(
        "{} 个项目、{} 条指标、{} 张凭证，连同其他登记共 {added} 条",
        count("project"),
        count("line"),
        count("voucher")
    );
    if has_errors(&import.findings) {
        say!("{}。有错误，没有保存任何内容。", print::tally(&import.findings));
    } else if added == 0 {
        say!("全部 {} 条内容此前已登记，本次没有新增。", import.already);
    } else if dry_run {
        say!("校验通过：将新增 {what}（试运行，未保存）。");
    } else {
        say!("已导入 {what}；此前已登记 {} 条。", import.already);
    }
}
