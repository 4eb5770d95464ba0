//! What rates, shares and growths have in common: one printed percentage against a quotient of two amounts.

use super::operand;
use crate::exact::{Amount, Fit, fit, is_one_slip, quotient};
use crate::outcome::Outcome;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Finding, Kind, Severity, Slip, SlipKind};

/// A percentage that was cut.
pub(crate) const CUT: RuleDoc = RuleDoc {
    code: "MZ-C009",
    name: "cut_percentage",
    kind: Kind::Rate,
    severity: Severity::Warning,
    title: "百分比被截断而非四舍五入",
    what: "百分比与商相差不足末位一个单位，而且正好是舍去后面各位的结果。",
    why: "同一份材料里有的截断、有的四舍五入，占比合计就会对不上100%。",
    advice: "请按四舍五入改写。",
    fails: "全年安排资金800.00万元，支出306.30万元，执行率38.28%。",
    passes: "全年安排资金800.00万元，支出306.30万元，执行率38.29%。",
    limits: "金额本身的四舍五入足以解释差异时不报告。",
};

/// A percentage and the two amounts that it is said to be the quotient of.
pub(crate) struct Claim<'a> {
    /// The rule that tests it.
    pub rule: &'static RuleDoc,
    /// The printed percentage.
    pub stated: &'a Mention,
    /// The part.
    pub over: Amount,
    /// The whole.
    pub under: Amount,
    /// How both are made of the figures.
    pub made: Formula,
    /// The figures from which both come.
    pub operands: Vec<Operand>,
    /// The words name both operands; otherwise they are only the likeliest, and the claim is silent unless a slip of
    /// the pen explains the printed percentage.
    pub certain: bool,
    /// How the quotient is made, for the message: `1294.84万元÷1426.90万元`.
    pub formula: String,
}

impl Claim<'_> {
    /// Tests the claim. Other pairs that the words could mean keep it silent where they fit.
    pub(crate) fn judge(self, others: impl IntoIterator<Item = (Amount, Amount)>, outcome: &mut Outcome) {
        self.judge_with(others.into_iter().collect(), false, outcome);
    }

    /// The same of a claim whose pair is so likely that it need not come near.
    pub(crate) fn judge_however_far(self, others: Vec<(Amount, Amount)>, outcome: &mut Outcome) {
        self.judge_with(others, true, outcome);
    }

    /// Tests a claim of which the words leave no doubt.
    pub(crate) fn judge_by_words(self, outcome: &mut Outcome) {
        self.judge_with(vec![], true, outcome);
    }

    fn judge_with(self, others: Vec<(Amount, Amount)>, sure: bool, outcome: &mut Outcome) {
        let Some(per) = per(self.stated) else { return };
        let number = self.stated.number;
        let Some(found) = fit(self.over, self.under, per, number) else {
            return outcome.cannot_test(&self.stated.place, "比率的基数为零");
        };
        if found == Fit::Right {
            return outcome.passes(self.relation());
        }
        // The same two amounts, printed more roughly elsewhere, are no other pair.
        let same = |over: Amount, under: Amount| over.agrees(self.over) && under.agrees(self.under);
        let fits = |over, under| fit(over, under, per, number) == Some(Fit::Right) && !same(over, under);
        if others.into_iter().any(|(over, under)| fits(over, under)) {
            return outcome.cannot_test(&self.stated.place, "比率按另一基数成立");
        }
        let Some(right) = quotient(self.over, self.under, per, number.places) else { return };
        // What is several times another is a percentage of something else, where no digit explains it.
        let named = is_one_slip(&number.to_string(), &right.to_string());
        let more = self.rule.kind == Kind::Share && self.over.value > self.under.value;
        // `完工237个，完工率89.10%` is of no 121个, unless it is turned upside down.
        let hundred = per.saturating_mul(10i128.saturating_pow(number.places));
        let upside_down = fit(self.under, self.over, per, number) == Some(Fit::Right);
        let over_all = self.rule.kind == Kind::Rate
            && number.digits <= hundred
            && right.digits > hundred.saturating_mul(6) / 5;
        let far = self.rule.kind == Kind::Rate && is_far(number, right) || more || over_all && !upside_down;
        // All of something is all of something else than of what is less.
        let far = far && (!named || number.digits == hundred);
        if far || !self.certain && !is_clear_slip(number, right) {
            return outcome.cannot_test(&self.stated.place, "比率的基数不能确定");
        }
        // A large miss that no slip explains comes of a base that the words did not mean, where there are others.
        let slipped = || named || self.is_over_now(per) || self.relation().may_be_slip();
        if !sure && found == Fit::Wrong && is_rough(number, right) && !slipped() {
            return outcome.cannot_test(&self.stated.place, "比率的基数不能确定");
        }
        let recomputed = format!("{right}{}", self.stated.unit.word);
        let message = format!("写为{}，按{}计算为{recomputed}", self.stated.text, self.formula);
        if found == Fit::Wrong {
            let relation = self.relation();
            return if sure {
                outcome.fails_by_words(relation, recomputed, message)
            } else {
                outcome.fails(relation, recomputed, message)
            };
        }
        outcome.tests(&self.stated.place);
        outcome.report(cut(self.relation(), recomputed, message));
    }

    /// A growth that is right over the figure after the change.
    fn is_over_now(&self, per: i128) -> bool {
        // Of a change and what it came to, or of both ends.
        let after = usize::from(matches!(self.made, Formula::Growth | Formula::Decline));
        let now = self.operands.get(after).and_then(|now| now.value).map(|now| now.amount);
        let grows = self.rule.kind == Kind::Growth;
        grows && now.is_some_and(|now| fit(self.over, now, per, self.stated.number) == Some(Fit::Right))
    }

    fn relation(&self) -> Relation {
        let stated = operand(self.stated);
        Relation { rule: self.rule, formula: self.made, stated, others: self.operands.clone() }
    }
}

/// The warning about a percentage that was cut.
pub(crate) fn cut(relation: Relation, recomputed: String, message: String) -> Finding {
    let Relation { rule, stated, others, .. } = relation;
    let slip = Slip { kind: SlipKind::Cut, figure: stated.mention(), likely: recomputed.clone() };
    let mut finding = Finding::new(CUT.code, rule.kind, CUT.severity, stated.place, message)
        .figures(stated.text, recomputed)
        .advise(CUT.advice);
    finding.also = others.iter().map(Operand::mention).collect();
    finding.slip = Some(slip);
    finding
}

/// They are further apart than by a miscalculation that is overlooked.
fn is_rough(stated: Decimal, right: Decimal) -> bool {
    const PARTS: u128 = 20;
    stated.digits.abs_diff(right.digits).saturating_mul(PARTS) > right.digits.unsigned_abs()
}

/// One is more than three times the other.
fn is_far(stated: Decimal, right: Decimal) -> bool {
    const TIMES: i128 = 3;
    let (a, b) = (stated.digits.saturating_abs(), right.digits.saturating_abs());
    a > b.saturating_mul(TIMES) || b > a.saturating_mul(TIMES)
}

/// One digit differs among so many that this is no accident.
fn is_clear_slip(stated: Decimal, right: Decimal) -> bool {
    const DIGITS_MIN: usize = 4;
    let (stated, right) = (stated.to_string(), right.to_string());
    stated.len() > DIGITS_MIN && is_one_slip(&stated, &right)
}

/// How many parts make a whole: 100 for a percentage.
pub(crate) fn per(stated: &Mention) -> Option<i128> {
    match stated.unit.dimension {
        Dimension::Parts(parts) => Some(i128::from(parts)),
        _ => None,
    }
}
