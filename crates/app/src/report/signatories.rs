//! 六、评价工作组人员名单及签字: what the list in the appendix holds.

use super::draft::Draft;
use super::{Report, appendix_mark, member_list};
use mingzhang_domain::paper::Role;

/// What stands where no member is registered.
pub(super) const NO_MEMBERS: &str = "评价工作组成员尚未登记。";

/// Writes the chapter.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    if report.register.members.is_empty() {
        return draft.line(Role::Body, NO_MEMBERS);
    }
    let appendix = appendix_mark(member_list::TITLE);
    let count = if report.evaluation.is_some() { "共{{count.member}}人，" } else { "" };
    draft.body(&format!(
        "评价工作组{count}名单见{appendix}，列有姓名、工作单位、职务、职称，由成员本人在“签字”一栏签名。"
    ));
}
