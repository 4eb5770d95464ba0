//! 部门整体共性指标: the measures that every department has in common (财预〔2013〕53号), from what is stated and from
//! the ledger.

use super::unit_fact::{FactName, UnitFact};
use crate::figure::{Measure, Scope};
use crate::ratio::Ratio;

/// An amount or a number from which a measure is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// What is stated for this year.
    Fact(FactName),
    /// What is stated for the year before.
    LastYear(FactName),
    /// A sum of the ledger, or a number of what is registered: another figure.
    Ledger(Measure, Scope),
}

/// How a measure is made: `(over − less) ÷ under`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The part.
    pub over: Operand,
    /// What is taken from it first, where the measure is a change.
    pub less: Option<Operand>,
    /// The whole.
    pub under: Operand,
}

/// Why a measure is not computable. It is never 0 and never 100% then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Uncomputable {
    /// Nobody states it.
    Missing(Operand),
    /// The whole is not above zero.
    NoBase(Operand),
    /// A difference does not fit.
    TooLarge,
}

/// A measure of the whole department.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DepartmentMeasure {
    /// 在职人员控制率.
    StaffControl,
    /// “三公经费”变动率.
    OfficialChange,
    /// “三公经费”控制率.
    OfficialControl,
    /// 重点支出安排率.
    KeySpending,
    /// 预算编制到位率: how much of the year's quota was there from its beginning.
    BudgetInPlace,
    /// 预算完成率.
    Completion,
    /// 预算调整率, without the adjustments that the unit was forced to make ([`crate::ledger::is_forced`]).
    Adjustment,
    /// 支付进度率: what is paid over what the plans that have opened provided for.
    Pace,
    /// 结转结余率.
    LeftRate,
    /// 结转结余变动率.
    LeftChange,
    /// 公用经费控制率.
    RunningControl,
    /// 政府采购执行率.
    Procurement,
    /// 管理制度健全性: the subjects of which a rule holds over those of which one is expected.
    Institutions,
    /// 固定资产利用率.
    AssetUse,
    /// 重点工作办结率.
    KeyWork,
}

impl DepartmentMeasure {
    /// All of them, in the order of the framework.
    pub const ALL: [DepartmentMeasure; 15] = [
        DepartmentMeasure::StaffControl,
        DepartmentMeasure::OfficialChange,
        DepartmentMeasure::KeySpending,
        DepartmentMeasure::BudgetInPlace,
        DepartmentMeasure::Completion,
        DepartmentMeasure::Adjustment,
        DepartmentMeasure::Pace,
        DepartmentMeasure::LeftRate,
        DepartmentMeasure::LeftChange,
        DepartmentMeasure::RunningControl,
        DepartmentMeasure::OfficialControl,
        DepartmentMeasure::Procurement,
        DepartmentMeasure::Institutions,
        DepartmentMeasure::AssetUse,
        DepartmentMeasure::KeyWork,
    ];

