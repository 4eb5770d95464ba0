//! The measures that all departments have in common, in a table.

use super::Report;
use super::draft::{Draft, header};
use mingzhang_domain::figure::{Measure, Scope};
use mingzhang_domain::paper::{Cell, Row, Table};
use mingzhang_domain::performance::{DepartmentMeasure, Operand};

/// Writes the table; nothing where no fact of the unit is stated.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    if report.register.facts.is_empty() {
        return;
    }
    draft.body("部门整体共性指标由账上的数和各处室填报的基础数据计算，没有基础数据的不计算。");
    let mut rows = vec![header(&["指标", "计算方法", "结果"])];
    for measure in DepartmentMeasure::ALL {
        let scope = Scope::Named(measure.label().to_owned());
        let result = draft.cell(Measure::Department, &scope);
        rows.push(Row { cells: vec![Cell::text(measure.label()), Cell::text(method(measure)), result] });
    }
    let title = format!("{}年部门整体共性指标", report.figures.year);
    draft.table(&title, None, Table { header_rows: 1, widths: vec![30, 52, 18], rows });
}

/// How a measure is made, in words.
fn method(measure: DepartmentMeasure) -> String {
    let formula = measure.formula();
    let (over, under) = (name(&formula.over), name(&formula.under));
    match &formula.less {
        None => format!("{over}÷{under}"),
        Some(less) => format!("（{over}－{}）÷{under}", name(less)),
    }
}

fn name(operand: &Operand) -> String {
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

    #[test]
    fn a_change_is_worded_with_what_is_taken_away() {
        assert_eq!(method(DepartmentMeasure::StaffControl), "在职人员数÷编制数");
        assert_eq!(
            method(DepartmentMeasure::OfficialChange),
            "（三公经费支出数－上年三公经费支出数）÷上年三公经费支出数"
        );
        assert_eq!(method(DepartmentMeasure::KeySpending), "重点项目支出数÷专项项目支付数");
    }
}
