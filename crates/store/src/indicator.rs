//! 绩效指标.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::ids::OfficeCode;
use mingzhang_domain::performance::{Holder, Horizon, Indicator, Operator, Target};
use mingzhang_domain::points::Points;

impl Stored for Indicator {
    const TABLE: &'static str = "indicator";
    const COLUMNS: &'static [&'static str] = &[
        "holder", "horizon", "name", "version", "level1", "level2", "operator", "target", "measure",
        "weight", "shape", "basis", "evidence", "figure", "office", "document",
    ];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.holder.to_string().into(),
            self.horizon.label().into(),
            self.name.as_str().into(),
            self.version.into(),
            self.level1.as_str().into(),
            self.level2.as_str().into(),
            self.operator.as_str().into(),
            self.target.to_string().into(),
            self.unit.as_str().into(),
            self.weight.0.into(),
            self.shape.as_str().into(),
            self.basis.as_str().into(),
            self.evidence.as_str().into(),
            self.figure.as_str().into(),
            self.office.as_str().into(),
            self.document.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Indicator> {
        let holder = Holder::parse(&fields.text()?);
        let horizon = fields.parsed(Horizon::parse)?;
        let (name, version) = (fields.text()?, fields.int()?);
        let (level1, level2) = (fields.text()?, fields.text()?);
        let operator = fields.parsed(Operator::parse)?;
        Ok(Indicator {
            holder,
            horizon,
            name,
            version,
            level1,
            level2,
            operator,
            target: fields.parsed(|text| Target::parse(operator, text))?,
            unit: fields.text()?,
            weight: Points(fields.int()?),
            shape: fields.text()?,
            basis: fields.text()?,
            evidence: fields.text()?,
            figure: fields.text()?,
            office: OfficeCode::new(fields.text()?),
            document: fields.text()?,
        })
    }
}
