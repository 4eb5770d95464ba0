//! The library of indicators: one CSV per kind of project in `policies/indicators/`, and `kinds.csv`, which names the
//! kinds. Tables, because people keep them in a spreadsheet.

use crate::dataset::{Record, records_of};
use crate::policies::{LIBRARY, UNREADABLE};
use crate::text::io_reason;
use mingzhang_domain::finding::{Finding, Place, has_errors};
use mingzhang_domain::performance::{
    IndicatorLibrary, Level1, Level2Kind, LibraryIndicator, Operator, ProjectKind,
};
use rust_embed::RustEmbed;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// The library that comes with the program.
#[derive(RustEmbed)]
#[folder = "../../policies/indicators"]
struct Embedded;

/// The file that names the kinds.
const KINDS: &str = "kinds.csv";
/// The kind whose indicators are for all.
const COMMON: &str = "通用";
/// The headings of `kinds.csv`.
const KIND_HEADINGS: [&str; 4] = ["file", "kind", "aliases", "words"];
/// The headings of a file of indicators.
const HEADINGS: [&str; 11] =
    ["level1", "level2", "level3", "op", "target", "unit", "shape", "basis", "evidence", "pitfall", "words"];
/// The names of the scoring shapes.
const SHAPES: [&str; 9] = [
    "at_least",
    "at_most",
    "equal",
    "range",
    "proportional",
    "graded",
    "satisfaction",
    "deduction",
    "direct",
];

/// The library that comes with the program.
pub fn embedded() -> IndicatorLibrary {
    // A test proves that the embedded files have no fault.
    parse(&embedded_files()).0
}

/// The embedded library with the files of `DIR/indicators` over it: a file of the same name replaces, a new one counts
/// where `kinds.csv` names it. Without such a folder it is the embedded one.
///
/// # Errors
/// Everything that is wrong with the files.
pub fn with_dir(dir: &Path) -> Result<IndicatorLibrary, Vec<Finding>> {
    let folder = dir.join("indicators");
    if !folder.exists() {
        return Ok(embedded());
    }
    let mut files = embedded_files();
    let mut findings = read_dir(&folder, &mut files);
    let (library, wrong) = parse(&files);
    findings.extend(wrong);
    if has_errors(&findings) { Err(findings) } else { Ok(library) }
}

fn embedded_files() -> BTreeMap<String, Vec<u8>> {
    let file = |name: &str| Some((name.to_owned(), Embedded::get(name)?.data.into_owned()));
    Embedded::iter().filter(|name| name.ends_with(".csv")).filter_map(|name| file(&name)).collect()
}

/// Lays the CSVs of a folder over some files; what cannot be read is a finding.
fn read_dir(folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Vec<Finding> {
    let unreadable = |path: &Path, error: &std::io::Error| {
        let shown = path.display().to_string();
        UNREADABLE.at(Place::file(&shown), format!("{shown} 读不了：{}。", io_reason(error)))
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return vec![unreadable(folder, &error)],
    };
    let mut findings = Vec::new();
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { continue };
        if !name.ends_with(".csv") {
            continue;
        }
        match std::fs::read(&path) {
            Ok(bytes) => drop(files.insert(name, bytes)),
            Err(error) => findings.push(unreadable(&path, &error)),
        }
    }
    findings
}

/// Reads and proves all files; everything that is wrong is found at once, each with file and line.
fn parse(files: &BTreeMap<String, Vec<u8>>) -> (IndicatorLibrary, Vec<Finding>) {
    let mut library = IndicatorLibrary::default();
    let mut found = Vec::new();
    let empty = Vec::new();
    for row in table(KINDS, files.get(KINDS).unwrap_or(&empty), &KIND_HEADINGS, &mut found) {
        let [file, kind, aliases, words] = ["file", "kind", "aliases", "words"].map(|name| row.text(name));
        let Some(bytes) = files.get(file) else {
            found.push(row.wrong("file", format!("没有文件 {file}。")));
            continue;
        };
        let of_kind = (kind != COMMON).then(|| kind.to_owned());
        let rows = table(file, bytes, &HEADINGS, &mut found);
        library.indicators.extend(rows.iter().filter_map(|row| indicator(row, of_kind.clone(), &mut found)));
        if of_kind.is_some() {
            let kind = ProjectKind { name: kind.to_owned(), aliases: split(aliases), words: split(words) };
            library.kinds.push(kind);
        }
    }
    (library, found)
}

/// A row of a table, by its headings.
struct Row<'t> {
    file: &'t str,
    headings: &'t [&'t str],
    record: Record,
}

impl Row<'_> {
    fn text(&self, heading: &str) -> &str {
        let at = self.headings.iter().position(|name| *name == heading);
        at.and_then(|at| self.record.fields.get(at)).map(|text| text.trim()).unwrap_or_default()
    }

    fn wrong(&self, heading: &str, message: String) -> Finding {
        LIBRARY.at(Place::field(self.file, self.record.line, heading), message)
    }
}

