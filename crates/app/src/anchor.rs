//! Anchors: where a history ended, written down in a file outside the database. A history that was cut or hashed again
//! no longer agrees with them (`docs/formats/history.md`).

use crate::error::{AppError, AppResult};
use crate::house::House;
use crate::text::rules;
use mingzhang_domain::chain;
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::ids::{FiscalYear, Seq, UnitId};
use mingzhang_store::Ledger;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The first word of each line: the format and its version.
const FORMAT: &str = "mz-anchor-1";

rules! {
    /// What may be wrong with an anchor, or with the history that is held against it.
    RULES of Input;
    DAMAGED_ANCHOR "MZ-I110" Error "锚点读不懂":
        "请核对锚点文件是不是本程序写的，有没有被改过；可改用另一处保存的锚点文件。";
    CUT_HISTORY "MZ-I111" Error "历史被截短":
        "锚点之后历史不该变短：请保护现场，用备份恢复，并查明谁动过数据库。";
    REBUILT_HISTORY "MZ-I112" Error "历史被改写":
        "锚点记下的校验值与现在的历史不同：该处或之前的记录被改写过。请保护现场，并与备份逐条对照。";
}

/// The default place of the anchors of a database: beside an SQLite file. A server has none.
pub fn default_file(address: &str) -> Option<PathBuf> {
    let path = address.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    Some(PathBuf::from(format!("{path}.anchor")))
}

impl House {
    /// Writes down at the end of a file where each history ends; one that stands there already is not written again.
    ///
    /// # Errors
    /// When the file cannot be written or the database cannot be read.
    pub async fn anchor(&self, file: &Path, at: jiff::Timestamp) -> AppResult<()> {
        let fault = |source| AppError::File { path: file.to_owned(), source };
        let known = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(fault(error)),
        };
        let mut lines = String::new();
        let mut tx = self.database.read().await?;
        for ledger in tx.ledgers().await? {
            let head = tx.head(ledger).await?;
            let end = format!("{} {} {} {}", ledger.unit.0, ledger.year, head.seq.0, head.hash);
            if !known.lines().any(|line| line.ends_with(&end)) {
                let at = chain::at_as_text(at);
                lines.push_str(&format!("{FORMAT} {at} {} {end}\n", chain::ALGORITHM));
            }
        }
        if lines.is_empty() {
            return Ok(());
        }
        let opened = std::fs::OpenOptions::new().append(true).create(true).open(file);
        let written = opened.and_then(|mut open| {
            open.write_all(lines.as_bytes())?;
            open.sync_all()
        });
        written.map_err(fault)
    }

    /// Holds the histories against the anchors of a file.
    ///
    /// # Errors
    /// When the file or the database cannot be read; what is wrong with either is a finding.
    pub async fn verify_anchors(&self, file: &Path) -> AppResult<Vec<Finding>> {
        let bytes = std::fs::read(file).map_err(|source| AppError::File { path: file.to_owned(), source })?;
        let text = String::from_utf8_lossy(&bytes);
        let name = file.display().to_string();
        let mut found = Vec::new();
        let mut tx = self.database.read().await?;
        for (row, line) in (1..).zip(text.lines()) {
            let place = Place::row(&name, row);
            let Some((ledger, seq, hash)) = read(line) else {
                found.push(DAMAGED_ANCHOR.at(place, format!("第 {row} 行读不懂。")));
                continue;
            };
            let of = format!("单位 {} {} 年度", tx.unit_code(ledger.unit).await?, ledger.year);
            match tx.hash_at(ledger, seq).await? {
                Some(kept) if kept == hash => {}
                Some(_) => {
                    let message =
                        format!("{of}：历史第 {} 条的校验值与锚点不同，这一条或之前的记录被改写过。", seq.0);
                    found.push(REBUILT_HISTORY.at(place, message));
                }
                None => {
                    let end = tx.head(ledger).await?.seq.0;
                    let message = format!("{of}：锚点记到历史第 {} 条，现在只到第 {end} 条。", seq.0);
                    found.push(CUT_HISTORY.at(place, message));
                }
            }
        }
        Ok(found)
    }
}

/// Unit and year, place and hash of a line.
fn read(line: &str) -> Option<(Ledger, Seq, &str)> {
    let [format, at, algorithm, unit, year, seq, hash] = line.split(' ').collect::<Vec<_>>()[..] else {
        return None;
    };
    let is_time = at.parse::<jiff::Timestamp>().is_ok();
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let known = format == FORMAT && is_time && algorithm == chain::ALGORITHM && is_hash;
    let ledger = Ledger { unit: UnitId(unit.parse().ok()?), year: FiscalYear(year.parse().ok()?) };
    known.then_some((ledger, Seq(seq.parse().ok()?), hash))
}
