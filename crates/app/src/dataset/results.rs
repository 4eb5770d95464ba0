//! Goals, indicators, actual values and the papers that prove them.

use super::codes::{Codes, Known};
use super::row::Row;
use super::rules::{BAD_HASH, BAD_NUMBER, EMPTY_FIELD, NO_DOCUMENT, REPEATED_CODE};
use super::schema;
use super::table::Tables;
use mingzhang_domain::finding::{Finding, Mention, Place};
use mingzhang_domain::ids::{FiscalYear, OfficeCode};
use mingzhang_domain::performance::{
    ActualValue, Evidence, Goal, Holder, Horizon, Indicator, Method, Operator, Reached, Target,
};
use mingzhang_domain::points::Points;
use mingzhang_domain::register::Register;
use std::collections::{BTreeMap, HashMap};

/// Adds what `goals.csv`, `indicators.csv`, `outputs.csv`, `actuals.csv` and `evidence.csv` say; the first row of each
/// holder of goals or indicators.
pub(super) fn read<'t>(
    tables: &'t Tables,
    known: &Known<'t>,
    year: Option<FiscalYear>,
    register: &mut Register,
    found: &mut Vec<Finding>,
) -> BTreeMap<Holder, Place> {
    let rows = |file| tables.rows(file);
    let goals: Vec<_> = rows(schema::GOALS).filter_map(|row| goal(&row, known, found)).collect();
    let of_file: Vec<_> = rows(schema::INDICATORS).filter_map(|row| indicator(&row, known, found)).collect();
    let mut holders = BTreeMap::new();
    let of_goals = goals.iter().map(|it| (&it.item.holder, it.row));
    for (holder, row) in of_goals.chain(of_file.iter().map(|it| (&it.item.holder, it.row))) {
        holders.entry(holder.clone()).or_insert_with(|| row.place());
    }
    register.goals = firsts(goals, SAME_VERSION, found);
    let outputs = rows(schema::OUTPUTS).filter_map(|row| output(&row, known, year, found));
    (register.indicators, register.actuals) = outputs.unzip();
    register.indicators.extend(firsts(of_file, SAME_VERSION, found));
    for row in rows(schema::ACTUALS) {
        let actual = actual(&row, known, year, register, found);
        register.actuals.extend(actual);
    }
    register.evidence =
        rows(schema::EVIDENCE).filter_map(|row| evidence(&row, known, register, found)).collect();
    holders
}

/// How a second row of the same goal or indicator is named.
const SAME_VERSION: (&str, &str) = ("holder", "同一个，版本也相同");

/// Something with what makes it one and the same, and the row that says it.
pub(super) struct Keyed<'t, T> {
    pub key: String,
    pub row: Row<'t>,
    pub item: T,
}

/// The first of each key; a second one is a finding at its row and column, which says what is the same.
pub(super) fn firsts<T>(
    keyed: Vec<Keyed<'_, T>>,
    (column, same): (&str, &str),
    found: &mut Vec<Finding>,
) -> Vec<T> {
    let mut rows: HashMap<String, Row> = HashMap::new();
    let mut items = Vec::new();
    for Keyed { key, row, item } in keyed {
        match rows.get(&key) {
            None => {
                rows.insert(key, row);
                items.push(item);
            }
            Some(first) => {
                let message = format!("与第 {} 行是{same}。", first.line());
                let mut finding = row.fault(REPEATED_CODE, column, message);
                finding.also.push(Mention { place: first.place(), text: first.owned(column) });
                found.push(finding);
            }
        }
    }
    items
}

fn goal<'t>(row: &Row<'t>, known: &Known<'t>, found: &mut Vec<Finding>) -> Option<Keyed<'t, Goal>> {
    let holder = holder(row, &known.projects, found);
    let horizon = horizon(row, found);
    let text = row.needed("text", found);
    let date = row.date("date", found);
    let version = version(row, found);
    let document = document(row, version, found);
    let (holder, horizon, version) = (holder?, horizon?, version?);
    let item = Goal {
        holder,
        horizon,
        version,
        text: text?.to_owned(),
        date: date?,
        document: document?,
        reason: row.owned("reason"),
    };
    let key = format!("{} {} {version}", item.holder, horizon.label());
    Some(Keyed { key, row: *row, item })
}

