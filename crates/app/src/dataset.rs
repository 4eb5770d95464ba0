//! A data set: a folder of CSV files → the values of one unit's year, and everything that is wrong with them.
//!
//! - [`open_folder`], [`load_folder`], [`embedded`]: where files come from; the only IO
//! - [`read`]: files → [`DataSet`] and findings, all at once, each with file, row and column
//! - [`RULES`]: every rule that a data set can break
//! - [`read_large`]: the same where the payments are too many for memory; `pieces`: a file in pieces
//! - `table`, `row`, `codes`: a file as rows with their lines, a row's typed fields, what codes are known
//! - `register`, `library`, `results`, `monitoring`, `department`, `quota`, `plan`, `payment`, `evaluation`, `narrative`: one subject each

mod codes;
mod csv;
mod department;
mod evaluation;
mod files;
mod large;
mod library;
mod monitoring;
mod narrative;
mod nearest;
mod payment;
mod pieces;
mod plan;
mod quota;
mod recheck;
mod register;
mod results;
mod row;
mod rules;
mod schema;
mod table;
#[cfg(test)]
mod tests;
mod unit;
mod voucher;

pub(crate) use csv::Record;
pub use files::{LargeFolder, Source, SourceFile, embedded, load_folder, open_folder, published};
pub use large::{LargeSet, read_large};
pub(crate) use nearest::nearest;
pub use rules::RULES;
pub(crate) use rules::{BAD_CSV, EMPTY_FILE, MISSING_COLUMN, RAGGED_ROW, REPEATED_COLUMN, UNKNOWN_COLUMN};
pub(crate) use rules::{BAD_ORDER, EMPTY_FIELD, TORN_PROPOSAL, TORN_TASK, UNKNOWN_CODE};
pub(crate) use table::{other_separator, records_of};

use crate::doubt::Doubt;
use crate::policies::Policies;
use codes::Known;
use mingzhang_domain::finding::{Finding, Place, Severity};
use mingzhang_domain::ids::FiscalYear;
use mingzhang_domain::ledger::{Instruction, TreasuryRules};
use mingzhang_domain::performance::Holder;
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::EvaluationPolicy;
use std::collections::{BTreeMap, HashSet};
use table::Tables;
use voucher::Vouchers;

/// Something that was read, with its place in the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    /// Where it was read.
    pub place: Place,
    /// What was read.
    pub item: T,
}

/// One unit's year as a data set states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataSet {
    /// The fiscal year.
    pub year: FiscalYear,
    /// Whether the data set says of which unit it is; where not, the unit in the register is a stand-in.
    pub names_unit: bool,
    /// All that is registered.
    pub register: Register,
    /// The policy by which the unit is evaluated.
    pub evaluation_policy: Option<EvaluationPolicy>,
    /// What the ledger allows.
    pub treasury_rules: TreasuryRules,
    /// What is asked of the ledger, in the order in which a true year posts without a refusal.
    pub instructions: Vec<Sourced<Instruction>>,
    /// Where steps and goals stand, for what is wrong with them as a whole.
    pub places: Places,
    /// What the rows that could not be taken in leave in doubt.
    pub doubt: Doubt,
}

/// Where steps and goals stand in the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The row of each step, in the order of the register.
    pub steps: Vec<Place>,
    /// The first row of each holder of goals or indicators.
    pub holders: BTreeMap<Holder, Place>,
}

/// Reads a data set. Everything that is wrong is found at once, in the order of the files and rows.
///
/// `None` only where no year can be made out or a file that is needed cannot be read. A data set beside a finding of
/// severity error is what could be read; it must not be recorded.
pub fn read(files: &[SourceFile], policies: &Policies) -> (Option<DataSet>, Vec<Finding>) {
    let mut found = Vec::new();
    let tables = Tables::read(files, &mut found);
    let set = read_tables(&tables, policies, &mut found);
    tables.sort(&mut found);
    (set, found)
}

fn read_tables(tables: &Tables, policies: &Policies, found: &mut Vec<Finding>) -> Option<DataSet> {
    let (mut data_set, mut vouchers, known) = read_tables_before_payments(tables, policies, found)?;
    payment::read(tables, &known, &mut vouchers, found);
    data_set.instructions = vouchers.in_posting_order();
    data_set.doubt = doubt(tables, &known, found);
    tables.has_all_needed().then_some(data_set)
}

/// All but the payments: the data set without instructions, those that were collected, and the codes that rows may name.
fn read_tables_before_payments<'t>(
    tables: &'t Tables,
    policies: &Policies,
    found: &mut Vec<Finding>,
) -> Option<(DataSet, Vouchers<'t>, Known<'t>)> {
    let year = unit::year(tables, found);
    let known = Known::read(tables, found);
    let mut register = register::read(tables, &known, found);
    let places = Places {
        steps: library::read(tables, &known, &mut register, found),
        holders: results::read(tables, &known, year, &mut register, found),
    };
    monitoring::read(tables, &known, year, &mut register, found);
    department::read(tables, &known, &mut register, found);
    recheck::read(tables, &known, &mut register, found);
    if let Some(year) = year.filter(|_| register.indicators.iter().any(|it| it.holder.project().is_some())) {
        register.project_policies = policies.kept_for_projects(year.last_day());
    }
    let evaluation_policy = evaluation::policy(tables, &register.unit, year, policies, found);
    evaluation::read(tables, &known, evaluation_policy, &mut register, found);
    let evaluation_policy = evaluation_policy.map(|(policy, _)| policy.clone());
    narrative::read(tables, evaluation_policy.as_ref(), policies, year, &mut register, found);
    let mut vouchers = Vouchers::new(year?);
    quota::read(tables, &known, &mut vouchers, found);
    plan::read(tables, &known, &mut vouchers, found);
    let data_set = DataSet {
        year: year?,
        names_unit: tables.get(schema::UNIT).is_some(),
        register,
        evaluation_policy,
        treasury_rules: policies.treasury().clone(),
        instructions: Vec::new(),
        places,
        doubt: Doubt::default(),
    };
    Some((data_set, vouchers, known))
}

/// What the rows with an error leave in doubt of the files from which the ledger is made.
fn doubt(tables: &Tables, known: &Known, found: &[Finding]) -> Doubt {
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error);
    let at: HashSet<_> = errors.map(|finding| (finding.place.file.as_deref(), finding.place.row)).collect();
    let mut doubt = Doubt::default();
    for table in
        [schema::LINES, schema::QUOTA_ENTRIES, schema::PLANS, schema::PAYMENTS].map(|f| tables.get(f))
    {
        let rows = table.into_iter().flat_map(|table| table.rows().chain(table.ragged_rows()));
        for row in rows.filter(|row| at.contains(&(Some(row.table.file.as_str()), Some(row.line())))) {
            let line = row.text("line");
            doubt.add_row(row.text("voucher"), (!line.is_empty() && known.lines.has(line)).then_some(line));
        }
    }
    doubt
}
