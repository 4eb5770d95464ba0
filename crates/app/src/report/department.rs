//! The measures that all departments have in common, in a table.

use super::Report;
use super::draft::{Draft, header};
use crate::text::measure_method;
use mingzhang_domain::figure::{Measure, Scope};
use mingzhang_domain::paper::{Cell, Row, Table};
use mingzhang_domain::performance::DepartmentMeasure;

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
        rows.push(Row {
            cells: vec![Cell::text(measure.label()), Cell::text(measure_method(measure)), result],
        });
    }
    let title = format!("{}年部门整体共性指标", report.figures.year);
    draft.table(&title, None, Table { header_rows: 1, widths: vec![30, 52, 18], rows });
}
