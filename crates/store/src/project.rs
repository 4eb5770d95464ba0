//! 预算项目.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::ids::{OfficeCode, ProjectCode};
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::{ExpenditureKind, Project};

impl Stored for Project {
    const TABLE: &'static str = "project";
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "name",
        "office",
        "duty",
        "activity",
        "expenditure_kind",
        "report_category",
        "project_kind",
        "start_day",
        "end_day",
        "total_investment",
    ];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.code.as_str().into(),
            self.name.as_str().into(),
            self.office.as_str().into(),
            self.duty.as_str().into(),
            self.activity.as_str().into(),
            self.expenditure_kind.label().into(),
            self.report_category.as_str().into(),
            self.project_kind.as_str().into(),
            self.start.to_string().into(),
            self.end.to_string().into(),
            self.total_investment.0.into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Project> {
        Ok(Project {
            code: ProjectCode::new(fields.text()?),
            name: fields.text()?,
            office: OfficeCode::new(fields.text()?),
            duty: fields.text()?,
            activity: fields.text()?,
            expenditure_kind: fields.parsed(ExpenditureKind::parse)?,
            report_category: fields.text()?,
            project_kind: fields.text()?,
            start: fields.date()?,
            end: fields.date()?,
            total_investment: Fen(fields.int()?),
        })
    }
}
