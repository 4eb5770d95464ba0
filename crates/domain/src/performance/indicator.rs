//! 绩效指标: what is to be reached.

use super::goal::Horizon;
use super::holder::Holder;
use crate::decimal::Decimal;
use crate::history::{Canonical, Encoder};
use crate::ids::OfficeCode;
use crate::points::Points;
use std::fmt;

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
    /// 区间: from one value to another, both included.
    Within,
    /// 定性: described in words and judged by levels.
    Described,
}

impl Operator {
    /// All operators.
    const ALL: [Operator; 7] = [
        Operator::AtLeast,
        Operator::AtMost,
        Operator::Equal,
        Operator::Above,
        Operator::Below,
        Operator::Within,
        Operator::Described,
    ];

    /// As files say it.
    pub fn as_str(self) -> &'static str {
        match self {
            Operator::AtLeast => ">=",
            Operator::AtMost => "<=",
            Operator::Equal => "=",
            Operator::Above => ">",
            Operator::Below => "<",
            Operator::Within => "区间",
            Operator::Described => "定性",
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

    /// Whether a number reaches the target; `None` where the numbers are too large to compare, and for words, which a
    /// person judges.
    pub fn holds(self, actual: Decimal, target: &Target) -> Option<bool> {
        match target {
            Target::Number(target) => self.compares(actual, *target),
            Target::Range { from, to } => {
                Some(Operator::AtLeast.compares(actual, *from)? && Operator::AtMost.compares(actual, *to)?)
            }
            Target::Words(_) => None,
        }
    }

    fn compares(self, actual: Decimal, target: Decimal) -> Option<bool> {
        let places = actual.places.max(target.places);
        let (actual, target) = (actual.scaled(places)?, target.scaled(places)?);
        match self {
            Operator::AtLeast => Some(actual >= target),
            Operator::AtMost => Some(actual <= target),
            Operator::Equal => Some(actual == target),
            Operator::Above => Some(actual > target),
            Operator::Below => Some(actual < target),
            Operator::Within | Operator::Described => None,
        }
    }
}

/// 指标值: what is to be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A number.
    Number(Decimal),
    /// From one number to another, both included.
    Range {
        /// The smallest that is good.
        from: Decimal,
        /// The largest.
        to: Decimal,
    },
    /// Words, for what is described.
    Words(String),
}

impl Target {
    /// Reads what stands beside an operator: `95`, `20~30` for 区间, words for 定性; `None` where they do not fit.
    pub fn parse(operator: Operator, text: &str) -> Option<Target> {
        match operator {
            Operator::Described => (!text.trim().is_empty()).then(|| Target::Words(text.trim().to_owned())),
            Operator::Within => {
                let (from, to) = text.split_once(['~', '～', '—', '至'])?;
                let (from, to) = (Decimal::parse(from).ok()?, Decimal::parse(to).ok()?);
                Operator::AtMost.compares(from, to)?.then_some(Target::Range { from, to })
            }
            _ => Decimal::parse(text).ok().map(Target::Number),
        }
    }

    /// The number, where it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Target::Number(number) => Some(*number),
            Target::Range { .. } | Target::Words(_) => None,
        }
    }
}

/// As files and papers say it, without the operator.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Number(number) => number.fmt(f),
            Target::Range { from, to } => write!(f, "{from}~{to}"),
            Target::Words(words) => f.write_str(words),
        }
    }
}

/// An indicator at three levels. What was reached is an [`ActualValue`](super::ActualValue).
///
/// Nothing is edited: a later version stands in place of the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Whose.
    pub holder: Holder,
    /// For how long.
    pub horizon: Horizon,
    /// 三级指标: its name, unique with its holder and horizon.
    pub name: String,
    /// 1 as approved; each adjustment is one more.
    pub version: i64,
    /// 一级指标: 产出, 效益, 满意度.
    pub level1: String,
    /// 二级指标: 数量, 质量 …
    pub level2: String,
    /// How the actual value is held against the target.
    pub operator: Operator,
    /// 指标值.
    pub target: Target,
    /// 计量单位.
    pub unit: String,
    /// 分值; nothing where it is not scored by itself.
    pub weight: Points,
    /// The shape by which it is scored, as policies name it; empty for the operator's own.
    pub shape: String,
    /// 指标值依据: where the target comes from.
    pub basis: String,
    /// 佐证要求: what must prove the actual value.
    pub evidence: String,
    /// The key of the figure that is its actual value; empty where somebody states it.
    pub figure: String,
    /// The office that answers for it.
    pub office: OfficeCode,
    /// 文号 of the approval or, from version 2 on, of the adjustment: without one nothing is changed.
    pub document: String,
}

impl Indicator {
    /// Of the indicators of one holder, each in its last version, in the order of their first.
    pub fn last_versions<'a>(indicators: impl Iterator<Item = &'a Indicator>) -> Vec<&'a Indicator> {
        let mut held: Vec<&Indicator> = Vec::new();
        for indicator in indicators {
            let same =
                |known: &&mut &Indicator| known.name == indicator.name && known.horizon == indicator.horizon;
            match held.iter_mut().find(same) {
                Some(known) if known.version < indicator.version => *known = indicator,
                Some(_) => {}
                None => held.push(indicator),
            }
        }
        held
    }
}

impl Canonical for Indicator {
    const KIND: &'static str = "indicator";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.holder.to_string()).text(self.horizon.label()).text(&self.name).int(self.version);
        to.text(&self.level1).text(&self.level2).text(self.operator.as_str()).text(&self.target.to_string());
        to.text(&self.unit).int(self.weight.0).text(&self.shape).text(&self.basis).text(&self.evidence);
        to.text(&self.figure).text(self.office.as_str()).text(&self.document);
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
            assert_eq!(
                operator.holds(decimal(actual), &Target::Number(decimal(target))),
                Some(holds),
                "{actual} {target}"
            );
        }
        assert_eq!(Operator::parse("≥"), Operator::parse(">="));
    }

    #[test]
    fn a_target_fits_its_operator_and_is_read_back_as_it_was_written() {
        for (operator, text) in [
            (Operator::AtLeast, "4500.0"),
            (Operator::Within, "20~30"),
            (Operator::Described, "建成并投入使用"),
        ] {
            assert_eq!(Target::parse(operator, text).unwrap().to_string(), text);
        }
        for (operator, text) in [
            (Operator::AtLeast, "20~30"),
            (Operator::Within, "30~20"),
            (Operator::Within, "20"),
            (Operator::Described, " "),
        ] {
            assert_eq!(Target::parse(operator, text), None, "{text}");
        }
        let range = Target::parse(Operator::Within, "20～30").unwrap();
        let within = |actual| Operator::Within.holds(Decimal::parse(actual).unwrap(), &range);
        assert_eq!(
            (within("19.9"), within("20"), within("30.0"), within("30.1")),
            (Some(false), Some(true), Some(true), Some(false))
        );
    }
}
