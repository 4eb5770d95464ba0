//! Machine formats: English keys, a `format` field with its version, stdout alone.

use super::print;
use mingzhang_app::attach_paper::Paper;
use mingzhang_app::explain_figure::{Detail, Explanation};
use mingzhang_app::show_figures::Figures;
use mingzhang_checker::Coverage;
use mingzhang_domain::figure::{Because, Figure};
use mingzhang_domain::finding::{Conclusion, Finding, Mention, Place, Slip, Solution};
use mingzhang_store::trail::Step;
use serde_json::{Map, Value, json};

/// Prints a value as the only thing on stdout.
pub(crate) fn say(value: &Value) {
    print::line(&format!("{value:#}"));
}

/// `figures/1`.
pub(crate) fn figures<'f>(
    Figures { set, head_hash, unfinished, .. }: &Figures,
    shown: impl Iterator<Item = &'f Figure>,
) -> Value {
    let mut value = json!({
        "format": "figures/1",
        "year": set.year.0,
        "as_of": set.as_of.to_string(),
        "known_up_to": set.known_up_to.0,
        "head_sm3": head_hash,
        "figures": shown.map(figure).collect::<Vec<_>>(),
    });
    only_if_there(&mut value, "unfinished_import", unfinished.as_ref().map(super::import::as_json));
    value
}

/// Adds a field where there is something to say: readers that do not know it are not troubled.
pub(crate) fn only_if_there(value: &mut Value, name: &str, there: Option<Value>) {
    if let (Some(map), Some(there)) = (value.as_object_mut(), there) {
        map.insert(name.to_owned(), there);
    }
}

/// One figure.
pub(crate) fn figure(figure: &Figure) -> Value {
    json!({
        "key": figure.key.as_str(),
        "label": figure.label,
        "value": figure.value.exact(),
        "unit": figure.value.unit(),
        "display": figure.value.display(),
        "because": because(&figure.because),
    })
}

fn because(because: &Because) -> Value {
    match because {
        Because::Sum { selection, count } => json!({
            "kind": "sum",
            "measure": selection.measure.as_str(),
            "scope": selection.scope.to_string(),
            "as_of": selection.as_of.to_string(),
            "known_up_to": selection.known_up_to.0,
            "movements": count,
        }),
        Because::Ratio { over, under } => {
            json!({"kind": "ratio", "over": over.as_str(), "under": under.as_str()})
        }
        Because::Difference { from, less } => {
            json!({"kind": "difference", "from": from.as_str(), "less": less.as_str()})
        }
        Because::Total { parts } => {
            json!({"kind": "total", "parts": parts.iter().map(|key| key.as_str()).collect::<Vec<_>>()})
        }
        Because::Mean { criterion, sheets } => {
            json!({"kind": "mean", "criterion": criterion.as_str(), "sheets": sheets})
        }
        Because::Band { score, policy } => {
            json!({"kind": "band", "score": score.as_str(), "policy": policy.as_str()})
        }
        Because::Policy { policy } => json!({"kind": "policy", "policy": policy.as_str()}),
        Because::Registered { scope, count } => {
            json!({"kind": "registered", "scope": scope.to_string(), "count": count})
        }
        Because::Listed { .. } => json!({"kind": "listed"}),
        Because::Counted { figures, policy } => json!({
            "kind": "counted",
            "figures": figures.iter().map(|key| key.as_str()).collect::<Vec<_>>(),
            "policy": policy.as_ref().map(|policy| policy.as_str()),
        }),
        Because::Marked { from, policy } => json!({
            "kind": "marked",
            "from": from.iter().map(|key| key.as_str()).collect::<Vec<_>>(),
            "policy": policy.as_str(),
        }),
        Because::Same { figure } => json!({"kind": "same", "figure": figure.as_str()}),
        Because::Reported { by, date, method } => {
            json!({"kind": "reported", "by": by, "date": date.to_string(), "method": method.label()})
        }
        Because::NotStated => json!({"kind": "not-stated"}),
        Because::Stated { office } => json!({"kind": "stated", "office": office.as_str()}),
    }
}

