//! What makes a policy unusable, in words.

use super::Sentence;
use super::score::percent;
use mingzhang_domain::scoring::{EvaluationPolicy, Part, PolicyFault, ShapeFault, ShapePart, ShapeRules};

/// What is wrong with the policy, and what to do.
pub fn policy_fault(fault: &PolicyFault, policy: &EvaluationPolicy) -> Sentence {
    let group = |index: usize| policy.groups.get(index).map_or("", |group| group.name.as_str());
    let grade = |index: usize| policy.bands.get(index).map_or("", |band| band.grade.as_str());
    let criterion = |index: usize| policy.criteria.get(index).map_or("", |criterion| criterion.name.as_str());
    match fault {
        PolicyFault::EndsBeforeItBegins => Sentence::new(
            "失效日期 to 不在生效日期 from 之后。",
            "to 写失效的第一天，要晚于 from；仍然有效的不写 to。",
        ),
        PolicyFault::GroupsMissTotal { sum, total } => Sentence::new(
            format!("各一级指标的分值合计 {} 分，不等于总分 {} 分。", sum.short(), total.short()),
            "请核对每个 [[group]] 的 weight 和 [scoring] 的 total。",
        ),
        PolicyFault::CriteriaMissGroup { group: index, sum, weight } => Sentence::new(
            format!(
                "“{}”之下三级指标的分值合计 {} 分，不等于它的分值 {} 分。",
                group(*index),
                sum.short(),
                weight.short()
            ),
            "请核对这一组每个 [[criterion]] 的 weight。",
        ),
        PolicyFault::UnknownGroup { criterion: index } => Sentence::new(
            format!("三级指标“{}”所属的一级指标没有列出。", criterion(*index)),
            "group 要与某个 [[group]] 的 name 一字不差。",
        ),
        PolicyFault::SameName { criterion: index } => {
            Sentence::new(format!("三级指标“{}”出现了两次。", criterion(*index)), "三级指标的名称不能重复。")
        }
        PolicyFault::NoWeight { part } => {
            let name = match part {
                Part::Group(index) => group(*index),
                Part::Criterion(index) => criterion(*index),
                _ => "",
            };
            Sentence::new(format!("“{name}”的分值是 0。"), "请填大于零的分值；不用的指标请删去。")
        }
        PolicyFault::NoBands => {
            Sentence::new("没有等级。", "请按由高到低写出每个等级：[[band]] grade、at_least、below。")
        }
        PolicyFault::BandGap { band, from, to } => Sentence::new(
            format!("等级之间有空档：{} 分到 {} 分（不含）没有等级。", from.short(), to.short()),
            format!("请把“{}”的 below 改成上一等级的 at_least。", grade(*band)),
        ),
        PolicyFault::BandOverlap { band, from, to } => Sentence::new(
            format!(
                "等级重叠：{} 分到 {} 分（不含）同时属于两个等级，或顺序不是由高到低。",
                from.short(),
                to.short()
            ),
            format!("请把“{}”的 below 改成上一等级的 at_least，等级由高到低排列。", grade(*band)),
        ),
        PolicyFault::BandsMissZero { at_least } => Sentence::new(
            format!("最低的等级从 {} 分起，再低的得分没有等级。", at_least.short()),
            "最低等级的 at_least 要写 0。",
        ),
        PolicyFault::BandsMissTotal => {
            Sentence::new("最高的等级没有包住满分。", "最高等级不写 below，at_least 不高于总分。")
        }
        PolicyFault::Shape(fault) => match &policy.shapes {
            Some(rules) => shape_fault(*fault, rules),
            None => Sentence::new("计分规定有误。", "请核对 [shapes]。"),
        },
    }
}

/// What is wrong with the choices about scoring shapes.
fn shape_fault(fault: ShapeFault, rules: &ShapeRules) -> Sentence {
    let at = |part: ShapePart| match part {
        ShapePart::Choices => String::new(),
        ShapePart::Level(index) => {
            rules.levels.get(index).map_or(String::new(), |level| format!("评判等级“{}”", level.name))
        }
        ShapePart::Band(index) => rules
            .bands
            .get(index)
            .map_or(String::new(), |band| format!("满意度 {} 这一档", percent(band.at_least))),
    };
    match fault {
        ShapeFault::FarBeyondTooLow => Sentence::new(
            "far_beyond 不高于 100%，刚好达标的也会被提示。",
            "请写大于 100 的数，如 130；不要提示的，去掉这一行。",
        ),
        ShapeFault::FloorAboveTarget => {
            Sentence::new("及格门槛 floor 高于 100%，达标前就没有分可得。", "请写 0 到 100 之间的数。")
        }
        ShapeFault::NotDescending { part } => {
            Sentence::new(format!("{}不比上一档低。", at(part)), "各档按 at_least 由高到低排列，不能相等。")
        }
        ShapeFault::MissesZero { part } => {
            Sentence::new(format!("{}是最低一档，却不从 0 起。", at(part)), "最低一档的 at_least 要写 0。")
        }
        ShapeFault::SameName { level } => {
            Sentence::new(format!("{}出现了两次。", at(ShapePart::Level(level))), "等级名称不能重复。")
        }
        ShapeFault::UsualOutside { level } => Sentence::new(
            format!("{}的 usual 不在这一等级的区间内。", at(ShapePart::Level(level))),
            "usual 不低于本级的 at_least，低于上一级的 at_least。",
        ),
        ShapeFault::AboveFull { part } => {
            Sentence::new(format!("{}超过 100%。", at(part)), "at_least 和 gives 都不能大于 100。")
        }
        ShapeFault::GivesMore { band } => Sentence::new(
            format!("{}给的分比更高的一档还多。", at(ShapePart::Band(band))),
            "满意度越低，gives 不能越大。",
        ),
    }
}
