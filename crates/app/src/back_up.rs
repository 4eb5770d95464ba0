//! A backup is everything that the database keeps, in one bundle, as of one moment; it is restored into an empty database
//! of either kind, so it also moves a house from SQLite to PostgreSQL.

use crate::bundle::{Broken, ColumnType, Part, Reader, Writer};
use crate::error::{AppError, AppResult};
use crate::house::House;
use crate::policies::Policies;
use crate::text::rules;
use mingzhang_domain::chain;
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_store::copy::{Cell, Holds, Table};
use mingzhang_store::{Database, Site, StoreError, Tx};
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

rules! {
    /// What may be wrong with a bundle.
    RULES of Input;
    NOT_A_BUNDLE "MZ-I130" Error "不是明账的数据包":
        "请核对文件：备份由 mingzhang backup 写出，封存由 mingzhang seal 写出。";
    CHANGED_BUNDLE "MZ-I131" Error "数据包被改动或不完整":
        "不能再用这个文件：请改用另一份留存，并查明它在哪里被改动。";
    OTHER_BUNDLE "MZ-I132" Error "数据包的种类不对":
        "恢复要用备份（mingzhang backup 写出的文件）；封存只能核验。";
    OTHER_VERSION "MZ-I133" Error "备份来自别的版本":
        "请用写出备份的同一版本程序恢复，再升级。";
}

/// The first part of a bundle: what it is about, as names and values.
pub(crate) const ABOUT: &str = "about";
/// Where each history ended.
pub(crate) const HEADS: &str = "heads";
/// What stands before the name of a table.
pub(crate) const TABLE: &str = "table:";

/// What was written or restored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Tables.
    pub tables: usize,
    /// Rows of all of them.
    pub rows: u64,
    /// The hash of the bundle.
    pub hash: String,
}

/// What is told while it runs: how many of how many rows are done.
pub type Progress<'p> = &'p mut dyn FnMut(usize, usize);

impl House {
    /// Writes everything that the database keeps, as of one moment, while others go on working.
    ///
    /// # Errors
    /// Where the database cannot be read or the bundle not be written.
    pub async fn back_up(
        &self,
        to: impl Write,
        at: jiff::Timestamp,
        progress: Progress<'_>,
    ) -> AppResult<Copied> {
        let mut tx = self.database.read().await?;
        let mut writer = Writer::new(to).map_err(AppError::Bundle)?;
        about(&mut writer, "backup", at, &[]).map_err(AppError::Bundle)?;
        heads(&mut writer, &mut tx).await?;
        let tables = tx.tables().await?;
        let mut total = 0;
        for table in &tables {
            total += tx.count_rows(table).await?;
        }
        let mut copied = Copied { tables: tables.len(), ..Copied::default() };
        for table in &tables {
            let of = |(name, holds): &(String, Holds)| (name.clone(), column_type(*holds));
            let columns = table.columns.iter().map(of).collect();
            let part = Part { name: format!("{TABLE}{}", table.name), columns };
            writer.begin(&part).map_err(AppError::Bundle)?;
            let mut rows = tx.next_rows(table, None).await?;
            while let Some(last) = rows.last() {
                for row in &rows {
                    let fields: Vec<String> = row.iter().map(as_text).collect();
                    writer.row(fields.iter().map(String::as_bytes)).map_err(AppError::Bundle)?;
                }
                copied.rows += rows.len() as u64;
                progress(copied.rows as usize, total as usize);
                rows = tx.next_rows(table, Some(last)).await?;
            }
            writer.end().map_err(AppError::Bundle)?;
        }
        let (_, hash) = writer.finish().map_err(AppError::Bundle)?;
        copied.hash = hash;
        Ok(copied)
    }
}

/// Restores a backup into a database that is not there yet, or empty; the whole file is proved before the first row is
/// written. Built beside its place where it is a file: settle it when it is closed.
///
/// # Errors
/// The findings of a bundle that is no backup or not as it was written, and all that can fail on a disk or a network;
/// nothing is restored then.
pub async fn restore(
    file: &Path,
    address: &str,
    policies: Policies,
    progress: Progress<'_>,
) -> AppResult<(House, Option<Site>, Copied)> {
    let total = prove(file)?;
    let (database, site) = match Database::build(address).await {
        Err(StoreError::Exists(place)) => (empty(address, place).await?, None),
        built => built?,
    };
    let house = House { database, policies };
    match pour(file, &house, total, progress).await {
        Ok(copied) => Ok((house, site, copied)),
        Err(error) => {
            house.close().await;
            site.map_or(Ok(()), Site::clear)?;
            Err(error)
        }
    }
}

/// A database that is there already and has no row.
async fn empty(address: &str, place: String) -> AppResult<Database> {
    let database = Database::open(address).await?;
    let mut tx = database.read().await?;
    for table in tx.tables().await? {
        if tx.count_rows(&table).await? > 0 {
            drop(tx);
            database.close().await;
            return Err(StoreError::Exists(place).into());
        }
    }
    drop(tx);
    Ok(database)
}

/// Reads a bundle to its end, which must be a backup; how many rows of tables it has.
fn prove(file: &Path) -> AppResult<u64> {
    let broken = |broken| finding_of(file, broken);
    let mut reader = open(file)?;
    let (mut backup, mut rows) = (false, 0);
    while let Some(part) = reader.next_part().map_err(broken)? {
        while let Some(row) = reader.next_row().map_err(broken)? {
            rows += u64::from(part.name.starts_with(TABLE));
            let says = |at: usize, text: &[u8]| row.get(at).is_some_and(|field| field == text);
            backup |= part.name == ABOUT && says(0, b"kind") && says(1, b"backup");
        }
    }
    if backup { Ok(rows) } else { Err(found(OTHER_BUNDLE.at(named(file), "这不是备份。"))) }
}

