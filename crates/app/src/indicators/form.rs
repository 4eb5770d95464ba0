//! A table of indicators as rows of the domain: headings in English or Chinese, UTF-8 or GB18030.

use crate::dataset::{
    BAD_CSV, EMPTY_FILE, MISSING_COLUMN, RAGGED_ROW, REPEATED_COLUMN, Record, UNKNOWN_COLUMN, nearest,
    other_separator, records_of,
};
use mingzhang_domain::finding::{Finding, Place, Severity};
use mingzhang_domain::performance::{IndicatorColumn, IndicatorRow};

/// A form that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its rows in order; one that is empty keeps its number.
    pub rows: Vec<IndicatorRow>,
    /// The columns as they are headed in the file.
    headings: Vec<(IndicatorColumn, String)>,
}

/// Without these nothing can be judged.
const NEEDED: [IndicatorColumn; 3] =
    [IndicatorColumn::Level2, IndicatorColumn::Level3, IndicatorColumn::Target];

/// Reads a form; `None` where its headings cannot be used. Rows in findings are counted from 1 below the headings.
pub fn read(name: &str, bytes: &[u8]) -> (Option<Form>, Vec<Finding>) {
    let mut found = Vec::new();
    let form = form(name, bytes, &mut found);
    (form, found)
}

impl Form {
    /// A finding of the domain with the file's name, its column named as the file names it.
    pub fn locate(&self, mut finding: Finding, file: &str) -> Finding {
        let in_file = |place: &mut Place| {
            place.file = Some(file.to_owned());
            let own =
                self.headings.iter().find(|(column, _)| place.column.as_deref() == Some(column.heading()));
            if let Some((_, heading)) = own {
                place.column = Some(heading.clone());
            }
        };
        in_file(&mut finding.place);
        finding.also.iter_mut().for_each(|mention| in_file(&mut mention.place));
        finding
    }
}

fn form(name: &str, bytes: &[u8], found: &mut Vec<Finding>) -> Option<Form> {
    let records = records_of(name, bytes).map_err(|finding| found.push(*finding)).ok()?;
    let mut records = records.into_iter();
    let Some(first) = records.next() else {
        found.push(EMPTY_FILE.at(Place::file(name), format!("{name} 是空的，连标题行也没有。")));
        return None;
    };
    let columns = columns(name, &first, found)?;
    let mut rows = Vec::new();
    for (at, record) in records.enumerate() {
        if record.fields.len() > first.fields.len() {
            let message =
                format!("这一行有 {} 格，标题行有 {} 格。", record.fields.len(), first.fields.len());
            found.push(RAGGED_ROW.at(Place::row(name, at + 1), message));
        }
        rows.push(row(&record, &columns));
    }
    if rows.iter().all(IndicatorRow::is_empty) {
        found.push(EMPTY_FILE.at(Place::file(name), format!("{name} 只有标题行，没有指标。")));
    }
    let headings = columns.into_iter().flatten().collect();
    Some(Form { rows, headings })
}

/// A row; cells that it leaves out at its end are empty.
fn row(record: &Record, columns: &[Option<(IndicatorColumn, String)>]) -> IndicatorRow {
    let mut row = IndicatorRow::default();
    for (at, column) in columns.iter().enumerate() {
        if let Some((column, _)) = column {
            row.set(*column, record.fields.get(at).map(String::as_str).unwrap_or_default());
        }
    }
    row
}

/// What stands in each field, with its heading.
fn columns(
    name: &str,
    headings: &Record,
    found: &mut Vec<Finding>,
) -> Option<Vec<Option<(IndicatorColumn, String)>>> {
    if let ([_], Some(separator)) = (&headings.fields[..], other_separator(headings)) {
        let message = format!("标题行用{separator}分隔，这里要用英文逗号。");
        found.push(BAD_CSV.at(Place::file(name), message));
        return None;
    }
    let mut columns: Vec<Option<(IndicatorColumn, String)>> = Vec::new();
    for heading in headings.fields.iter().map(|heading| heading.trim()) {
        let column = column_of(heading);
        let place = Place { column: Some(heading.to_owned()), ..Place::file(name) };
        let is_there = columns.iter().flatten().any(|(there, _)| Some(*there) == column);
        match column {
            Some(_) if is_there => {
                found.push(REPEATED_COLUMN.at(place, format!("列 {heading} 与前面的一列是同一项。")));
                columns.push(None);
            }
            Some(column) => columns.push(Some((column, heading.to_owned()))),
            None => {
                found.extend(unknown(place, heading));
                columns.push(None);
            }
        }
    }
    let has = |needed: &IndicatorColumn| columns.iter().flatten().any(|(there, _)| there == needed);
    let missing: Vec<&IndicatorColumn> = NEEDED.iter().filter(|needed| !has(needed)).collect();
    found.extend(missing.iter().map(|column| {
        let chinese = names(**column).first().copied().unwrap_or_default();
        MISSING_COLUMN.at(Place::file(name), format!("{name} 缺少 {}（{chinese}）列。", column.heading()))
    }));
    missing.is_empty().then_some(columns)
}

/// A column that is not read: a slip is a warning, because what it holds would be lost; anything else is only said.
fn unknown(place: Place, heading: &str) -> Option<Finding> {
    if heading.is_empty() {
        return None;
    }
    let known = IndicatorColumn::ALL
        .iter()
        .flat_map(|column| std::iter::once(column.heading()).chain(names(*column).iter().copied()));
    let (severity, message) = match nearest(heading, known) {
        Some(known) => (Severity::Warning, format!("不认识列 {heading}，没有读，是不是 {known}？")),
        None => (Severity::Note, format!("列 {heading} 与检查无关，没有读。")),
    };
    let mut finding = UNKNOWN_COLUMN.at(place, message);
    finding.severity = severity;
    if severity == Severity::Note {
        finding.advice = None;
    }
    Some(finding)
}

/// The column of a heading in English or Chinese; what stands in brackets behind it does not count.
fn column_of(heading: &str) -> Option<IndicatorColumn> {
    let bare = heading.split(['(', '（']).next().unwrap_or_default().trim();
    let is = |column: &&IndicatorColumn| {
        column.heading().eq_ignore_ascii_case(bare) || names(**column).contains(&bare)
    };
    IndicatorColumn::ALL.iter().find(is).copied()
}

/// The Chinese headings of a column, the usual one first.
fn names(column: IndicatorColumn) -> &'static [&'static str] {
    match column {
        IndicatorColumn::ProjectKind => &["项目类型", "项目类别", "类型"],
        IndicatorColumn::Project => &["项目名称", "项目"],
        IndicatorColumn::Level1 => &["一级指标"],
        IndicatorColumn::Level2 => &["二级指标"],
        IndicatorColumn::Level3 => &["三级指标", "指标名称", "指标内容"],
        IndicatorColumn::Operator => &["运算符", "比较方式", "符号", "指标性质", "指标方向", "operator"],
        IndicatorColumn::Target => &["指标值", "年度指标值", "目标值"],
        IndicatorColumn::Unit => &["计量单位", "单位", "度量单位"],
        IndicatorColumn::Weight => &["分值", "权重", "权重分值"],
        IndicatorColumn::Basis => &["依据", "指标值依据", "来源和依据", "指标来源", "指标值来源", "来源依据"],
        IndicatorColumn::Evidence => &["佐证资料", "佐证材料", "佐证", "证明材料"],
        IndicatorColumn::LastTarget => &["上年指标值", "上年目标值", "上年度指标值"],
        IndicatorColumn::LastActual => &["上年完成值", "上年实际值", "上年实际完成值", "上年度完成值"],
    }
}
