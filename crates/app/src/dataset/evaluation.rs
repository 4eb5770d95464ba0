//! The evaluation: its policy, the sheets, and what the files state beside them.

use super::codes::{Codes, Known};
use super::nearest::nearest;
use super::row::Row;
use super::rules::*;
use super::schema::{GRADE_SCALE, PUBLISHED_TOTALS, SCHEME, SCORE_SHEETS, UNIT};
use super::table::Tables;
use crate::policies::Policies;
use crate::text::{Sentence, evaluation_fault};
use mingzhang_domain::finding::{Finding, Kind, Place, Severity, has_errors};
use mingzhang_domain::ids::{CriterionName, FiscalYear, MemberId, OfficeCode};
use mingzhang_domain::performance::{Member, Unit};
use mingzhang_domain::points::Points;
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::{
    Criterion, Evaluation, EvaluationFault, EvaluationPolicy, KeptPolicy, ScoreSheet, evaluation,
};
use std::collections::{HashMap, HashSet};

/// The policy that the unit names, with the text of its file, if it holds in the year.
pub(super) fn policy<'p>(
    tables: &Tables,
    unit: &Unit,
    year: Option<FiscalYear>,
    policies: &'p Policies,
    found: &mut Vec<Finding>,
) -> Option<&'p (EvaluationPolicy, String)> {
    let id = &unit.policy;
    // An empty field was reported where the unit was read.
    if id.as_str().is_empty() {
        return None;
    }
    let known = policies.evaluation(id);
    let outside = known.zip(year).filter(|((policy, _), year)| !policy.holds_on(year.last_day()));
    let message = match (known, outside) {
        (None, _) => {
            let all = policies.list();
            let near = nearest(id.as_str(), all.iter().map(|policy| policy.id.as_str()));
            let hint = near.map_or(String::new(), |near| format!("，是不是 {near}？"));
            format!("没有评价政策 {id}{}", if hint.is_empty() { "。".to_owned() } else { hint })
        }
        (Some(_), Some(((policy, _), year))) => {
            let to = policy.to.map_or(String::new(), |to| format!("，{to} 起失效"));
            format!("评价政策 {id} 自 {} 起有效{to}，不适用于 {year} 年度。", policy.from)
        }
        (Some(known), None) => return Some(known),
    };
    found.push(match tables.rows(UNIT).next() {
        Some(row) => row.fault(NO_POLICY, "policy", message),
        None => NO_POLICY.at(Place::file(UNIT), message),
    });
    known
}

/// Reads the sheets into the register and compares everything with the policy.
pub(super) fn read<'t>(
    tables: &'t Tables,
    known: &Known<'t>,
    policy: Option<&(EvaluationPolicy, String)>,
    register: &mut Register,
    found: &mut Vec<Finding>,
) {
    let before = found.len();
    let sheets = Sheets::read(tables, known, found);
    if let Some((policy, text)) = policy {
        compare_scheme(tables, policy, found);
        compare_scale(tables, policy, found);
        if !sheets.list.is_empty() {
            sheets.check(known, policy, &register.members, found);
            // Beside errors in sheets or scheme, another mean than the published one says nothing new.
            if !has_errors(found.get(before..).unwrap_or_default()) {
                compare_published(tables, &Evaluation::new(policy.clone(), &sheets.list), found);
            }
            register.policy = Some(KeptPolicy { id: policy.id.clone(), text: text.clone() });
        }
    }
    register.sheets = sheets.list;
}

/// The sheets, and the rows behind them.
struct Sheets<'t> {
    list: Vec<ScoreSheet>,
    /// For each member and criterion all rows, also those whose score cannot be read.
    rows: HashMap<(&'t str, &'t str), Vec<Row<'t>>>,
    /// The first row of each member.
    first: HashMap<&'t str, Row<'t>>,
}

