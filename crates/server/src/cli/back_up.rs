//! `mingzhang backup`, `mingzhang restore` and `mingzhang seal`: bundles out of a house and into one.

use super::Outcome;
use super::common::{AnchorFile, PartFile, TextOrJson, Where};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use super::progress::Bar;
use clap::Args;
use jiff::Timestamp;
use mingzhang_app::back_up::{self, Copied};
use mingzhang_app::house::{House, Which};
use mingzhang_domain::ids::FiscalYear;
use serde_json::json;
use std::path::PathBuf;

/// What is backed up, and where to.
#[derive(Args)]
pub(crate) struct BackupArguments {
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    anchor: AnchorFile,
    /// 写到哪个文件
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// What is restored, and into what.
#[derive(Args)]
pub(crate) struct RestoreArguments {
    /// 备份文件
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    anchor: AnchorFile,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// What is sealed, and where to.
#[derive(Args)]
pub(crate) struct SealArguments {
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    anchor: AnchorFile,
    /// 预算年度
    #[arg(long, value_name = "Y")]
    year: i16,
    /// 单位代码（库中只有一个单位时可不写）
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// 写到哪个文件
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Backs up.
pub(crate) async fn backup(arguments: BackupArguments) -> Result<Outcome, Fault> {
    let anchors = arguments.anchor.of(&arguments.database.db);
    let bar = Bar::new("备份");
    let back_up = async |house: &House| {
        let mut file = PartFile::create(&arguments.out)?;
        let mut progress = |done, total| bar.set(done, total);
        let copied = house.back_up(file.writer(), Timestamp::now(), &mut progress).await?;
        file.keep()?;
        if let Some(anchors) = &anchors {
            house.anchor(anchors, Timestamp::now()).await?;
        }
        Ok(copied)
    };
    let copied = arguments.database.inside(back_up).await;
    bar.finish();
    let Copied { tables, rows, hash } = copied?;
    match arguments.format {
        TextOrJson::Text => {
            say!("已备份 {tables} 张表 {rows} 行，写到 {}", arguments.out.display());
            say!("校验值 SM3 {hash}");
        }
        TextOrJson::Json => {
            json::say(&json!({"format": "backup/1", "tables": tables, "rows": rows, "sm3": hash}));
        }
    }
    Ok(Outcome::Fine)
}

/// Restores.
pub(crate) async fn restore(arguments: RestoreArguments) -> Result<Outcome, Fault> {
    let Where { db, policies } = &arguments.database;
    let bar = Bar::new("恢复");
    let mut progress = |done, total| bar.set(done, total);
    let (house, site, copied) =
        back_up::restore(&arguments.file, db, policies.load()?, &mut progress).await?;
    bar.finish();
    let verified = house.verify().await;
    let anchored = match arguments.anchor.of(db) {
        Some(file) => house.anchor(&file, Timestamp::now()).await,
        None => Ok(()),
    };
    house.close().await;
    site.map_or(Ok(()), mingzhang_store::Site::settle)?;
    anchored?;
    let verified = verified?;
    let differences = verified.count();
    let vouchers: u64 = verified.years.iter().map(|year| year.verification.vouchers).sum();
    match arguments.format {
        TextOrJson::Text => {
            say!("已恢复 {} 张表 {} 行到 {db}", copied.tables, copied.rows);
            if differences == 0 {
                say!("核对：凭证 {vouchers} 张，全部相符");
            } else {
                say!("核对：{differences} 处不符，备份时就是如此。用 mingzhang verify 查看。");
            }
        }
        TextOrJson::Json => json::say(&json!({
            "format": "restore/1",
            "tables": copied.tables,
            "rows": copied.rows,
            "vouchers": vouchers,
            "differences": differences,
        })),
    }
    Ok(Outcome::found_if(differences > 0))
}

/// Seals.
pub(crate) async fn seal(arguments: SealArguments) -> Result<Outcome, Fault> {
    let which = Which { year: FiscalYear(arguments.year), unit: arguments.unit.clone(), known_up_to: None };
    let anchors = arguments.anchor.of(&arguments.database.db);
    let seal = async |house: &House| {
        let mut file = PartFile::create(&arguments.out)?;
        let sealed = house.seal(&which, file.writer(), Timestamp::now()).await?;
        file.keep()?;
        if let Some(anchors) = &anchors {
            house.anchor(anchors, Timestamp::now()).await?;
        }
        Ok(sealed)
    };
    let sealed = arguments.database.inside(seal).await?;
    match arguments.format {
        TextOrJson::Text => {
            sealed.findings.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
            if sealed.reports.is_empty() {
                say!("没有写成自评报告，封存里只有历史、政策和数据项。");
            }
            let (entries, out) = (sealed.entries, arguments.out.display());
            say!(
                "已封存 {} 年度：历史 {entries} 条，报告 {} 份，写到 {out}",
                arguments.year,
                sealed.reports.len()
            );
            say!("校验值 SM3 {}", sealed.hash);
        }
        TextOrJson::Json => json::say(&json!({
            "format": "seal/1",
            "year": arguments.year,
            "entries": sealed.entries,
            "attachments": sealed.attachments,
            "reports": sealed.reports,
            "findings": sealed.findings.iter().map(json::finding).collect::<Vec<_>>(),
            "sm3": sealed.hash,
        })),
    }
    Ok(Outcome::Fine)
}
