//! Typed identifiers, so that a line is never passed for a project.

use std::fmt;

/// Declares newtypes over `String` for codes that come from outside and are never interpreted.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes the code as it is written.
            pub fn new(code: impl Into<String>) -> Self { Self(code.into()) }
            /// The code as it is written.
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    )+};
}

codes! {
    /// 项目代码, 21 characters where the national platform gave it.
    ProjectCode,
    /// 预算指标: the code of one quota line.
    LineCode,
    /// 凭证号, unique per unit and year.
    VoucherNo,
    /// The number of an open document: plan, request or payment. It is the number of the voucher that opened it.
    DocumentNo,
    /// 处室 or subordinate body of the unit.
    OfficeCode,
    /// 合同编号.
    ContractNo,
    /// A member of the evaluation group, by an id; never a real name in the project's own data.
    MemberId,
    /// Who did something: a person's or a program's id.
    ActorId,
    /// The identifier of a policy file.
    PolicyId,
    /// 三级指标 that is scored.
    CriterionName,
}

/// The surrogate of a unit (单位): it never changes, while codes and names do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub i64);

/// A fiscal year (预算年度), a calendar year in China.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(pub i16);

impl FiscalYear {
    /// Whether the day lies in the year.
    pub fn contains(self, day: jiff::civil::Date) -> bool {
        day.year() == self.0
    }

    /// 1 January.
    pub fn first_day(self) -> jiff::civil::Date {
        jiff::civil::Date::new(self.0, 1, 1).unwrap_or(jiff::civil::Date::MIN)
    }

    /// The year after.
    #[must_use]
    pub fn next(self) -> FiscalYear {
        FiscalYear(self.0.saturating_add(1))
    }

    /// 31 December.
    pub fn last_day(self) -> jiff::civil::Date {
        jiff::civil::Date::new(self.0, 12, 31).unwrap_or(jiff::civil::Date::MAX)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A place in the recording order of one unit and year: 1, 2, 3 … without gaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seq(pub i64);
