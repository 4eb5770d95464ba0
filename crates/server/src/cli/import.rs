//! `mingzhang import`: a folder of CSVs into the ledger, all or nothing; a large one in batches.

use super::Outcome;
use super::common::{self, AnchorFile, TextOrJson, Where};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use super::progress::Bar;
use clap::Args;
use jiff::Timestamp;
use mingzhang_app::dataset::{self, LargeFolder, Source, SourceFile};
use mingzhang_app::house::House;
use mingzhang_app::import_large::{self, How, LargeImport, NO_SUCH_IMPORT};
use mingzhang_app::import_year::Import;
use mingzhang_domain::finding::{Place, has_errors};
use mingzhang_domain::import_batch::ImportBatch;
use mingzhang_store::{Site, StoreError};
use serde_json::{Value, json};
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
    /// 继续没有完成的分批导入
    #[arg(long, value_name = "ID")]
    resume: Option<String>,
    /// 全部文件超过多少行时分批导入，每批为它的十分之一
    #[arg(long, value_name = "ROWS", default_value_t = import_large::BOUND)]
    batch_above: usize,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Imports it. A database is made where there is none.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let import = match dataset::open_folder(&arguments.path, arguments.batch_above) {
        Err(findings) => Import { findings, ..Import::default() },
        Ok(Source::Large(folder)) => in_batches(&folder, &arguments).await?,
        Ok(Source::Files(files)) => match &arguments.resume {
            Some(id) => nothing_to_resume(id),
            None => at_once(&files, &arguments).await?,
        },
    };
    if let Some(file) = arguments.anchor.of(&arguments.database.db).filter(|_| import.saved) {
        let at = common::stamp().at;
        arguments.database.inside(async |house| Ok(house.anchor(&file, at).await?)).await?;
    }
    Ok(answer(&import, &arguments))
}

/// Imports files in one commit.
async fn at_once(files: &[SourceFile], arguments: &Arguments) -> Result<Import, Fault> {
    loop {
        let policies = arguments.database.policies.load()?;
        let (house, site) = House::open_or_build(&arguments.database.db, policies).await?;
        let import = with_bar(&house, files, arguments.dry_run).await;
        house.close().await;
        match settle_if(import.as_ref().is_ok_and(|import| import.saved), site) {
            // Somebody else made it in the meantime: theirs stands, and ours is held against it.
            Err(StoreError::Exists(_)) => continue,
            settled => settled?,
        }
        return import;
    }
}

/// A database that was built for an import stays only if something was saved: nothing is left by half.
fn settle_if(saved: bool, site: Option<Site>) -> Result<(), StoreError> {
    match site {
        Some(site) if saved => site.settle(),
        Some(site) => site.clear(),
        None => Ok(()),
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

/// Imports a large folder. Everything that its files can say alone is said before the database is touched.
async fn in_batches(folder: &LargeFolder, arguments: &Arguments) -> Result<Import, Fault> {
    let policies = arguments.database.policies.load()?;
    let (set, findings) = dataset::read_large(folder, &policies)?;
    let Some(set) = set else { return Ok(Import { findings, ..Import::default() }) };
    let how = How {
        resume: arguments.resume.clone(),
        dry_run: arguments.dry_run,
        bound: arguments.batch_above,
        actor: common::stamp().actor,
        now: Timestamp::now,
    };
    let (house, site) = House::open_or_build(&arguments.database.db, policies).await?;
    let mut begun = LargeImport::begin(&house, set, findings, how).await;
    let (house, site) = match site {
        // From the first commit on the database is there for everybody, also when this program is killed.
        Some(site) if !arguments.dry_run => {
            house.close().await;
            settle_if(begun.is_ok(), Some(site))?;
            (House::open(&arguments.database.db, arguments.database.policies.load()?).await?, None)
        }
        site => (house, site),
    };
    let stepped = match &mut begun {
        Ok(import) => all_batches(&house, import, arguments.dry_run).await,
        Err(_) => Ok(()),
    };
    let import = begun.map(LargeImport::finish);
    house.close().await;
    settle_if(false, site)?;
    stepped?;
    Ok(import?)
}

async fn all_batches(house: &House, import: &mut LargeImport, dry_run: bool) -> Result<(), Fault> {
    let ImportBatch { import: id, total, .. } = import.last().clone();
    if !dry_run {
        print::error_line(&format!("共 {total} 条，分批导入，编号 {id}。中断后加上 --resume {id} 继续。"));
    }
    let bar = Bar::new("导入凭证");
    while import.step(house).await? {
        let ImportBatch { done, total, .. } = import.last();
        let count = |number: &i64| usize::try_from(*number).unwrap_or_default();
        bar.set(count(done), count(total));
    }
    bar.finish();
    Ok(())
}

/// A data set that is imported at once has nothing to continue.
fn nothing_to_resume(id: &str) -> Import {
    let message = format!("这个数据集不分批，一次导入，没有编号为 {id} 的导入可以继续。");
    let findings = vec![NO_SUCH_IMPORT.at(Place::file("payments.csv"), message)];
    Import { findings, ..Import::default() }
}

fn answer(import: &Import, arguments: &Arguments) -> Outcome {
    match arguments.format {
        TextOrJson::Text => print_text(import, arguments.dry_run),
        TextOrJson::Json => {
            let mut value = json!({
                "format": "import/1",
                "year": import.year.map(|year| year.0),
                "saved": import.saved,
                "dry_run": arguments.dry_run,
                "added": import.added,
                "already_recorded": import.already,
                "findings": import.findings.iter().map(json::finding).collect::<Vec<_>>(),
            });
            if let Some(batch) = &import.batch {
                value["import"] = as_json(batch);
            }
            json::say(&value);
        }
    }
    Outcome::found_if(has_errors(&import.findings))
}

/// How far an import in batches has come.
pub(crate) fn as_json(batch: &ImportBatch) -> Value {
    json!({
        "id": batch.import,
        "batches": batch.number,
        "done": batch.done,
        "total": batch.total,
        "finished": batch.is_last(),
    })
}

/// That an import is not finished, and how to go on.
pub(crate) fn unfinished_line(batch: &ImportBatch) -> String {
    let ImportBatch { import, done, total, .. } = batch;
    format!(
        "导入 {import} 没有完成：{total} 条中已保存 {done} 条。用 mingzhang import 文件夹 --resume {import} 继续。"
    )
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
        let saved = if import.saved {
            "出错的一批没有保存，它之前的已保存"
        } else {
            "没有保存任何内容"
        };
        say!("{}。有错误，{saved}。", print::tally(&import.findings));
    } else if added == 0 {
        say!("全部 {} 条内容此前已登记，本次没有新增。", import.already);
    } else if dry_run {
        say!("校验通过：将新增 {what}（试运行，未保存）。");
    } else {
        say!("已导入 {what}；此前已登记 {} 条。", import.already);
    }
    if let Some(batch) = import.batch.as_ref().filter(|batch| !batch.is_last()) {
        say!("{}", unfinished_line(batch));
    }
}