impl<'t> Sheets<'t> {
    fn read(tables: &'t Tables, known: &Known<'t>, found: &mut Vec<Finding>) -> Sheets<'t> {
        let mut sheets = Sheets { list: Vec::new(), rows: HashMap::new(), first: HashMap::new() };
        let mut index: HashMap<(&str, &str), usize> = HashMap::new();
        for row in tables.rows(SCORE_SHEETS) {
            let member = row.needed("member", found);
            let criterion = row.needed("level3", found);
            let office = known.offices.named_or_none(&row, "office", found);
            let score = row.points("score", found);
            let (Some(member), Some(criterion)) = (member, criterion) else { continue };
            sheets.rows.entry((member, criterion)).or_default().push(row);
            sheets.first.entry(member).or_insert(row);
            let at = *index.entry((member, row.text("office"))).or_insert_with(|| {
                let office = office.map(OfficeCode::new);
                sheets.list.push(ScoreSheet { member: MemberId::new(member), office, scores: vec![] });
                sheets.list.len() - 1
            });
            if let (Some(sheet), Some(score)) = (sheets.list.get_mut(at), score) {
                sheet.scores.push((CriterionName::new(criterion), score));
            }
        }
        sheets
    }

    /// Reports what the domain finds wrong with the sheets, each at its row.
    fn check(&self, known: &Known, policy: &EvaluationPolicy, members: &[Member], found: &mut Vec<Finding>) {
        let mut seen: HashSet<(String, String)> = HashSet::new();
        for fault in evaluation::faults(policy, members, &self.list) {
            let (member, criterion) = names(&fault);
            let rows = criterion.and_then(|criterion| self.rows.get(&(member, criterion)));
            // What a row of either file could not be read for was reported there.
            let reported = match fault {
                EvaluationFault::UnknownMember { .. } => known.members.has(member),
                EvaluationFault::MissingScore { .. } => rows.is_some(),
                _ => false,
            };
            if reported {
                continue;
            }
            // The rows of one member and criterion give one fault each, in their order.
            let again = !seen.insert((member.to_owned(), format!("{criterion:?}")));
            let twice = again || matches!(fault, EvaluationFault::ScoredTwice { .. });
            let row = match rows {
                Some(rows) if twice => rows.get(1).or(rows.first()),
                Some(rows) => rows.first(),
                None => self.first.get(member),
            };
            found.push(sheet_finding(&fault, row));
        }
    }
}

/// The member and the criterion that a fault is about.
fn names(fault: &EvaluationFault) -> (&str, Option<&str>) {
    match fault {
        EvaluationFault::ScoreAboveWeight { member, criterion, .. }
        | EvaluationFault::MissingScore { member, criterion }
        | EvaluationFault::UnknownCriterion { member, criterion }
        | EvaluationFault::ScoredTwice { member, criterion } => (member.as_str(), Some(criterion.as_str())),
        EvaluationFault::MissingSheet { member }
        | EvaluationFault::UnknownMember { member }
        | EvaluationFault::OwnOffice { member, .. } => (member.as_str(), None),
    }
}

fn sheet_finding(fault: &EvaluationFault, row: Option<&Row>) -> Finding {
    let (kind, severity, column) = match fault {
        EvaluationFault::ScoreAboveWeight { .. } => (Kind::ScoreAboveWeight, Severity::Error, "score"),
        EvaluationFault::MissingScore { .. } => (Kind::MissingScore, Severity::Error, "level3"),
        // Someone may not have scored yet; the means of the others stand.
        EvaluationFault::MissingSheet { .. } => (Kind::Evaluation, Severity::Warning, "member"),
        EvaluationFault::UnknownCriterion { .. } | EvaluationFault::ScoredTwice { .. } => {
            (Kind::Evaluation, Severity::Error, "level3")
        }
        EvaluationFault::UnknownMember { .. } => (Kind::Evaluation, Severity::Error, "member"),
        EvaluationFault::OwnOffice { .. } => (Kind::Evaluation, Severity::Error, "office"),
    };
    let Sentence { message, advice } = evaluation_fault(fault);
    let mut finding = match row {
        Some(row) => row.fault(SHEETS, column, message),
        None => SHEETS.at(Place::file(SCORE_SHEETS), message),
    };
    (finding.kind, finding.severity, finding.advice) = (kind, severity, Some(advice));
    finding
}

/// Reports each difference between `scheme.csv` and the policy.
fn compare_scheme(tables: &Tables, policy: &EvaluationPolicy, found: &mut Vec<Finding>) {
    let Some(table) = tables.get(SCHEME) else { return };
    let names = Codes::read(tables, SCHEME, "level3", "三级指标", found);
    for row in table.rows() {
        let weight = row.points("weight", found);
        row.points_or_none("published_score", found);
        let Some(name) = row.needed("level3", found) else { continue };
        match policy.criterion(&CriterionName::new(name)) {
            Some(criterion) => compare_criterion(&row, criterion, weight, found),
            None => {
                let near = nearest(name, policy.criteria.iter().map(|criterion| criterion.name.as_str()));
                let hint = near.map_or("。".to_owned(), |near| format!("，是不是“{near}”？"));
                found.push(row.fault(SCHEME_DIFFERS, "level3", format!("政策没有三级指标“{name}”{hint}")));
            }
        }
    }
    for criterion in policy.criteria.iter().filter(|criterion| names.row(criterion.name.as_str()).is_none()) {
        let message =
            format!("缺少政策里的三级指标“{}”（{} 分）。", criterion.name, criterion.weight.short());
        found.push(SCHEME_DIFFERS.at(Place::file(&table.file), message));
    }
}

