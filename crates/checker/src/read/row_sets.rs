//! Which rows a total row of a table may cover, and what any of these sets of rows adds up to.
//!
//! A table may have thousands of total rows, and each may cover everything above it. So a set is no list of rows: it is
//! a run or two of rows of one kind, and running totals give the sum of a run by one subtraction.

use super::money_table::{AmountColumn, MoneyRow, NOTHING, RowKind};
use crate::exact::Amount;
use std::collections::BTreeMap;
use std::ops::Range;

/// The rows of a table by kind, with the running totals of all columns of amounts.
pub(crate) struct RowSets<'a> {
    rows: &'a [MoneyRow],
    /// Details, totals, all rows, then the details of each level.
    series: Vec<Series>,
    /// Each level above 0 with its series.
    levels: BTreeMap<usize, usize>,
    /// The uppermost level among so many first details.
    top_level: Vec<Option<usize>>,
    /// The details from here on stand below the last 小计; it may hold those before it.
    free_details: usize,
    /// For each row where the rows inside it end: the next that lies no deeper.
    ends: Vec<usize>,
    /// All details stand side by side: none carries a number of a deeper level.
    pub flat: bool,
    /// The table says that it does not show all of its rows.
    pub open: bool,
    /// A total may cover less than all rows above it.
    partial: bool,
}

/// Rows of one kind in order, by their position among the table's rows.
struct Series {
    positions: Vec<usize>,
    /// Per column the sum of so many first rows.
    sums: Vec<Vec<Amount>>,
    /// Per column which of them hold anything but nothing.
    holding: Vec<Vec<usize>>,
}

/// A run of a series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Run {
    series: usize,
    from: usize,
    to: usize,
}

/// A set of rows that a total may cover: one run, or two without a common row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowSet([Run; 2]);

const DETAILS: usize = 0;
const TOTALS: usize = 1;
const ALL: usize = 2;

/// Positions of a kind of rows.
fn of_kind(rows: &[MoneyRow], kind: RowKind) -> Vec<usize> {
    rows.iter().enumerate().filter(|(_, r)| r.kind == kind).map(|(at, _)| at).collect()
}

