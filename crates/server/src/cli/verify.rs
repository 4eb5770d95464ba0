//! `mingzhang verify`: recounts buckets and totals from vouchers, walks the history.

use super::Outcome;
use super::common::{AnchorFile, TextOrJson, Where};
use super::fault::Fault;
use super::print::{self, say};
use super::{import, json};
use clap::Args;
use mingzhang_app::house::House;
use mingzhang_app::verify_bundle::{Proved, verify_bundle};
use mingzhang_app::verify_house::VerifiedYear;
use mingzhang_store::verify::{Difference, Verification};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Which database, or which bundle.
#[derive(Args)]
pub(crate) struct Arguments {
    /// 备份或封存文件；不写时核对数据库
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    anchor: AnchorFile,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Verifies it.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    if let Some(file) = &arguments.file {
        return bundle(file, &arguments);
    }
    let file = arguments.anchor.to_read(&arguments.database.db);
    let verify = async |house: &House| {
        let anchors = match &file {
            Some(file) => house.verify_anchors(file).await?,
            None => Vec::new(),
        };
        Ok((house.verify().await?, anchors))
    };
    let (found, anchors) = arguments.database.inside(verify).await?;
    match arguments.format {
        TextOrJson::Text => {
            found.years.iter().for_each(print_text);
            found.differences.iter().for_each(print_difference);
            anchors.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
            match &file {
                None => say!("没有锚点文件：历史有没有被整段改写或截短，只凭数据库证明不了。"),
                Some(file) if anchors.is_empty() => say!("与锚点文件 {} 相符", file.display()),
                Some(_) => {}
            }
        }
        TextOrJson::Json => {
            let ledgers: Vec<Value> = found.years.iter().map(as_json).collect();
            let mut value = json!({"format": "verify/1", "ledgers": ledgers});
            if !found.differences.is_empty() {
                value["differences"] = found.differences.iter().map(difference_as_json).collect();
            }
            if let Some(file) = &file {
                let findings: Vec<Value> = anchors.iter().map(json::finding).collect();
                value["anchors"] = json!({"file": file.display().to_string(), "findings": findings});
            }
            json::say(&value);
        }
    }
    let differs = found.count() > 0;
    if found.years.is_empty() && !differs && arguments.format == TextOrJson::Text {
        say!("数据库是空的，没有可核对的内容。");
    }
    Ok(Outcome::found_if(differs || !anchors.is_empty()))
}

/// Proves a bundle, without a database.
fn bundle(file: &Path, arguments: &Arguments) -> Result<Outcome, Fault> {
    let policies = arguments.database.policies.load()?;
    let proved = verify_bundle(file, arguments.anchor.named(), policies.treasury())?;
    let Proved { about, parts, rows, entries, vouchers, attachments, totals, findings } = &proved;
    let said = |name: &str| about.get(name).map_or("", String::as_str);
    match arguments.format {
        TextOrJson::Text => {
            findings.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
            let kind = match said("kind") {
                "backup" => "备份".to_owned(),
                "seal" => format!("封存：{} {} 年度", said("name"), said("year")),
                _ => "数据包".to_owned(),
            };
            say!("{kind}，写于 {}", said("at"));
            if let Some((adjusted, paid)) = totals {
                let (adjusted, paid) = (adjusted.yuan_grouped(), paid.yuan_grouped());
                say!("由凭证重算：凭证 {vouchers} 张，调整后预算 {adjusted} 元，已支付 {paid} 元");
            }
            let outcome = match findings.len() {
                0 => "每个字节都与写出时相同，历史连贯".to_owned(),
                count => format!("{count} 处不符"),
            };
            let papers =
                if *attachments > 0 { format!("，附件 {attachments} 份") } else { String::new() };
            say!("{parts} 个部分 {rows} 行，历史 {entries} 条{papers}：{outcome}");
        }
        TextOrJson::Json => json::say(&json!({
            "format": "verify-bundle/1",
            "about": about,
            "parts": parts,
            "rows": rows,
            "entries": entries,
            "attachments": attachments,
            "vouchers": vouchers,
            "findings": findings.iter().map(json::finding).collect::<Vec<_>>(),
        })),
    }
    Ok(Outcome::found_if(!findings.is_empty()))
}

fn print_text(VerifiedYear { unit, year, verification, unfinished }: &VerifiedYear) {
    verification.differences.iter().for_each(print_difference);
    let Verification { entries, vouchers, differences } = verification;
    let outcome = if differences.is_empty() {
        "全部相符".to_owned()
    } else {
        format!("{} 处不符", differences.len())
    };
    say!("单位 {unit} {year} 年度：历史 {entries} 条，凭证 {vouchers} 张，{outcome}");
    if let Some(batch) = unfinished {
        say!("{}", import::unfinished_line(batch));
    }
}

fn as_json(VerifiedYear { unit, year, verification, unfinished }: &VerifiedYear) -> Value {
    let mut value = json!({
        "unit": unit,
        "year": year.0,
        "entries": verification.entries,
        "vouchers": verification.vouchers,
        "differences": verification.differences.iter().map(difference_as_json).collect::<Vec<_>>(),
    });
    json::only_if_there(&mut value, "unfinished_import", unfinished.as_ref().map(import::as_json));
    value
}

fn print_difference(Difference { table, key, kept, recounted }: &Difference) {
    say!("不符：表 {table}，{key}：现有 {kept}，重算应为 {recounted}");
}

fn difference_as_json(Difference { table, key, kept, recounted }: &Difference) -> Value {
    json!({"table": table, "key": key, "kept": kept, "recounted": recounted})
}
