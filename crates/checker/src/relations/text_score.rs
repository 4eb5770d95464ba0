//! 正文得分与评分表: what the text says of an indicator's score, full mark or deduction is what the score table says.

use super::operand;
use super::score_parts::{Side, is_points, side};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::passage::{Passage, list_number};
use crate::read::score_table::{Hundredths, Points, ScoreRow, ScoreTable, short};
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};
use std::collections::HashMap;

/// A score of the text that the table does not give.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C057",
    name: "text_score",
    kind: Kind::Repeat,
    severity: Severity::Error,
    title: "正文中指标的得分与评分表不一致",
    what: "正文写明某项指标的得分、扣分，与评分表中该项（或该组各项之和）是否一致。",
    why: "得分改了表没有改分析，或者改了分析没有改表，扣分原因就与得分对不上。",
    advice: "请查明正文和评分表哪一处正确，并改正另一处。",
    fails: "一级指标\t权重\t得分\n项目决策\t18\t16.2\n项目过程\t22\t18.7\n项目产出\t60\t55.6\n合计\t100\t90.5\n\n项目决策得16.2分，项目过程得17.8分，项目产出得55.6分。",
    passes: "一级指标\t权重\t得分\n项目决策\t18\t16.2\n项目过程\t22\t18.7\n项目产出\t60\t55.6\n合计\t100\t90.5\n\n项目决策得16.2分，项目过程得18.7分，项目产出得55.6分。",
    limits: "只有一张评分表、且分值闭合的才核对；名称须与表中相同，扣分之前同一分句里须只有一个指标名称；复核分、上年得分和专家各自的打分不核对。",
};

/// An indicator or a group of them, as the table scores it.
struct Scored {
    weight: Hundredths,
    score: Hundredths,
    cells: Vec<Operand>,
}

/// Tests every score of the text that names an indicator of the only score table.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let [table] = reading.score_tables.as_slice() else { return };
    if !table.is_closed() {
        return;
    }
    let scored = scored(table);
    for sentence in reading.mentions.chunk_by(|a, b| (a.passage, a.sentence) == (b.passage, b.sentence)) {
        let points: Vec<&Mention> = sentence.iter().filter(|m| is_points(m)).take(FIGURES_MAX).collect();
        let mut claims: Vec<Claim> = Vec::new();
        let mut named: Option<&Scored> = None;
        for m in points {
            let own = name(&m.label.text);
            let passage = reading.passages.get(m.passage);
            let heading = || heading(passage?, &scored);
            let in_part = || in_part(passage?, m, &scored).filter(|_| side(m) == Some(Side::Less));
            if let Some(of) = Some(own.as_str()).filter(|own| own.is_empty()).and_then(|_| in_part()) {
                // `一季度偏慢，扣1分；年末集中支付，扣2分`: what is less may be one of several.
                claims.extend(Claim::of(m, of).filter(|claim| claim.value() >= Some(claim.right())));
                continue;
            }
            named = match own.as_str() {
                "" => named.or_else(heading),
                own => scored.get(own),
            };
            claims.extend(named.and_then(|of| Claim::of(m, of)));
        }
        let sure = claims.iter().filter(|claim| claim.tells()).count() > 0;
        claims.iter().for_each(|claim| claim.judge(sure, outcome));
    }
}

/// A sentence with more points than this is damage.
const FIGURES_MAX: usize = 40;

/// The indicators and groups of a table by their names; a name that two have names neither.
fn scored(table: &ScoreTable) -> HashMap<String, Scored> {
    let mut found: HashMap<String, Option<Scored>> = HashMap::new();
    let mut add = |text: &str, rows: &[&ScoreRow]| {
        let scores: Option<Vec<&Points>> = rows.iter().map(|row| row.score.as_ref()).collect();
        let Some(scores) = scores.filter(|scores| !scores.is_empty()) else { return };
        let of = Scored {
            weight: rows.iter().map(|row| row.weight.value).sum(),
            score: scores.iter().map(|points| points.value).sum(),
            cells: scores.iter().map(|points| points.operand()).collect(),
        };
        let known = found.get(&name(text)).and_then(Option::as_ref);
        let same = known.is_none_or(|known| (known.weight, known.score) == (of.weight, of.score));
        found.insert(name(text), same.then_some(of));
    };
    for (index, group) in table.groups.iter().enumerate() {
        add(&group.name, &table.of_group(index).collect::<Vec<_>>());
    }
    for row in &table.rows {
        add(&row.name, &[row]);
    }
    found
        .into_iter()
        .filter_map(|(name, of)| Some((name, of?)))
        .filter(|(name, _)| !name.is_empty())
        .collect()
}

