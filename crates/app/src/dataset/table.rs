//! A file as rows whose columns are known, with everything that is wrong with its form.

use super::SourceFile;
use super::csv::{self, BadQuote, Record};
use super::nearest::nearest;
use super::row::Row;
use super::rules::*;
use super::schema::{Need, SCHEMAS, Schema, schema_of};
use mingzhang_documents::error::ReadError;
use mingzhang_documents::text::decode;
use mingzhang_domain::finding::{Finding, Place};
use std::cmp::Reverse;
use std::collections::HashMap;

/// The files of a data set that could be read as tables.
pub(super) struct Tables {
    tables: HashMap<&'static str, Table>,
}

/// A file whose columns are all known.
pub(super) struct Table {
    /// Its name, as the user gave it.
    pub(super) file: String,
    pub(super) schema: &'static Schema,
    /// For each column of the schema, in which field it stands.
    pub(super) at: Vec<Option<usize>>,
    /// How many fields the headings have.
    width: usize,
    records: Vec<Record>,
    /// Rows with too many or too few fields: nothing is read from them but the codes that others refer to.
    ragged: Vec<Record>,
}

impl Tables {
    /// Reads every known file, and says which are missing or not known.
    pub(super) fn read(files: &[SourceFile], found: &mut Vec<Finding>) -> Tables {
        let mut tables = HashMap::new();
        let mut given = Vec::new();
        for file in files {
            let Some(schema) = schema_of(&base_name(&file.name)) else {
                found.push(unknown_file(&file.name));
                continue;
            };
            given.push(schema.file);
            if let Some(table) = Table::read(file, schema, found) {
                tables.insert(schema.file, table);
            }
        }
        let missing = SCHEMAS.iter().filter(|s| s.need != Need::Optional && !given.contains(&s.file));
        found.extend(missing.map(|schema| {
            MISSING_FILE.at(Place::file(schema.file), format!("数据集里没有 {}，它是必需的。", schema.file))
        }));
        Tables { tables }
    }

    /// The table of a file; `None` where it is not there or cannot be read.
    pub(super) fn get(&self, file: &str) -> Option<&Table> {
        self.tables.get(file)
    }

    /// The rows of a file; none where it is not there.
    pub(super) fn rows(&self, file: &str) -> impl Iterator<Item = Row<'_>> {
        self.get(file).into_iter().flat_map(Table::rows)
    }

    /// Whether every file that must be there could be read.
    pub(super) fn has_all_needed(&self) -> bool {
        SCHEMAS.iter().all(|schema| schema.need == Need::Optional || self.tables.contains_key(schema.file))
    }

    /// Puts findings into the order of files and rows, the gravest first where they share a row.
    pub(super) fn sort(&self, found: &mut [Finding]) {
        let file_order = |place: &Place| {
            let name = place.file.as_deref().map(base_name);
            SCHEMAS.iter().position(|schema| Some(schema.file) == name.as_deref()).unwrap_or(SCHEMAS.len())
        };
        found.sort_by_cached_key(|finding| {
            (file_order(&finding.place), finding.place.row, Reverse(finding.severity))
        });
    }
}

impl Table {
    /// The rows below the headings.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|record| Row { table: self, record })
    }

    /// The rows that have another number of fields than the headings.
    pub(super) fn ragged_rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.ragged.iter().map(|record| Row { table: self, record })
    }

    fn read(file: &SourceFile, schema: &'static Schema, found: &mut Vec<Finding>) -> Option<Table> {
        let name = &file.name;
        let records = records_of(name, &file.bytes).map_err(|finding| found.push(*finding)).ok()?;
        let mut records = records.into_iter();
        let Some(headings) = records.next() else {
            found.push(EMPTY_FILE.at(Place::file(name), format!("{name} 是空的，连标题行也没有。")));
            return None;
        };
        let at = columns(name, schema, &headings, found)?;
        let width = headings.fields.len();
        let empty = Table { file: name.clone(), schema, at, width, records: Vec::new(), ragged: Vec::new() };
        let table = empty.with(records, found);
        if table.records.is_empty() && table.ragged.is_empty() && schema.need == Need::Rows {
            found.push(EMPTY_FILE.at(Place::row(name, 1), format!("{name} 只有标题行，没有数据。")));
        }
        Some(table)
    }

    /// The same headings with these rows.
    pub(super) fn with(&self, records: impl IntoIterator<Item = Record>, found: &mut Vec<Finding>) -> Table {
        let width = self.width;
        let says_something = |record: &Record| record.fields.iter().any(|field| !field.trim().is_empty());
        let (records, ragged): (Vec<Record>, Vec<Record>) =
            records.into_iter().filter(says_something).partition(|record| record.fields.len() == width);
        found.extend(ragged.iter().map(|record| {
            let message = format!("这一行有 {} 格，标题行有 {width} 格。", record.fields.len());
            RAGGED_ROW.at(Place::row(&self.file, record.line), message)
        }));
        Table { file: self.file.clone(), schema: self.schema, at: self.at.clone(), width, records, ragged }
    }
}

