//! 二、自评工作情况: who evaluated, how, and by which criteria. All of it is the unit's own text.

use super::Report;
use super::draft::Draft;
use mingzhang_domain::performance::Section;

/// Writes the chapter.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    draft.section("自评的组织", |draft| draft.narratives(report, Section::Organisation));
    draft.section("自评的方法和过程", |draft| draft.narratives(report, Section::Method));
    draft.section("评价指标体系", |draft| draft.narratives(report, Section::Framework));
}
