//! The whole department: its rules, problems that were found, next year's proposals, what is stated of it.

use super::codes::{Codes, Known};
use super::row::Row;
use super::rules::{BAD_ORDER, PART_ABOVE_WHOLE, TORN_PROBLEM, UNKNOWN_CODE};
use super::schema;
use super::table::Tables;
use mingzhang_domain::finding::Finding;
use mingzhang_domain::ids::{OfficeCode, ProjectCode};
use mingzhang_domain::performance::{
    FactName, Institution, InstitutionSubject, QuotaProposal, Rectification, RectificationAct, UnitFact,
};
use mingzhang_domain::register::Register;
use std::collections::HashMap;

/// Adds what `institutions.csv`, `rectifications.csv`, `proposals.csv` and `unit_facts.csv` say.
pub(super) fn read<'t>(
    tables: &'t Tables,
    known: &Known<'t>,
    register: &mut Register,
    found: &mut Vec<Finding>,
) {
    let titles = Codes::read(tables, schema::INSTITUTIONS, "title", "制度", found);
    let rules = tables.rows(schema::INSTITUTIONS).filter_map(|row| institution(&row, &titles, found));
    register.institutions = rules.collect();
    register.rectifications = rectifications(tables, found);
    register.proposals = proposals(tables, known, register, found);
    register.facts = facts(tables, known, found);
}

fn institution<'t>(row: &Row<'t>, titles: &Codes<'t>, found: &mut Vec<Finding>) -> Option<Institution> {
    let title = row.needed("title", found);
    let words: Vec<&str> = InstitutionSubject::ALL.iter().map(|subject| subject.label()).collect();
    let subject = row.word("subject", &words.join("、"), InstitutionSubject::parse, found);
    let document = row.needed("document", found);
    let valid_from = row.date("valid_from", found);
    let valid_to = match row.text("valid_to") {
        "" => Some(None),
        _ => row.date("valid_to", found).map(Some),
    };
    if let (Some(first), Some(Some(last))) = (valid_from, valid_to)
        && last < first
    {
        found.push(row.fault(BAD_ORDER, "valid_to", format!("失效日期 {last} 早于生效日期 {first}。")));
        return None;
    }
    let title = title.filter(|title| titles.is_first(row, title))?;
    Some(Institution {
        title: title.to_owned(),
        subject: subject?,
        document: document?.to_owned(),
        valid_from: valid_from?,
        valid_to: valid_to?,
    })
}

/// The problems' events, which must follow each other: found once, then put right, then crossed off once.
fn rectifications(tables: &Tables, found: &mut Vec<Finding>) -> Vec<Rectification> {
    let rows = tables.rows(schema::RECTIFICATIONS);
    let mut events: Vec<(Row, Rectification)> =
        rows.filter_map(|row| Some((row, rectification(&row, found)?))).collect();
    events.sort_by_key(|(_, event)| event.date);
    let mut last: HashMap<String, RectificationAct> = HashMap::new();
    let mut fitting = Vec::new();
    for (row, event) in events {
        let no = &event.problem;
        let wrong = match (event.act, last.get(no)) {
            (RectificationAct::Found, None) => None,
            (RectificationAct::Found, Some(_)) => Some(format!("问题 {no} 已经登记。")),
            (act, None) => Some(format!("问题 {no} 在 {} 还没有登记，不能{}。", event.date, act.label())),
            (act, Some(RectificationAct::CrossedOff)) => {
                Some(format!("问题 {no} 已经销号，不能再{}。", act.label()))
            }
            (RectificationAct::CrossedOff, Some(RectificationAct::Found)) => {
                Some(format!("问题 {no} 还没有整改，不能销号。"))
            }
            _ => None,
        };
        if let Some(message) = wrong {
            found.push(row.fault(TORN_PROBLEM, "event", message));
            continue;
        }
        last.insert(no.clone(), event.act);
        fitting.push(event);
    }
    fitting
}

