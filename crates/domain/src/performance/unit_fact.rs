//! 部门基础数据: what the ledger does not know of a unit and its whole-department measures need.

use crate::history::{Canonical, Encoder};
use crate::ids::OfficeCode;

/// Declares the facts, each with its word and whether it is money.
macro_rules! facts {
    ($($fact:ident $word:literal $money:literal;)+) => {
        /// What is stated of a unit.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FactName {
            $(#[doc = $word] $fact,)+
        }

        impl FactName {
            /// All of them, in the order in which they are shown.
            pub const ALL: &'static [FactName] = &[$(FactName::$fact),+];

            /// The word of the field, which is also what files say.
            pub fn label(self) -> &'static str {
                match self { $(FactName::$fact => $word,)+ }
            }

            /// Whether it is an amount, in fen; otherwise it counts people or things.
            pub fn is_money(self) -> bool {
                match self { $(FactName::$fact => $money,)+ }
            }
        }
    };
}

facts! {
    Staff "在职人员数" false;
    Posts "编制数" false;
    OfficialSpending "三公经费支出数" true;
    OfficialBudget "三公经费预算数" true;
    KeySpending "重点项目支出数" true;
    LeftLastYear "上年结转结余数" true;
    RunningSpending "公用经费支出数" true;
    RunningBudget "公用经费预算数" true;
    ProcurementSpending "政府采购支出数" true;
    ProcurementBudget "政府采购预算数" true;
    AssetsInUse "在用固定资产原值" true;
    Assets "固定资产原值" true;
    KeyWorkDone "重点工作办结数" false;
    KeyWork "重点工作交办数" false;
}

impl FactName {
    /// The fact of a word.
    pub fn parse(word: &str) -> Option<FactName> {
        FactName::ALL.iter().copied().find(|fact| fact.label() == word)
    }
}

/// What an office states of the unit for the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFact {
    /// What is stated.
    pub name: FactName,
    /// Fen, or a number of people or things.
    pub this_year: i64,
    /// The same of the year before; `None` where nobody says it.
    pub last_year: Option<i64>,
    /// Where it comes from: 决算报表, 编制批复 …
    pub basis: String,
    /// Who states it.
    pub office: OfficeCode,
}

impl Canonical for UnitFact {
    const KIND: &'static str = "unit_fact";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.name.label()).int(self.this_year);
        to.text(&self.last_year.map_or(String::new(), |value| value.to_string()));
        to.text(&self.basis).text(self.office.as_str());
    }
}
