//! 预算调整未说明: the budget was changed a lot within the year, and nothing says why.

use super::{Review, finding};
use crate::outcome::Outcome;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::divide_half_up;
use mingzhang_domain::finding::{Kind, Mention as Other, Severity};

/// A large change of the budget without a reason.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C113",
    name: "unexplained_adjustment",
    kind: Kind::Practice,
    severity: Severity::Note,
    title: "预算大幅调整而没有说明",
    what: "年初预算与调整后预算相差 20% 以上时，前后是否写了原因。",
    why: "预算调整幅度大，说明编制不准或任务有变，应当说明并相应调整绩效目标。",
    advice: "请写明追加或追减的原因和批准依据。",
    fails: "年初预算安排1000万元，调整后预算数为1269万元，全年支出1200万元。",
    passes: "年初预算安排1000万元，由于上级追加专项资金，调整后预算数为1269万元，全年支出1200万元。",
    limits: "只看同一段中先后写出的年初预算和调整后预算；前后有“原因、由于、因、主要是、系、追加、追减”之一即视为已说明。界限由审阅政策规定。",
};

/// Words that give a reason.
const REASONS: [&str; 8] = ["原因", "由于", "因", "主要是", "系", "追加", "追减", "核减"];
/// Figures further apart are not compared.
const REACH: usize = 3;

/// Compares every opening budget with the adjusted one that follows it.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    let mentions = &review.reading.mentions;
    for (index, opening) in mentions.iter().enumerate().filter(|(_, m)| is_opening(m)) {
        let behind = mentions.iter().skip(index + 1).take(REACH);
        let Some(adjusted) = behind.take_while(|m| m.passage == opening.passage).find(|m| is_adjusted(m))
        else {
            continue;
        };
        let Some(change) = change(opening, adjusted) else { continue };
        if change.abs() > review.limits.adjustment && !is_explained(review, opening, adjusted) {
            let (sign, size) = (if change < 0 { "－" } else { "＋" }, change.abs());
            let message = format!(
                "预算由年初{}调整为{}，变动{sign}{}.{:02}%，前后没有说明原因",
                opening.text,
                adjusted.text,
                size / 100,
                size % 100
            );
            let mut found = finding(&RULE, &adjusted.place, &adjusted.text, message);
            found.also.push(Other { place: opening.place.clone(), text: opening.text.clone() });
            outcome.report(found);
        }
    }
}

fn is_opening(m: &Mention) -> bool {
    m.unit.dimension == Dimension::Money && !m.vague && m.lead.contains("年初") && m.lead.contains("预算")
}

fn is_adjusted(m: &Mention) -> bool {
    let named = m.lead.contains("调整后") || m.lead.contains("调整预算") || m.lead.contains("预算调整为");
    m.unit.dimension == Dimension::Money && !m.vague && named
}

/// The change in hundredths of a percent of the opening budget.
fn change(opening: &Mention, adjusted: &Mention) -> Option<i128> {
    let (from, to) = (opening.amount.value, adjusted.amount.value);
    if from <= 0 { None } else { divide_half_up(to.checked_sub(from)?.checked_mul(10_000)?, from) }
}

/// Whether the words around the two figures give a reason.
fn is_explained(review: &Review, opening: &Mention, adjusted: &Mention) -> bool {
    const AROUND: usize = 60;
    let Some(passage) = review.reading.passages.get(opening.passage) else { return false };
    let around = passage.slice(opening.start.saturating_sub(AROUND), adjusted.end + AROUND);
    REASONS.iter().any(|word| around.contains(word))
}
