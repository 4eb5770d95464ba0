//! What the unit says in words: descriptions of criteria and paragraphs of the report, with bound figures.

use super::codes::Codes;
use super::nearest::nearest;
use super::row::Row;
use super::rules::{UNKNOWN_CODE, UNKNOWN_FIGURE, UNKNOWN_SECTION};
use super::schema::{DESCRIPTIONS, GOALS, LINES, OFFICES, OUTPUTS, PROJECTS, TEXTS};
use super::table::Tables;
use crate::monitor_round::DEFAULT_POLICY;
use crate::policies::Policies;
use crate::show_figures::add_results;
use mingzhang_domain::Date;
use mingzhang_domain::figure::budget::Budget;
use mingzhang_domain::figure::monitoring::RoundMoney;
use mingzhang_domain::figure::progress::MonthEnd;
use mingzhang_domain::figure::{FigureKey, FigureSet, Measure, monitoring, progress};
use mingzhang_domain::finding::{Finding, Severity};
use mingzhang_domain::ids::{CriterionName, FiscalYear, Seq};
use mingzhang_domain::ledger::{LineTally, Tally};
use mingzhang_domain::performance::narrative::{Piece, pieces};
use mingzhang_domain::performance::{Description, Narrative, Section};
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::{Evaluation, EvaluationPolicy};
use std::collections::{HashMap, HashSet};

/// Reads descriptions and paragraphs into the register, and looks through the goals that are there already.
pub(super) fn read(
    tables: &Tables,
    policy: Option<&EvaluationPolicy>,
    policies: &Policies,
    year: Option<FiscalYear>,
    register: &mut Register,
    found: &mut Vec<Finding>,
) {
    if [DESCRIPTIONS, TEXTS, GOALS].into_iter().all(|file| tables.get(file).is_none()) {
        return;
    }
    let keys = year.map(|year| Keys::of(register, policy, policies, year, found));
    let check = |row: &Row, found: &mut Vec<Finding>| {
        check_braces(row, found);
        if let Some(keys) = &keys {
            keys.check(row, found);
        }
    };
    tables.rows(GOALS).for_each(|row| check(&row, found));
    let known = Codes::read(tables, DESCRIPTIONS, "level3", "三级指标", found);
    for row in tables.rows(DESCRIPTIONS) {
        check(&row, found);
        let name = row.needed("level3", found).filter(|name| known.is_first(&row, name));
        let text = row.needed("text", found);
        let (Some(name), Some(text)) = (name, text) else { continue };
        let criterion = CriterionName::new(name);
        if let Some(policy) = policy.filter(|policy| policy.criterion(&criterion).is_none()) {
            found.push(unknown_criterion(&row, name, policy));
        }
        register.descriptions.push(Description { criterion, text: text.to_owned() });
    }
    for (row, position) in tables.rows(TEXTS).zip(1..) {
        check(&row, found);
        let section = section(&row, found);
        let text = row.needed("text", found);
        if let (Some(section), Some(text)) = (section, text) {
            let (title, text) = (row.owned("title"), text.to_owned());
            register.narratives.push(Narrative { section, position, title, text });
        }
    }
}

/// Braces that open and do not close, or the other way, would stand in the paper as they are.
fn check_braces(row: &Row, found: &mut Vec<Finding>) {
    let words = pieces(row.text("text")).into_iter().any(|piece| match piece {
        Piece::Words(words) => words.contains("{{") || words.contains("}}"),
        Piece::Figure(key) => key.as_str().contains(['{', '}']),
    });
    if words {
        let message = "文字里的 {{ 与 }} 没有成对；数据项写成 {{paid.all}} 这样。";
        found.push(row.fault(UNKNOWN_FIGURE, "text", message.to_owned()));
    }
}

fn unknown_criterion(row: &Row, name: &str, policy: &EvaluationPolicy) -> Finding {
    let near = nearest(name, policy.criteria.iter().map(|criterion| criterion.name.as_str()));
    let hint = near.map_or("。".to_owned(), |near| format!("，是不是“{near}”？"));
    row.fault(UNKNOWN_CODE, "level3", format!("评价政策没有三级指标“{name}”{hint}"))
}

