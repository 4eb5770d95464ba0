//! 监控填报.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::performance::{Cause, Holder, Likelihood, MonitorReport, Reached};

impl Stored for MonitorReport {
    const TABLE: &'static str = "monitor_report";
    const COLUMNS: &'static [&'static str] = &[
        "round",
        "holder",
        "indicator",
        "value",
        "expected",
        "likelihood",
        "cause",
        "reason",
        "measure",
        "reported_by",
        "date",
    ];

    fn values(&self) -> Vec<Cell> {
        let stated = |value: &Option<Reached>| value.as_ref().map_or(String::new(), Reached::to_string);
        vec![
            self.round.as_str().into(),
            self.holder.to_string().into(),
            self.indicator.as_str().into(),
            stated(&self.value).into(),
            stated(&self.expected).into(),
            self.likelihood.label().into(),
            self.cause.map_or("", Cause::label).into(),
            self.reason.as_str().into(),
            self.measure.as_str().into(),
            self.by.as_str().into(),
            self.date.to_string().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<MonitorReport> {
        // Empty is nothing, which no value that was stated is written as.
        let cause = |word: &str| if word.is_empty() { Some(None) } else { Cause::parse(word).map(Some) };
        Ok(MonitorReport {
            round: fields.text()?,
            holder: Holder::parse(&fields.text()?),
            indicator: fields.text()?,
            value: Reached::parse(&fields.text()?),
            expected: Reached::parse(&fields.text()?),
            likelihood: fields.parsed(Likelihood::parse)?,
            cause: fields.parsed(cause)?,
            reason: fields.text()?,
            measure: fields.text()?,
            by: fields.text()?,
            date: fields.date()?,
        })
    }
}
