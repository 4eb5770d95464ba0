//! 三、项目执行及绩效实现情况: input, process, output and effect in the unit's words, and the results in a table.

use super::draft::Draft;
use super::{Report, goals, indicators, monitoring, rectification, self_evaluation};
use mingzhang_domain::performance::Section;

/// Writes the chapter.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    draft.section("项目投入", |draft| draft.narratives(report, Section::Input));
    draft.section("项目实施过程", |draft| draft.narratives(report, Section::Process));
    draft.section("项目产出", |draft| draft.narratives(report, Section::Output));
    draft.section("项目效果", |draft| draft.narratives(report, Section::Benefit));
    draft.section("绩效指标完成情况", |draft| indicators::write(report, draft));
    draft.section("绩效目标回应情况", |draft| goals::answered(report, draft));
    draft.section("尚未回应的目标", |draft| goals::unanswered(report, draft));
    draft.section("项目自评情况", |draft| self_evaluation::write(report, draft));
    draft.section("绩效运行监控情况", |draft| monitoring::write(report, draft));
    draft.section("问题整改情况", |draft| rectification::problems(report, draft));
}
