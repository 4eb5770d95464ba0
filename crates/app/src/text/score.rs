//! How a score came about, what should be looked at, and why there is none, in words.

use super::Sentence;
use mingzhang_domain::points::Points;
use mingzhang_domain::scoring::Unscorable;
use mingzhang_domain::scoring::shapes::{Fraction, Percent, Remark, Scale, ScoreStep, Stated};

/// One step of a score.
pub fn step(step: &ScoreStep) -> String {
    match step {
        ScoreStep::Reached { actual, operator, target } => {
            format!("完成值 {}，达到指标值（{}{}）", number(*actual), operator.sign(), number(*target))
        }
        ScoreStep::NotReached { actual, operator, target } => {
            format!("完成值 {}，未达到指标值（{}{}）", number(*actual), operator.sign(), number(*target))
        }
        ScoreStep::Inside { actual, low, high } => {
            format!("完成值 {}，在区间 {} 到 {} 之内", number(*actual), number(*low), number(*high))
        }
        ScoreStep::Share { share } => format!("按分值的 {} 计分", share_text(*share)),
        ScoreStep::BelowFloor { share, floor } => {
            format!("只完成 {}，低于及格门槛 {}，不得分", share_text(*share), percent(*floor))
        }
        ScoreStep::AtTheLimit => "正好等于指标值，而指标要求超过（或低于）它，比满分少 0.01 分".to_owned(),
        ScoreStep::ZeroTarget => "指标值是 0，只分满分和零分".to_owned(),
        ScoreStep::Level { name, at_least, below } => format!("等级“{name}”，{}", bounds(*at_least, *below)),
        ScoreStep::Band { value, at_least, gives } => format!(
            "满意度 {}，在 {} 及以上这一档，按分值的 {} 计分",
            share_text(*value),
            percent(*at_least),
            percent(*gives)
        ),
        ScoreStep::Deducted { what, times, points } => format!("{what} {times} 次，扣 {} 分", points.short()),
        ScoreStep::Given { points } => format!("评分人给出 {} 分", points.short()),
        ScoreStep::Decided { yes: true } => "判定为“是”，得满分".to_owned(),
        ScoreStep::Decided { yes: false } => "判定为“否”，不得分".to_owned(),
        ScoreStep::NothingShown => "没有可以认定的完成值，按政策不得分".to_owned(),
    }
}

/// What a person should look at.
pub fn remark(remark: &Remark) -> String {
    match remark {
        Remark::FarBeyond { share } => {
            format!("完成程度是指标值的 {}，指标值可能定低了，请说明原因", share_text(*share))
        }
        Remark::Negative => "完成值是负数，请确认是否为冲减或下降".to_owned(),
        Remark::ZeroAtLeast => "指标写作“≥0”，任何值都能达到；已按“不发生”计分，请改写为“=0”".to_owned(),
        Remark::ReadAsPercent => "指标值和完成值只有一个带百分号，已按同一量纲比较，请统一写法".to_owned(),
        Remark::NothingBelow => "分母是 0 或没有填，比率无法计算".to_owned(),
        Remark::Missing => "没有填完成值".to_owned(),
        Remark::NoSurvey => "满意度没有调查佐证".to_owned(),
    }
}

/// Why there is no score, and what to do.
pub fn unscorable(why: &Unscorable) -> Sentence {
    match why {
        Unscorable::Missing => {
            Sentence::new("没有填完成值，不能计分。", "请补填完成值和佐证；确未开展的，填 0 并说明原因。")
        }
        Unscorable::NothingBelow => {
            Sentence::new("分母是 0，比率无法计算。", "请核对计划数或预算数；确实没有任务的，调整这项指标。")
        }
        Unscorable::FractionOrPercent { target, actual } => Sentence::new(
            format!("指标值 {}，完成值 {}，看不出是小数还是百分数。", stated(*target), stated(*actual)),
            "请把两个数都写上百分号，如 95%。",
        ),
        Unscorable::UnitsDiffer { target, actual } => Sentence::new(
            format!("指标值 {} 与完成值 {} 的计量单位不同。", stated(*target), stated(*actual)),
            "请用同一个计量单位填写。",
        ),
        Unscorable::RangeReversed => Sentence::new("区间的下限高于上限。", "请把小的数写在前面。"),
        Unscorable::WrongActual => Sentence::new(
            "完成值的写法与计分方式不符。",
            "定量指标填数，定性指标填等级，满意度填百分比，扣分项填次数。",
        ),
        Unscorable::UnknownLevel { name, known } => Sentence::new(
            format!("政策里没有等级“{name}”。"),
            format!("请从这些等级中选一个：{}。", known.join("、")),
        ),
        Unscorable::NoPointsGiven { name } => {
            Sentence::new(format!("等级“{name}”没有给出具体得分。"), "请评分人在这一等级的分数段内给分。")
        }
        Unscorable::OutsideLevel { given, at_least, below } => Sentence::new(
            format!("给出的 {} 分不在所选等级之内（{}）。", given.short(), bounds(*at_least, *below)),
            "请改选等级，或改给分。",
        ),
        Unscorable::UnknownDeduction { what } => {
            Sentence::new(format!("扣分标准里没有“{what}”。"), "扣分要有事先列明的标准，不能酌情扣分。")
        }
        Unscorable::OutsideFull { given, full } => Sentence::new(
            format!("给出的 {} 分不在 0 到满分 {} 分之间。", given.short(), full.short()),
            "请核对后更正。",
        ),
        Unscorable::TooLarge => Sentence::new("数字太大，无法计分。", "请核对完成值和指标值的位数与单位。"),
    }
}

