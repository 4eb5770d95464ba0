//! 分数段: grade bands neither overlap nor leave a score without a grade.

use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::bands::{Band, bands};
use crate::read::score_table::short;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Finding, Kind, Mention, Severity};

/// Bands with a gap or an overlap.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C016",
    name: "band_gap",
    kind: Kind::BandGap,
    severity: Severity::Warning,
    title: "等级分数段有空档或重叠",
    what: "按分数从高到低，相邻两个等级的分数段是否首尾相接。",
    why: "落在空档里的分数没有等级，落在重叠处的分数有两个等级。",
    advice: "请改写分数段，使下一等级的上限等于上一等级的下限。",
    fails: "得分≥90分为优，75≤得分<85分为良，得分<75分为中。",
    passes: "得分≥90分为优，75≤得分<90分为良，得分<75分为中。",
    limits: "“80－89分”“80－89.99分”与“90－100分”不算空档；共用端点而未写“含”不算重叠。",
};

/// A step between two bands that whole points never fall into.
const WHOLE_POINT: i128 = 100;

/// Tests neighbouring bands of each passage's scale.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let mut scale: Vec<Band> = bands(reading);
    let distinct = |b: &Band| scale.iter().filter(|o| o.grade == b.grade).count() == 1;
    // Two scales in one paper (own and superior's) are not one with overlaps.
    if scale.len() < 2 || !scale.iter().all(distinct) {
        return;
    }
    scale.sort_by_key(|b| std::cmp::Reverse(b.low.map_or(i128::MIN, |(low, _)| low)));
    for (upper, lower) in scale.iter().zip(scale.iter().skip(1)) {
        let (Some((low, _)), Some((high, included))) = (upper.low, lower.high) else { continue };
        let gap = low - high;
        let fault = match gap {
            0 => continue,
            1..=WHOLE_POINT if included || gap == WHOLE_POINT => continue,
            1.. => "之间有空档",
            _ => "有重叠",
        };
        let message =
            format!("“{}”的下限{}与“{}”的上限{}{fault}", upper.grade, short(low), lower.grade, short(high));
        let mut finding = Finding::new(RULE.code, RULE.kind, RULE.severity, lower.place.clone(), message)
            .figures(short(high), short(low))
            .advise(RULE.advice);
        finding.also.push(Mention { place: upper.place.clone(), text: upper.text.clone() });
        outcome.report(finding);
    }
}
