//! 一、基本情况: what the unit is, its money as a whole and by category and month, and what it set out to do.

use super::draft::Draft;
use super::{Report, categories, goals, period, progress};
use mingzhang_domain::performance::Section;

/// Writes the chapter.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    draft.section("概况", |draft| {
        draft.narratives(report, Section::Overview);
        whole(report, draft);
        categories::write(report, draft);
        progress::write(report, draft);
    });
    draft.section("预期绩效目标", |draft| {
        draft.narratives(report, Section::OverallGoal);
        goals::stated(report, draft);
        draft.narratives(report, Section::Goal);
    });
}

/// The money as a whole, in one sentence.
fn whole(report: &Report, draft: &mut Draft) {
    let (year, opening) = (report.figures.year, period::opening(report.figures));
    draft.body(&format!(
        "{year}年年初安排预算{{{{initial.all}}}}万元；{opening}调整后预算{{{{adjusted.all}}}}万元，\
         支付{{{{paid.all}}}}万元，未支付{{{{left.all}}}}万元，执行率{{{{rate.all}}}}。",
    ));
}