impl<'a> RowSets<'a> {
    /// Sorts the rows of a table.
    pub(crate) fn of(rows: &'a [MoneyRow], columns: &[AmountColumn]) -> RowSets<'a> {
        let details = of_kind(rows, RowKind::Detail);
        let totals = of_kind(rows, RowKind::Total);
        let last_subtotal = rows.iter().rposition(|r| r.kind == RowKind::Total && r.label.contains("小计"));
        let free_details = details.partition_point(|at| last_subtotal.is_some_and(|last| *at < last));
        let level = |at: &usize| rows.get(*at).map_or(0, |r| r.level);
        let leveled = rows.iter().enumerate().filter(|(_, r)| r.kind != RowKind::Total && r.level > 0);
        let flat = details.iter().map(level).zip(details.iter().skip(1).map(level)).all(|(a, b)| a == b);
        let within = rows.iter().any(|r| r.kind == RowKind::Within);
        let mut top_level = vec![None];
        let mut by_level: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in &details {
            let above: Option<usize> = top_level.last().copied().flatten();
            let own = Some(level(at)).filter(|level| *level > 0);
            top_level.push(above.into_iter().chain(own).min());
        }
        leveled.for_each(|(at, row)| by_level.entry(row.level).or_default().push(at));
        let partial = !flat || within || totals.len() > 1;
        let ends = ends(rows);
        let levels = by_level.keys().copied().zip(ALL + 1..).collect();
        let kinds = [details, totals, (0..rows.len()).collect()].into_iter().chain(by_level.into_values());
        let series = kinds.map(|positions| Series::of(positions, rows, columns)).collect();
        RowSets { rows, series, levels, top_level, free_details, ends, flat, open: false, partial }
    }

    /// The sets of at least two rows that the total row at a position may cover, those that its place alone suggests
    /// first, and how many these are.
    pub(crate) fn covered_by(&self, at: usize) -> (Vec<RowSet>, usize) {
        let mut sets = self.suggested(at);
        sets.retain(|set| set.len() >= 2);
        sets.dedup_by(|a, b| self.is_same(a, b));
        // With a single total row below plain rows, only all of them can be meant.
        if !self.partial && at + 1 == self.rows.len() {
            sets.truncate(1);
            return (sets, 1);
        }
        let suggested = sets.len();
        sets.extend(self.runs_above(at));
        (sets, suggested)
    }

    fn suggested(&self, at: usize) -> Vec<RowSet> {
        let (details, totals) = (self.before(DETAILS, at), self.before(TOTALS, at));
        let mut sets = vec![RowSet::run(DETAILS, 0..details), RowSet::run(TOTALS, 0..totals)];
        if at == 0 {
            sets.push(RowSet::run(DETAILS, 0..self.count(DETAILS)));
            sets.push(RowSet::run(TOTALS, 1..self.count(TOTALS)));
            // 年度资金总额 over 其中：财政拨款, 上年结转, 其他资金: the first row alone says 其中.
            sets.push(RowSet::run(ALL, 1..self.rows.len()));
        } else {
            // Subtotals stand above the rows that they cover in some forms.
            let below = self.rows.iter().skip(at + 1).take_while(|r| r.kind == RowKind::Detail).count();
            sets.push(RowSet::run(DETAILS, details..details + below));
            sets.push(RowSet::both(TOTALS, 0..totals, DETAILS, self.free_details..details));
            // 总计 over 本年收入合计 and what stands between: 年初结转.
            let since = self.since_last_total(at);
            sets.push(RowSet::both(TOTALS, totals.saturating_sub(1)..totals, DETAILS, since..details));
            sets.push(RowSet::run(DETAILS, since..details));
        }
        sets.extend(self.uppermost(if at == 0 { self.rows.len() } else { at }));
        sets
    }

    /// 总计 below 本年支出合计 and what is carried over: what every such table adds up, whatever its other columns say.
    pub(crate) fn with_carry_over(&self, at: usize) -> Option<RowSet> {
        const CARRIED: [&str; 8] = ["结转", "结余", "弥补", "动用", "上年", "年初", "年末", "分配"];
        self.rows.get(at).filter(|row| row.label.contains("总计"))?;
        let (details, totals) = (self.before(DETAILS, at), self.before(TOTALS, at));
        let since = self.since_last_total(at);
        let positions = |series: usize, range: Range<usize>| {
            let found = self.series.get(series).and_then(|s| s.positions.get(range));
            found.unwrap_or_default().iter().filter_map(|at| self.rows.get(*at))
        };
        let carried = |row: &MoneyRow| CARRIED.iter().any(|word| row.label.contains(word));
        let sum = totals.checked_sub(1)?;
        let under = positions(TOTALS, sum..totals).all(|row| row.label.contains("合计"));
        let all = positions(DETAILS, since..details).all(carried) && since < details;
        (under && all && totals == 1).then(|| RowSet::both(TOTALS, sum..totals, DETAILS, since..details))
    }

    /// The last details above a total, in any number.
    fn runs_above(&self, at: usize) -> impl Iterator<Item = RowSet> {
        const RUN_MAX: usize = 60;
        let details = self.before(DETAILS, at);
        let near = details - self.since_last_total(at);
        (2..=near.min(RUN_MAX)).rev().map(move |length| RowSet::run(DETAILS, details - length..details))
    }

    /// How many details stand before the last total above a row.
    fn since_last_total(&self, at: usize) -> usize {
        let last = self.before(TOTALS, at).checked_sub(1);
        let last = last.and_then(|last| self.series.get(TOTALS)?.positions.get(last).copied());
        last.map_or(0, |last| self.before(DETAILS, last))
    }

    /// The sets of rows that a row without the word 合计 may be made of, because they lie inside it: by their codes, their
    /// numbers or their indent, or behind 其中.
    pub(crate) fn inside(&self, at: usize) -> Vec<RowSet> {
        const RUN_MAX: usize = 12;
        let Some(row) = self.rows.get(at) else { return vec![] };
        let end = self.ends.get(at).copied().unwrap_or(at);
        let Some(first) = self.rows.get(at + 1).filter(|_| at + 1 < end) else { return vec![] };
        if row.level > 0 && first.level > row.level {
            let series = self.levels.get(&first.level).copied();
            return series
                .map(|s| RowSet::run(s, self.before(s, at)..self.before(s, end)))
                .into_iter()
                .collect();
        }
        let named = first.kind == RowKind::Within || (row.level > 0 && first.level == 0);
        let longest = match (row.level, row.kind) {
            // Where nothing else tells, all rows that lie inside are marked.
            (0, RowKind::Within) => 0,
            (0, _) => self.rows.iter().skip(at + 1).take_while(|row| row.kind == RowKind::Within).count(),
            _ if named => end - at - 1,
            _ => 0,
        };
        let longest = longest.min(RUN_MAX);
        let whole = (named && row.level > 0).then_some(at + 1..end);
        let runs = (2..=longest).rev().map(|length| at + 1..at + 1 + length);
        let mut sets: Vec<RowSet> =
            whole.into_iter().chain(runs).map(|range| RowSet::run(ALL, range)).collect();
        sets.dedup();
        sets.retain(|set| set.len() >= 2);
        sets
    }

    /// `一、` over `1.` and `2.`, 201 over 20101: only the upper level adds up.
    fn uppermost(&self, end: usize) -> Option<RowSet> {
        let level = self.top_level.get(self.before(DETAILS, end)).copied().flatten()?;
        let series = *self.levels.get(&level)?;
        Some(RowSet::run(series, 0..self.before(series, end)))
    }

    /// The sum of a set in a column, by its number among the columns of amounts.
    pub(crate) fn sum(&self, set: &RowSet, column: usize) -> Option<Amount> {
        let sum = |run: &Run| self.series.get(run.series)?.sum(column, run);
        let [first, second] = &set.0;
        if second.len() == 0 { sum(first) } else { sum(first)?.plus(sum(second)?) }
    }

    /// How many rows of a set hold anything but nothing in a column.
    pub(crate) fn count_holding(&self, set: &RowSet, column: usize) -> usize {
        set.0
            .iter()
            .map(|run| self.series.get(run.series).map_or(0, |s| s.holding_in(column, run).len()))
            .sum()
    }

    /// The first of these rows, at most so many, as rows of the grid in order.
    pub(crate) fn holding(&self, set: &RowSet, column: usize, most: usize) -> Vec<usize> {
        let series = |run: &'_ Run| self.series.get(run.series).map(|s| (s, s.holding_in(column, run)));
        let positions = set
            .0
            .iter()
            .filter_map(series)
            .flat_map(|(series, nth)| nth.iter().filter_map(|nth| series.positions.get(*nth)));
        self.in_grid(positions.take(most))
    }

    /// All rows of many sets, each row once, however much they overlap.
    pub(crate) fn union(&self, sets: &[RowSet]) -> Vec<usize> {
        let mut runs: Vec<Run> = sets.iter().flat_map(|set| set.0).filter(|run| run.len() > 0).collect();
        runs.sort_by_key(|run| (run.series, run.from));
        let (mut positions, mut series, mut end) = (Vec::new(), usize::MAX, 0);
        for run in runs {
            end = if run.series == series { end } else { 0 };
            series = run.series;
            let new = Run { from: run.from.max(end), ..run };
            positions.extend(self.positions(&RowSet([new, Run::default()])));
            end = end.max(run.to);
        }
        self.in_grid(positions)
    }

    fn in_grid<'b>(&self, positions: impl IntoIterator<Item = &'b usize>) -> Vec<usize> {
        let mut rows: Vec<usize> =
            positions.into_iter().filter_map(|at| self.rows.get(*at)).map(|r| r.row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    fn positions(&self, set: &RowSet) -> impl Iterator<Item = &usize> {
        set.0.into_iter().flat_map(|run| {
            let positions = self.series.get(run.series).and_then(|s| s.positions.get(run.from..run.to));
            positions.unwrap_or_default()
        })
    }

    /// Two sets of two kinds are compared row by row only where they have equally many.
    fn is_same(&self, a: &RowSet, b: &RowSet) -> bool {
        a == b || (a.len() == b.len() && self.positions(a).eq(self.positions(b)))
    }

    fn count(&self, series: usize) -> usize {
        self.series.get(series).map_or(0, |s| s.positions.len())
    }

    /// How many rows of a series stand before a position.
    fn before(&self, series: usize, at: usize) -> usize {
        self.series.get(series).map_or(0, |s| s.positions.partition_point(|p| *p < at))
    }
}

/// For each row the next one that is a total or lies no deeper; what has no level lies inside the row above it.
fn ends(rows: &[MoneyRow]) -> Vec<usize> {
    let mut ends = vec![rows.len(); rows.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let level = |index: usize| rows.get(index).map_or(0, |r| r.level);
        let closes =
            |index: usize| row.kind == RowKind::Total || (row.level > 0 && level(index) >= row.level);
        while let Some(last) = open.last().copied().filter(|last| closes(*last)) {
            ends.get_mut(last).into_iter().for_each(|end| *end = at);
            open.pop();
        }
        open.push(at);
    }
    ends
}

impl RowSet {
    /// How many rows it has.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(Run::len).sum()
    }

    fn run(series: usize, range: Range<usize>) -> RowSet {
        RowSet([Run::of(series, range), Run::default()])
    }

    fn both(series: usize, range: Range<usize>, other: usize, others: Range<usize>) -> RowSet {
        let (first, second) = (Run::of(series, range), Run::of(other, others));
        if first.len() == 0 { RowSet([second, first]) } else { RowSet([first, second]) }
    }
}

impl Run {
    /// A run; one without rows is the same in every series.
    fn of(series: usize, range: Range<usize>) -> Run {
        if range.is_empty() { Run::default() } else { Run { series, from: range.start, to: range.end } }
    }

