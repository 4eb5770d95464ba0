//! 缺少签字: the column for signatures is empty.

use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::Grid;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Finding, Kind, Mention, Severity};

/// Signatures that are missing.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C017",
    name: "missing_signature",
    kind: Kind::MissingSignature,
    severity: Severity::Warning,
    title: "名单缺少签字",
    what: "名单中“签字”“签名”一列为空的行数。",
    why: "评价结论由工作组成员签字确认，没有签字即未确认。",
    advice: "请补齐签字；如签字在纸质件上，可不处理。",
    fails: "序号\t姓名\t签字\n1\t甲某\t\n2\t乙某\t",
    passes: "序号\t姓名\t签字\n1\t甲某\t甲某\n2\t乙某\t乙某",
    limits: "手写签字不是文字，从图像提取的材料看不到；一张名单只报告一次。",
};

/// Tests every list of people with a column for signatures: one finding each.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in &reading.grids {
        outcome_of(grid).into_iter().for_each(|finding| outcome.report(finding));
    }
}

fn outcome_of(grid: &Grid) -> Option<Finding> {
    let signed = |heading: &str| ["签字", "签名", "签章"].iter().any(|word| heading.contains(word));
    let column = *grid.columns(signed).first()?;
    let name = *grid.columns(|heading| heading.contains("姓名")).first()?;
    let people: Vec<usize> = grid
        .body()
        .filter(|(_, row)| row.get(name).is_some_and(|c| !c.text.is_empty()))
        .map(|(r, _)| r)
        .collect();
    let empty = |r: &&usize| grid.cell(**r, column).is_some_and(|c| c.text.is_empty());
    let missing: Vec<usize> = people.iter().filter(empty).copied().collect();
    if missing.is_empty() {
        return None;
    }
    let place = grid.heading_cell(column)?.place.clone();
    let message = format!("名单{}人中有{}人没有签字", people.len(), missing.len());
    let mut finding = Finding::new(RULE.code, RULE.kind, RULE.severity, place, message)
        .figures(format!("{}人签字", people.len() - missing.len()), format!("{}人", people.len()))
        .advise(RULE.advice);
    let names = missing.iter().filter_map(|r| grid.cell(*r, name));
    finding.also = names.map(|c| Mention { place: c.place.clone(), text: c.text.clone() }).collect();
    Some(finding)
}
