//! `plans.csv`: fund-use plans by month.

use super::codes::Known;
use super::row::Row;
use super::schema::PLANS;
use super::table::Tables;
use super::voucher::Vouchers;
use mingzhang_domain::finding::Finding;
use mingzhang_domain::ids::{FiscalYear, LineCode, VoucherNo};
use mingzhang_domain::ledger::{Asked, Details, Instruction};

/// Reads all rows.
pub(super) fn read<'t>(
    tables: &'t Tables,
    known: &Known<'t>,
    vouchers: &mut Vouchers<'t>,
    found: &mut Vec<Finding>,
) {
    for row in tables.rows(PLANS) {
        if let Some(plan) = plan(&row, known, vouchers.year, found) {
            vouchers.add(row, vec![plan], found);
        }
    }
}

fn plan<'t>(
    row: &Row<'t>,
    known: &Known<'t>,
    year: FiscalYear,
    found: &mut Vec<Finding>,
) -> Option<Instruction> {
    let number = row.needed("voucher", found);
    let month = row.month_in("month", year, found);
    let line = known.lines.named(row, "line", found);
    let amount = row.yuan_of_kind("amount_yuan", "用款计划", false, found);
    Some(Instruction {
        number: VoucherNo::new(number?),
        date: month?,
        asked: Asked::Plan { line: LineCode::new(line?), amount: amount? },
        details: Details::default(),
    })
}
