//! Where the files of a data set come from: a folder, or the example that comes with the program.

use super::rules::{NO_DATA_SET, UNREADABLE_FILE};
use super::schema::{Need, PAYMENTS, SCHEMAS, schema_of};
use crate::text::io_reason;
use mingzhang_domain::finding::{Finding, Place};
use rust_embed::RustEmbed;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// A file as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name, as it is shown: `payments.csv`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What was given: files in memory, or a folder whose payments are too many for it.
pub enum Source {
    /// Imported in one commit.
    Files(Vec<SourceFile>),
    /// Imported in batches.
    Large(LargeFolder),
}

/// A folder whose payments are read piece by piece.
#[derive(Clone, Debug)]
pub struct LargeFolder {
    /// All files but the payments.
    pub files: Vec<SourceFile>,
    /// Where the payments are.
    pub payments: PathBuf,
    /// Their name, as it is shown.
    pub payments_name: String,
}

impl LargeFolder {
    /// The first line of the payments.
    pub(super) fn headings(&self) -> Result<Vec<u8>, Box<Finding>> {
        let mut line = Vec::new();
        let read =
            File::open(&self.payments).and_then(|file| BufReader::new(file).read_until(b'\n', &mut line));
        read.map_err(|error| Box::new(unreadable(&self.payments, &error)))?;
        Ok(line)
    }
}

/// The example year that comes with the program.
#[derive(RustEmbed)]
#[folder = "../../examples/gaoxin-2020"]
struct Example;

/// The CSV files of a folder in the order of their names; the payments stay where they are when all files together have
/// more than `bound` lines.
///
/// # Errors
/// Those of [`load_folder`].
pub fn open_folder(path: &Path, bound: usize) -> Result<Source, Vec<Finding>> {
    let paths = csv_files(path)?;
    let lines = paths.iter().map(|path| count_lines(path)).sum::<std::io::Result<usize>>();
    let payments = paths.iter().find(|path| name_of(path).to_lowercase() == PAYMENTS);
    match payments {
        // What cannot be counted cannot be read either, which is said below.
        Some(payments) if lines.is_ok_and(|lines| lines > bound) => Ok(Source::Large(LargeFolder {
            files: read_all(paths.iter().filter(|path| *path != payments))?,
            payments: payments.clone(),
            payments_name: name_of(payments),
        })),
        _ => Ok(Source::Files(read_all(paths.iter())?)),
    }
}

/// The CSV files of a folder in the order of their names.
///
/// # Errors
/// A finding where it is no folder, cannot be read, or holds no file of a data set; one for each file that cannot be
/// read.
pub fn load_folder(path: &Path) -> Result<Vec<SourceFile>, Vec<Finding>> {
    read_all(csv_files(path)?.iter())
}

fn count_lines(path: &Path) -> std::io::Result<usize> {
    let mut file = BufReader::new(File::open(path)?);
    let mut lines = 0;
    loop {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() {
            return Ok(lines);
        }
        lines += bytes.iter().filter(|byte| **byte == b'\n').count();
        let read = bytes.len();
        file.consume(read);
    }
}

fn csv_files(path: &Path) -> Result<Vec<PathBuf>, Vec<Finding>> {
    let no_data_set = |why: &str| {
        let shown = path.display().to_string();
        let message = format!("{shown} {why}。");
        vec![NO_DATA_SET.at(Place::file(shown), message)]
    };
    if !path.exists() {
        return Err(no_data_set("不存在"));
    }
    if !path.is_dir() {
        return Err(no_data_set("是一个文件，这里要的是放有 CSV 的文件夹"));
    }
    let entries = std::fs::read_dir(path).map_err(|error| vec![unreadable(path, &error)])?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| is_csv(path) && path.is_file());
    paths.sort();
    if !paths.iter().any(|path| schema_of(&name_of(path).to_lowercase()).is_some()) {
        let needed = SCHEMAS.iter().filter(|schema| schema.need != Need::Optional);
        let needed: Vec<&str> = needed.map(|schema| schema.file).collect();
        return Err(no_data_set(&format!("里没有数据集的文件（{}）", needed.join("、"))));
    }
    Ok(paths)
}

fn read_all<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Result<Vec<SourceFile>, Vec<Finding>> {
    let (mut files, mut findings) = (Vec::new(), Vec::new());
    for path in paths {
        match std::fs::read(path) {
            Ok(bytes) => files.push(SourceFile { name: name_of(path), bytes }),
            Err(error) => findings.push(unreadable(path, &error)),
        }
    }
    if findings.is_empty() { Ok(files) } else { Err(findings) }
}

/// The files of the example year.
pub fn embedded() -> Vec<SourceFile> {
    let names = Example::iter().filter(|name| name.ends_with(".csv"));
    let file = |name: &str| Some(SourceFile { name: name.to_owned(), bytes: example(name)? });
    names.filter_map(|name| file(&name)).collect()
}

/// The published report of the example year, as bytes of text.
pub fn published() -> Vec<u8> {
    example("published.txt").unwrap_or_default()
}

fn example(name: &str) -> Option<Vec<u8>> {
    Example::get(name).map(|file| file.data.into_owned())
}

fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Finding {
    let shown = if path.is_dir() { path.display().to_string() } else { name_of(path) };
    let message = format!("{shown} 读不了：{}。", io_reason(error));
    UNREADABLE_FILE.at(Place::file(shown), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_data_set_is_said_to_be_none() {
        let dir = tempfile::tempdir().unwrap();
        let code = |path: &Path| load_folder(path).unwrap_err()[0].rule;
        assert_eq!(code(&dir.path().join("absent")), "MZ-I001");
        assert_eq!(code(dir.path()), "MZ-I001");
        let file = dir.path().join("payments.csv");
        std::fs::write(&file, "voucher\n").unwrap();
        std::fs::write(dir.path().join("notes.txt"), "x").unwrap();
        assert_eq!(code(&file), "MZ-I001");
        let files = load_folder(dir.path()).unwrap();
        assert_eq!(files, [SourceFile { name: "payments.csv".to_owned(), bytes: b"voucher\n".to_vec() }]);
    }

    #[test]
    fn the_example_is_embedded() {
        let names: Vec<String> = embedded().into_iter().map(|file| file.name).collect();
        let must_be = SCHEMAS.iter().filter(|schema| schema.need != Need::Optional);
        assert!(must_be.clone().count() > 0 && must_be.clone().all(|s| names.iter().any(|n| n == s.file)));
        assert!(names.iter().all(|name| SCHEMAS.iter().any(|schema| schema.file == name)), "{names:?}");
        assert!(published().len() > 1000);
    }
}
