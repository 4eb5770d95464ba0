//! A rule by which input is judged: its stable code, what it is about, what to do where it is broken.

use mingzhang_domain::finding::{Finding, Kind, Place, Severity};

/// A rule of a data set, a policy or the ledger, as `mingzhang rule CODE` explains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable code: `MZ-I007`.
    pub code: &'static str,
    /// What sort of fault breaks it.
    pub kind: Kind,
    /// How grave that is.
    pub severity: Severity,
    /// The fault in a few words.
    pub title: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}

impl Rule {
    /// A finding of this rule, with the rule's advice.
    pub fn at(&self, place: Place, message: impl Into<String>) -> Finding {
        Finding::new(self.code, self.kind, self.severity, place, message).advise(self.advice)
    }
}

/// Declares rules as constants and lists them in one table.
macro_rules! rules {
    (
        $(#[$doc:meta])* $table:ident of $kind:ident;
        $($name:ident $code:literal $severity:ident $title:literal: $advice:literal;)+
    ) => {
        $(
            #[doc = $title]
            pub const $name: $crate::text::Rule = $crate::text::Rule {
                code: $code,
                kind: mingzhang_domain::finding::Kind::$kind,
                severity: mingzhang_domain::finding::Severity::$severity,
                title: $title,
                advice: $advice,
            };
        )+
        $(#[$doc])*
        pub const $table: &[$crate::text::Rule] = &[$($name),+];
    };
}
pub(crate) use rules;
