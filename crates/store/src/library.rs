//! 项目库: the steps that projects took.

use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::ids::ProjectCode;
use mingzhang_domain::performance::{ProjectStep, Step, StepOutcome};
use serde_json::Value;

impl Stored for ProjectStep {
    const TABLE: &'static str = "project_step";
    const COLUMNS: &'static [&'static str] =
        &["project", "step", "date", "outcome", "document", "opinion", "decided_by"];

    fn values(&self) -> Vec<Value> {
        vec![
            self.project.as_str().into(),
            self.step.as_str().into(),
            self.date.to_string().into(),
            self.outcome.label().into(),
            self.document.as_str().into(),
            self.opinion.as_str().into(),
            self.by.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<ProjectStep> {
        Ok(ProjectStep {
            project: ProjectCode::new(fields.text()?),
            step: fields.parsed(Step::parse)?,
            date: fields.date()?,
            outcome: fields.parsed(StepOutcome::parse)?,
            document: fields.text()?,
            opinion: fields.text()?,
            by: fields.text()?,
        })
    }
}