/// The records of a file in any encoding, or why it has none.
pub(crate) fn records_of(name: &str, bytes: &[u8]) -> Result<Vec<Record>, Box<Finding>> {
    let text = decode(bytes).map_err(|error| undecodable(name, &error))?.text;
    csv::records(&text).map_err(|quote| Box::new(bad_quote(name, quote)))
}

/// For each column of the schema, in which field it stands; `None` where the headings cannot be used.
fn columns(
    file: &str,
    schema: &'static Schema,
    headings: &Record,
    found: &mut Vec<Finding>,
) -> Option<Vec<Option<usize>>> {
    let row = headings.line;
    if let ([only], Some(separator)) = (&headings.fields[..], other_separator(headings)) {
        let message = format!("标题行“{}”用{separator}分隔，这里要用英文逗号。", shorten(only));
        found.push(BAD_CSV.at(Place::row(file, row), message));
        return None;
    }
    let before = found.len();
    let mut at = vec![None; schema.columns.len()];
    for (field, heading) in headings.fields.iter().enumerate() {
        let heading = heading.trim();
        let place = Place::field(file, row, heading);
        match schema.columns.iter().position(|column| column.name == heading) {
            Some(column) if at[column].is_none() => at[column] = Some(field),
            Some(_) => found.push(REPEATED_COLUMN.at(place, format!("列 {heading} 出现了两次。"))),
            None => found.push(UNKNOWN_COLUMN.at(place, unknown_column(schema, heading, field))),
        }
    }
    for (column, _) in schema.columns.iter().zip(&at).filter(|(column, at)| column.needed && at.is_none()) {
        let place = Place::field(file, row, column.name);
        found.push(MISSING_COLUMN.at(place, format!("{file} 缺少 {} 列。", column.name)));
    }
    (found.len() == before).then_some(at)
}

fn unknown_column(schema: &Schema, heading: &str, field: usize) -> String {
    if heading.is_empty() {
        return format!("第 {} 列没有列名。", field + 1);
    }
    match nearest(heading, schema.columns.iter().map(|column| column.name)) {
        Some(known) => format!("不认识列 {heading}，是不是 {known}？"),
        None => format!("{} 里没有 {heading} 这一列。", schema.file),
    }
}

pub(crate) fn other_separator(headings: &Record) -> Option<&'static str> {
    let heading = headings.fields.first()?;
    [('\t', "制表符"), (';', "分号"), ('；', "分号"), ('，', "中文逗号"), ('|', "竖线")]
        .into_iter()
        .find_map(|(sign, name)| heading.contains(sign).then_some(name))
}

pub(super) fn undecodable(file: &str, error: &ReadError) -> Finding {
    let place = match error {
        ReadError::MixedEncodings { line, .. }
        | ReadError::Undecodable { line, .. }
        | ReadError::NotText { line, .. } => Place::row(file, *line),
        _ => Place::file(file),
    };
    ENCODING.at(place, format!("{error}。"))
}

pub(super) fn bad_quote(file: &str, quote: BadQuote) -> Finding {
    let (line, message) = match quote {
        BadQuote::Unclosed { line } => (line, "这一格以双引号开头，到文件末尾也没有收尾的双引号。"),
        BadQuote::TextAfter { line } => (line, "收尾的双引号之后还有字，应当是逗号或换行。"),
    };
    BAD_CSV.at(Place::row(file, line), message)
}

fn unknown_file(name: &str) -> Finding {
    let known = nearest(&base_name(name), SCHEMAS.iter().map(|schema| schema.file));
    let mut finding = UNKNOWN_FILE.at(Place::file(name), format!("{name} 不是数据集的文件，没有读。"));
    if let Some(known) = known {
        // A slip in a name would lose a whole file without a word.
        finding.severity = mingzhang_domain::finding::Severity::Error;
        finding.message = format!("{name} 不是数据集的文件，是不是 {known}？");
    }
    finding
}

/// The name of a file without folders, in lower case.
fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_lowercase()
}

/// The beginning of a long text.
pub(super) fn shorten(text: &str) -> String {
    const SHOWN: usize = 40;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}……", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
