//! 三级指标同二级: an indicator that only repeats the name of its class.

use super::{Review, at_cell};
use crate::outcome::Outcome;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// An indicator that only repeats its class.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C109",
    name: "name_of_its_class",
    kind: Kind::Practice,
    severity: Severity::Note,
    title: "三级指标与二级指标同名",
    what: "三级指标的名称是否只是重复二级指标。",
    why: "同名说明指标没有细化，看不出考核什么。",
    advice: "请把三级指标写具体。",
    fails: "一级指标\t二级指标\t三级指标\t指标值\n效益指标\t可持续影响效益\t可持续影响效益\t长期\n\t社会效益\t带动就业\t120人",
    passes: "一级指标\t二级指标\t三级指标\t指标值\n效益指标\t可持续影响\t管护机制\t长期\n\t社会效益\t带动就业\t120人",
    limits: "去掉“指标”二字后完全相同才提示。",
};

/// Compares every name with its class.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    let bare = |text: &str| text.trim_end_matches("指标").to_owned();
    for row in review.indicators().filter(|row| !row.class.is_empty()) {
        if bare(&row.name.text) == bare(&row.class) {
            let message = format!("三级指标“{}”与二级指标同名，没有细化", row.name.text);
            outcome.report(at_cell(&RULE, &row.name, message));
        }
    }
}