    /// The name of the framework, which is also the scope of its figure.
    pub fn label(self) -> &'static str {
        match self {
            DepartmentMeasure::StaffControl => "在职人员控制率",
            DepartmentMeasure::OfficialChange => "三公经费变动率",
            DepartmentMeasure::OfficialControl => "三公经费控制率",
            DepartmentMeasure::KeySpending => "重点支出安排率",
            DepartmentMeasure::BudgetInPlace => "预算编制到位率",
            DepartmentMeasure::Completion => "预算完成率",
            DepartmentMeasure::Adjustment => "预算调整率",
            DepartmentMeasure::Pace => "支付进度率",
            DepartmentMeasure::LeftRate => "结转结余率",
            DepartmentMeasure::LeftChange => "结转结余变动率",
            DepartmentMeasure::RunningControl => "公用经费控制率",
            DepartmentMeasure::Procurement => "政府采购执行率",
            DepartmentMeasure::Institutions => "管理制度健全性",
            DepartmentMeasure::AssetUse => "固定资产利用率",
            DepartmentMeasure::KeyWork => "重点工作办结率",
        }
    }

    /// How it is made.
    pub fn formula(self) -> Formula {
        use Operand::{Fact, LastYear};
        let all = |measure| Operand::Ledger(measure, Scope::All);
        let share = |over, under| Formula { over, less: None, under };
        let change = |over, less: Operand| Formula { over, less: Some(less.clone()), under: less };
        match self {
            DepartmentMeasure::StaffControl => share(Fact(FactName::Staff), Fact(FactName::Posts)),
            DepartmentMeasure::OfficialChange => {
                change(Fact(FactName::OfficialSpending), LastYear(FactName::OfficialSpending))
            }
            DepartmentMeasure::OfficialControl => {
                share(Fact(FactName::OfficialSpending), Fact(FactName::OfficialBudget))
            }
            DepartmentMeasure::KeySpending => {
                share(Fact(FactName::KeySpending), Operand::Ledger(Measure::Paid, Scope::Special))
            }
            DepartmentMeasure::BudgetInPlace => share(all(Measure::Initial), all(Measure::Adjusted)),
            DepartmentMeasure::Completion => share(all(Measure::Paid), all(Measure::Adjusted)),
            DepartmentMeasure::Adjustment => change(all(Measure::Counted), all(Measure::Initial)),
            DepartmentMeasure::Pace => share(all(Measure::Paid), all(Measure::Scheduled)),
            DepartmentMeasure::LeftRate => share(all(Measure::Left), all(Measure::Adjusted)),
            DepartmentMeasure::LeftChange => change(all(Measure::Left), Fact(FactName::LeftLastYear)),
            DepartmentMeasure::RunningControl => {
                share(Fact(FactName::RunningSpending), Fact(FactName::RunningBudget))
            }
            DepartmentMeasure::Procurement => {
                share(Fact(FactName::ProcurementSpending), Fact(FactName::ProcurementBudget))
            }
            DepartmentMeasure::Institutions => {
                let subjects = |kind| Operand::Ledger(Measure::Count, Scope::Kind(kind));
                share(subjects("institution.covered"), subjects("institution.expected"))
            }
            DepartmentMeasure::AssetUse => share(Fact(FactName::AssetsInUse), Fact(FactName::Assets)),
            DepartmentMeasure::KeyWork => share(Fact(FactName::KeyWorkDone), Fact(FactName::KeyWork)),
        }
    }

    /// Its value as an exact fraction, which may be above one or below zero; `ledger` gives the sums of the ledger in
    /// fen.
    pub fn compute(
        self,
        facts: &[UnitFact],
        ledger: &dyn Fn(Measure, &Scope) -> Option<i64>,
    ) -> Result<Ratio, Uncomputable> {
        let Formula { over, less, under } = self.formula();
        let known = |operand: &Operand| {
            value_of(operand, facts, ledger).ok_or_else(|| Uncomputable::Missing(operand.clone()))
        };
        let part = known(&over)?;
        let part = match &less {
            None => part,
            Some(less) => part.checked_sub(known(less)?).ok_or(Uncomputable::TooLarge)?,
        };
        let whole = known(&under)?;
        if whole <= 0 { Err(Uncomputable::NoBase(under)) } else { Ok(Ratio { over: part, under: whole }) }
    }
}