/// Writes the rows of a backup that was proved into the tables, all or nothing.
async fn pour(file: &Path, house: &House, total: u64, progress: Progress<'_>) -> AppResult<Copied> {
    let broken = |broken| finding_of(file, broken);
    let mut tx = house.database.write().await?;
    let tables = tx.tables().await?;
    let mut reader = open(file)?;
    let mut copied = Copied::default();
    while let Some(part) = reader.next_part().map_err(broken)? {
        let Some(name) = part.name.strip_prefix(TABLE) else { continue };
        let same = |table: &&Table| {
            let columns = table.columns.iter().map(|(name, holds)| (name.clone(), column_type(*holds)));
            table.name == name && columns.eq(part.columns.iter().cloned())
        };
        let Some(table) = tables.iter().find(same) else {
            let message = format!("本程序没有 {name} 表，或它的列不同。");
            return Err(found(OTHER_VERSION.at(named(file), message)));
        };
        copied.tables += 1;
        let mut rows = Vec::new();
        while let Some(row) = reader.next_row().map_err(broken)? {
            let cells = table.columns.iter().zip(&row).map(|((_, holds), field)| cell(*holds, field));
            let cells: Option<Vec<Cell>> = cells.collect();
            rows.push(
                cells.ok_or_else(|| {
                    found(CHANGED_BUNDLE.at(named(file), format!("{name} 表有读不懂的值。")))
                })?,
            );
            copied.rows += 1;
            if rows.len() >= table.page() {
                tx.fill(table, std::mem::take(&mut rows)).await?;
                progress(copied.rows as usize, total as usize);
            }
        }
        if !rows.is_empty() {
            tx.fill(table, rows).await?;
        }
    }
    tx.commit().await?;
    progress(total as usize, total as usize);
    Ok(copied)
}

/// The first part: the kind, the time, the program, and more.
pub(crate) fn about(
    writer: &mut Writer<impl Write>,
    kind: &str,
    at: jiff::Timestamp,
    more: &[(&str, &str)],
) -> std::io::Result<()> {
    writer.begin(&Part::of_text(ABOUT, &["name", "value"]))?;
    let at = chain::at_as_text(at);
    let first = [("kind", kind), ("at", &at), ("program", env!("CARGO_PKG_VERSION"))];
    for (name, value) in first.iter().chain(more) {
        writer.texts(&[name, value])?;
    }
    writer.end()
}

/// Where each history ends, as in an anchor file.
async fn heads(writer: &mut Writer<impl Write>, tx: &mut Tx) -> AppResult<()> {
    writer.begin(&Part::of_text(HEADS, &["unit", "year", "seq", "hash"])).map_err(AppError::Bundle)?;
    for ledger in tx.ledgers().await? {
        let head = tx.head(ledger).await?;
        let fields = [ledger.unit.0.to_string(), ledger.year.to_string(), head.seq.0.to_string(), head.hash];
        writer.row(fields.iter().map(String::as_bytes)).map_err(AppError::Bundle)?;
    }
    writer.end().map_err(AppError::Bundle)
}

/// A bundle, from its first line on.
pub(crate) fn open(file: &Path) -> AppResult<Reader<BufReader<File>>> {
    let opened = File::open(file).map_err(|source| AppError::File { path: file.to_owned(), source })?;
    Reader::new(BufReader::with_capacity(1 << 16, opened)).map_err(|broken| finding_of(file, broken))
}

/// What is broken, as a finding; a file that cannot be read is a fault.
pub(crate) fn finding_of(file: &Path, broken: Broken) -> AppError {
    let finding = match broken {
        Broken::Io(source) => return AppError::File { path: file.to_owned(), source },
        Broken::NotABundle => NOT_A_BUNDLE.at(named(file), "文件开头不是 mz-bundle-1。"),
        Broken::Part { part, offset } if part.is_empty() => {
            CHANGED_BUNDLE.at(named(file), format!("开头的部分与写出时不同（读到第 {offset} 字节）。"))
        }
        Broken::Part { part, offset } => {
            CHANGED_BUNDLE.at(named(file), format!("{part} 部分与写出时不同（读到第 {offset} 字节）。"))
        }
        Broken::Whole => CHANGED_BUNDLE.at(named(file), "最后一行与内容不符：有整个部分被删改、调换或添加。"),
    };
    found(finding)
}

pub(crate) fn found(finding: Finding) -> AppError {
    AppError::Findings(vec![finding])
}

pub(crate) fn named(file: &Path) -> Place {
    Place::file(file.display().to_string())
}

fn column_type(holds: Holds) -> ColumnType {
    match holds {
        Holds::Int => ColumnType::Int,
        Holds::Text => ColumnType::Text,
        Holds::Flag => ColumnType::Flag,
    }
}

fn as_text(cell: &Cell) -> String {
    match cell {
        Cell::Int(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
        Cell::Flag(flag) => String::from(if *flag { "1" } else { "0" }),
    }
}

fn cell(holds: Holds, field: &[u8]) -> Option<Cell> {
    let text = std::str::from_utf8(field).ok()?;
    Some(match (holds, text) {
        (Holds::Int, number) => Cell::Int(number.parse().ok()?),
        (Holds::Text, text) => Cell::Text(text.to_owned()),
        (Holds::Flag, "1") => Cell::Flag(true),
        (Holds::Flag, "0") => Cell::Flag(false),
        (Holds::Flag, _) => return None,
    })
}