fn section(row: &Row, found: &mut Vec<Finding>) -> Option<Section> {
    let word = row.needed("section", found)?;
    let section = Section::parse(word);
    if section.is_none() {
        let all = Section::ALL.map(Section::label).join("、");
        let message = format!("报告没有“{word}”这一部分，可以写：{all}。");
        found.push(row.fault(UNKNOWN_SECTION, "section", message));
    }
    section
}

/// The keys of all figures that the data set can give.
struct Keys {
    keys: HashSet<FigureKey>,
    /// The beginnings of keys or scopes that cannot be judged, because what they are made of could not be read whole.
    unsure: Vec<&'static str>,
}

impl Keys {
    /// Makes the figures of an empty ledger: their values are nothing, their keys are those of the real ones.
    fn of(
        register: &Register,
        policy: Option<&EvaluationPolicy>,
        policies: &Policies,
        year: FiscalYear,
        found: &[Finding],
    ) -> Keys {
        let known_up_to = Seq(0);
        let lines: Vec<_> = register.lines.iter().map(|l| (l.clone(), LineTally::default())).collect();
        let (offices, projects) = (&register.offices[..], &register.projects[..]);
        let budget = Budget { offices, projects, lines: &lines, as_of: year.last_day(), known_up_to };
        let mut set = FigureSet::new(year, year.last_day(), known_up_to);
        set.extend(budget.figures().unwrap_or_default());
        set.extend(progress::figures(&month_ends(year), known_up_to));
        if let Some(policy) = policies.monitoring(DEFAULT_POLICY) {
            let rounds = register.rounds.iter();
            let rounds: Vec<_> = rounds.map(|round| RoundMoney { round, projects: HashMap::new() }).collect();
            set.extend(monitoring::figures(register, &rounds, policy, &set).unwrap_or_default());
        }
        let evaluation = policy.map(|policy| Evaluation::new(policy.clone(), &[]));
        add_results(register, evaluation.as_ref(), &mut set);
        let keys = set.iter().map(|figure| figure.key.clone()).collect();
        Keys { keys, unsure: unsure(policy, found) }
    }

    /// Reports every `{{key}}` of a text that is none of them.
    fn check(&self, row: &Row, found: &mut Vec<Finding>) {
        for piece in pieces(row.text("text")) {
            let Piece::Figure(key) = piece else { continue };
            let is_unsure = self.unsure.iter().any(|beginning| begins(&key, beginning));
            if !self.keys.contains(&key) && !is_unsure {
                let near = nearest(key.as_str(), self.keys.iter().map(FigureKey::as_str));
                let hint = near.map_or("。".to_owned(), |near| format!("，是不是 {{{{{near}}}}}？"));
                found.push(row.fault(UNKNOWN_FIGURE, "text", format!("没有 {{{{{key}}}}} 这个数{hint}")));
            }
        }
    }
}

/// Whether a key, or its scope, begins with a text.
fn begins(key: &FigureKey, beginning: &str) -> bool {
    let key = key.as_str();
    key.starts_with(beginning) || key.split_once('.').is_some_and(|(_, scope)| scope.starts_with(beginning))
}

/// The beginnings of keys or scopes whose sources have errors, or are not there because the policy is unknown.
fn unsure(policy: Option<&EvaluationPolicy>, found: &[Finding]) -> Vec<&'static str> {
    let faulty = |files: &[&str]| {
        let errors = found.iter().filter(|finding| finding.severity == Severity::Error);
        errors.filter_map(|finding| finding.place.file.as_deref()).any(|file| files.contains(&file))
    };
    // Which projects have a light in a round is known only with their money.
    let mut unsure = vec!["round."];
    if faulty(&[OUTPUTS]) {
        unsure.extend([Measure::Output, Measure::Target].map(Measure::as_str));
    }
    if policy.is_none() {
        unsure.extend([Measure::Score, Measure::Weight, Measure::Share, Measure::Grade].map(Measure::as_str));
        unsure.extend(["count.criterion", "count.member"]);
    }
    if faulty(&[PROJECTS, LINES, OFFICES]) {
        unsure.extend(["category.", "project.", "line.", "office."]);
    }
    unsure
}

/// The ends of the year's months, with nothing in the ledger.
fn month_ends(year: FiscalYear) -> Vec<MonthEnd> {
    let days = (1..=12).filter_map(|month| Date::new(year.0, month, 1).ok()).map(Date::last_of_month);
    days.map(|day| MonthEnd { day, adjusted: Tally::default(), paid: Tally::default() }).collect()
}
