//! 封存: one unit's year as a bundle that proves itself: the history in canonical lines, the policies, the figures, the
//! reports. Who has it needs no database to verify it.

use crate::back_up::{self, HEADS};
use crate::bundle::{ColumnType, Part, Writer};
use crate::error::{AppError, AppResult};
use crate::house::{House, Which, Year};
use crate::show_figures::Figures;
use crate::write_report::{self, Format};
use mingzhang_domain::chain;
use mingzhang_domain::finding::Finding;
use mingzhang_domain::ids::Seq;
use std::io::Write;

/// The entries of the history.
pub(crate) const HISTORY: &str = "history";
/// The figures as they were known.
pub(crate) const FIGURES: &str = "figures";

/// The papers that are kept.
pub(crate) const ATTACHMENTS: &str = "attachments";

/// What was sealed.
#[derive(Debug, Default)]
pub struct Sealed {
    /// Entries of the history.
    pub entries: u64,
    /// The names of the reports.
    pub reports: Vec<String>,
    /// Papers of evidence with their content.
    pub attachments: u64,
    /// Why there is no report, where there is none.
    pub findings: Vec<Finding>,
    /// The hash of the bundle.
    pub hash: String,
}

impl House {
    /// Seals a unit and year as it stands.
    ///
    /// # Errors
    /// No such unit or year, a database that cannot be read, or a bundle that cannot be written.
    pub async fn seal(&self, which: &Which, to: impl Write, at: jiff::Timestamp) -> AppResult<Sealed> {
        let mut sealed = Sealed::default();
        let figures = self.figures(which, None).await?;
        let up_to = figures.set.known_up_to;
        let reports = match write_report::write(&figures, &[Format::Docx, Format::Html]) {
            Ok(reports) => reports,
            Err(AppError::Findings(findings)) => {
                sealed.findings = findings;
                Vec::new()
            }
            Err(error) => return Err(error),
        };
        // Nothing is ever edited, so the history up to where the figures were read is still the same.
        let Year { mut tx, ledger, register, .. } = self.year(which).await?;
        let hash = tx.hash_at(ledger, up_to).await?.unwrap_or_default();
        let mut writer = Writer::new(to).map_err(AppError::Bundle)?;
        let (unit, year) = (ledger.unit.0.to_string(), ledger.year.to_string());
        let more = [
            ("unit", unit.as_str()),
            ("year", &year),
            ("code", &register.unit.code),
            ("name", &register.unit.name),
            ("region", &register.unit.region),
        ];
        back_up::about(&mut writer, "seal", at, &more).map_err(AppError::Bundle)?;
        let head = Part::of_text(HEADS, &["unit", "year", "seq", "hash"]);
        rows(&mut writer, &head, [[unit, year, up_to.0.to_string(), hash]])?;
        let columns = ["seq", "at", "actor", "kind", "body", "algorithm", "hash"];
        writer.begin(&Part::of_text(HISTORY, &columns)).map_err(AppError::Bundle)?;
        let mut after = Seq(0);
        while after < up_to {
            let mut entries = tx.entries(ledger, after).await?;
            entries.retain(|entry| entry.seq <= up_to);
            let Some(last) = entries.last() else { break };
            after = last.seq;
            for entry in &entries {
                let seq = entry.seq.0.to_string();
                let fields =
                    [&seq, &entry.at, &entry.actor, &entry.kind, &entry.body, &entry.algorithm, &entry.hash];
                writer.texts(&fields.map(String::as_str)).map_err(AppError::Bundle)?;
                sealed.entries += 1;
            }
        }
        writer.end().map_err(AppError::Bundle)?;
        let policies = self.policies.texts().iter().map(|(id, text)| [id.to_string(), text.clone()]);
        rows(&mut writer, &Part::of_text("policies", &["id", "text"]), policies)?;
        let columns = ["key", "label", "value", "unit", "display"];
        rows(&mut writer, &Part::of_text(FIGURES, &columns), figure_rows(&figures))?;
        let columns = [("name", ColumnType::Text), ("sm3", ColumnType::Text), ("content", ColumnType::Bytes)];
        let columns = columns.map(|(name, kind)| (name.to_owned(), kind)).to_vec();
        writer.begin(&Part { name: "reports".to_owned(), columns }).map_err(AppError::Bundle)?;
        for report in &reports {
            let hash = chain::hash_of(&report.bytes);
            let fields = [report.name.as_bytes(), hash.as_bytes(), &report.bytes];
            writer.row(fields.into_iter()).map_err(AppError::Bundle)?;
        }
        writer.end().map_err(AppError::Bundle)?;
        let columns = columns_of_attachments();
        writer.begin(&Part { name: ATTACHMENTS.to_owned(), columns }).map_err(AppError::Bundle)?;
        for attachment in &figures.register.attachments {
            let content = tx.content(ledger.unit, &attachment.hash).await?;
            let fields = [attachment.hash.as_bytes(), &content];
            writer.row(fields.into_iter()).map_err(AppError::Bundle)?;
            sealed.attachments += 1;
        }
        writer.end().map_err(AppError::Bundle)?;
        sealed.reports = reports.into_iter().map(|report| report.name).collect();
        let (_, hash) = writer.finish().map_err(AppError::Bundle)?;
        sealed.hash = hash;
        Ok(sealed)
    }
}

fn columns_of_attachments() -> Vec<(String, ColumnType)> {
    [("sm3", ColumnType::Text), ("content", ColumnType::Bytes)]
        .map(|(name, kind)| (name.to_owned(), kind))
        .to_vec()
}

fn figure_rows(figures: &Figures) -> impl Iterator<Item = [String; 5]> {
    figures.set.iter().map(|figure| {
        [
            figure.key.to_string(),
            figure.label.clone(),
            figure.value.exact().unwrap_or_default(),
            figure.value.unit().to_owned(),
            figure.value.display(),
        ]
    })
}

/// A whole part of text.
fn rows<const N: usize>(
    writer: &mut Writer<impl Write>,
    part: &Part,
    rows: impl IntoIterator<Item = [String; N]>,
) -> AppResult<()> {
    let write = || {
        writer.begin(part)?;
        for row in rows {
            writer.texts(&row.each_ref().map(String::as_str))?;
        }
        writer.end()
    };
    write().map_err(AppError::Bundle)
}
