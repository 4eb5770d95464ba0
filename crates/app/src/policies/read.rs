//! From the text of a policy file to a policy of the domain.

use super::fields::{Fields, Source};
use super::{PolicyKind, PolicySummary, SYNTAX, WRONG_VALUE, rule_of};
use super::{monitoring, review, shapes};
use crate::text::{Sentence, policy_fault};
use mingzhang_checker::ReviewLimits;
use mingzhang_domain::finding::{Finding, has_errors};
use mingzhang_domain::ids::{CriterionName, PolicyId};
use mingzhang_domain::ledger::{ReturnTo, TreasuryRules, VirementRule};
use mingzhang_domain::monitoring::MonitoringPolicy;
use mingzhang_domain::scoring::{Band, Criterion, EvaluationPolicy, Group, OwnOffice, Part};
use std::collections::HashSet;
use toml::de::DeTable;

/// The version of the format of policy files.
const FORMAT: &str = "policy/1";

/// A policy file without an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What it says about itself.
    pub summary: PolicySummary,
    /// What it rules.
    pub content: Content,
}

/// What a policy rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Scores and grades.
    Evaluation(Box<EvaluationPolicy>),
    /// Money.
    Treasury(TreasuryRules),
    /// Lights.
    Monitoring(Box<MonitoringPolicy>),
    /// From where on a reviewer should look.
    Review(Box<ReviewLimits>),
}

/// Reads and proves a policy file. Everything that is wrong is found at once, each with its line; a policy comes out
/// only where nothing is.
pub fn check(file: &str, text: &str) -> (Option<Checked>, Vec<Finding>) {
    let mut source = Source::new(file, text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut lines = HashSet::new();
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        // The parser goes on after a slip; what it stumbles over on the same line follows from the first.
        if !lines.insert(text.get(..at).map_or(0, |before| before.matches('\n').count())) {
            continue;
        }
        source.report(
            SYNTAX,
            at,
            "",
            format!("这里不合 TOML 语法：{}。", error.message().replace('\n', "；")),
        );
    }
    if !errors.is_empty() {
        return (None, source.findings);
    }
    let policy = policy(Fields::root(table.get_ref()), &mut source);
    (policy.filter(|_| !has_errors(&source.findings)), source.findings)
}

/// A policy that was kept with an evaluation; it was proved on the day it was kept.
pub fn parse_kept(text: &str) -> Option<EvaluationPolicy> {
    match check("", text).0?.content {
        Content::Evaluation(policy) => Some(*policy),
        Content::Treasury(_) | Content::Monitoring(_) | Content::Review(_) => None,
    }
}

fn policy(root: Fields, source: &mut Source) -> Option<Checked> {
    if let Some(format) = root.text("format", source).filter(|format| format != FORMAT) {
        let message = format!("format 写的是“{format}”，本程序只认“{FORMAT}”。");
        source.report(WRONG_VALUE, root.at("format"), "format", message);
    }
    let kinds = PolicyKind::ALL.map(|kind| (kind.as_str(), kind));
    let kind = root.word("kind", &kinds, source);
    let summary = summary(root, kind, source);
    let content = match kind? {
        PolicyKind::Evaluation => {
            let sections = ["scoring", "shapes", "group", "criterion", "band"];
            root.only(&[&HEAD[..], &["subject"], &sections].concat(), source);
            let subjects = [("project", ()), ("whole-department", ()), ("declaration", ())];
            root.word("subject", &subjects, source);
            evaluation(root, summary.as_ref(), source).map(|policy| Content::Evaluation(Box::new(policy)))
        }
        PolicyKind::Treasury => {
            root.only(&[&HEAD[..], &["plan", "return", "virement", "period", "goal"]].concat(), source);
            treasury(root, summary.as_ref(), source).map(Content::Treasury)
        }
        PolicyKind::Monitoring => {
            root.only(&[&HEAD[..], &monitoring::SECTIONS].concat(), source);
            monitoring::read(root, summary.as_ref(), source)
                .map(|policy| Content::Monitoring(Box::new(policy)))
        }
        PolicyKind::Review => {
            root.only(&[&HEAD[..], &review::SECTIONS].concat(), source);
            review::limits(root, source).map(|limits| Content::Review(Box::new(limits)))
        }
    };
    Some(Checked { summary: summary?, content: content? })
}

/// The keys that every policy has.
const HEAD: [&str; 6] = ["format", "id", "title", "kind", "source", "valid"];

fn summary(root: Fields, kind: Option<PolicyKind>, source: &mut Source) -> Option<PolicySummary> {
    let id = root.text("id", source);
    let title = root.text("title", source);
    let origin = root.table("source", source);
    let origin = origin.map(|origin| {
        origin.only(&["document", "place", "evidence"], source);
        ["document", "place", "evidence"].map(|key| origin.text(key, source))
    });
    let valid = root.table("valid", source);
    let valid = valid.map(|valid| {
        valid.only(&["from", "to"], source);
        let to = valid.has("to").then(|| valid.date("to", source));
        (valid.date("from", source), to)
    });
    let [document, place, evidence] = origin?;
    let (from, to) = valid?;
    Some(PolicySummary {
        id: PolicyId::new(id?),
        title: title?,
        kind: kind?,
        document: document?,
        place: place?,
        evidence: evidence?,
        from: from?,
        to: match to {
            None => None,
            Some(day) => Some(day?),
        },
    })
}