/// `why/1`: a figure and everything behind it.
pub(crate) fn explanation(explanation: &Explanation) -> Value {
    let mut value = figure(&explanation.figure);
    let (name, behind) = match &explanation.detail {
        Detail::Inputs(inputs) => ("inputs", inputs.iter().map(self::explanation).collect()),
        Detail::Vouchers(steps) => ("vouchers", steps.iter().map(step).collect()),
        Detail::Sheets(sheets) => {
            let sheet = |(member, points): &(_, mingzhang_domain::points::Points)| {
                let member: &mingzhang_domain::ids::MemberId = member;
                json!({"member": member.as_str(), "points": points.to_string()})
            };
            ("sheets", sheets.iter().map(sheet).collect())
        }
        Detail::Policy { title, document, place } => {
            ("policy", json!({"title": title, "document": document, "place": place}))
        }
        Detail::Names(names) => ("names", json!(names)),
        Detail::Counted(counted) => ("counted", counted.iter().map(figure).collect()),
        Detail::Papers(papers) => ("papers", papers.iter().map(paper).collect()),
        Detail::Stated { office } => ("stated", json!({"office": office})),
    };
    if let Some(map) = value.as_object_mut() {
        map.insert(name.to_owned(), behind);
    }
    value
}

/// A paper that proves an actual value.
pub(crate) fn paper(Paper { evidence: paper, kept }: &Paper) -> Value {
    json!({
        "kind": paper.kind,
        "file": paper.file,
        "sm3": paper.hash,
        "size": paper.size,
        "date": paper.date.to_string(),
        "by": paper.by,
        "kept": kept,
    })
}

fn step(step: &Step) -> Value {
    let instruction = &step.voucher.instruction;
    json!({
        "seq": step.seq.0,
        "number": instruction.number.as_str(),
        "date": step.voucher.date.to_string(),
        "act": instruction.asked.act().as_str(),
        "line": step.line.as_str(),
        "amount": step.moved.amount.yuan(),
        "payee": instruction.details.payee,
        "document": instruction.details.document,
        "reason": instruction.details.reason,
        "contract": instruction.details.contract.as_ref().map(|no| no.as_str()),
    })
}

/// One finding, the same shape wherever it comes from.
pub(crate) fn finding(finding: &Finding) -> Value {
    let mut value = json!({
        "file": finding.place.file,
        "rule": finding.rule,
        "kind": finding.kind.as_str(),
        "severity": finding.severity.as_str(),
        "stated": finding.stated,
        "recomputed": finding.recomputed,
        "message": finding.message,
        "advice": finding.advice,
        "place": place(&finding.place),
        "also": finding.also.iter().map(mention).collect::<Vec<_>>(),
    });
    let Some(map) = value.as_object_mut() else { return value };
    if !finding.solutions.is_empty() {
        map.insert("solutions".to_owned(), finding.solutions.iter().map(solution).collect());
    }
    if let Some(found) = &finding.slip {
        map.insert("slip".to_owned(), slip(found));
    }
    if let Some(found) = &finding.conclusion {
        map.insert("conclusion".to_owned(), conclusion(found));
    }
    value
}

fn slip(slip: &Slip) -> Value {
    json!({"kind": slip.kind.as_str(), "figure": mention(&slip.figure), "likely": slip.likely})
}

fn conclusion(conclusion: &Conclusion) -> Value {
    match conclusion {
        Conclusion::Unchanged => json!({"effect": "unchanged"}),
        Conclusion::Changed(to) => json!({"effect": "changed", "to": to}),
        Conclusion::Target { aim, reached } => {
            let to = if *reached { "reached" } else { "missed" };
            json!({"effect": "changed", "to": to, "target": aim})
        }
        Conclusion::Unknown => json!({"effect": "unknown"}),
    }
}

/// A place with what stands there.
pub(crate) fn mention(mention: &Mention) -> Value {
    json!({"text": mention.text, "place": place(&mention.place)})
}

fn solution(solution: &Solution) -> Value {
    json!({"if_total": solution.if_total, "score": solution.score})
}

/// Only what is known of a place.
fn place(place: &Place) -> Value {
    let mut known = Map::new();
    let mut add = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            known.insert(name.to_owned(), value);
        }
    };
    add("start", place.span.map(|span| span.start.into()));
    add("end", place.span.map(|span| span.end.into()));
    add("block", place.block.map(Into::into));
    add("page", place.page.map(Into::into));
    add("sheet", place.sheet.clone().map(Into::into));
    add("row", place.row.map(Into::into));
    add("column", place.column.clone().map(Into::into));
    add("cell", place.cell.clone().map(Into::into));
    Value::Object(known)
}

/// What a check covered.
pub(crate) fn coverage(coverage: &Coverage) -> Value {
    let reasons = coverage.not_checkable.iter();
    json!({
        "figures": coverage.figures,
        "understood": coverage.understood,
        "in_relation": coverage.in_relation,
        "passed": coverage.passed,
        "failed": coverage.failed,
        "not_checkable": reasons.map(|(reason, count)| json!({"reason": reason, "count": count})).collect::<Vec<_>>(),
    })
}
