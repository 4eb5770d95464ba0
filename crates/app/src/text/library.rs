//! Why a project cannot take a step, in words.

use super::{Rule, Sentence, rules};
use mingzhang_domain::performance::StepRefusal;

/// What is wrong with a step, and what to do.
pub fn step_refusal(refusal: &StepRefusal) -> (Rule, Sentence) {
    let (rule, message) = match refusal {
        StepRefusal::NoDocument => (NO_DOCUMENT, "没有写依据的文件。".to_owned()),
        StepRefusal::NoOpinion => (NO_OPINION, "不予通过，却没有写意见。".to_owned()),
        StepRefusal::OutOfOrder { asked, next: Some(next) } => {
            (OUT_OF_ORDER, format!("现在该办的是{}，还不能办{}。", next.label(), asked.label()))
        }
        StepRefusal::OutOfOrder { asked, next: None } => {
            (OUT_OF_ORDER, format!("项目已经结项，不能再办{}。", asked.label()))
        }
        StepRefusal::BeforeLast { date, last } => (BEFORE_LAST, format!("日期 {date} 早于上一步的 {last}。")),
        StepRefusal::BelowPass { points, pass } => {
            (BELOW_PASS, format!("专家评分平均 {} 分，不到 {} 分，不能通过。", points.short(), pass.short()))
        }
    };
    (rule, Sentence::new(message, rule.advice))
}

rules! {
    /// Every reason for which a project cannot take a step of the library.
    RULES of Refusal;
    NO_DOCUMENT "MZ-B001" Error "没有依据的文件": "请写明申报书、评审意见或批复的文号。";
    NO_OPINION "MZ-B002" Error "不予通过没有意见": "退回必须写明理由，申报单位才知道怎样改。";
    OUT_OF_ORDER "MZ-B003" Error "步骤的先后不对":
        "步骤依次是申报、事前评估、专家评审、入库、列入预算、执行、验收、结项；不予通过以后可以重办这一步，或重新申报。";
    BEFORE_LAST "MZ-B004" Error "日期早于上一步": "请核对日期，后一步不早于前一步。";
    BELOW_PASS "MZ-B005" Error "评分不够": "请补充论证后重新评分，或按不予通过办理（--refuse）并写明意见。";
}
