//! 绩效指标: what is to be reached, and what was.

use crate::decimal::Decimal;
use crate::history::{Canonical, Encoder};
use crate::ids::OfficeCode;

/// How an actual value is held against the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// ≥
    AtLeast,
    /// ≤
    AtMost,
    /// =
    Equal,
    /// >
    Above,
    /// <
    Below,
}

impl Operator {
    /// All operators.
    const ALL: [Operator; 5] =
        [Operator::AtLeast, Operator::AtMost, Operator::Equal, Operator::Above, Operator::Below];

    /// As files say it.
    pub fn as_str(self) -> &'static str {
        match self {
            Operator::AtLeast => ">=",
            Operator::AtMost => "<=",
            Operator::Equal => "=",
            Operator::Above => ">",
            Operator::Below => "<",
        }
    }

    /// As papers print it.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::AtLeast => "≥",
            Operator::AtMost => "≤",
            other => other.as_str(),
        }
    }

    /// The operator of a sign, in either way of writing.
    pub fn parse(text: &str) -> Option<Operator> {
        Operator::ALL.into_iter().find(|op| op.as_str() == text || op.sign() == text)
    }

    /// Whether the actual value reaches the target; `None` where the numbers are too large to compare.
    pub fn holds(self, actual: Decimal, target: Decimal) -> Option<bool> {
        let places = actual.places.max(target.places);
        let (actual, target) = (actual.scaled(places)?, target.scaled(places)?);
        Some(match self {
            Operator::AtLeast => actual >= target,
            Operator::AtMost => actual <= target,
            Operator::Equal => actual == target,
            Operator::Above => actual > target,
            Operator::Below => actual < target,
        })
    }
}

/// An indicator of results at three levels, with its target and actual value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// 一级指标: 产出, 效益, 满意度.
    pub level1: String,
    /// 二级指标: 数量, 质量 …
    pub level2: String,
    /// 三级指标: its name, unique in the year.
    pub name: String,
    /// 计量单位.
    pub unit: String,
    /// How the actual value is held against the target.
    pub operator: Operator,
    /// 指标值.
    pub target: Decimal,
    /// 完成值.
    pub actual: Decimal,
    /// The office that states it.
    pub office: OfficeCode,
}

impl Canonical for Indicator {
    const KIND: &'static str = "indicator";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.level1).text(&self.level2).text(&self.name).text(&self.unit);
        to.text(self.operator.as_str()).text(&self.target.to_string()).text(&self.actual.to_string());
        to.text(self.office.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_compared_at_the_finer_precision() {
        let decimal = |text| Decimal::parse(text).unwrap();
        for (operator, actual, target, holds) in [
            (Operator::AtLeast, "4956.774", "4500", true),
            (Operator::AtLeast, "94.99", "95", false),
            (Operator::AtMost, "8", "8.0", true),
            (Operator::Equal, "100.0", "100", true),
            (Operator::Below, "8", "8", false),
            (Operator::Above, "8.01", "8", true),
        ] {
            assert_eq!(operator.holds(decimal(actual), decimal(target)), Some(holds), "{actual} {target}");
        }
        assert_eq!(Operator::parse("≥"), Operator::parse(">="));
    }
}
