//! The figures of the whole department: what is stated of it, its common measures, and next year's proposals.

use super::because::Because;
use super::key::{FigureKey, Measure, Scope};
use super::value::Value;
use super::{Figure, FigureSet};
use crate::money::Fen;
use crate::performance::department::value_of;
use crate::performance::{DepartmentMeasure, FactName, Operand, QuotaProposal, Uncomputable, UnitFact};
use crate::ratio::Ratio;
use crate::register::Register;

/// The facts, the measures that are made of them and of the ledger's figures in the set, and the proposals. Where no
/// fact is stated there is no measure: a unit that does not use them is not shown thirteen dashes.
pub fn figures(register: &Register, set: &FigureSet) -> Vec<Figure> {
    let mut figures: Vec<Figure> =
        register.proposals.iter().map(|proposal| proposed(register, proposal)).collect();
    if register.facts.is_empty() && register.institutions.is_empty() {
        return figures;
    }
    let ledger = |measure: Measure, scope: &Scope| known(set, measure, scope);
    for measure in DepartmentMeasure::ALL {
        figures.extend(of_measure(measure, &register.facts, &ledger));
    }
    figures
}

/// A measure of a register and its figures.
///
/// # Errors
/// Why it is not computable.
pub fn compute(
    measure: DepartmentMeasure,
    register: &Register,
    set: &FigureSet,
) -> Result<Ratio, Uncomputable> {
    measure.compute(&register.facts, &|measure, scope| known(set, measure, scope))
}

/// A sum or a number that is in the set.
fn known(set: &FigureSet, measure: Measure, scope: &Scope) -> Option<i64> {
    match set.get(&FigureKey::of(measure, scope))?.value {
        Value::Money(fen) => Some(fen.0),
        Value::Count(count) => Some(count),
        _ => None,
    }
}

/// A measure with what it is made of.
fn of_measure(
    measure: DepartmentMeasure,
    facts: &[UnitFact],
    ledger: &dyn Fn(Measure, &Scope) -> Option<i64>,
) -> Vec<Figure> {
    let formula = measure.formula();
    let operands = [Some(&formula.over), formula.less.as_ref(), Some(&formula.under)];
    let mut figures: Vec<Figure> =
        operands.into_iter().flatten().filter_map(|it| stated(it, facts)).collect();
    let mut over = key_of(&formula.over);
    if let Some(less) = &formula.less {
        let from = over;
        over = FigureKey::of(Measure::Change, &named(measure.label()));
        let parts = value_of(&formula.over, facts, ledger).zip(value_of(less, facts, ledger));
        let difference = parts.and_then(|(part, less)| part.checked_sub(less));
        figures.push(Figure {
            key: over.clone(),
            label: format!("{}的增减数", measure.label()),
            value: difference.map_or(Value::NotComputable, |fen| Value::Money(Fen(fen))),
            because: Because::Difference { from, less: key_of(less) },
        });
    }
    figures.push(Figure {
        key: FigureKey::of(Measure::Department, &named(measure.label())),
        label: measure.label().to_owned(),
        value: measure.compute(facts, ledger).map_or(Value::NotComputable, Value::Rate),
        because: Because::Ratio { over, under: key_of(&formula.under) },
    });
    figures
}

/// A fact as a figure; nothing for a sum of the ledger, which is one already.
fn stated(operand: &Operand, facts: &[UnitFact]) -> Option<Figure> {
    let (name, of_year) = match operand {
        Operand::Fact(name) => (*name, ""),
        Operand::LastYear(name) => (*name, "上年"),
        Operand::Ledger(..) => return None,
    };
    let value = value_of(operand, facts, &|_, _| None);
    let because = match facts.iter().find(|fact| fact.name == name && value.is_some()) {
        Some(fact) => Because::Stated { office: fact.office.clone() },
        None => Because::NotStated,
    };
    let value = value.map_or(Value::NotComputable, |value| shown(name, value));
    Some(Figure { key: key_of(operand), label: format!("{of_year}{}", name.label()), value, because })
}

fn shown(name: FactName, value: i64) -> Value {
    if name.is_money() { Value::Money(Fen(value)) } else { Value::Count(value) }
}

/// The key of what a measure is made of.
fn key_of(operand: &Operand) -> FigureKey {
    match operand {
        Operand::Fact(name) => FigureKey::of(Measure::Fact, &named(name.label())),
        Operand::LastYear(name) => FigureKey::of(Measure::FactLastYear, &named(name.label())),
        Operand::Ledger(measure, scope) => FigureKey::of(*measure, scope),
    }
}

fn named(name: &str) -> Scope {
    Scope::Named(name.to_owned())
}

/// What is proposed for a project's next year.
fn proposed(register: &Register, proposal: &QuotaProposal) -> Figure {
    let scope = Scope::Project(proposal.project.clone());
    let project = register.projects.iter().find(|project| project.code == proposal.project);
    let because = project.map_or(Because::NotStated, |it| Because::Stated { office: it.office.clone() });
    Figure {
        key: FigureKey::of(Measure::Proposed, &scope),
        label: format!("{}{}", scope.label(), Measure::Proposed.label()),
        value: Value::Money(proposal.amount),
        because,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Date;
    use crate::ids::{FiscalYear, OfficeCode, PolicyId, Seq};
    use crate::performance::Unit;

    fn register(facts: Vec<UnitFact>) -> Register {
        let unit = Unit {
            code: "1".to_owned(),
            name: "某局".to_owned(),
            region: String::new(),
            policy: PolicyId::new("none"),
        };
        let mut register = Register::new(unit);
        register.facts = facts;
        register
    }

    fn set_with(register: &Register) -> FigureSet {
        let mut set = FigureSet::new(FiscalYear(2020), Date::constant(2020, 12, 31), Seq(1));
        for (measure, fen) in [(Measure::Initial, 1000), (Measure::Counted, 1250)] {
            set.push(Figure {
                key: FigureKey::of(measure, &Scope::All),
                label: String::new(),
                value: Value::Money(Fen(fen)),
                because: Because::Total { parts: vec![] },
            });
        }
        let figures = figures(register, &set);
        set.extend(figures);
        set
    }

    #[test]
    fn a_measure_is_followed_back_to_what_is_stated_and_to_the_ledger() {
        let staff = UnitFact {
            name: FactName::Staff,
            this_year: 6,
            last_year: None,
            basis: "名册".to_owned(),
            office: OfficeCode::new("01"),
        };
        let set = set_with(&register(vec![staff]));
        let adjustment = set.find("measure.预算调整率").unwrap();
        assert_eq!(adjustment.value.exact().as_deref(), Some("25.00"));
        let over = FigureKey::new("change.预算调整率");
        assert_eq!(
            adjustment.because,
            Because::Ratio { over: over.clone(), under: FigureKey::new("initial.all") }
        );
        assert_eq!(set.get(&over).unwrap().value, Value::Money(Fen(250)));
        assert_eq!(set.find("fact.在职人员数").unwrap().value, Value::Count(6));
        assert_eq!(set.find("measure.在职人员控制率").unwrap().value, Value::NotComputable);
        assert_eq!(set.find("fact.编制数").unwrap().because, Because::NotStated);
    }

    #[test]
    fn without_facts_there_are_no_measures() {
        assert_eq!(set_with(&register(vec![])).iter().count(), 2);
    }
}
