//! Monitoring: rounds, what projects report in them, tasks of correction, proposals to freeze.

use super::codes::Known;
use super::results::{Keyed, firsts, holder, named};
use super::row::Row;
use super::rules::{BAD_NUMBER, BAD_ORDER, BAD_ROUND, STATED_PAID};
use super::schema;
use super::table::Tables;
use crate::text::{proposal_refusal, task_refusal};
use mingzhang_domain::finding::Finding;
use mingzhang_domain::ids::{FiscalYear, ProjectCode, VoucherNo};
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::{
    Cause, Correction, CorrectionAct, FreezeProposal, Indicator, Likelihood, MonitorReport, Operator,
    ProposalAct, Reached, Round,
};
use mingzhang_domain::register::Register;
use std::collections::HashMap;

/// Adds what `monitor_rounds.csv`, `monitor_reports.csv`, `corrections.csv` and `freeze_proposals.csv` say.
pub(super) fn read<'t>(
    tables: &'t Tables,
    known: &Known<'t>,
    year: Option<FiscalYear>,
    register: &mut Register,
    found: &mut Vec<Finding>,
) {
    let rounds = tables.rows(schema::MONITOR_ROUNDS).filter_map(|row| round(&row, known, year?, found));
    register.rounds = rounds.collect();
    register.monitor_reports = reports(tables, known, register, found);
    register.corrections = corrections(tables, known, found);
    register.freeze_proposals = proposals(tables, known, found);
}

fn round<'t>(row: &Row<'t>, known: &Known<'t>, year: FiscalYear, found: &mut Vec<Finding>) -> Option<Round> {
    let name = row.needed("round", found);
    let as_of = row.date_in("as_of", year, found);
    let deadline = row.date("deadline", found);
    let (name, as_of, deadline) = (name?, as_of?, deadline?);
    if deadline < as_of {
        found.push(row.fault(
            BAD_ORDER,
            "deadline",
            format!("报送截止日 {deadline} 早于监控截至日 {as_of}。"),
        ));
        return None;
    }
    let says = Round::of_name(name);
    if !says.is_some_and(|(of_year, _, last)| of_year == year && as_of.month() == last.month()) {
        let message = match says {
            None => format!("轮次“{name}”的写法不对。"),
            Some(_) => format!("轮次 {name} 与截至日 {as_of} 不是同一个月份或季度。"),
        };
        found.push(row.fault(BAD_ROUND, "round", message));
        return None;
    }
    known.rounds.is_first(row, name).then(|| Round { name: name.to_owned(), as_of, deadline })
}

/// The reports; a second one of the same round, indicator and day is a finding at its row.
fn reports<'t>(
    tables: &'t Tables,
    known: &Known<'t>,
    register: &Register,
    found: &mut Vec<Finding>,
) -> Vec<MonitorReport> {
    let keyed = |row: Row<'t>| {
        let item = report(&row, known, register, found)?;
        let key = format!("{} {} {} {}", item.round, item.holder, item.indicator, item.date);
        Some(Keyed { key, row, item })
    };
    let keyed = tables.rows(schema::MONITOR_REPORTS).filter_map(keyed).collect();
    firsts(keyed, ("indicator", "同一轮次、同一指标、同一天的填报"), found)
}

fn report<'t>(
    row: &Row<'t>,
    known: &Known<'t>,
    register: &Register,
    found: &mut Vec<Finding>,
) -> Option<MonitorReport> {
    let round = known.rounds.named(row, "round", found);
    let holder = holder(row, &known.projects, found);
    let indicator = holder.as_ref().and_then(|holder| named(row, holder, register, false, found));
    let words: Vec<&str> = Likelihood::ALL.iter().map(|likelihood| likelihood.label()).collect();
    let likelihood = row.word("likelihood", &words.join("、"), Likelihood::parse, found);
    let cause = cause(row, found);
    let (by, date) = (row.needed("by", found), row.date("date", found));
    let indicator = indicator?;
    let (value, expected) = match indicator {
        Some(indicator) => {
            (reached(row, "value", indicator, found), reached(row, "expected", indicator, found))
        }
        None => (no_value(row, found), yuan(row, found)),
    };
    Some(MonitorReport {
        round: round?.to_owned(),
        holder: holder?,
        indicator: row.owned("indicator"),
        value: value?,
        expected: expected?,
        likelihood: likelihood?,
        cause: cause?,
        reason: row.owned("reason"),
        measure: row.owned("measure"),
        by: by?.to_owned(),
        date: date?,
    })
}

/// Nothing where the field is empty; `None` where it is no cause.
fn cause(row: &Row, found: &mut Vec<Finding>) -> Option<Option<Cause>> {
    if row.text("cause").is_empty() {
        return Some(None);
    }
    let words: Vec<&str> = Cause::ALL.iter().map(|cause| cause.label()).collect();
    row.word("cause", &words.join("、"), Cause::parse, found).map(Some)
}