fn rectification(row: &Row, found: &mut Vec<Finding>) -> Option<Rectification> {
    let problem = row.needed("problem", found);
    let source = row.needed("source", found);
    let words: Vec<&str> = RectificationAct::ALL.iter().map(|act| act.label()).collect();
    let act = row.word("event", &words.join("、"), RectificationAct::parse, found);
    let date = row.date("date", found);
    let (person, text) = (row.needed("person", found), row.needed("text", found));
    let due = match act {
        Some(RectificationAct::Found) => row.date("due", found).map(Some),
        _ => Some(None),
    };
    if let (Some(date), Some(Some(due))) = (date, due)
        && due < date
    {
        found.push(row.fault(BAD_ORDER, "due", format!("整改期限 {due} 早于 {date}。")));
        return None;
    }
    Some(Rectification {
        problem: problem?.to_owned(),
        source: source?.to_owned(),
        act: act?,
        date: date?,
        person: person?.to_owned(),
        due: due?,
        text: text?.to_owned(),
    })
}

fn proposals<'t>(
    tables: &'t Tables,
    known: &Known<'t>,
    register: &Register,
    found: &mut Vec<Finding>,
) -> Vec<QuotaProposal> {
    let projects = Codes::read(tables, schema::PROPOSALS, "project", "项目的建议", found);
    let proposal = |row: Row<'t>| {
        let project = known.projects.named(&row, "project", found);
        let amount = row.yuan_not_negative("amount_yuan", found);
        let reason = row.needed("reason", found);
        let problem = row.text("problem");
        if !problem.is_empty() && !register.rectifications.iter().any(|event| event.problem == problem) {
            let message = format!("rectifications.csv 里没有问题 {problem}。");
            found.push(row.fault(UNKNOWN_CODE, "problem", message));
            return None;
        }
        let project = project.filter(|project| projects.is_first(&row, project))?;
        Some(QuotaProposal {
            project: ProjectCode::new(project),
            amount: amount?,
            reason: reason?.to_owned(),
            problem: problem.to_owned(),
        })
    };
    tables.rows(schema::PROPOSALS).filter_map(proposal).collect()
}

fn facts<'t>(tables: &'t Tables, known: &Known<'t>, found: &mut Vec<Finding>) -> Vec<UnitFact> {
    let names = Codes::read(tables, schema::UNIT_FACTS, "name", "数据", found);
    let rows: Vec<(Row, UnitFact)> = tables
        .rows(schema::UNIT_FACTS)
        .filter_map(|row| Some((row, fact(&row, &names, known, found)?)))
        .collect();
    for (part, whole) in
        [(FactName::AssetsInUse, FactName::Assets), (FactName::KeyWorkDone, FactName::KeyWork)]
    {
        let of = |name| rows.iter().find(|(_, fact)| fact.name == name);
        if let (Some((row, part)), Some((_, whole))) = (of(part), of(whole))
            && part.this_year > whole.this_year
        {
            let message = format!("{}大于{}，比率会超过 100%。", part.name.label(), whole.name.label());
            found.push(row.fault(PART_ABOVE_WHOLE, "this_year", message));
        }
    }
    rows.into_iter().map(|(_, fact)| fact).collect()
}

fn fact<'t>(
    row: &Row<'t>,
    names: &Codes<'t>,
    known: &Known<'t>,
    found: &mut Vec<Finding>,
) -> Option<UnitFact> {
    let words: Vec<&str> = FactName::ALL.iter().map(|name| name.label()).collect();
    let name = row.word("name", &words.join("、"), FactName::parse, found);
    let value = |column: &str, found: &mut Vec<Finding>| match name?.is_money() {
        true => row.yuan_not_negative(column, found).map(|fen| fen.0),
        false => row.count(column, found),
    };
    let this_year = value("this_year", found);
    let last_year = match row.text("last_year") {
        "" => Some(None),
        _ => value("last_year", found).map(Some),
    };
    let office = known.offices.named(row, "office", found);
    let basis = row.needed("basis", found);
    let name = name.filter(|name| names.is_first(row, name.label()))?;
    Some(UnitFact {
        name,
        this_year: this_year?,
        last_year: last_year?,
        basis: basis?.to_owned(),
        office: OfficeCode::new(office?),
    })
}
