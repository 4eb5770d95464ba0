//! The steps that projects took, and what experts gave them.

use super::codes::Known;
use super::row::Row;
use super::rules::REPEATED_CODE;
use super::schema;
use super::table::Tables;
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::ids::{CriterionName, MemberId, ProjectCode};
use mingzhang_domain::performance::{Appraisal, LibraryStep, ProjectStep, StepOutcome};
use mingzhang_domain::register::Register;

/// Adds what `project_steps.csv` and `appraisals.csv` say; the place of each step.
pub(super) fn read<'t>(
    tables: &'t Tables,
    known: &Known<'t>,
    register: &mut Register,
    found: &mut Vec<Finding>,
) -> Vec<Place> {
    register.appraisals = appraisals(tables, known, found);
    let rows = tables.rows(schema::PROJECT_STEPS);
    let (steps, places) = rows.filter_map(|row| Some((step(&row, known, found)?, row.place()))).unzip();
    register.steps = steps;
    places
}

/// One sheet per project and expert, its scores in the order of the rows.
fn appraisals<'t>(tables: &'t Tables, known: &Known<'t>, found: &mut Vec<Finding>) -> Vec<Appraisal> {
    let mut sheets: Vec<Appraisal> = Vec::new();
    for row in tables.rows(schema::APPRAISALS) {
        let project = known.projects.named(&row, "project", found);
        let (expert, criterion) = (row.needed("expert", found), row.needed("criterion", found));
        let points = row.points("score", found);
        let (Some(project), Some(expert), Some(criterion), Some(points)) =
            (project, expert, criterion, points)
        else {
            continue;
        };
        let score = (CriterionName::new(criterion), points);
        let of_it = |it: &&mut Appraisal| it.project.as_str() == project && it.expert.as_str() == expert;
        match sheets.iter_mut().find(of_it) {
            Some(sheet) if sheet.scores.iter().any(|(name, _)| *name == score.0) => {
                let message = format!("{expert}给项目 {project} 的“{criterion}”打了两次分。");
                found.push(row.fault(REPEATED_CODE, "criterion", message));
            }
            Some(sheet) => sheet.scores.push(score),
            None => sheets.push(Appraisal {
                project: ProjectCode::new(project),
                expert: MemberId::new(expert),
                scores: vec![score],
            }),
        }
    }
    sheets
}

fn step<'t>(row: &Row<'t>, known: &Known<'t>, found: &mut Vec<Finding>) -> Option<ProjectStep> {
    let project = known.projects.named(row, "project", found);
    let words: Vec<&str> = LibraryStep::ALL.iter().map(|step| step.label()).collect();
    let step = row.word("step", &words.join("、"), LibraryStep::parse, found);
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