fn compare_criterion(row: &Row, criterion: &Criterion, weight: Option<Points>, found: &mut Vec<Finding>) {
    let name = &criterion.name;
    for (column, policy) in [("level1", &criterion.group), ("level2", &criterion.level2)] {
        let stated = row.text(column);
        if stated != policy {
            let message = format!("“{name}”的 {column} 写的是“{stated}”，政策是“{policy}”。");
            found.push(row.fault(SCHEME_DIFFERS, column, message).figures(stated, policy));
        }
    }
    if let Some(weight) = weight.filter(|weight| *weight != criterion.weight) {
        let (stated, policy) = (weight.short(), criterion.weight.short());
        let message = format!("“{name}”的分值写的是 {stated} 分，政策是 {policy} 分。");
        found.push(row.fault(SCHEME_DIFFERS, "weight", message).figures(stated, policy));
    }
}

/// Reports each difference between `grade_scale.csv` and the bands of the policy.
fn compare_scale(tables: &Tables, policy: &EvaluationPolicy, found: &mut Vec<Finding>) {
    let Some(table) = tables.get(GRADE_SCALE) else { return };
    let grades = Codes::read(tables, GRADE_SCALE, "grade", "等级", found);
    let shown = |points: Option<Points>| points.map_or("空".to_owned(), Points::short);
    for row in table.rows() {
        let at_least = row.points("at_least", found);
        let below = row.points_or_none("below", found);
        let Some(grade) = row.needed("grade", found) else { continue };
        let Some(band) = policy.bands.iter().find(|band| band.grade == grade) else {
            found.push(row.fault(SCALE_DIFFERS, "grade", format!("政策没有等级“{grade}”。")));
            continue;
        };
        let unreadable = below.is_none() && !row.text("below").is_empty();
        for (column, stated, policy, compare) in [
            ("at_least", at_least, Some(band.at_least), at_least.is_some()),
            ("below", below, band.below, !unreadable),
        ] {
            if compare && stated != policy {
                let (stated, policy) = (shown(stated), shown(policy));
                let message = format!("等级“{grade}”的 {column} 写的是 {stated}，政策是 {policy}。");
                found.push(row.fault(SCALE_DIFFERS, column, message).figures(stated, policy));
            }
        }
    }
    for band in policy.bands.iter().filter(|band| grades.row(&band.grade).is_none()) {
        let message = format!("缺少政策里的等级“{}”。", band.grade);
        found.push(SCALE_DIFFERS.at(Place::file(&table.file), message));
    }
}

/// Notes where a published score or total is not what the sheets give.
fn compare_published(tables: &Tables, evaluation: &Evaluation, found: &mut Vec<Finding>) {
    let means: HashMap<&str, Points> =
        evaluation.means.iter().filter_map(|(c, mean)| Some((c.name.as_str(), (*mean)?))).collect();
    for row in tables.rows(SCHEME) {
        // What is wrong with the number was reported when the scheme was compared.
        let stated = row.points_or_none("published_score", &mut Vec::new());
        let name = row.text("level3");
        let Some(mean) = means.get(name).filter(|mean| Some(**mean) != stated) else { continue };
        let (text, mean) = (row.text("published_score"), mean.short());
        let message = match text {
            "" => format!("“{name}”没有公布得分，评分表的平均分是 {mean} 分。"),
            _ => format!("“{name}”公布的得分是 {text} 分，评分表的平均分是 {mean} 分。"),
        };
        found.push(row.fault(PUBLISHED_SCORE, "published_score", message).figures(text, mean));
    }
    for row in tables.rows(PUBLISHED_TOTALS) {
        let Some(stated) = row.points("total", found) else { continue };
        let Some(total) = evaluation.total.filter(|total| *total != stated) else { continue };
        let (stated, total) = (stated.short(), total.short());
        let message = format!("“{}”公布的总分是 {stated} 分，评分表的总分是 {total} 分。", row.text("where"));
        found.push(row.fault(PUBLISHED_TOTAL, "total", message).figures(stated, total));
    }
}
