//! 评价工作组: who scores and signs.

use crate::history::{Canonical, Encoder};
use crate::ids::{MemberId, OfficeCode};

/// A member of the evaluation group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// An id or name.
    pub id: MemberId,
    /// The office that the member belongs to.
    pub office: OfficeCode,
    /// 工作单位.
    pub work_unit: String,
    /// 职务.
    pub post: String,
    /// 职称.
    pub title: String,
    /// Leads the group.
    pub leader: bool,
}

impl Canonical for Member {
    const KIND: &'static str = "member";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.id.as_str()).text(self.office.as_str()).text(&self.work_unit);
        to.text(&self.post).text(&self.title).flag(self.leader);
    }
}
