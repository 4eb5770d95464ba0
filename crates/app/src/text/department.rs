//! The measures of the whole department in words: how each is made, why one is not computable, what is worth a look.

use mingzhang_domain::figure::{FigureSet, Scope, Value};
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::{DepartmentMeasure, Operand, Uncomputable};
use mingzhang_domain::ratio::Ratio;

/// How a measure is made.
pub fn measure_method(measure: DepartmentMeasure) -> String {
    let formula = measure.formula();
    let (over, under) = (operand(&formula.over), operand(&formula.under));
    match &formula.less {
        None => format!("{over}÷{under}"),
        Some(less) => format!("（{over}－{}）÷{under}", operand(less)),
    }
}

/// Why a measure is not computable.
pub fn uncomputable(why: &Uncomputable) -> String {
    match why {
        Uncomputable::Missing(it) => format!("没有填报{}，不能计算。", operand(it)),
        Uncomputable::NoBase(it) => format!("{}不大于零，不能计算，不按 0% 或 100% 算。", operand(it)),
        Uncomputable::TooLarge => "金额太大，不能计算。".to_owned(),
    }
}

/// What is worth a look at a measure that is computed.
pub fn measure_note(measure: DepartmentMeasure, ratio: Ratio, set: &FigureSet) -> Option<String> {
    if measure == DepartmentMeasure::Adjustment {
        let forced = match set.find("forced.all").map(|figure| &figure.value) {
            Some(Value::Money(forced)) => *forced,
            _ => Fen::ZERO,
        };
        return (forced != Fen::ZERO).then(|| {
            format!("国家政策、不可抗力、上级交办引起的调整 {} 元没有计入。", forced.yuan_grouped())
        });
    }
    let is_change = measure.formula().less.is_some();
    match ratio.over {
        ..0 if is_change => None,
        ..0 => Some("分子小于零，多半是退回冲减：请核对。".to_owned()),
        over if over > ratio.under && !is_change => Some("超过 100%：请核对两个数的口径和时点。".to_owned()),
        _ => None,
    }
}

fn operand(operand: &Operand) -> String {
    match operand {
        Operand::Fact(fact) => fact.label().to_owned(),
        Operand::LastYear(fact) => format!("上年{}", fact.label()),
        Operand::Ledger(measure, Scope::All) => measure.label().to_owned(),
        Operand::Ledger(measure, scope) => format!("{}{}", scope.label(), measure.label()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::Date;
    use mingzhang_domain::ids::{FiscalYear, Seq};

    #[test]
    fn a_change_is_worded_with_what_is_taken_away() {
        assert_eq!(measure_method(DepartmentMeasure::StaffControl), "在职人员数÷编制数");
        assert_eq!(
            measure_method(DepartmentMeasure::OfficialChange),
            "（三公经费支出数－上年三公经费支出数）÷上年三公经费支出数"
        );
        assert_eq!(measure_method(DepartmentMeasure::KeySpending), "重点项目支出数÷专项项目支付数");
    }

    #[test]
    fn what_is_above_the_whole_or_below_nothing_is_said_unless_the_measure_is_a_change() {
        let set = FigureSet::new(FiscalYear(2020), Date::constant(2020, 12, 31), Seq(1));
        let note = |measure, over, under| measure_note(measure, Ratio { over, under }, &set);
        assert_eq!(note(DepartmentMeasure::StaffControl, 6, 6), None);
        assert!(note(DepartmentMeasure::StaffControl, 7, 6).is_some_and(|note| note.contains("超过")));
        assert!(note(DepartmentMeasure::Completion, -7, 6).is_some_and(|note| note.contains("小于零")));
        assert_eq!(note(DepartmentMeasure::OfficialChange, -7, 6), None);
        assert_eq!(note(DepartmentMeasure::OfficialChange, 7, 6), None);
    }
}
