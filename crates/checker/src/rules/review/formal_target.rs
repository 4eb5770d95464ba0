//! 形式定量: benefits that all aim at the same percentage, of nothing in particular.

use super::{Review, gathered};
use crate::outcome::Outcome;
use crate::read::indicators::{Aim, Bound, IndicatorRow};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};
use std::collections::BTreeMap;

/// Benefits that are numeric in form only.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C105",
    name: "formal_target",
    kind: Kind::Practice,
    severity: Severity::Warning,
    title: "效益指标一律定为同一个百分比",
    what: "一张表的效益指标是否有 3 个以上都定为同一个百分比（如≥95%），而名称不是比率。",
    why: "“经济效益≥95%”没有分子分母，形式定量、实质定性，无法考核。",
    advice: "请改用能计算的指标，或写明计算公式。",
    fails: "一级指标\t二级指标\t三级指标\t指标值\t分值\t得分\n效益指标\t经济效益\t带动经济发展\t≥95%\t10\t10\n\t社会效益\t改善居住条件\t≥95%\t10\t10\n\t生态效益\t改善生态环境\t≥95%\t10\t9",
    passes: "一级指标\t二级指标\t三级指标\t指标值\t分值\t得分\n效益指标\t经济效益\t带动就业\t120人\t10\t10\n\t社会效益\t改善居住条件\t207户\t10\t10\n\t生态效益\t绿化覆盖率\t≥95%\t10\t9",
    limits: "名称以“率、度、比例、占比”结尾的指标有自己的分母，不计在内；满意度不计在内。",
};

/// Counts the aims of the benefits of every table.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    for table in &review.tables {
        let mut same: BTreeMap<&str, Vec<&IndicatorRow>> = BTreeMap::new();
        for row in table.rows.iter().filter(|row| is_formal(row)) {
            same.entry(&row.target.text).or_default().push(row);
        }
        for (aim, rows) in same.into_iter().filter(|(_, rows)| rows.len() >= review.limits.formal_targets) {
            let message = |count| format!("{count}个效益指标都定为{aim}，没有可计算的含义");
            let found = gathered(&RULE, rows.into_iter().map(|row| &row.target), message);
            found.into_iter().for_each(|finding| outcome.report(finding));
        }
    }
}

/// A benefit with a percentage for its aim whose name is of no rate.
fn is_formal(row: &IndicatorRow) -> bool {
    let benefit = row.group.contains("效益") || row.class.contains("效益");
    let rate = ["率", "度", "比例", "占比", "比重"].iter().any(|end| row.name.text.ends_with(end));
    let percent = Aim::of(&row.target.text).filter(|aim| matches!(aim.unit.as_str(), "%" | "％"));
    benefit && !rate && percent.is_some_and(|aim| aim.bound != Bound::AtMost)
}