    fn len(&self) -> usize {
        self.to.saturating_sub(self.from)
    }
}

impl Series {
    fn of(positions: Vec<usize>, rows: &[MoneyRow], columns: &[AmountColumn]) -> Series {
        let values = |column: &AmountColumn| -> Vec<Amount> {
            let row = |at: &usize| rows.get(*at).and_then(|r| column.value(r.row)).unwrap_or(NOTHING);
            positions.iter().map(row).collect()
        };
        let (mut sums, mut holding) = (Vec::new(), Vec::new());
        for column in columns {
            let values = values(column);
            let nth = values.iter().enumerate().filter(|(_, v)| v.value != 0).map(|(nth, _)| nth);
            holding.push(nth.collect());
            let running = values.iter().scan(NOTHING, |sum, value| {
                *sum = sum.plus(*value)?;
                Some(*sum)
            });
            sums.push([NOTHING].into_iter().chain(running).collect());
        }
        Series { positions, sums, holding }
    }

    fn sum(&self, column: usize, run: &Run) -> Option<Amount> {
        let sums = self.sums.get(column)?;
        let (to, from) = (sums.get(run.to)?, sums.get(run.from)?);
        Some(Amount { value: to.value.checked_sub(from.value)?, half: to.half.checked_sub(from.half)? })
    }

    fn holding_in(&self, column: usize, run: &Run) -> &[usize] {
        let nth = self.holding.get(column).map(Vec::as_slice).unwrap_or_default();
        let end = nth.get(..nth.partition_point(|nth| *nth < run.to)).unwrap_or_default();
        end.get(end.partition_point(|nth| *nth < run.from)..).unwrap_or_default()
    }
}