/// Nothing where the field is empty; `None` where it does not fit the indicator.
fn reached(
    row: &Row,
    column: &str,
    indicator: &Indicator,
    found: &mut Vec<Finding>,
) -> Option<Option<Reached>> {
    let reached = Reached::parse(row.text(column));
    if let Some(Reached::Words(words)) = &reached
        && indicator.operator != Operator::Described
    {
        let message = format!("“{}”的 {column} 要写数字，这里写的是“{words}”。", indicator.name);
        found.push(row.fault(BAD_NUMBER, column, message));
        return None;
    }
    Some(reached)
}

/// What is paid is never stated: the ledger says it.
fn no_value(row: &Row, found: &mut Vec<Finding>) -> Option<Option<Reached>> {
    if row.text("value").is_empty() {
        return Some(None);
    }
    let message = format!("预算执行一行的 value 写了“{}”；支付数由账上算，不填报。", row.text("value"));
    found.push(row.fault(STATED_PAID, "value", message));
    None
}

/// 全年预计执行数 in yuan, kept as a number of yuan with two decimals.
fn yuan(row: &Row, found: &mut Vec<Finding>) -> Option<Option<Reached>> {
    if row.text("expected").is_empty() {
        return Some(None);
    }
    Some(Reached::parse(&row.yuan_not_negative("expected", found)?.yuan()))
}

/// The tasks' events, which must follow each other: opened once, then extended, then closed once.
fn corrections<'t>(tables: &'t Tables, known: &Known<'t>, found: &mut Vec<Finding>) -> Vec<Correction> {
    let rows =
        tables.rows(schema::CORRECTIONS).filter_map(|row| Some((row, correction(&row, known, found)?)));
    let mut events: Vec<(Row, Correction)> = rows.collect();
    events.sort_by_key(|(_, event)| event.date);
    let mut last: HashMap<String, Correction> = HashMap::new();
    let mut fitting = Vec::new();
    for (row, event) in events {
        match event.refusal(last.get(&event.task)) {
            Some(refusal) => {
                let (rule, column, message) = task_refusal(&event, &refusal);
                found.push(row.fault(rule, column, message));
            }
            None => {
                last.insert(event.task.clone(), event.clone());
                fitting.push(event);
            }
        }
    }
    fitting
}

fn correction<'t>(row: &Row<'t>, known: &Known<'t>, found: &mut Vec<Finding>) -> Option<Correction> {
    let task = row.needed("task", found);
    let project = known.projects.named(row, "project", found);
    let round = known.rounds.named_or_none(row, "round", found);
    let words: Vec<&str> = CorrectionAct::ALL.iter().map(|act| act.label()).collect();
    let act = row.word("event", &words.join("、"), CorrectionAct::parse, found);
    let date = row.date("date", found);
    let (person, text) = (row.needed("person", found), row.needed("text", found));
    let due = match act {
        Some(CorrectionAct::Opened | CorrectionAct::Extended) => row.date("due", found).map(Some),
        _ => Some(None),
    };
    Some(Correction {
        task: task?.to_owned(),
        project: ProjectCode::new(project?),
        round: round.unwrap_or_default().to_owned(),
        act: act?,
        date: date?,
        person: person?.to_owned(),
        due: due?,
        text: text?.to_owned(),
    })
}

/// The proposals' events, which must follow each other: proposed once, decided at most once, then perhaps lifted.
fn proposals<'t>(tables: &'t Tables, known: &Known<'t>, found: &mut Vec<Finding>) -> Vec<FreezeProposal> {
    let rows =
        tables.rows(schema::FREEZE_PROPOSALS).filter_map(|row| Some((row, proposal(&row, known, found)?)));
    let mut events: Vec<(Row, FreezeProposal)> = rows.collect();
    events.sort_by_key(|(_, event)| event.date);
    let mut last: HashMap<String, FreezeProposal> = HashMap::new();
    let mut fitting = Vec::new();
    for (row, event) in events {
        match event.refusal(last.get(&event.proposal)) {
            Some(refusal) => {
                let (rule, message) = proposal_refusal(&event, &refusal);
                found.push(row.fault(rule, "event", message));
            }
            None => {
                last.insert(event.proposal.clone(), event.clone());
                fitting.push(event);
            }
        }
    }
    fitting
}

fn proposal<'t>(row: &Row<'t>, known: &Known<'t>, found: &mut Vec<Finding>) -> Option<FreezeProposal> {
    let no = row.needed("proposal", found);
    let project = known.projects.named(row, "project", found);
    let words: Vec<&str> = ProposalAct::ALL.iter().map(|act| act.label()).collect();
    let act = row.word("event", &words.join("、"), ProposalAct::parse, found);
    let date = row.date("date", found);
    let (reason, by) = (row.needed("reason", found), row.needed("by", found));
    let amount = match act {
        Some(ProposalAct::Proposed | ProposalAct::Frozen) => {
            row.yuan_of_kind("amount_yuan", "冻结提请", false, found)
        }
        _ => Some(Fen::ZERO),
    };
    let voucher = match act {
        Some(ProposalAct::Frozen) => row.needed("voucher", found),
        _ => Some(""),
    };
    Some(FreezeProposal {
        proposal: no?.to_owned(),
        project: ProjectCode::new(project?),
        act: act?,
        date: date?,
        amount: amount?,
        reason: reason?.to_owned(),
        by: by?.to_owned(),
        voucher: VoucherNo::new(voucher?),
    })
}
