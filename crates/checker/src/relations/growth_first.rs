//! 先增幅后增减额: `完成a万元，同比增长p%，增收d万元`. The change stands behind its growth; both are of the figure before them.
//! It has the code of [`super::growth`].

use super::growth::{RULE, is_growth};
use super::operand;
use super::percentage::Claim;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::relation::Formula;

/// Tests every growth with its figure right before it and its change right behind it.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for run in reading.mentions.windows(3) {
        let [now, stated, change] = run else { continue };
        let here = |m: &Mention| (m.passage, m.segment, m.bracket) == (now.passage, now.segment, now.bracket);
        let open = is_growth(stated) && !outcome.is_reckoned(&stated.place);
        if open
            && here(stated)
            && here(change)
            && is_plain(now)
            && is_of(stated, now)
            && is_its_change(change, stated, now)
        {
            judge(now, stated, change, outcome);
        }
    }
}

fn judge(now: &Mention, stated: &Mention, change: &Mention, outcome: &mut Outcome) {
    let up = change.label.role == Role::Up;
    let base = if up { now.amount.minus(change.amount) } else { now.amount.plus(change.amount) };
    let Some(base) = base.filter(|base| base.value > 0) else { return };
    let sign = if up { "－" } else { "＋" };
    let claim = Claim {
        rule: &RULE,
        stated,
        over: change.amount,
        under: base,
        made: if up { Formula::Growth } else { Formula::Decline },
        operands: vec![operand(change), operand(now)],
        certain: true,
        formula: format!("{}÷（{}{sign}{}）", change.text, now.text, change.text),
    };
    claim.judge_by_words(outcome);
}

fn is_plain(now: &Mention) -> bool {
    now.is_amount() && !now.approximate && !now.label.is_change() && !now.label.earlier
}

/// `，同比增长`: nothing but the comparison stands between.
fn is_of(stated: &Mention, now: &Mention) -> bool {
    const WORDS: usize = 8;
    stated.label.is_bare() && stated.lead.chars().count() <= WORDS && stated.passage == now.passage
}

/// `，增收`, `，同比增加`: the change itself, in the direction of its growth.
fn is_its_change(change: &Mention, stated: &Mention, now: &Mention) -> bool {
    const WORDS: usize = 6;
    let bare = change.label.is_bare() && change.lead.chars().count() <= WORDS;
    let own = change.is_amount() && !change.approximate && change.is_like(now) && change.label.is_change();
    bare && own && change.label.role == stated.label.role && change.amount.value < now.amount.value
}
