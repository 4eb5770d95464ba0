//! What the unit says in words. Numbers stand in it as `{{key}}`, bound to figures, so a text never goes stale.

use crate::figure::FigureKey;
use crate::history::{Canonical, Encoder};
use crate::ids::CriterionName;

/// The part of the report for which a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// 前言: before the first chapter.
    Preface,
    /// 概况: what the unit is and does.
    Overview,
    /// 总体目标 of the year.
    OverallGoal,
    /// 目标 of one duty.
    Goal,
    /// 组织: who evaluated.
    Organisation,
    /// 方法: how.
    Method,
    /// 指标体系.
    Framework,
    /// 投入.
    Input,
    /// 过程.
    Process,
    /// 产出.
    Output,
    /// 效果.
    Benefit,
    /// 评价: the conclusion in words.
    Conclusion,
    /// 问题.
    Problem,
    /// 措施.
    Measure,
}

impl Section {
    /// All sections in the order of the report.
    pub const ALL: [Section; 14] = [
        Section::Preface,
        Section::Overview,
        Section::OverallGoal,
        Section::Goal,
        Section::Organisation,
        Section::Method,
        Section::Framework,
        Section::Input,
        Section::Process,
        Section::Output,
        Section::Benefit,
        Section::Conclusion,
        Section::Problem,
        Section::Measure,
    ];

    /// The word that files use.
    pub fn label(self) -> &'static str {
        match self {
            Section::Preface => "前言",
            Section::Overview => "概况",
            Section::OverallGoal => "总体目标",
            Section::Goal => "目标",
            Section::Organisation => "组织",
            Section::Method => "方法",
            Section::Framework => "指标体系",
            Section::Input => "投入",
            Section::Process => "过程",
            Section::Output => "产出",
            Section::Benefit => "效果",
            Section::Conclusion => "评价",
            Section::Problem => "问题",
            Section::Measure => "措施",
        }
    }

    /// The section of a word.
    pub fn parse(word: &str) -> Option<Section> {
        Section::ALL.into_iter().find(|section| section.label() == word)
    }
}

/// A paragraph of the report in the unit's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrative {
    /// Where it belongs.
    pub section: Section,
    /// Its place among the paragraphs of the year, from 1.
    pub position: i64,
    /// Its title inside the section; empty where it has none.
    pub title: String,
    /// The text with `{{key}}` for figures.
    pub text: String,
}

impl Canonical for Narrative {
    const KIND: &'static str = "narrative";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.section.label()).int(self.position).text(&self.title).text(&self.text);
    }
}

/// The agreed description of why a criterion has its score (评价描述).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The criterion.
    pub criterion: CriterionName,
    /// The text with `{{key}}` for figures.
    pub text: String,
}

impl Canonical for Description {
    const KIND: &'static str = "description";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.criterion.as_str()).text(&self.text);
    }
}

/// A piece of a text: words, or the key of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they stand.
    Words(&'a str),
    /// `{{key}}`.
    Figure(FigureKey),
}

/// Cuts a text at its `{{key}}`; an opening without its end is words.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, (key, after))) =
        rest.split_once("{{").and_then(|(words, inner)| Some((words, inner.split_once("}}")?)))
    {
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        pieces.push(Piece::Figure(FigureKey::new(key.trim())));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_figures() {
        let figure = |key: &str| Piece::Figure(FigureKey::new(key));
        assert_eq!(
            pieces("支付{{paid.all}}万元，占{{ rate.all }}"),
            [Piece::Words("支付"), figure("paid.all"), Piece::Words("万元，占"), figure("rate.all")]
        );
        assert_eq!(pieces("没有结束{{的"), [Piece::Words("没有结束{{的")]);
        assert_eq!(pieces(""), []);
    }
}