/// The value of an operand, in fen or as a number; `None` where nobody states it.
pub fn value_of(
    operand: &Operand,
    facts: &[UnitFact],
    ledger: &dyn Fn(Measure, &Scope) -> Option<i64>,
) -> Option<i64> {
    let fact = |name: &FactName| facts.iter().find(|fact| fact.name == *name);
    match operand {
        Operand::Fact(name) => fact(name).map(|fact| fact.this_year),
        Operand::LastYear(name) => fact(name).and_then(|fact| fact.last_year),
        Operand::Ledger(measure, scope) => ledger(*measure, scope),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::OfficeCode;
    use DepartmentMeasure as M;
    use FactName as F;

    fn fact(name: FactName, this_year: i64, last_year: Option<i64>) -> UnitFact {
        UnitFact { name, this_year, last_year, basis: "决算".to_owned(), office: OfficeCode::new("01") }
    }

    /// initial 1000, adjusted 1250 (100 of it forced), planned by now 1100, paid 1000 (of these 800 special), left 250; of
    /// six subjects five have rules.
    fn ledger(measure: Measure, scope: &Scope) -> Option<i64> {
        Some(match (measure, scope) {
            (Measure::Initial, Scope::All) => 1000,
            (Measure::Adjusted, Scope::All) => 1250,
            (Measure::Counted, Scope::All) => 1150,
            (Measure::Scheduled, Scope::All) => 1100,
            (Measure::Count, Scope::Kind("institution.covered")) => 5,
            (Measure::Count, Scope::Kind("institution.expected")) => 6,
            (Measure::Paid, Scope::All) => 1000,
            (Measure::Paid, Scope::Special) => 800,
            (Measure::Left, Scope::All) => 250,
            _ => return None,
        })
    }

    fn percent(measure: M, facts: &[UnitFact]) -> Result<String, Uncomputable> {
        measure.compute(facts, &ledger).map(|ratio| ratio.percent().unwrap())
    }

    #[test]
    fn each_measure_is_the_fraction_of_its_formula() {
        let facts = [
            fact(F::Staff, 577, None),
            fact(F::Posts, 600, None),
            fact(F::OfficialSpending, 90, Some(100)),
            fact(F::OfficialBudget, 120, None),
            fact(F::KeySpending, 600, None),
            fact(F::LeftLastYear, 200, None),
            fact(F::RunningSpending, 99, None),
            fact(F::RunningBudget, 100, None),
            fact(F::ProcurementSpending, 45, None),
            fact(F::ProcurementBudget, 60, None),
            fact(F::AssetsInUse, 2, None),
            fact(F::Assets, 3, None),
            fact(F::KeyWorkDone, 18, None),
            fact(F::KeyWork, 20, None),
        ];
        for (measure, expected) in [
            (M::StaffControl, "96.17"),
            (M::OfficialChange, "-10.00"),
            (M::OfficialControl, "75.00"),
            (M::KeySpending, "75.00"),
            (M::BudgetInPlace, "80.00"),
            (M::Completion, "80.00"),
            (M::Adjustment, "15.00"),
            (M::Pace, "90.91"),
            (M::Institutions, "83.33"),
            (M::LeftRate, "20.00"),
            (M::LeftChange, "25.00"),
            (M::RunningControl, "99.00"),
            (M::Procurement, "75.00"),
            (M::AssetUse, "66.67"),
            (M::KeyWork, "90.00"),
        ] {
            assert_eq!(percent(measure, &facts).as_deref(), Ok(expected), "{}", measure.label());
        }
    }

    #[test]
    fn what_nobody_states_or_has_no_whole_is_not_computable_and_says_why() {
        let missing = |operand| Err(Uncomputable::Missing(operand));
        let no_base = |operand| Err(Uncomputable::NoBase(operand));
        for (measure, facts, expected) in [
            (M::StaffControl, vec![], missing(Operand::Fact(F::Staff))),
            (M::StaffControl, vec![fact(F::Staff, 5, None)], missing(Operand::Fact(F::Posts))),
            (
                M::StaffControl,
                vec![fact(F::Staff, 5, None), fact(F::Posts, 0, None)],
                no_base(Operand::Fact(F::Posts)),
            ),
            (
                M::OfficialChange,
                vec![fact(F::OfficialSpending, 5, None)],
                missing(Operand::LastYear(F::OfficialSpending)),
            ),
            (
                M::OfficialChange,
                vec![fact(F::OfficialSpending, 5, Some(0))],
                no_base(Operand::LastYear(F::OfficialSpending)),
            ),
            (M::LeftChange, vec![fact(F::LeftLastYear, i64::MIN, None)], Err(Uncomputable::TooLarge)),
        ] {
            assert_eq!(measure.compute(&facts, &ledger), expected, "{}", measure.label());
        }
        let empty = |_: Measure, _: &Scope| Some(0);
        assert_eq!(
            M::Completion.compute(&[], &empty),
            no_base(Operand::Ledger(Measure::Adjusted, Scope::All))
        );
        let unknown = |_: Measure, _: &Scope| None;
        assert_eq!(M::LeftRate.compute(&[], &unknown), missing(Operand::Ledger(Measure::Left, Scope::All)));
    }

    #[test]
    fn a_measure_may_be_above_one_or_below_zero() {
        let facts = [fact(F::Staff, 660, None), fact(F::Posts, 600, None)];
        assert_eq!(percent(M::StaffControl, &facts).as_deref(), Ok("110.00"));
        let returned = |measure: Measure, _: &Scope| Some(if measure == Measure::Paid { -5 } else { 100 });
        let ratio = M::Completion.compute(&[], &returned).unwrap();
        assert_eq!(ratio.percent().as_deref(), Some("-5.00"));
        let doubled = [fact(F::OfficialSpending, 300, Some(100))];
        assert_eq!(percent(M::OfficialChange, &doubled).as_deref(), Ok("200.00"));
    }
}
