//! What is wrong with score sheets, in words.

use super::Sentence;
use mingzhang_domain::scoring::EvaluationFault;

/// What is wrong with the sheets, and what to do.
pub fn evaluation_fault(fault: &EvaluationFault) -> Sentence {
    match fault {
        EvaluationFault::ScoreAboveWeight { member, criterion, score, weight } => Sentence::new(
            format!(
                "{member}给“{criterion}”打了 {} 分，超过这一项的满分 {} 分。",
                score.short(),
                weight.short()
            ),
            "请打分人核对后更正；分值以评价政策为准。",
        ),
        EvaluationFault::MissingSheet { member } => Sentence::new(
            format!("评价组成员{member}没有评分表。"),
            "请补齐评分表；不参加评价的，从 members.csv 中去掉。现有平均分没有算上此人。",
        ),
        EvaluationFault::MissingScore { member, criterion } => Sentence::new(
            format!("{member}的评分表缺“{criterion}”的得分。"),
            "请打分人补上；每张表都要有政策列出的全部指标。",
        ),
        EvaluationFault::UnknownCriterion { member, criterion } => Sentence::new(
            format!("{member}的评分表里有“{criterion}”，评价政策没有这一项。"),
            "请改成政策里的三级指标名称，一字不差；或在 unit.csv 里换用对应的政策。",
        ),
        EvaluationFault::ScoredTwice { member, criterion } => Sentence::new(
            format!("{member}给“{criterion}”打了两次分。"),
            "一项只留一个得分，请打分人确认后删去多余的一行。",
        ),
        EvaluationFault::UnknownMember { member } => Sentence::new(
            format!("{member}有评分表，却不在评价组名单里。"),
            "请核对姓名或编号；确是成员的，补进 members.csv。",
        ),
        EvaluationFault::OwnOffice { member, office } => Sentence::new(
            format!("{member}属于处室 {office}，又给本处室打了分，评价政策不允许。"),
            "请换由其他处室的成员打分。",
        ),
    }
}
