//! The self-evaluation report as files.

use crate::error::{AppError, AppResult};
use crate::house::{House, Which};
use crate::report::{Report, compose};
use crate::show_figures::Figures;
use mingzhang_documents::{Meta, html, word};
use mingzhang_domain::Date;
use mingzhang_domain::paper::Paper;

/// A format in which a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Word.
    Docx,
    /// One self-contained page.
    Html,
}

impl Format {
    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Html => "html",
        }
    }
}

/// A written report.
pub struct Written {
    /// The file's name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl House {
    /// Writes the report of a unit and year.
    ///
    /// # Errors
    /// No such year, a text that names a figure which does not exist, or a database that cannot be read.
    pub async fn report(
        &self,
        which: &Which,
        as_of: Option<Date>,
        formats: &[Format],
    ) -> AppResult<Vec<Written>> {
        let figures = self.figures(which, as_of).await?;
        write(&figures, formats)
    }
}

/// Writes the report of figures that are at hand.
///
/// # Errors
/// A text that names a figure which does not exist.
pub fn write(figures: &Figures, formats: &[Format]) -> AppResult<Vec<Written>> {
    let Figures { register, evaluation, set, head_hash, .. } = figures;
    let report = Report { register, figures: set, evaluation: evaluation.as_ref() };
    let paper = compose(&report).map_err(AppError::Findings)?;
    let meta = Meta {
        title: format!("{}{}年度整体预算支出绩效自评报告", register.unit.name, set.year),
        unit_name: register.unit.name.clone(),
        figures_as_of: Some(set.as_of),
        known_up_to: Some(set.known_up_to),
        head_hash: head_hash.clone(),
    };
    formats.iter().map(|format| one(*format, &paper, &meta, set.year.0)).collect()
}

fn one(format: Format, paper: &Paper, meta: &Meta, year: i16) -> AppResult<Written> {
    let bytes = match format {
        Format::Docx => word::write(paper, meta)?,
        Format::Html => html::write(paper, meta).into_bytes(),
    };
    Ok(Written { name: format!("self-evaluation-{year}.{}", format.extension()), bytes })
}