fn indicator<'t>(row: &Row<'t>, known: &Known<'t>, found: &mut Vec<Finding>) -> Option<Keyed<'t, Indicator>> {
    let holder = holder(row, &known.projects, found);
    let horizon = horizon(row, found);
    let (level1, level2) = (row.needed("level1", found), row.needed("level2", found));
    let name = row.needed("indicator", found);
    let operator = row.word("op", ">=、<=、=、>、<、区间、定性", Operator::parse, found);
    let target = operator.and_then(|operator| target(row, operator, found));
    let weight = row.points_or_none("weight", found);
    let office = known.offices.named_or_none(row, "office", found);
    let version = version(row, found);
    let document = document(row, version.filter(|version| *version > 1), found);
    let (holder, horizon, version) = (holder?, horizon?, version?);
    let item = Indicator {
        holder,
        horizon,
        name: name?.to_owned(),
        version,
        level1: level1?.to_owned(),
        level2: level2?.to_owned(),
        operator: operator?,
        target: target?,
        unit: row.owned("unit"),
        weight: weight.unwrap_or(Points::ZERO),
        shape: row.owned("shape"),
        basis: row.owned("basis"),
        evidence: row.owned("evidence"),
        figure: row.owned("figure"),
        office: OfficeCode::new(office.unwrap_or_default()),
        document: document?,
    };
    let key = format!("{} {} {} {version}", item.holder, horizon.label(), item.name);
    Some(Keyed { key, row: *row, item })
}

/// A row of `outputs.csv`: an indicator of the whole unit with what was reached by the end of the year.
fn output<'t>(
    row: &Row<'t>,
    known: &Known<'t>,
    year: Option<FiscalYear>,
    found: &mut Vec<Finding>,
) -> Option<(Indicator, ActualValue)> {
    let name = row.needed("indicator", found);
    let operator = row.word("op", ">=、<=、=、>、<", Operator::parse, found);
    let (target, actual) = (row.decimal("target", found), row.decimal("actual", found));
    let office = known.offices.named(row, "office", found);
    let name = name.filter(|name| known.indicators.is_first(row, name))?;
    let office = OfficeCode::new(office?);
    let actual = ActualValue {
        holder: Holder::Unit,
        indicator: name.to_owned(),
        date: year?.last_day(),
        reached: Reached::Number(actual?),
        method: Method::Statistics,
        by: office.to_string(),
        reason: String::new(),
        measure: String::new(),
    };
    let indicator = Indicator {
        holder: Holder::Unit,
        horizon: Horizon::Annual,
        name: name.to_owned(),
        version: 1,
        level1: row.owned("level1"),
        level2: row.owned("level2"),
        operator: operator?,
        target: Target::Number(target?),
        unit: row.owned("unit"),
        weight: Points::ZERO,
        shape: String::new(),
        basis: String::new(),
        evidence: String::new(),
        figure: String::new(),
        office,
        document: String::new(),
    };
    Some((indicator, actual))
}

fn actual<'t>(
    row: &Row<'t>,
    known: &Known<'t>,
    year: Option<FiscalYear>,
    register: &Register,
    found: &mut Vec<Finding>,
) -> Option<ActualValue> {
    let holder = holder(row, &known.projects, found);
    let indicator = holder.as_ref().and_then(|holder| named(row, holder, register, true, found));
    let date = year.and_then(|year| row.date_in("date", year, found));
    let reached = row.needed("value", found).and_then(Reached::parse);
    let words: Vec<&str> = Method::ALL.iter().map(|method| method.label()).collect();
    let method = row.word("method", &words.join("、"), Method::parse, found);
    let by = row.needed("by", found);
    let (indicator, reached) = (indicator?, reached?);
    if let (Some(known), None) = (indicator, reached.number())
        && known.operator != Operator::Described
    {
        let message = format!("“{}”的完成值要写数字，这里写的是“{reached}”。", known.name);
        found.push(row.fault(BAD_NUMBER, "value", message));
        return None;
    }
    Some(ActualValue {
        holder: holder?,
        indicator: row.owned("indicator"),
        date: date?,
        reached,
        method: method?,
        by: by?.to_owned(),
        reason: row.owned("reason"),
        measure: row.owned("measure"),
    })
}