/// The rows of a file whose headings are exactly the known ones.
fn table<'t>(file: &'t str, bytes: &[u8], headings: &'t [&'t str], found: &mut Vec<Finding>) -> Vec<Row<'t>> {
    let records = match records_of(file, bytes) {
        Ok(records) => records,
        Err(finding) => {
            found.push(*finding);
            return Vec::new();
        }
    };
    let mut records = records.into_iter();
    if records.next().is_none_or(|first| first.fields != headings) {
        let message = format!("{file} 的标题行要是：{}。", headings.join(","));
        found.push(LIBRARY.at(Place::row(file, 1), message));
        return Vec::new();
    }
    let (whole, ragged): (Vec<Record>, Vec<Record>) =
        records.partition(|record| record.fields.len() == headings.len());
    found.extend(ragged.iter().map(|record| {
        let message = format!("这一行有 {} 格，标题行有 {} 格。", record.fields.len(), headings.len());
        LIBRARY.at(Place::row(file, record.line), message)
    }));
    whole.into_iter().map(|record| Row { file, headings, record }).collect()
}

/// An indicator of a row; `None` where something is wrong with it.
fn indicator(row: &Row, kind: Option<String>, found: &mut Vec<Finding>) -> Option<LibraryIndicator> {
    let before = found.len();
    let level2 = Level2Kind::parse(row.text("level2"));
    let level1 = Level1::parse(row.text("level1"));
    if !level2.zip(level1).is_some_and(|(level2, level1)| level2.fits(level1)) {
        found.push(row.wrong("level2", "二级指标认不出，或不在所写的一级指标之下。".to_owned()));
    }
    let sign = row.text("op");
    let is_sign = Operator::parse(sign).is_some_and(|operator| operator.sign() == sign);
    if !is_sign {
        found.push(row.wrong("op", format!("运算符“{sign}”要写 ≥、≤、=、>、<、区间或定性。")));
    }
    if !SHAPES.contains(&row.text("shape")) {
        found.push(row.wrong("shape", format!("计分方式要写 {} 之一。", SHAPES.join("、"))));
    }
    for heading in ["level3", "target", "basis", "evidence", "pitfall", "words"] {
        if row.text(heading).is_empty() {
            found.push(row.wrong(heading, format!("{heading} 不能空。")));
        }
    }
    let text = |heading| row.text(heading).to_owned();
    (found.len() == before).then_some(LibraryIndicator {
        kind,
        level1: text("level1"),
        level2: level2?,
        name: text("level3"),
        sign: text("op"),
        target: text("target"),
        unit: text("unit"),
        shape: text("shape"),
        basis: text("basis"),
        evidence: text("evidence"),
        pitfall: text("pitfall"),
        words: split(row.text("words")),
    })
}

/// Words between spaces, each once.
fn split(words: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    words.split_whitespace().filter(|word| seen.insert(*word)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_library_is_without_fault_and_covers_every_kind_and_level() {
        let (library, found) = parse(&embedded_files());
        assert_eq!(found, []);
        assert!(library.indicators.len() >= 200, "{}", library.indicators.len());
        assert_eq!(library.kinds.len() + 1, embedded_files().len() - 1);
        for kind in &library.kinds {
            let suggested = library.suggest(kind, "");
            for level2 in Level2Kind::ALL {
                let there = suggested.iter().any(|suggestion| suggestion.indicator.level2 == level2);
                assert!(there, "{} has nothing for {}", kind.name, level2.label());
            }
        }
        let names: Vec<_> = library.indicators.iter().map(|i| (&i.kind, &i.name)).collect();
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len(), "a name stands twice in a kind");
    }

    #[test]
    fn a_folder_replaces_a_file_or_says_what_is_wrong_with_it() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(with_dir(dir.path()).unwrap(), embedded());
        let folder = dir.path().join("indicators");
        std::fs::create_dir(&folder).unwrap();
        let write = |text: &str| std::fs::write(folder.join("staff.csv"), text).unwrap();
        let headings = HEADINGS.join(",");
        write(&format!("{headings}\n产出,数量,参保人数,=,30,人,equal,参保登记,缴费凭证,漏缴,社保\n"));
        let library = with_dir(dir.path()).unwrap();
        let own = library.indicators.iter().filter(|i| i.kind.as_deref() == Some("人员经费")).count();
        assert_eq!(own, 1);
        write(&format!("{headings}\n产出,经济效益,参保人数,>=,30,人,equel,参保登记,,漏缴,社保\n"));
        let found = with_dir(dir.path()).unwrap_err();
        let at: Vec<_> =
            found.iter().map(|f| (f.rule, f.place.row, f.place.column.as_deref().unwrap())).collect();
        let row = |column| ("MZ-P013", Some(2), column);
        assert_eq!(at, [row("level2"), row("op"), row("shape"), row("evidence")]);
        write("level1,level2\n");
        assert_eq!(with_dir(dir.path()).unwrap_err().len(), 1);
    }
}
