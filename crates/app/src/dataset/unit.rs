//! The unit and its year.

use super::row::Row;
use super::rules::{NO_YEAR, ONE_UNIT};
use super::schema::{QUOTA_ENTRIES, UNIT};
use super::table::Tables;
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::ids::{FiscalYear, PolicyId};
use mingzhang_domain::performance::Unit;
use std::collections::BTreeMap;

/// The policy of a data set that names none.
const DEFAULT_POLICY: &str = "shijiazhuang-2013-whole-department";

/// The fiscal year: what the unit states, or else the year of most opening approvals. Where the two differ, one
/// finding says so and the approvals win, lest every voucher be reported as outside the year.
pub(super) fn year(tables: &Tables, found: &mut Vec<Finding>) -> Option<FiscalYear> {
    let approved = year_of_approvals(tables);
    let unit = tables.rows(UNIT).next();
    let stated = unit.and_then(|row| {
        let year = row.count("year", found)?;
        let year = i16::try_from(year).ok().filter(|year| (1000..=9999).contains(year));
        if year.is_none() {
            let message = format!("年度写的是“{}”，要写四位数字的年份。", row.text("year"));
            found.push(row.fault(NO_YEAR, "year", message));
        }
        year
    });
    match (stated, approved, unit) {
        (Some(stated), Some(approved), Some(row)) if stated != approved => {
            let message = format!("年度写的是 {stated}，年初批复却在 {approved} 年。");
            found.push(row.fault(NO_YEAR, "year", message));
        }
        (None, None, None) if tables.get(QUOTA_ENTRIES).is_some() => {
            let message = "没有 unit.csv，也没有日期正确的年初批复，不知道是哪一年。";
            found.push(NO_YEAR.at(Place::file(QUOTA_ENTRIES), message));
        }
        _ => {}
    }
    approved.or(stated).map(FiscalYear)
}

/// The year of most opening approvals, the later of two that are equal.
fn year_of_approvals(tables: &Tables) -> Option<i16> {
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    for row in tables.rows(QUOTA_ENTRIES).filter(|row| row.text("kind") == "年初批复") {
        // What is wrong with the date is reported where the row itself is read.
        if let Some(date) = row.date("date", &mut Vec::new()) {
            *years.entry(date.year()).or_default() += 1;
        }
    }
    years.into_iter().max_by_key(|(_, rows)| *rows).map(|(year, _)| year)
}

/// The unit; a plain one where the data set does not say.
pub(super) fn read(tables: &Tables, found: &mut Vec<Finding>) -> Unit {
    let mut rows = tables.rows(UNIT);
    let unit = rows.next().map(|row| unit_of(&row, found));
    if let Some(second) = rows.next() {
        let message = "unit.csv 有不止一行，只读第一行。";
        found.push(ONE_UNIT.at(second.place(), message));
    }
    if let (Some(table), None) = (tables.get(UNIT), &unit) {
        found.push(ONE_UNIT.at(Place::row(&table.file, 1), "unit.csv 只有标题行，没有单位。"));
    }
    unit.unwrap_or_else(|| Unit {
        code: "000000".to_owned(),
        name: "本单位".to_owned(),
        region: String::new(),
        policy: PolicyId::new(DEFAULT_POLICY),
    })
}

fn unit_of(row: &Row, found: &mut Vec<Finding>) -> Unit {
    Unit {
        code: row.needed("unit", found).unwrap_or_default().to_owned(),
        name: row.needed("name", found).unwrap_or_default().to_owned(),
        region: row.owned("region"),
        policy: PolicyId::new(row.needed("policy", found).unwrap_or_default()),
    }
}
