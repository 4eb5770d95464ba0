//! The figures of the money: what was approved, adjusted, planned, held, paid and left, and the execution rate, of
//! everything, of the special projects, of each category, duty, office, project and line.

use super::Figure;
use super::because::{Because, Selection};
use super::key::{FigureKey, Measure, Scope};
use super::value::Value;
use crate::Date;
use crate::ids::Seq;
use crate::ledger::{LineTally, QuotaLine, Tally};
use crate::money::Fen;
use crate::performance::{ExpenditureKind, Office, Project};
use crate::ratio::Ratio;
use std::collections::HashMap;

/// What the figures of the money are made from.
pub struct Budget<'a> {
    /// The offices in their order.
    pub offices: &'a [Office],
    /// The projects in their order.
    pub projects: &'a [Project],
    /// The lines in their order, each with what was moved on it.
    pub lines: &'a [(QuotaLine, LineTally)],
    /// The business day at whose end the figures hold.
    pub as_of: Date,
    /// The last recorded change that they know of.
    pub known_up_to: Seq,
}

/// A sum of money does not fit into 64 bits of fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// The measures that are sums of vouchers, in the order in which they are shown.
const SUMS: [Measure; 5] =
    [Measure::Initial, Measure::Adjusted, Measure::Planned, Measure::Held, Measure::Paid];

/// The part of a tally that a measure sums up; nothing for a measure that is no sum of vouchers.
pub fn tally_of(tally: &LineTally, measure: Measure) -> Tally {
    match measure {
        Measure::Initial => tally.initial,
        Measure::Adjusted => tally.adjusted,
        Measure::Planned => tally.planned,
        Measure::Held => tally.held,
        Measure::Paid => tally.paid,
        _ => Tally::default(),
    }
}

/// A scope while it is summed up.
struct Sum {
    scope: Scope,
    label: String,
    projects: i64,
    tally: LineTally,
}

impl Budget<'_> {
    /// All figures, scope by scope.
    ///
    /// # Errors
    /// When a sum does not fit.
    pub fn figures(&self) -> Result<Vec<Figure>, TooLarge> {
        let sums = self.sum_up()?;
        Ok(sums.iter().flat_map(|sum| self.figures_of(sum)).collect())
    }

    /// One pass over projects and lines into all scopes that they belong to.
    fn sum_up(&self) -> Result<Vec<Sum>, TooLarge> {
        let mut sums = Sums::new(self);
        let projects: HashMap<_, _> = self.projects.iter().map(|p| (&p.code, p)).collect();
        for project in self.projects {
            for scope in scopes_of(project) {
                sums.at(scope).projects += 1;
            }
        }
        for (line, tally) in self.lines {
            if let Some(project) = projects.get(&line.project) {
                for scope in scopes_of(project) {
                    sums.at(scope).tally.add(tally).ok_or(TooLarge)?;
                }
            }
            sums.at(Scope::Line(line.code.clone())).tally.add(tally).ok_or(TooLarge)?;
        }
        Ok(sums.list)
    }

    fn figures_of(&self, sum: &Sum) -> Vec<Figure> {
        let key = |measure| FigureKey::of(measure, &sum.scope);
        let figure = |measure: Measure, value, because| Figure {
            key: key(measure),
            label: format!("{}{}", sum.label, measure.label()),
            value,
            because,
        };
        let mut figures: Vec<Figure> = SUMS
            .into_iter()
            .map(|measure| {
                let tally = tally_of(&sum.tally, measure);
                let selection = Selection {
                    measure,
                    scope: sum.scope.clone(),
                    as_of: self.as_of,
                    known_up_to: self.known_up_to,
                };
                let because = Because::Sum { selection, count: tally.movements };
                figure(measure, Value::Money(tally.amount), because)
            })
            .collect();
        let (adjusted, paid) = (sum.tally.adjusted.amount, sum.tally.paid.amount);
        figures.push(figure(
            Measure::Left,
            // Both are sums of the same places, so the difference of the two fits where they do.
            Value::Money(Fen(adjusted.0.saturating_sub(paid.0))),
            Because::Difference { from: key(Measure::Adjusted), less: key(Measure::Paid) },
        ));
        figures.push(figure(
            Measure::Rate,
            Value::Rate(Ratio { over: paid.0, under: adjusted.0 }),
            Because::Ratio { over: key(Measure::Paid), under: key(Measure::Adjusted) },
        ));
        if !matches!(sum.scope, Scope::Line(_) | Scope::Project(_)) {
            let because = Because::Registered { scope: sum.scope.clone(), count: sum.projects as u64 };
            figures.push(figure(Measure::Count, Value::Count(sum.projects), because));
        }
        figures
    }
}

/// The scopes that a project, and with it each of its lines, belongs to.
pub fn scopes_of(project: &Project) -> Vec<Scope> {
    let mut scopes = vec![
        Scope::All,
        Scope::Category(project.report_category.clone()),
        Scope::Office(project.office.clone()),
        Scope::Project(project.code.clone()),
    ];
    if project.expenditure_kind == ExpenditureKind::Special {
        scopes.push(Scope::Special);
    }
    if !project.duty.is_empty() {
        scopes.push(Scope::Duty(project.duty.clone()));
    }
    scopes
}

