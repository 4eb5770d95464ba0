//! 五、存在的问题及改进措施: both in the unit's words, the projects that pay slowest, who does what until when, and next
//! year's quotas.

use super::draft::Draft;
use super::{Report, problem_list, rectification, slow_projects};
use mingzhang_domain::performance::Section;

/// Writes the chapter.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    draft.section("存在的问题", |draft| {
        draft.narratives(report, Section::Problem);
        slow_projects::write(report, draft);
    });
    draft.section("问题清单和责任分工", |draft| problem_list::write(report, draft));
    draft.section("改进措施", |draft| draft.narratives(report, Section::Measure));
    draft.section("下年度预算安排建议", |draft| rectification::proposals(report, draft));
}
