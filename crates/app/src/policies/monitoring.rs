//! A monitoring policy: the thresholds of lights.

use super::fields::{Fields, Source};
use super::read::each;
use super::{LIGHTS, PolicySummary};
use crate::text::{Sentence, monitoring_fault};
use mingzhang_domain::monitoring::{
    Against, IndicatorRule, MoneyRule, MonitoringFault, MonitoringPolicy, Signal, Stage, TaskRule,
};

/// The sections of a monitoring policy.
pub(super) const SECTIONS: [&str; 4] = ["money", "indicator", "task", "freeze"];

/// Reads and proves the policy.
pub(super) fn read(
    root: Fields,
    summary: Option<&PolicySummary>,
    source: &mut Source,
) -> Option<MonitoringPolicy> {
    let money = root.table("money", source).map(|money| self::money(money, source));
    let indicator = root.table("indicator", source).map(|rule| indicator(rule, source));
    let task = root.table("task", source).map(|rule| task(rule, source));
    let freeze = root.has("freeze").then(|| decide_within(root.table("freeze", source)?, source));
    let summary = summary?;
    let policy = MonitoringPolicy {
        id: summary.id.clone(),
        title: summary.title.clone(),
        document: summary.document.clone(),
        place: summary.place.clone(),
        from: summary.from,
        to: summary.to,
        money: money??,
        indicator: indicator??,
        task: task??,
        decide_within: match freeze {
            None => None,
            Some(days) => Some(days?),
        },
    };
    prove(root, &policy, source);
    Some(policy)
}

fn money(money: Fields, source: &mut Source) -> Option<MoneyRule> {
    if money.word("rule", &[("pace", true), ("stages", false)], source)? {
        money.only(&["rule", "against", "yellow_below", "red_below"], source);
        let against = money.word("against", &[("time", Against::Time), ("plan", Against::Plan)], source);
        let [yellow_below, red_below] = ["yellow_below", "red_below"].map(|key| money.percent(key, source));
        return Some(MoneyRule::Pace {
            against: against?,
            yellow_below: yellow_below?,
            red_below: red_below?,
        });
    }
    money.only(&["rule", "stage"], source);
    each(money.list("stage", source), source, stage).map(MoneyRule::Stages)
}

fn stage(item: Fields, source: &mut Source) -> Option<Stage> {
    item.only(&["month", "below", "light"], source);
    let month = item.whole("month", source);
    let below = item.percent("below", source);
    let light = item.word("light", &Signal::ALL.map(|light| (light.as_str(), light)), source);
    Some(Stage { month: i8::try_from(month?).unwrap_or(i8::MAX), below: below?, light: light? })
}

fn indicator(rule: Fields, source: &mut Source) -> Option<IndicatorRule> {
    rule.only(&["red_beyond", "over_from", "gap_beyond"], source);
    let red_beyond = rule.percent("red_beyond", source);
    let [over_from, gap_beyond] =
        ["over_from", "gap_beyond"].map(|key| rule.has(key).then(|| rule.percent(key, source)));
    Some(IndicatorRule {
        red_beyond: red_beyond?,
        over_from: match over_from {
            None => None,
            Some(percent) => Some(percent?),
        },
        gap_beyond: match gap_beyond {
            None => None,
            Some(percent) => Some(percent?),
        },
    })
}

fn task(rule: Fields, source: &mut Source) -> Option<TaskRule> {
    rule.only(&["yellow_within", "red_within"], source);
    let [yellow_within, red_within] = ["yellow_within", "red_within"].map(|key| rule.whole(key, source));
    Some(TaskRule { yellow_within: yellow_within?, red_within: red_within? })
}

fn decide_within(freeze: Fields, source: &mut Source) -> Option<u32> {
    freeze.only(&["decide_within"], source);
    u32::try_from(freeze.whole("decide_within", source)?).ok()
}

/// Reports what the domain finds wrong with the whole, at the line of the part that it names.
fn prove(root: Fields, policy: &MonitoringPolicy, source: &mut Source) {
    // Read again only for the places: what is wrong with them was reported above.
    let mut silent = Source::new("", "");
    let stages: Vec<usize> = root
        .table("money", &mut silent)
        .map_or(vec![], |money| money.list("stage", &mut silent).iter().map(Fields::start).collect());
    for fault in policy.faults() {
        let at = match fault {
            MonitoringFault::EndsBeforeItBegins => root.at("valid"),
            MonitoringFault::PaceOrder | MonitoringFault::NoStages => root.at("money"),
            MonitoringFault::StageMonth { stage }
            | MonitoringFault::StageBelow { stage }
            | MonitoringFault::StageGreen { stage } => stages.get(stage).copied().unwrap_or_default(),
            MonitoringFault::OverTooLow => root.at("indicator"),
            MonitoringFault::TaskOrder => root.at("task"),
        };
        let rule = if fault == MonitoringFault::EndsBeforeItBegins { super::VALIDITY } else { LIGHTS };
        let Sentence { message, advice } = monitoring_fault(fault);
        source.report(rule, at, "", message);
        if let Some(finding) = source.findings.last_mut() {
            finding.advice = Some(advice);
        }
    }
}
