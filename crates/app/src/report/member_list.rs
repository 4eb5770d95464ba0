//! 附件: the evaluation group, with room to sign.

use super::Report;
use super::draft::{Draft, header};
use super::signatories::NO_MEMBERS;
use mingzhang_domain::paper::{Align, Cell, Content, Role, Row, Table};
use mingzhang_domain::performance::Member;

/// The title behind the year.
pub(super) const TITLE: &str = "绩效评价工作组成员名单";

/// Writes the appendix.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    let members = &report.register.members;
    if members.is_empty() {
        return draft.line(Role::Body, NO_MEMBERS);
    }
    let mut rows = vec![header(&["序号", "姓名", "工作单位", "职务", "职称", "签字"])];
    rows.extend(members.iter().enumerate().map(|(index, member)| row(index + 1, member)));
    draft.push(Content::Table(Table { header_rows: 1, widths: vec![7, 13, 25, 21, 16, 18], rows }));
}

fn row(ordinal: usize, member: &Member) -> Row {
    let post = if member.leader { format!("{}（组长）", member.post) } else { member.post.clone() };
    Row {
        cells: vec![
            Cell::text(ordinal.to_string()).aligned(Align::Center),
            Cell::text(member.id.as_str()),
            Cell::text(&member.work_unit),
            Cell::text(post),
            Cell::text(&member.title),
            Cell::text(""),
        ],
    }
}
