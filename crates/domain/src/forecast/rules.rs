//! Simple rules: what is paid by a later day, from where a project stands alone.

use super::position::Position;
use super::times;

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// 欠付不变: what is behind the plan stays behind by as much.
    ArrearsStay,
    /// 兑现率不变: of the plan to come the same share is paid as of the plan so far.
    ShareStays,
    /// The middle of both: what the forecast takes from the project's own plan.
    Middle,
    /// 直线外推: paid ÷ elapsed months × 12. A baseline.
    StraightLine,
    /// 上月水平: every month to come brings what the last one brought. A baseline.
    LastMonth,
    /// Nothing more is paid. A baseline.
    Unchanged,
}

impl Rule {
    /// What a forecast has to be better than.
    pub const BASELINES: [Rule; 3] = [Rule::StraightLine, Rule::LastMonth, Rule::Unchanged];

    /// The name in machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::ArrearsStay => "arrears_stay",
            Rule::ShareStays => "share_stays",
            Rule::Middle => "middle",
            Rule::StraightLine => "straight_line",
            Rule::LastMonth => "last_month",
            Rule::Unchanged => "unchanged",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Rule::ArrearsStay => "欠付不变",
            Rule::ShareStays => "兑现率不变",
            Rule::Middle => "两者之中",
            Rule::StraightLine => "直线外推",
            Rule::LastMonth => "上月水平",
            Rule::Unchanged => "不再支付",
        }
    }

    /// What is paid by then, in fen: never less than now, never more than can be paid.
    pub fn paid_then(self, at: &Position) -> i64 {
        let to_come = (at.plan_then - at.planned).max(0);
        let behind = (at.planned - at.paid).max(0);
        let paid = match self {
            Rule::ArrearsStay => at.plan_then - behind,
            Rule::ShareStays if at.planned > at.paid => at.paid + times(to_come, at.paid, at.planned),
            Rule::ShareStays => at.paid + to_come,
            Rule::Middle => {
                let both = [Rule::ArrearsStay, Rule::ShareStays].map(|rule| i128::from(rule.paid_then(at)));
                i64::try_from((both[0] + both[1]) / 2).unwrap_or(at.paid)
            }
            Rule::StraightLine => straight_line(at),
            Rule::LastMonth => {
                at.paid.saturating_add(times(at.last_month, months_to_come(at), at.elapsed_then.under))
            }
            Rule::Unchanged => at.paid,
        };
        paid.clamp(at.paid, at.payable.max(at.paid))
    }
}

/// paid ÷ elapsed × elapsed then.
fn straight_line(at: &Position) -> i64 {
    let over = i128::from(at.elapsed_then.over) * i128::from(at.elapsed.under);
    let under = i128::from(at.elapsed_then.under) * i128::from(at.elapsed.over);
    match (i64::try_from(over), i64::try_from(under)) {
        (Ok(over), Ok(under)) => times(at.paid, over, under),
        _ => at.paid,
    }
}

/// The months between now and then, over the denominator of the latter.
fn months_to_come(at: &Position) -> i64 {
    let now = times(at.elapsed_then.under * 12, at.elapsed.over, at.elapsed.under);
    (at.elapsed_then.over * 12 - now).max(0)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ratio::Ratio;

    /// In June, of a quota of 1200 that is planned evenly.
    pub(crate) fn in_june(paid: i64, last_month: i64) -> Position {
        Position {
            adjusted: 1_200,
            payable: 1_200,
            paid,
            last_month,
            last_quarter: last_month,
            planned: 600,
            plan_then: 1_200,
            elapsed: Ratio { over: 180, under: 360 },
            elapsed_then: Ratio { over: 372, under: 372 },
        }
    }

    #[test]
    fn each_rule_says_what_its_name_says() {
        let at = in_june(300, 50);
        for (rule, paid) in [
            (Rule::ArrearsStay, 900),
            (Rule::ShareStays, 600),
            (Rule::Middle, 750),
            (Rule::StraightLine, 600),
            (Rule::LastMonth, 600),
            (Rule::Unchanged, 300),
        ] {
            assert_eq!(rule.paid_then(&at), paid, "{rule:?}");
        }
    }

    #[test]
    fn no_rule_goes_below_what_is_paid_or_beyond_what_can_be() {
        let ahead = in_june(900, 600);
        let late = Position { plan_then: 0, planned: 0, ..in_june(0, 0) };
        let frozen = Position { payable: 400, plan_then: 400, ..in_june(300, 50) };
        let own = [Rule::ArrearsStay, Rule::ShareStays, Rule::Middle];
        for rule in own.into_iter().chain(Rule::BASELINES) {
            assert!((900..=1_200).contains(&rule.paid_then(&ahead)), "{rule:?}");
            assert_eq!(rule.paid_then(&late), 0, "{rule:?}");
            assert!((300..=400).contains(&rule.paid_then(&frozen)), "{rule:?}");
        }
    }
}
