//! 单位 and its 处室.

use crate::history::{Canonical, Encoder};
use crate::ids::{OfficeCode, PolicyId};

/// A unit (单位): who has the budget. In storage it is a surrogate that never changes; this is what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// 单位代码.
    pub code: String,
    /// Its name.
    pub name: String,
    /// 地区.
    pub region: String,
    /// The policy by which it is evaluated this year.
    pub policy: PolicyId,
}

impl Canonical for Unit {
    const KIND: &'static str = "unit";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.code).text(&self.name).text(&self.region).text(self.policy.as_str());
    }
}

/// 处室 or a body under the unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its code.
    pub code: OfficeCode,
    /// Its name.
    pub name: String,
    /// 在职人数.
    pub staff: i64,
}

impl Canonical for Office {
    const KIND: &'static str = "office";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.code.as_str()).text(&self.name).int(self.staff);
    }
}
