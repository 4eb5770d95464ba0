//! 评价工作组.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::ids::{MemberId, OfficeCode};
use mingzhang_domain::performance::Member;

impl Stored for Member {
    const TABLE: &'static str = "member";
    const COLUMNS: &'static [&'static str] = &["id", "office", "work_unit", "post", "title", "leader"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.id.as_str().into(),
            self.office.as_str().into(),
            self.work_unit.as_str().into(),
            self.post.as_str().into(),
            self.title.as_str().into(),
            self.leader.into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Member> {
        Ok(Member {
            id: MemberId::new(fields.text()?),
            office: OfficeCode::new(fields.text()?),
            work_unit: fields.text()?,
            post: fields.text()?,
            title: fields.text()?,
            leader: fields.flag()?,
        })
    }
}
