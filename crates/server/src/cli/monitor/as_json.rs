//! `monitor/1`: percentages and percentage points with two decimals, yuan exact to the fen; null where nothing can be
//! computed or nothing is stated.

use super::super::json;
use mingzhang_app::monitor_round::MonitoredRound;
use mingzhang_domain::finding::Finding;
use mingzhang_domain::monitoring::{
    Due, IndicatorView, MoneyView, Monitoring, ProjectView, Reminder, Signal, TaskView,
};
use mingzhang_domain::performance::{Holder, MonitorReport};
use mingzhang_domain::points::Points;
use serde_json::{Value, json};

/// The whole round.
pub(super) fn monitoring(round: &MonitoredRound, seen: &Monitoring, findings: &[Finding]) -> Value {
    json!({
        "format": "monitor/1",
        "unit": round.register.unit.name,
        "round": round.round.name,
        "cadence": round.round.cadence().label(),
        "as_of": round.round.as_of.to_string(),
        "deadline": round.round.deadline.to_string(),
        "today": round.today.to_string(),
        "known_up_to": round.known_up_to.0,
        "policy": {
            "id": round.policy.id.as_str(),
            "title": round.policy.title,
            "document": round.policy.document,
        },
        "total": money(&seen.total),
        "lights": {
            "money": counts(|light| seen.count(light)),
            "indicators": counts(|light| seen.count_indicators(light)),
        },
        "projects": seen.projects.iter().map(project).collect::<Vec<_>>(),
        "unit_indicators": seen.of_unit.iter().map(indicator).collect::<Vec<_>>(),
        "reminders": seen.reminders().iter().map(|it| reminder(it, seen)).collect::<Vec<_>>(),
        "findings": findings.iter().map(json::finding).collect::<Vec<_>>(),
    })
}

fn counts(count: impl Fn(Option<Signal>) -> usize) -> Value {
    json!({
        "red": count(Some(Signal::Red)),
        "yellow": count(Some(Signal::Yellow)),
        "green": count(Some(Signal::Green)),
        "not_computable": count(None),
    })
}

fn project(view: &ProjectView) -> Value {
    let project = view.project;
    let proposals = view.proposals.iter().map(|(state, decide_by)| {
        json!({
            "proposal": state.proposed.proposal,
            "date": state.proposed.date.to_string(),
            "amount": state.proposed.amount.yuan(),
            "reason": state.proposed.reason,
            "by": state.proposed.by,
            "decide_by": decide_by.map(|day| day.to_string()),
            "decision": state.decided.map(|decided| decided.act.as_str()),
            "lifted_on": state.lifted.map(|lifted| lifted.date.to_string()),
            "decided_on": state.decided.map(|decided| decided.date.to_string()),
            "voucher": state.decided.map(|decided| decided.voucher.as_str()).filter(|no| !no.is_empty()),
        })
    });
    json!({
        "project": project.code.as_str(),
        "name": project.name,
        "office": project.office.as_str(),
        "category": project.report_category,
        "project_kind": project.project_kind,
        "light": light(view.light()),
        "money": money(&view.money),
        "goals_reached": view.goals.map(percent),
        "apart": view.is_apart,
        "indicators": view.indicators.iter().map(indicator).collect::<Vec<_>>(),
        "tasks": view.tasks.iter().map(task).collect::<Vec<_>>(),
        "freeze_proposals": proposals.collect::<Vec<_>>(),
    })
}

fn money(view: &MoneyView) -> Value {
    json!({
        "adjusted": view.so_far.adjusted.yuan(),
        "paid": view.so_far.paid.yuan(),
        "planned": view.so_far.planned.yuan(),
        "frozen": view.so_far.frozen.yuan(),
        "rate": view.rate().percent(),
        "expected_by_plan": view.expected_by_plan().and_then(|expected| expected.percent()),
        "expected_by_time": view.elapsed.percent(),
        "behind_plan": view.behind_plan().map(percent),
        "behind_time": view.behind_time().map(percent),
        "pace": view.pace().map(percent),
        "light": light(view.light),
        "report": view.report.map(report),
    })
}

fn indicator(view: &IndicatorView) -> Value {
    let indicator = view.indicator;
    json!({
        "holder": (indicator.holder != Holder::Unit).then(|| indicator.holder.to_string()),
        "indicator": indicator.name,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "op": indicator.operator.as_str(),
        "target": indicator.target.to_string(),
        "unit": indicator.unit,
        "weight": indicator.weight.to_string(),
        "value": view.value.as_ref().map(ToString::to_string),
        "computed_from": view.computed.then_some(indicator.figure.as_str()),
        "expected": view.expected().map(ToString::to_string),
        "light": light(view.light),
        "over_achieved": view.over,
        "report": view.report.map(report),
    })
}

fn report(report: &MonitorReport) -> Value {
    json!({
        "likelihood": report.likelihood.as_str(),
        "expected": report.expected.as_ref().map(ToString::to_string),
        "cause": report.cause.map(|cause| cause.as_str()),
        "cause_label": report.cause.map(|cause| cause.label()),
        "reason": report.reason,
        "measure": report.measure,
        "by": report.by,
        "date": report.date.to_string(),
    })
}

fn task(view: &TaskView) -> Value {
    let task = &view.task;
    json!({
        "task": task.task,
        "round": task.round,
        "text": task.text,
        "person": task.person,
        "opened": task.opened.to_string(),
        "due": task.due.to_string(),
        "extended": task.extended,
        "days_left": view.days,
        "light": view.light.as_str(),
        "closed": task.closed.as_ref().map(|(day, _)| day.to_string()),
        "result": task.closed.as_ref().map(|(_, result)| result),
    })
}

fn reminder(reminder: &Reminder, seen: &Monitoring) -> Value {
    let kind = match reminder.what {
        Due::Reports(_) => "reports",
        Due::Task { .. } => "task",
        Due::Decision { .. } => "decision",
    };
    json!({
        "kind": kind,
        "due": reminder.due.to_string(),
        "overdue": reminder.due < seen.today,
        "project": reminder.project.map(|project| project.code.as_str()),
        "text": mingzhang_app::text::due(reminder.what),
    })
}

fn light(light: Option<Signal>) -> Value {
    light.map(Signal::as_str).into()
}

/// Hundredths with two decimals.
fn percent(hundredths: i64) -> String {
    Points(hundredths).to_string()
}
