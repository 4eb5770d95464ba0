//! Whose goals and indicators: 部门整体, a project, a transfer payment.

use crate::ids::ProjectCode;
use std::fmt;

/// Who holds a goal or an indicator (绩效主体).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// 部门整体: the whole unit.
    Unit,
    /// A project.
    Project(ProjectCode),
    /// A 转移支付, by its name; it may be spread over several projects.
    TransferPayment(String),
}

/// What a transfer payment's name stands behind, in files.
const TRANSFER: &str = "转移支付:";

impl Holder {
    /// From what files and rows say: nothing, the code of a project, or `转移支付:NAME`.
    pub fn parse(text: &str) -> Holder {
        match text.trim() {
            "" => Holder::Unit,
            text => match text.replacen('：', ":", 1).strip_prefix(TRANSFER) {
                Some(name) => Holder::TransferPayment(name.trim().to_owned()),
                None => Holder::Project(ProjectCode::new(text)),
            },
        }
    }

    /// The project, where it is one.
    pub fn project(&self) -> Option<&ProjectCode> {
        match self {
            Holder::Project(code) => Some(code),
            Holder::Unit | Holder::TransferPayment(_) => None,
        }
    }
}

/// As files and rows say it; [`Holder::parse`] reads it back.
impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Holder::Unit => Ok(()),
            Holder::Project(code) => code.fmt(f),
            Holder::TransferPayment(name) => write!(f, "{TRANSFER}{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_is_read_back_as_it_was_written() {
        for text in ["", "130171A20010000000001", "转移支付:农村危房改造"] {
            assert_eq!(Holder::parse(text).to_string(), text);
        }
        assert_eq!(
            Holder::parse(" 转移支付：老旧小区改造 "),
            Holder::TransferPayment("老旧小区改造".to_owned())
        );
    }
}
