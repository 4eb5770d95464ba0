//! The steps that projects took.

use super::codes::Known;
use super::row::Row;
use super::schema;
use super::table::Tables;
use mingzhang_domain::finding::Finding;
use mingzhang_domain::ids::ProjectCode;
use mingzhang_domain::performance::{ProjectStep, Step, StepOutcome};
use mingzhang_domain::register::Register;

/// Adds what `project_steps.csv` says.
pub(super) fn read<'t>(
    tables: &'t Tables,
    known: &Known<'t>,
    register: &mut Register,
    found: &mut Vec<Finding>,
) {
    register.steps = tables.rows(schema::PROJECT_STEPS).filter_map(|row| step(&row, known, found)).collect();
}

fn step<'t>(row: &Row<'t>, known: &Known<'t>, found: &mut Vec<Finding>) -> Option<ProjectStep> {
    let project = known.projects.named(row, "project", found);
    let words: Vec<&str> = Step::ALL.iter().map(|step| step.label()).collect();
    let step = row.word("step", &words.join("、"), Step::parse, found);
    let date = row.date("date", found);
    let outcome = row.word("outcome", "通过、不予通过", StepOutcome::parse, found);
    let (document, by) = (row.needed("document", found), row.needed("by", found));
    Some(ProjectStep {
        project: ProjectCode::new(project?),
        step: step?,
        date: date?,
        outcome: outcome?,
        document: document?.to_owned(),
        opinion: row.owned("opinion"),
        by: by?.to_owned(),
    })
}
