//! Weights that do not add up.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use crate::finding::Severity;
use crate::performance::level::Level1;
use crate::points::Points;

/// The whole is neither 90 nor 100, or a 一级指标 has other points than any scheme gives it.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q028",
    severity: Severity::Warning,
    title: "分值合计不对",
    what: "一个项目全部指标的分值合计是不是 90（预算执行率另计 10）或 100，各一级指标的分值是不是通行的分法。",
    why: "合计不对，总分和等级都跟着错。",
    advice: "请调整分值，使合计为 90 或 100；通行的分法是产出 50、效益 30、满意度 10。",
    fails: "数量,改造管网长度,≥,4800,米,,,,,30\n质量,管网闭水试验合格率,=,100,%,,,,,15\n社会效益,积水点消除处数,≥,7,处,,,,,30\n满意度,沿线居民满意度,≥,90,%,,,,,10",
    passes: "数量,改造管网长度,≥,4800,米,,,,,30\n质量,管网闭水试验合格率,=,100,%,,,,,20\n社会效益,积水点消除处数,≥,7,处,,,,,30\n满意度,沿线居民满意度,≥,90,%,,,,,10",
    limits: "产出、效益、满意度齐全而且每行都有分值的项目才查；合计离 90、100 很远的，当作节选，只提示。",
};

/// How far a sum may be from a whole before it is taken for an excerpt, in hundredths of a point.
const EXCERPT: i64 = 2_500;

/// Ways to share 90 points among 成本, 产出, 效益 and 满意度, in whole points.
const SHARES: [[i64; 4]; 4] = [[0, 50, 30, 10], [20, 40, 20, 10], [0, 50, 40, 0], [20, 40, 30, 0]];

/// Reports projects whose weights do not add up.
pub(super) fn check(sheet: &Sheet, found: &mut Found) {
    for rows in sheet.projects() {
        let weights: Option<Vec<Points>> =
            rows.iter().map(|row| Points::parse(row.text(IndicatorColumn::Weight))).collect();
        let (Some(weights), Some(last)) = (weights, rows.last()) else { continue };
        if !is_whole(&rows) {
            continue;
        }
        let Some(sum) = Points::checked_sum(weights.iter().copied()) else { continue };
        let totals = [Points::whole(90), Points::whole(100)];
        if totals.contains(&sum) {
            check_shares(&rows, &weights, sum, found);
            continue;
        }
        let message =
            format!("这个项目 {} 项指标的分值合计 {} 分，不是 90 也不是 100。", rows.len(), sum.short());
        found.report_with(&RULE, last, IndicatorColumn::Weight, message, "");
        if totals.iter().all(|total| (total.0 - sum.0).abs() > EXCERPT) {
            found.only_a_note();
        }
    }
}

/// Whether the rows of a project are all of it: output, benefit and satisfaction.
fn is_whole(rows: &[&Row]) -> bool {
    let has = |level1| rows.iter().any(|row| row.level1 == Some(level1));
    has(Level1::Output) && has(Level1::Benefit) && has(Level1::Satisfied)
}

/// Reports 一级指标 whose points no common scheme gives them. With 100 the execution rate may be among them in any way.
fn check_shares(rows: &[&Row], weights: &[Points], sum: Points, found: &mut Found) {
    let of = |level1| {
        let own = rows.iter().zip(weights).filter(|(row, _)| row.level1 == Some(level1));
        Points::checked_sum(own.map(|(_, weight)| *weight)).unwrap_or_default()
    };
    let shares = [Level1::Costs, Level1::Output, Level1::Benefit, Level1::Satisfied].map(of);
    let is_known = SHARES.iter().any(|known| known.map(Points::whole) == shares);
    let Some(last) = rows.last().filter(|_| sum == Points::whole(90) && !is_known) else { return };
    let [costs, output, benefit, satisfied] = shares.map(Points::short);
    let message = format!(
        "一级指标的分值是成本 {costs}、产出 {output}、效益 {benefit}、满意度 {satisfied}，不是通行的分法。"
    );
    found.report_with(&RULE, last, IndicatorColumn::Weight, message, "有文件规定的，可以不改。");
}
