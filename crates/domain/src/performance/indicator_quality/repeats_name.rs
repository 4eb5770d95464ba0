//! A 三级指标 that repeats the 二级指标, the project or the department, and names nothing.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// A name that says nothing.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q014",
    severity: Severity::Warning,
    title: "三级指标照抄了二级指标、项目或部门的名称",
    what: "三级指标是不是只把上一级指标、项目或部门的名称重写一遍。",
    why: "没有说明衡量什么，等于没有细化。",
    advice: "请写出衡量什么，使不看上一级也能明白。",
    fails: "可持续影响,可持续影响效益,定性,制度印发并执行,,管护方案,制度文件",
    passes: "可持续影响,管护制度执行情况,定性,制度印发并执行,,管护方案,制度文件",
    limits: "满意度指标写作“服务对象满意度”的只提示：最好写明是谁。",
};

/// Reports a name that repeats another.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let name = core(&row.name);
    if name.is_empty() {
        return;
    }
    let (level1, level2) = (row.text(IndicatorColumn::Level1), row.text(IndicatorColumn::Level2));
    let project = row.text(IndicatorColumn::Project);
    let repeated = if name == core(level2) || name == core(level1) {
        format!("三级指标“{}”只是重写了二级指标“{level2}”，没有说明衡量什么。", row.name)
    } else if name == core(project) {
        format!("三级指标“{}”就是项目名称，没有说明衡量什么。", row.name)
    } else if is_department(row) {
        format!("三级指标“{}”是部门名称，没有说明衡量什么。", row.name)
    } else {
        return;
    };
    found.report(&RULE, row, IndicatorColumn::Level3, repeated);
    if row.level2 == Some(Level2Kind::Satisfaction) && row.name.contains("满意") {
        found.only_a_note();
    }
}

/// A name without the words that every level has.
fn core(name: &str) -> String {
    ["指标", "效益", "影响", "产出"].iter().fold(name.to_owned(), |name, word| name.replace(word, ""))
}

/// Whether it is the name of an authority.
fn is_department(row: &Row) -> bool {
    let ends = ["局", "委员会", "管委会", "办公室", "大队", "支队"].iter().any(|end| row.name.ends_with(end));
    ends && row.number().is_none()
}
