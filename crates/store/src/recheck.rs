//! 抽查复核: samples and what reviewers gave.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::ids::ProjectCode;
use mingzhang_domain::performance::{Reached, Recheck, Sample};
use mingzhang_domain::points::Points;
use mingzhang_domain::scoring::shapes::Percent;
use serde_json::Value;

impl Stored for Sample {
    const TABLE: &'static str = "sample";
    const COLUMNS: &'static [&'static str] = &["seed", "share", "date", "projects"];

    fn values(&self) -> Vec<Cell> {
        let codes: Vec<&str> = self.projects.iter().map(ProjectCode::as_str).collect();
        vec![
            self.seed.into(),
            self.share.0.into(),
            self.date.to_string().into(),
            Value::from(codes).to_string().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Sample> {
        let codes = |text: &str| serde_json::from_str::<Vec<String>>(text).ok();
        Ok(Sample {
            seed: fields.int()?,
            share: Percent(fields.int()?),
            date: fields.date()?,
            projects: fields.parsed(codes)?.into_iter().map(ProjectCode::new).collect(),
        })
    }
}

impl Stored for Recheck {
    const TABLE: &'static str = "recheck";
    const COLUMNS: &'static [&'static str] =
        &["project", "indicator", "reached", "points", "date", "done_by", "reason"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.project.as_str().into(),
            self.indicator.as_str().into(),
            self.reached.to_string().into(),
            self.points.0.into(),
            self.date.to_string().into(),
            self.by.as_str().into(),
            self.reason.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Recheck> {
        Ok(Recheck {
            project: ProjectCode::new(fields.text()?),
            indicator: fields.text()?,
            reached: fields.parsed(Reached::parse)?,
            points: Points(fields.int()?),
            date: fields.date()?,
            by: fields.text()?,
            reason: fields.text()?,
        })
    }
}