/// `80%`, without needless decimals.
pub(super) fn percent(percent: Percent) -> String {
    format!("{}%", Points(percent.0).short())
}

fn bounds(at_least: Points, below: Option<Points>) -> String {
    match below {
        Some(below) => format!("{} 分（含）到 {} 分（不含）", at_least.short(), below.short()),
        None => format!("{} 分（含）以上", at_least.short()),
    }
}

/// A number exactly, or with four decimals and a sign that it is not exact.
fn number(number: Fraction) -> String {
    match number.shown(4) {
        Some((text, true)) => text,
        Some((text, false)) => format!("约 {text}"),
        None => "过大的数".to_owned(),
    }
}

/// A share as a percentage with at most two decimals.
fn share_text(share: Fraction) -> String {
    let hundred = Fraction::new(1, 100).and_then(|hundredth| share.divided_by(hundredth));
    match hundred.and_then(|percent| percent.shown(2)) {
        Some((text, true)) => format!("{text}%"),
        Some((text, false)) => format!("约 {text}%"),
        None => "过大的比例".to_owned(),
    }
}

fn stated(stated: Stated) -> String {
    let sign = if stated.scale == Scale::Percent { "%" } else { "" };
    format!("{}{sign}", stated.number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policies::Policies;
    use mingzhang_domain::ids::PolicyId;
    use mingzhang_domain::scoring::shapes::{Actual, Scored, Shape, score};

    fn told(id: &str, shape: &Shape, actual: Actual) -> (String, Vec<String>) {
        let policies = Policies::embedded();
        let (policy, _) = policies.evaluation(&PolicyId::new(id)).unwrap();
        let rules = policy.shapes.as_ref().unwrap();
        let Ok(Scored::Score(score)) = score(shape, &actual, Points::whole(10), rules) else { panic!() };
        let steps = score.because.iter().map(step);
        (score.points.short(), steps.chain(score.remarks.iter().map(remark)).collect())
    }

    fn stated(text: &str) -> Stated {
        Stated::parse(text, "").unwrap()
    }

    #[test]
    fn a_score_explains_itself_in_words() {
        let shape = Shape::AtLeast { target: stated("300"), strict: false };
        let (points, told_all) =
            told("national-2020-project-self-evaluation", &shape, Actual::Number(stated("100")));
        assert_eq!(points, "3.33");
        assert_eq!(told_all, ["完成值 100，未达到指标值（≥300）", "按分值的 约 33.33% 计分"]);
    }

    #[test]
    fn the_same_result_is_scored_by_each_policy_in_its_way() {
        let share = Shape::Proportional { target: stated("100"), floor: None };
        let survey = Shape::Satisfaction { target: stated("90%") };
        let surveyed = Actual::Surveyed { share: stated("81%"), survey: true };
        let points = |id: &str, shape: &Shape, actual: Actual| told(id, shape, actual).0;
        let (of_2020, of_2021) = ("national-2020-project-self-evaluation", "national-2021-core-indicators");
        assert_eq!(points(of_2020, &share, Actual::Number(stated("50"))), "5");
        assert_eq!(points(of_2021, &share, Actual::Number(stated("50"))), "0");
        assert_eq!(points(of_2020, &survey, surveyed.clone()), "9");
        assert_eq!(points(of_2021, &survey, surveyed), "8");
    }
}
