//! The library and the goals of a unit and year as a whole: whether steps come in their order, weights add up, versions
//! follow each other, and goals moved with the money.

use crate::dataset::DataSet;
use crate::policies::Policies;
use crate::project_library::{below_pass, refused};
use crate::text;
use mingzhang_domain::figure::{FigureSet, Value};
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::ids::{PolicyId, ProjectCode};
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::{GoalFault, Holder, ProjectStep, Standing, goal_review};
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::EvaluationPolicy;
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with the steps and goals of a data set after what is recorded already, each at its row.
pub(crate) fn of_data_set(recorded: Option<&Register>, set: &DataSet, policies: &Policies) -> Vec<Finding> {
    let mut whole = recorded.cloned().unwrap_or_else(|| Register::new(set.register.unit.clone()));
    whole.appraisals.extend(set.register.appraisals.iter().cloned());
    let mut found = steps(&whole, set, policies);
    whole.goals.extend(set.register.goals.iter().cloned());
    whole.indicators.extend(set.register.indicators.iter().cloned());
    let of_project = policies.of_projects();
    for (holder, place) in &set.places.holders {
        let faults = goal_review::faults(&whole, holder, &of_project);
        found.extend(faults.iter().map(|fault| finding(fault, holder, place.clone())));
    }
    found
}

/// Steps are taken in the order of the rows; what is recorded already was taken before.
fn steps(whole: &Register, set: &DataSet, policies: &Policies) -> Vec<Finding> {
    let policy = declaration_policy(policies);
    let mut taken: BTreeMap<&ProjectCode, Vec<&ProjectStep>> = BTreeMap::new();
    for step in &whole.steps {
        taken.entry(&step.project).or_default().push(step);
    }
    let mut found = Vec::new();
    for (step, place) in set.register.steps.iter().zip(&set.places.steps) {
        let taken = taken.entry(&step.project).or_default();
        if taken.contains(&step) {
            continue;
        }
        let refusal = Standing::of(taken.iter().copied()).may_take(step).err();
        let refusal = refusal.or_else(|| below_pass(whole, policy?, step));
        found.extend(refusal.map(|refusal| refused(step, &refusal, place.clone())));
        taken.push(step);
    }
    found
}

fn declaration_policy(policies: &Policies) -> Option<&EvaluationPolicy> {
    policies.evaluation(&PolicyId::new(crate::project_library::DECLARATION_POLICY)).map(|(policy, _)| policy)
}

/// What is wrong with what is registered of one holder or of all, with figures that tell what the quotas are.
pub(crate) fn of_register(
    register: &Register,
    set: &FigureSet,
    policies: &Policies,
    only: Option<&Holder>,
) -> Vec<Finding> {
    let of_project = policies.of_projects();
    let goals = register.goals.iter().map(|goal| &goal.holder);
    let holders: BTreeSet<&Holder> = goals.chain(register.indicators.iter().map(|it| &it.holder)).collect();
    let mut found = Vec::new();
    for holder in holders.into_iter().filter(|holder| only.is_none_or(|only| only == *holder)) {
        let mut faults = goal_review::faults(register, holder, &of_project);
        if let Some(project) = holder.project() {
            let quota = (money(set, "initial", project), money(set, "adjusted", project));
            let above = policies.treasury().goal_review_above;
            faults.extend(goal_review::quota_moved(register, project, quota, above, set.year.first_day()));
        }
        found.extend(faults.iter().map(|fault| finding(fault, holder, Place::default())));
    }
    found
}

fn money(set: &FigureSet, measure: &str, project: &ProjectCode) -> Fen {
    match set.find(&format!("{measure}.project.{project}")).map(|figure| &figure.value) {
        Some(Value::Money(fen)) => *fen,
        _ => Fen::ZERO,
    }
}

fn finding(fault: &GoalFault, holder: &Holder, place: Place) -> Finding {
    let (rule, message) = text::goal_fault(fault);
    let whose = match holder {
        Holder::Unit => "部门整体".to_owned(),
        Holder::Project(code) => format!("项目 {code}"),
        Holder::TransferPayment(name) => format!("转移支付 {name}"),
    };
    rule.at(place, format!("{whose}：{message}"))
}