/// The name of an indicator without its number, its kind and the words of the score.
fn name(text: &str) -> String {
    const HEADS: [&str; 6] = ["其中", "该项目", "本项目", "各项", "该指标", "该项"];
    const TAILS: [&str; 22] = [
        "得分为",
        "扣分为",
        "得分",
        "扣分",
        "失分",
        "自评",
        "评价",
        "实得",
        "合计",
        "共",
        "得",
        "扣",
        "为",
        "权重",
        "满分",
        "分值",
        "标准分",
        "小计",
        "指标",
        "情况",
        "方面",
        "类",
    ];
    let bare = text.split(['（', '(']).next().unwrap_or_default();
    let marks = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十（）()、.．，：".contains(c);
    let mut name = bare.trim_start_matches(marks);
    while let Some(rest) = HEADS.iter().find_map(|head| name.strip_prefix(head)) {
        name = rest;
    }
    while let Some(rest) = TAILS.iter().find_map(|tail| name.strip_suffix(tail)) {
        name = rest;
    }
    name.to_owned()
}

/// `（二）过程情况。权重25分，得20.65分`: whose score a passage speaks of.
fn heading<'s>(passage: &Passage, scored: &'s HashMap<String, Scored>) -> Option<&'s Scored> {
    const LONGEST: usize = 24;
    let (_, taken) = list_number(&passage.chars)?;
    let title: String =
        passage.chars.iter().skip(taken).take(LONGEST).take_while(|c| !"。，：；（(".contains(**c)).collect();
    scored.get(&name(&title))
}

/// `2.抽检合格率未达100%，扣1.5分`: the only indicator that the part of the sentence names before its deduction.
fn in_part<'s>(passage: &Passage, m: &Mention, scored: &'s HashMap<String, Scored>) -> Option<&'s Scored> {
    const PART_MAX: usize = 40;
    const NAME: std::ops::RangeInclusive<usize> = 4..=16;
    let from = m.start.saturating_sub(PART_MAX);
    let text = passage.slice(from, m.start);
    let part: Vec<char> = text.rsplit(['；', '。', '：']).next()?.chars().collect();
    // Another deduction between: whose this one is stays open.
    if part.iter().filter(|c| "扣失".contains(**c)).count() > 1 {
        return None;
    }
    let names = (0..part.len()).flat_map(|at| NAME.map(move |length| (at, length)));
    let named = names.filter_map(|(at, length)| {
        let text: String = part.get(at..at + length)?.iter().collect();
        Some((at, length, scored.get(&text)?))
    });
    let (at, length, longest) = named.clone().max_by_key(|(_, length, _)| *length)?;
    let inside = |(other, size): (usize, usize)| at <= other && other + size <= at + length;
    named.into_iter().all(|(other, size, _)| inside((other, size))).then_some(longest)
}

/// Points of the text with the row or the group that they are of.
struct Claim<'s> {
    stated: &'s Mention,
    of: &'s Scored,
    side: Side,
}

impl<'s> Claim<'s> {
    fn of(stated: &'s Mention, of: &'s Scored) -> Option<Claim<'s>> {
        Some(Claim { stated, of, side: side(stated)? })
    }

    fn value(&self) -> Option<Hundredths> {
        self.stated.number.scaled(2)
    }

    fn right(&self) -> Hundredths {
        match self.side {
            Side::Full => self.of.weight,
            Side::Less => self.of.weight - self.of.score,
            Side::Got => self.of.score,
        }
    }

    /// Its words say that it is a score, or its value does.
    fn tells(&self) -> bool {
        let said = self.stated.lead.contains('得');
        self.side == Side::Got
            && (said || self.of.score != self.of.weight)
            && self.value() == Some(self.right())
    }

    fn judge(&self, sure: bool, outcome: &mut Outcome) {
        let Some(value) = self.value() else { return };
        let right = self.right();
        let (formula, others) = match (self.side, self.of.cells.as_slice()) {
            (Side::Got, [_]) => (Formula::Same, self.of.cells.clone()),
            (Side::Got, _) => (Formula::Sum, self.of.cells.clone()),
            _ => (Formula::Judged, self.of.cells.clone()),
        };
        let relation = Relation { rule: &RULE, formula, stated: operand(self.stated), others };
        if value == right {
            return outcome.passes(relation);
        }
        // `产出指标30分` is a full mark; full marks have a rule of their own.
        let said = self.stated.lead.contains(['得', '扣', '失']);
        let full = self.side == Side::Full || (self.side == Side::Got && value == self.of.weight && !said);
        if full || !(sure || said) || self.side == Side::Less && !self.is_whole_deduction() {
            return outcome.cannot_check("正文中的得分与评分表可能口径不同");
        }
        let recomputed = format!("{}分", short(right));
        let message = format!("正文写为{}，按评分表应为{recomputed}", self.stated.text);
        outcome.fails(relation, recomputed, message);
    }

    /// `扣3分` may be one of several deductions of a group; of a single indicator it is all.
    fn is_whole_deduction(&self) -> bool {
        let open = ["各扣", "每", "分别", "因"].iter().any(|word| self.stated.lead.contains(word));
        self.of.cells.len() == 1 && !open && self.right() > 0 && self.of.score <= self.of.weight
    }
}