/// Sums by scope, in the order in which they are shown.
struct Sums {
    list: Vec<Sum>,
    index: HashMap<Scope, usize>,
}

impl Sums {
    /// All scopes of a budget: everything, special projects, categories, duties, offices, projects, lines.
    fn new(budget: &Budget) -> Sums {
        let mut sums = Sums { list: Vec::new(), index: HashMap::new() };
        sums.open(Scope::All, Scope::All.label());
        sums.open(Scope::Special, Scope::Special.label());
        for project in budget.projects {
            sums.open(Scope::Category(project.report_category.clone()), project.report_category.clone());
        }
        for project in budget.projects.iter().filter(|project| !project.duty.is_empty()) {
            sums.open(Scope::Duty(project.duty.clone()), project.duty.clone());
        }
        for office in budget.offices {
            sums.open(Scope::Office(office.code.clone()), office.name.clone());
        }
        for project in budget.projects {
            sums.open(Scope::Project(project.code.clone()), project.name.clone());
        }
        for (line, _) in budget.lines {
            sums.open(Scope::Line(line.code.clone()), Scope::Line(line.code.clone()).label());
        }
        sums
    }

    /// Adds a scope unless it is there.
    fn open(&mut self, scope: Scope, label: String) -> usize {
        if let Some(index) = self.index.get(&scope) {
            return *index;
        }
        self.index.insert(scope.clone(), self.list.len());
        self.list.push(Sum { scope, label, projects: 0, tally: LineTally::default() });
        self.list.len() - 1
    }

    /// The sum of a scope.
    fn at(&mut self, scope: Scope) -> &mut Sum {
        let label = scope.label();
        let index = self.open(scope, label);
        &mut self.list[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::FigureSet;
    use crate::ids::{FiscalYear, LineCode, OfficeCode, ProjectCode};

    fn project(code: &str, category: &str, kind: ExpenditureKind) -> Project {
        Project {
            code: ProjectCode::new(code),
            name: format!("{code}项目"),
            office: OfficeCode::new("01"),
            duty: String::new(),
            activity: String::new(),
            expenditure_kind: kind,
            report_category: category.to_owned(),
            project_kind: String::new(),
            start: Date::constant(2020, 1, 1),
            end: Date::constant(2020, 12, 31),
            total_investment: Fen::ZERO,
        }
    }

    fn line(project: &str, adjusted: i64, paid: i64) -> (QuotaLine, LineTally) {
        let line = QuotaLine {
            code: LineCode::new(format!("{project}-1")),
            project: ProjectCode::new(project),
            fund_nature: String::new(),
            fund_source: String::new(),
            functional_class: String::new(),
            economic_class: String::new(),
        };
        let tally = |amount| Tally { amount: Fen(amount), movements: 1 };
        (line, LineTally { adjusted: tally(adjusted), paid: tally(paid), ..LineTally::default() })
    }

    /// The figures of two categories, of which one has no money.
    fn figures(lines: &[(QuotaLine, LineTally)]) -> Result<FigureSet, TooLarge> {
        let as_of = Date::constant(2020, 12, 31);
        let projects = [
            project("P", "人员", ExpenditureKind::Basic),
            project("A", "专项", ExpenditureKind::Special),
            project("B", "专项", ExpenditureKind::Special),
            project("C", "空", ExpenditureKind::Special),
        ];
        let budget = Budget { offices: &[], projects: &projects, lines, as_of, known_up_to: Seq(9) };
        let mut set = FigureSet::new(FiscalYear(2020), as_of, Seq(9));
        set.extend(budget.figures()?);
        Ok(set)
    }

    #[test]
    fn a_figure_is_the_sum_of_its_scope_and_a_rate_has_its_own_base() {
        let set = figures(&[line("P", 1000, 1000), line("A", 3000, 1000), line("B", 0, 0)]).unwrap();
        for (key, exact) in [
            ("adjusted.all", Some("40.00")),
            ("paid.all", Some("20.00")),
            ("rate.all", Some("50.00")),
            ("adjusted.special", Some("30.00")),
            ("rate.special", Some("33.33")),
            ("left.category.专项", Some("20.00")),
            ("rate.category.空", None),
            ("rate.project.B", None),
            ("rate.line.A-1", Some("33.33")),
            ("count.all", Some("4")),
            ("count.special", Some("3")),
            ("count.category.专项", Some("2")),
            ("count.office.01", Some("4")),
        ] {
            assert_eq!(set.find(key).unwrap().value.exact().as_deref(), exact, "{key}");
        }
        assert!(matches!(&set.find("paid.all").unwrap().because, Because::Sum { count: 3, .. }));
    }

    #[test]
    fn a_sum_that_does_not_fit_is_an_error() {
        assert_eq!(figures(&[line("A", i64::MAX, 0), line("B", 1, 0)]).unwrap_err(), TooLarge);
    }
}
