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
        let (lines, mut found) = lines(file)?;
        let mut tx = self.database.read().await?;
        for line in lines {
            let of = format!("单位 {} {}", tx.unit_code(line.ledger.unit).await?, line.ledger.year);
            match tx.hash_at(line.ledger, line.seq).await? {
                Some(kept) if kept == line.hash => {}
                Some(_) => found.push(line.rebuilt(of)),
                None => {
                    let end = tx.head(line.ledger).await?.seq.0;
                    found.push(line.cut(of, end));
                }
            }
        }
        Ok(found)
    }
}

/// A line of an anchor file.
pub(crate) struct Line {
    place: Place,
    /// The unit and year.
    pub ledger: Ledger,
    /// Where the history ended.
    pub seq: Seq,
    /// With which hash.
    pub hash: String,
}

impl Line {
    /// The history has another hash there.
    pub(crate) fn rebuilt(&self, of: String) -> Finding {
        let seq = self.seq.0;
        let message = format!("{of} 年度：历史第 {seq} 条的校验值与锚点不同，这一条或之前的记录被改写过。");
        REBUILT_HISTORY.at(self.place.clone(), message)
    }

    /// The history ends before it.
    pub(crate) fn cut(&self, of: String, end: i64) -> Finding {
        let message = format!("{of} 年度：锚点记到历史第 {} 条，现在只到第 {end} 条。", self.seq.0);
        CUT_HISTORY.at(self.place.clone(), message)
    }
}

/// The lines of a file, and those that make no sense.
pub(crate) fn lines(file: &Path) -> AppResult<(Vec<Line>, Vec<Finding>)> {
    let bytes = std::fs::read(file).map_err(|source| AppError::File { path: file.to_owned(), source })?;
    let name = file.display().to_string();
    let (mut lines, mut damaged) = (Vec::new(), Vec::new());
    for (row, text) in (1..).zip(String::from_utf8_lossy(&bytes).lines()) {
        let place = Place::row(&name, row);
        match read(text) {
            Some((ledger, seq, hash)) => lines.push(Line { place, ledger, seq, hash: hash.to_owned() }),
            None => damaged.push(DAMAGED_ANCHOR.at(place, format!("第 {row} 行读不懂。"))),
        }
    }
    Ok((lines, damaged))
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
