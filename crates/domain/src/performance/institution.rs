//! 内部制度: the unit's own rules as documents, each with the days on which it holds.

use crate::Date;
use crate::history::{Canonical, Encoder};

/// What a rule of the unit is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstitutionSubject {
    /// 财务.
    Finance,
    /// 业务.
    Business,
    /// 采购.
    Procurement,
    /// 资产.
    Assets,
    /// 合同.
    Contracts,
    /// 内控.
    InternalControl,
    /// 绩效.
    Performance,
    /// 档案.
    Records,
}

impl InstitutionSubject {
    /// All of them.
    pub const ALL: [InstitutionSubject; 8] = [
        InstitutionSubject::Finance,
        InstitutionSubject::Business,
        InstitutionSubject::Procurement,
        InstitutionSubject::Assets,
        InstitutionSubject::Contracts,
        InstitutionSubject::InternalControl,
        InstitutionSubject::Performance,
        InstitutionSubject::Records,
    ];

    /// What 管理制度健全性 looks for first: a unit without one of these has a gap.
    pub const EXPECTED: [InstitutionSubject; 6] = [
        InstitutionSubject::Finance,
        InstitutionSubject::Business,
        InstitutionSubject::Procurement,
        InstitutionSubject::Assets,
        InstitutionSubject::Contracts,
        InstitutionSubject::InternalControl,
    ];

    /// The word of the field, which is also what files say.
    pub fn label(self) -> &'static str {
        match self {
            InstitutionSubject::Finance => "财务",
            InstitutionSubject::Business => "业务",
            InstitutionSubject::Procurement => "采购",
            InstitutionSubject::Assets => "资产",
            InstitutionSubject::Contracts => "合同",
            InstitutionSubject::InternalControl => "内控",
            InstitutionSubject::Performance => "绩效",
            InstitutionSubject::Records => "档案",
        }
    }

    /// The subject of a word.
    pub fn parse(word: &str) -> Option<InstitutionSubject> {
        InstitutionSubject::ALL.into_iter().find(|subject| subject.label() == word)
    }
}

/// A rule of the unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Institution {
    /// Its name.
    pub title: String,
    /// What it is about.
    pub subject: InstitutionSubject,
    /// 文号 of the paper that put it into force.
    pub document: String,
    /// The first day on which it holds.
    pub valid_from: Date,
    /// The last day on which it holds; `None` where no end is set.
    pub valid_to: Option<Date>,
}

impl Institution {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// The expected subjects of which no rule holds on a day.
pub fn gaps_on(institutions: &[Institution], day: Date) -> Vec<InstitutionSubject> {
    let is_covered = |subject: &InstitutionSubject| {
        institutions.iter().any(|rule| rule.subject == *subject && rule.holds_on(day))
    };
    InstitutionSubject::EXPECTED.into_iter().filter(|subject| !is_covered(subject)).collect()
}

impl Canonical for Institution {
    const KIND: &'static str = "institution";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.title).text(self.subject.label()).text(&self.document);
        to.text(&self.valid_from.to_string());
        to.text(&self.valid_to.map_or(String::new(), |last| last.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_has_run_out_leaves_a_gap() {
        let rule = |subject, valid_to| Institution {
            title: "办法".to_owned(),
            subject,
            document: "1号".to_owned(),
            valid_from: Date::constant(2019, 1, 1),
            valid_to,
        };
        let last = Some(Date::constant(2020, 6, 30));
        let mut rules: Vec<Institution> =
            InstitutionSubject::EXPECTED.into_iter().map(|subject| rule(subject, None)).collect();
        rules[3].valid_to = last;
        assert_eq!(gaps_on(&rules, Date::constant(2020, 6, 30)), []);
        assert_eq!(gaps_on(&rules, Date::constant(2020, 7, 1)), [InstitutionSubject::Assets]);
        assert_eq!(gaps_on(&rules, Date::constant(2018, 12, 31)), InstitutionSubject::EXPECTED);
    }
}