fn evidence<'t>(
    row: &Row<'t>,
    known: &Known<'t>,
    register: &Register,
    found: &mut Vec<Finding>,
) -> Option<Evidence> {
    let holder = holder(row, &known.projects, found);
    let indicator = holder.as_ref().and_then(|holder| named(row, holder, register, false, found));
    let (kind, file, by) = (row.needed("kind", found), row.needed("file", found), row.needed("by", found));
    let hash = row.needed("hash", found).map(str::to_ascii_lowercase);
    let is_hash = |hash: &String| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hash.as_ref().is_some_and(|hash| !is_hash(hash)) {
        found.push(row.fault(BAD_HASH, "hash", "hash 不是 64 位十六进制数。"));
    }
    let (size, date) = (row.count("size", found), row.date("date", found));
    indicator?;
    Some(Evidence {
        holder: holder?,
        indicator: row.owned("indicator"),
        kind: kind?.to_owned(),
        file: file?.to_owned(),
        hash: hash.filter(is_hash)?,
        size: size?,
        date: date?,
        by: by?.to_owned(),
    })
}

/// Whose it is: a project that is named must be registered.
pub(super) fn holder<'t>(row: &Row<'t>, projects: &Codes<'t>, found: &mut Vec<Finding>) -> Option<Holder> {
    match Holder::parse(row.text("holder")) {
        Holder::Project(_) => projects.named(row, "holder", found).map(|_| Holder::parse(row.text("holder"))),
        other => Some(other),
    }
}

/// The indicator that a row names: `Some(None)` where it may and does name none, nothing where it is not registered.
pub(super) fn named<'r>(
    row: &Row,
    holder: &Holder,
    register: &'r Register,
    needed: bool,
    found: &mut Vec<Finding>,
) -> Option<Option<&'r Indicator>> {
    let name = if needed { row.needed("indicator", found)? } else { row.text("indicator") };
    if name.is_empty() {
        return Some(None);
    }
    let is_it = |indicator: &&Indicator| indicator.holder == *holder && indicator.name == name;
    let indicator = register.indicators.iter().find(is_it);
    if indicator.is_none() {
        let whose = if *holder == Holder::Unit { "部门整体".to_owned() } else { holder.to_string() };
        let message = format!("{whose} 没有登记绩效指标“{name}”。");
        found.push(row.fault(super::rules::UNKNOWN_CODE, "indicator", message));
    }
    indicator.map(Some)
}

fn horizon(row: &Row, found: &mut Vec<Finding>) -> Option<Horizon> {
    match row.text("horizon") {
        "" => Some(Horizon::Annual),
        _ => row.word("horizon", "年度、中长期", Horizon::parse, found),
    }
}

fn version(row: &Row, found: &mut Vec<Finding>) -> Option<i64> {
    match row.text("version") {
        "" => Some(1),
        _ => row.count("version", found).filter(|version| *version > 0),
    }
}

/// The document of an approval or adjustment, which must be there from the version on that is given.
fn document(row: &Row, version: Option<i64>, found: &mut Vec<Finding>) -> Option<String> {
    let document = row.owned("document");
    match version {
        Some(version) if document.is_empty() && version > 1 => {
            found.push(row.fault(NO_DOCUMENT, "document", "调整了目标或指标，却没有写调整文号。"));
            None
        }
        Some(_) if document.is_empty() => {
            found.push(row.fault(EMPTY_FIELD, "document", "document 是空的。"));
            None
        }
        _ => Some(document),
    }
}

fn target(row: &Row, operator: Operator, found: &mut Vec<Finding>) -> Option<Target> {
    let text = row.needed("target", found)?;
    let target = Target::parse(operator, text);
    if target.is_none() {
        let form = match operator {
            Operator::Within => "区间，如 20~30",
            _ => "数字（不带单位）",
        };
        found.push(row.fault(BAD_NUMBER, "target", format!("target 写的是“{text}”，这里要写{form}。")));
    }
    target
}
