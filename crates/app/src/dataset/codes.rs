//! Which codes are registered, so that references can be checked.

use super::row::Row;
use super::rules::{REPEATED_CODE, REPEATED_ROW, UNKNOWN_CODE};
use super::schema;
use super::table::Tables;
use mingzhang_domain::finding::{Finding, Mention};
use std::collections::HashMap;

/// The codes of a file, each with its first row. A file that is not there or cannot be read has no codes to check
/// against: what is wrong with it is said once, not at every reference.
pub(super) struct Codes<'t> {
    file: &'static str,
    what: &'static str,
    rows: Option<HashMap<&'t str, Row<'t>>>,
}

/// The codes of all files.
pub(super) struct Known<'t> {
    pub offices: Codes<'t>,
    pub projects: Codes<'t>,
    pub lines: Codes<'t>,
    pub contracts: Codes<'t>,
    pub indicators: Codes<'t>,
    pub members: Codes<'t>,
    pub rounds: Codes<'t>,
}

impl<'t> Known<'t> {
    /// The codes of all files, and the rows that repeat one.
    pub(super) fn read(tables: &'t Tables, found: &mut Vec<Finding>) -> Known<'t> {
        let mut codes = |file, column, what| Codes::read(tables, file, column, what, found);
        Known {
            offices: codes(schema::OFFICES, "office", "处室"),
            projects: codes(schema::PROJECTS, "project", "项目"),
            lines: codes(schema::LINES, "line", "指标"),
            contracts: codes(schema::CONTRACTS, "contract", "合同"),
            indicators: codes(schema::OUTPUTS, "indicator", "绩效指标"),
            members: codes(schema::MEMBERS, "member", "评价组成员"),
            rounds: codes(schema::MONITOR_ROUNDS, "round", "监控轮次"),
        }
    }
}

impl<'t> Codes<'t> {
    pub(super) fn read(
        tables: &'t Tables,
        file: &'static str,
        column: &str,
        what: &'static str,
        found: &mut Vec<Finding>,
    ) -> Codes<'t> {
        let rows = tables.get(file).map(|table| {
            let mut rows: HashMap<&str, Row> = HashMap::new();
            for row in table.rows().filter(|row| !row.text(column).is_empty()) {
                let code = row.text(column);
                match rows.get(code) {
                    None => drop(rows.insert(code, row)),
                    Some(first) => found.push(repeated(&row, first, column, what, code)),
                }
            }
            for row in table.ragged_rows().filter(|row| !row.text(column).is_empty()) {
                rows.entry(row.text(column)).or_insert(row);
            }
            rows
        });
        Codes { file, what, rows }
    }

    /// The first row of a code.
    pub(super) fn row(&self, code: &str) -> Option<Row<'t>> {
        self.rows.as_ref()?.get(code).copied()
    }

    /// Whether a code is registered, or there is nothing to check against.
    pub(super) fn has(&self, code: &str) -> bool {
        self.rows.as_ref().is_none_or(|rows| rows.contains_key(code))
    }

    /// Whether the row is the first of its code; later ones were reported and say nothing more.
    pub(super) fn is_first(&self, row: &Row, code: &str) -> bool {
        self.row(code).is_none_or(|first| first.line() == row.line())
    }

    /// A field that names a registered code.
    pub(super) fn named(&self, row: &Row<'t>, column: &str, found: &mut Vec<Finding>) -> Option<&'t str> {
        let code = row.needed(column, found)?;
        let known = self.has(code);
        if !known {
            let message = format!("{} 里没有{} {code}。", self.file, self.what);
            found.push(row.fault(UNKNOWN_CODE, column, message));
        }
        known.then_some(code)
    }

    /// A field that is empty or names a registered code.
    pub(super) fn named_or_none(
        &self,
        row: &Row<'t>,
        column: &str,
        found: &mut Vec<Finding>,
    ) -> Option<&'t str> {
        if row.text(column).is_empty() { None } else { self.named(row, column, found) }
    }
}

fn repeated(row: &Row, first: &Row, column: &str, what: &str, code: &str) -> Finding {
    let mut finding = if row.equals(first) {
        row.fault(REPEATED_ROW, column, format!("{what} {code} 与第 {} 行完全相同。", first.line()))
    } else {
        let message = format!("{what} {code} 在第 {} 行已经登记过，内容不同。", first.line());
        row.fault(REPEATED_CODE, column, message)
    };
    finding.also.push(Mention { place: first.place(), text: code.to_owned() });
    finding
}
