//! 照搬: an indicator whose words belong to another kind of project.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use crate::finding::Severity;
use crate::performance::indicator_library::{ProjectKind, pairs};

/// Words of another kind.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q032",
    severity: Severity::Note,
    title: "指标像是从别的项目照搬来的",
    what: "三级指标的用词与项目名称、项目类型有没有关系，是不是别的类型才用的词。",
    why: "照搬模板的指标与项目无关，复核时记 0 分。",
    advice: "请核对是否写错了项目；确属本项目的，不必改。",
    fails: "满意度,参训学员满意度,≥,90,%,满意份数÷有效份数,问卷",
    passes: "满意度,沿线居民满意度,≥,90,%,满意份数÷有效份数,问卷",
    limits: "只提示：用词没有关系不等于内容没有关系。项目名称或依据里有同样的词，就不报。",
};

/// Words that belong to one sort of project, and the sorts.
const TELLING: [(&[&str], &[&str]); 9] = [
    (&["学员", "参训", "培训"], &["培训", "教育", "服务", "补助"]),
    (
        &["征地", "拆迁", "被征收", "被征地"],
        &["征地", "征收", "土地", "补偿", "收储", "安置", "改造", "社保", "社会保障", "补助"],
    ),
    (&["危房", "低保"], &["补助", "危房", "安居", "救助"]),
    (
        &["管网", "路面", "主体结构", "竣工", "封顶"],
        &["工程", "建设", "改造", "道路", "修缮", "施工", "危房"],
    ),
    (
        &["扫描", "图像", "软件", "系统上线", "数据库"],
        &["信息", "系统", "平台", "档案", "数字", "调查", "数据", "测绘"],
    ),
    (
        &["图斑", "地籍", "基准地价"],
        &["调查", "土地", "地籍", "执法", "卫片", "规划", "测绘", "耕地", "巡查"],
    ),
    (&["森林", "林地", "苗木"], &["林", "绿", "生态", "公园", "防火"]),
    (&["诉讼", "法律意见", "应诉"], &["法律", "诉讼", "应诉", "执法", "顾问"]),
    (&["患者", "学生", "教师", "床位"], &["医", "学校", "教育", "校舍", "卫生"]),
];

/// Notes an indicator whose words belong elsewhere.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let project = row.text(IndicatorColumn::Project);
    if project.is_empty() || row.name.is_empty() {
        return;
    }
    let own =
        format!("{project}{}{}", row.text(IndicatorColumn::ProjectKind), row.text(IndicatorColumn::Basis));
    let of_kind = row.kind.map_or(vec![], |kind: &ProjectKind| kind.words.clone());
    let is_own = |word: &str| own.contains(word) || of_kind.iter().any(|own| own == word);
    let foreign = TELLING.iter().find_map(|(words, sorts)| {
        let word = words.iter().find(|word| row.name.contains(**word))?;
        let related = is_own(word) || sorts.iter().any(|sort| own.contains(sort));
        (!related).then_some(*word)
    });
    let shares_words = pairs(project).intersection(&pairs(&row.name)).next().is_some();
    if let Some(word) = foreign.filter(|_| !shares_words) {
        let message = format!("“{}”里的“{word}”与项目“{project}”看不出关系。", row.name);
        found.report(&RULE, row, IndicatorColumn::Level3, message);
    }
}
