//! Reading: from the blocks of a paper to figures with units, labels and places, and to tables as grids.
//!
//! - [`passage`]: running text without its page breaks
//! - [`numbers`], [`worded`], [`units`], [`qualifiers`], [`label`], [`mentions`]: figures in running text
//! - [`multiples`]: `2.9倍` and `翻一番`, which are no figures of a unit
//! - [`traditional`]: papers in traditional characters
//! - [`series`]: figures that answer a list one by one
//! - [`dates`]: dates, which are no figures
//! - [`lists`], [`columns`]: which figures are said to be the parts of which, measure by measure
//! - [`grid`], [`heading`], [`score_table`], [`money_table`]: tables, joined over page breaks, and what their columns hold;
//!   [`cell_text`]: the text of a cell
//! - [`table_facts`], [`categories`]: what tables state by name, for the text to repeat
//! - [`row_sets`], [`nesting`]: which rows a total row may cover; [`row_formulas`], [`column_groups`]: how columns are made of each
//!   other; [`rounding`]: their units
//! - [`indicators`], [`outline`]: tables of indicators, chapters and their points, for the review
//! - [`score_text`], [`grades`], [`bands`], [`band_limits`]: total scores, grades and grade bands in running text

mod band_limits;
pub(crate) mod bands;
pub(crate) mod categories;
mod cell_text;
mod column_groups;
pub(crate) mod columns;
pub(crate) mod dates;
pub(crate) mod grades;
pub(crate) mod grid;
pub(crate) mod heading;
pub(crate) mod indicators;
pub(crate) mod label;
mod label_words;
pub(crate) mod lists;
pub(crate) mod mentions;
pub(crate) mod money_table;
pub(crate) mod multiples;
pub(crate) mod nesting;
pub(crate) mod numbers;
pub(crate) mod outline;
pub(crate) mod passage;
pub(crate) mod qualifiers;
mod rounding;
pub(crate) mod row_formulas;
pub(crate) mod row_sets;
pub(crate) mod score_table;
pub(crate) mod score_text;
pub(crate) mod series;
pub(crate) mod table_facts;
pub(crate) mod traditional;
mod unit_words;
pub(crate) mod units;
pub(crate) mod worded;

use grid::Grid;
use lists::Listing;
use mentions::Mention;
use mingzhang_domain::paper::Paper;
use passage::Passage;
use score_table::ScoreTable;
use series::AllSeries;
use std::collections::HashMap;

/// A paper as read: everything that relations and rules look at.
pub(crate) struct Reading {
    /// The running text.
    pub passages: Vec<Passage>,
    /// All figures of the running text in reading order.
    pub mentions: Vec<Mention>,
    /// All tables.
    pub grids: Vec<Grid>,
    /// The tables that are score tables.
    pub score_tables: Vec<ScoreTable>,
    /// Statements that some figures are the parts of others.
    pub listings: Vec<Listing>,
    /// Figures side by side that answer a list one by one.
    pub series: AllSeries,
    /// For each part of a listing, the figure that is said to be its whole.
    pub whole_of: HashMap<usize, usize>,
    /// For the last part of a column of a listing, which listing and which column.
    ends_at: HashMap<usize, (usize, usize)>,
    /// Numbers in running text whose unit is not understood.
    pub without_unit: usize,
}

impl Reading {
    /// Reads a paper.
    pub(crate) fn of(paper: &Paper) -> Reading {
        let passages = passage::passages(paper);
        let mut mentions = Vec::new();
        let mut without_unit = 0;
        for (index, passage) in passages.iter().enumerate() {
            let (found, missed) = mentions::mentions(passage, index);
            mentions.extend(found);
            without_unit += missed;
        }
        let grids = grid::grids(paper);
        let score_tables =
            grids.iter().filter_map(ScoreTable::of).map(|table| table.with_funds(&grids)).collect();
        let listings = lists::listings(&passages, &mentions);
        let whole_of = lists::wholes(&listings);
        let ends_at = lists::ends(&listings);
        let series = series::series(&mentions);
        Reading { passages, mentions, grids, score_tables, listings, series, whole_of, ends_at, without_unit }
    }

    /// A figure and those before it, the nearest first, up to `reach`.
    pub(crate) fn before(&self, index: usize, reach: usize) -> impl Iterator<Item = (usize, &Mention)> {
        let end = index.min(self.mentions.len());
        let from = end.saturating_sub(reach);
        self.mentions.iter().enumerate().take(end).skip(from).rev()
    }

    /// Whether a figure is said to be a part of another.
    pub(crate) fn is_part(&self, m: &Mention) -> bool {
        let at = self.mentions.partition_point(|n| (n.passage, n.start) < (m.passage, m.start));
        self.whole_of.contains_key(&at)
    }

    /// The parts of the list whose last figure this is.
    pub(crate) fn parts_ending_at(&self, index: usize) -> Option<&[usize]> {
        let (listing, column) = self.ends_at.get(&index)?;
        Some(&self.listings.get(*listing)?.columns.get(*column)?.parts)
    }

    /// The list whose last figure this is.
    pub(crate) fn listing_ending_at(&self, index: usize) -> Option<&Listing> {
        self.listings.get(self.ends_at.get(&index)?.0)
    }

    /// The sign right behind a figure.
    pub(crate) fn behind(&self, m: &Mention) -> Option<char> {
        self.passages.get(m.passage)?.chars.get(m.end).copied()
    }

    /// The text behind a figure up to the next sign that ends a clause, at most a few words.
    pub(crate) fn tail(&self, m: &Mention) -> String {
        const WORDS: usize = 12;
        let chars = self.passages.get(m.passage).map_or(&[][..], |p| &p.chars);
        let ends = |c: &&char| !"，。；：、（）".contains(**c) && !c.is_ascii_digit();
        chars.iter().skip(m.end).take(WORDS).take_while(ends).collect()
    }

    /// The text from one figure to the beginning of another, both in one passage.
    pub(crate) fn between(&self, from: &Mention, to: &Mention) -> String {
        self.passages.get(from.passage).map_or_else(String::new, |p| p.slice(from.end, to.start))
    }

    /// The figure in front of the brackets in which a figure stands.
    pub(crate) fn before_bracket(&self, index: usize) -> Option<(usize, &Mention)> {
        let inner = self.mentions.get(index)?;
        let open = inner.bracket?;
        self.before(index, 12).find(|(_, m)| m.passage == inner.passage && m.end == open)
    }
}