fn evaluation(
    root: Fields,
    summary: Option<&PolicySummary>,
    source: &mut Source,
) -> Option<EvaluationPolicy> {
    let scoring = root.table("scoring", source).map(|scoring| {
        scoring.only(&["total", "sheet_mean", "own_office", "pass"], source);
        scoring.word("sheet_mean", &[("half-up-2", ())], source);
        let own_office = [("allowed", OwnOffice::Allowed), ("forbidden", OwnOffice::Forbidden)];
        let pass = scoring.has("pass").then(|| scoring.points("pass", source));
        (scoring.points("total", source), scoring.word("own_office", &own_office, source), pass)
    });
    let groups = each(root.list("group", source), source, group);
    let criteria = each(root.list("criterion", source), source, criterion);
    let bands = each(root.list("band", source), source, band);
    let shapes = root.has("shapes").then(|| shapes::read(root.table("shapes", source)?, source));
    let ((total, own_office, pass), summary) = (scoring?, summary?);
    let policy = EvaluationPolicy {
        id: summary.id.clone(),
        title: summary.title.clone(),
        document: summary.document.clone(),
        place: summary.place.clone(),
        from: summary.from,
        to: summary.to,
        total: total?,
        own_office: own_office?,
        pass: match pass {
            None => None,
            Some(pass) => Some(pass?),
        },
        groups: groups?,
        criteria: criteria?,
        bands: bands?,
        shapes: match shapes {
            None => None,
            Some(shapes) => Some(shapes?),
        },
    };
    prove(root, &policy, source);
    Some(policy)
}

/// Reads every item, so that all their faults are found; `None` where one of them has one.
pub(super) fn each<'t, T>(
    items: Vec<Fields<'t>>,
    source: &mut Source,
    read: fn(Fields<'t>, &mut Source) -> Option<T>,
) -> Option<Vec<T>> {
    let read: Vec<Option<T>> = items.into_iter().map(|item| read(item, source)).collect();
    read.into_iter().collect()
}

fn group(item: Fields, source: &mut Source) -> Option<Group> {
    item.only(&["name", "weight"], source);
    let (name, weight) = (item.text("name", source), item.points("weight", source));
    Some(Group { name: name?, weight: weight? })
}

fn criterion(item: Fields, source: &mut Source) -> Option<Criterion> {
    item.only(&["group", "level2", "name", "weight", "shape"], source);
    // 由成员直接给分 is the only shape so far.
    item.word("shape", &[("direct", ())], source);
    let [group, level2, name] = ["group", "level2", "name"].map(|key| item.text(key, source));
    let weight = item.points("weight", source);
    Some(Criterion { group: group?, level2: level2?, name: CriterionName::new(name?), weight: weight? })
}

fn band(item: Fields, source: &mut Source) -> Option<Band> {
    item.only(&["grade", "at_least", "below"], source);
    let (grade, at_least) = (item.text("grade", source), item.points("at_least", source));
    let below = match item.has("below").then(|| item.points("below", source)) {
        None => None,
        Some(points) => Some(points?),
    };
    Some(Band { grade: grade?, at_least: at_least?, below })
}

/// Reports what the domain finds wrong with the whole, at the line of the part that it names.
fn prove(root: Fields, policy: &EvaluationPolicy, source: &mut Source) {
    // Read again only for their places: what is wrong with them was reported above.
    let mut silent = Source::new("", "");
    let mut starts = |key| root.list(key, &mut silent).iter().map(Fields::start).collect::<Vec<_>>();
    let (groups, criteria, bands) = (starts("group"), starts("criterion"), starts("band"));
    for fault in policy.faults() {
        let at = match fault.part() {
            Part::Valid => Some(root.at("valid")),
            Part::Total => Some(root.at("scoring")),
            Part::Group(index) => groups.get(index).copied(),
            Part::Criterion(index) => criteria.get(index).copied(),
            Part::Band(usize::MAX) => bands.last().copied(),
            Part::Band(index) => bands.get(index).copied(),
            Part::Shape(part) => shapes::start(root, part),
        };
        let Sentence { message, advice } = policy_fault(&fault, policy);
        source.report(rule_of(&fault), at.unwrap_or_default(), "", message);
        if let Some(finding) = source.findings.last_mut() {
            finding.advice = Some(advice);
        }
    }
}

/// 20%, where a policy does not say from which move of the quota on the goals are looked at again.
const DEFAULT_GOAL_REVIEW: i64 = 2_000;

fn treasury(root: Fields, summary: Option<&PolicySummary>, source: &mut Source) -> Option<TreasuryRules> {
    let plan = root.table("plan", source).map(|plan| {
        plan.only(&["required", "opens"], source);
        plan.word("opens", &[("month", ())], source);
        plan.flag("required", source)
    });
    let back = root.table("return", source).map(|back| {
        back.only(&["to"], source);
        back.word("to", &[("planned", ReturnTo::Planned), ("available", ReturnTo::Available)], source)
    });
    let virement = root.table("virement", source).map(|virement| {
        virement.only(&["same_nature", "other_nature"], source);
        let words = [("free", VirementRule::Free), ("forbidden", VirementRule::Forbidden)];
        ["same_nature", "other_nature"].map(|key| virement.word(key, &words, source))
    });
    let reopen_right = root.table("period", source).map(|period| {
        period.only(&["reopen_right"], source);
        period.text("reopen_right", source)
    });
    let goal_review_above = root.has("goal").then(|| {
        let goal = root.table("goal", source)?;
        goal.only(&["review_above"], source);
        goal.percent("review_above", source)
    });
    let [same_nature, other_nature] = virement?;
    Some(TreasuryRules {
        policy: summary?.id.clone(),
        plan_required: plan??,
        return_to: back??,
        same_nature: same_nature?,
        other_nature: other_nature?,
        goal_review_above: match goal_review_above {
            None => DEFAULT_GOAL_REVIEW,
            Some(above) => above?.0,
        },
        reopen_right: reopen_right??,
    })
}
