//! Recounts what is kept: buckets and totals from the vouchers, rows against the history.

use crate::entry::{KeptEntry, PAGE};
use crate::error::{StoreError, StoreResult};
use crate::head::{Head, periods_as_text};
use crate::line_day::{self, LineDays};
use crate::place::{self, Key};
use crate::stored::{self, Stored, each_registered};
use crate::tx::Tx;
use crate::{Ledger, contract_use, prior, score_sheet, voucher};
use mingzhang_domain::Date;
use mingzhang_domain::chain::{self, Entry};
use mingzhang_domain::change::Change;
use mingzhang_domain::ids::{LineCode, Seq};
use mingzhang_domain::import_batch::ImportBatch;
use mingzhang_domain::ledger::{Book, Contract, Counts, LineTally, Period, QuotaLine, Tally, TreasuryRules};
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::{
    ActualValue, Appraisal, Attachment, CheckTask, Correction, Description, Evidence, FreezeProposal, Goal,
    Indicator, Institution, Member, MonitorReport, Narrative, Office, Project, ProjectStep, QuotaProposal,
    Recheck, Rectification, Round, Sample, Unit, UnitFact,
};
use mingzhang_domain::scoring::KeptPolicy;
use std::collections::{BTreeMap, BTreeSet};

mod attachments;
mod database;

pub use database::VerifiedDatabase;

/// Something that is kept and is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// The key of the row inside the unit and year.
    pub key: String,
    /// What is kept.
    pub kept: String,
    /// What it should be.
    pub recounted: String,
}

/// What was walked and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Entries of the history that were walked.
    pub entries: u64,
    /// Vouchers that were recounted.
    pub vouchers: u64,
    /// Everything that differs.
    pub differences: Vec<Difference>,
}

/// Reads the rows of each subject as changes.
macro_rules! collect_subjects {
    ($tx:expr, $ledger:expr, $rows:expr, $found:expr; $($subject:ident),+) => {
        $($tx.collect::<$subject>($ledger, &mut $rows, $found).await?;)+
    };
}

impl Tx {
    /// Walks the history of a unit and year and recounts everything that is kept.
    ///
    /// # Errors
    /// Only when the database cannot be read; a row that makes no sense is a difference.
    pub async fn verify(&mut self, ledger: Ledger, rules: TreasuryRules) -> StoreResult<Verification> {
        let mut found = Verification::default();
        let rows = self.rows_as_changes(ledger, &mut found).await?;
        self.compare_history(ledger, &rows, &mut found).await?;
        self.compare_unit(ledger, &rows, &mut found).await?;
        self.recount(ledger, rules, &mut found).await?;
        Ok(found)
    }

    /// Every row of every subject, as the change that it should be in the history.
    async fn rows_as_changes(
        &mut self,
        ledger: Ledger,
        found: &mut Verification,
    ) -> StoreResult<BTreeMap<Seq, (&'static str, Change)>> {
        let mut rows = BTreeMap::new();
        each_registered!(collect_subjects, self, ledger, rows, found);
        let sheets = score_sheet::load_each(self, ledger, Seq(i64::MAX)).await?;
        add(&mut rows, "score_sheet", found.readable(sheets)?);
        let vouchers = voucher::load_each(self, ledger, Seq(i64::MAX)).await?;
        let vouchers: Vec<voucher::Kept> = found.readable(vouchers)?;
        add(&mut rows, "voucher", vouchers.into_iter().map(|kept| (kept.seq, kept.voucher)).collect());
        Ok(rows)
    }

    async fn collect<T: Stored + Into<Change>>(
        &mut self,
        ledger: Ledger,
        rows: &mut BTreeMap<Seq, (&'static str, Change)>,
        found: &mut Verification,
    ) -> StoreResult<()> {
        let loaded = stored::load_each::<T>(self, ledger, Seq(i64::MAX)).await?;
        add(rows, T::TABLE, found.readable(loaded)?);
        Ok(())
    }

    /// Every entry has its row and every row its entry, in the same words; numbers have no gap, each hash
    /// follows from the one before it, and both end at the head.
    async fn compare_history(
        &mut self,
        ledger: Ledger,
        rows: &BTreeMap<Seq, (&'static str, Change)>,
        found: &mut Verification,
    ) -> StoreResult<()> {
        let mut expected = 1;
        let mut previous = chain::beginning(ledger.unit, ledger.year);
        let mut walked = BTreeSet::new();
        let mut after = Seq(i64::MIN);
        loop {
            let page = self.entries_each(ledger, after).await?;
            let is_last = (page.len() as i64) < PAGE;
            let entries: Vec<KeptEntry> = found.readable(page)?;
            for KeptEntry { seq, at, actor, kind, body, algorithm, hash } in &entries {
                let seq = *seq;
                let key = || format!("seq {}", seq.0);
                if seq.0 != expected {
                    found.differ("entry", format!("seq {expected}"), "缺号", "逐号连续");
                }
                expected = seq.0 + 1;
                walked.insert(seq);
                let entry = Entry { unit: ledger.unit, year: ledger.year, seq, at, actor, kind, body };
                let recounted = entry.hash(&previous);
                if *hash != recounted {
                    found.differ("entry", key(), format!("校验值 {hash}"), format!("校验值 {recounted}"));
                }
                if algorithm != chain::ALGORITHM {
                    found.differ("entry", key(), format!("算法 {algorithm}"), chain::ALGORITHM);
                }
                // From what is kept, so that one changed entry is named once.
                previous.clone_from(hash);
                match rows.get(&seq) {
                    None => found.differ("entry", key(), kind, "对应的记录不存在或不可读"),
                    Some((table, change)) if change.kind() != kind || change.canonical() != *body => {
                        found.differ(table, key(), "与历史所记不同", "与历史所记相同");
                    }
                    Some(_) => {}
                }
            }
            found.entries += entries.len() as u64;
            match entries.last() {
                Some(last) if !is_last => after = last.seq,
                _ => break,
            }
        }
        for (seq, (table, _)) in rows.iter().filter(|(seq, _)| !walked.contains(seq)) {
            found.differ(table, format!("seq {}", seq.0), "有此记录", "历史中没有");
        }
        let head: Vec<Head> = found.readable([self.head(ledger).await])?;
        let Some(head) = head.into_iter().next() else { return Ok(()) };
        if head.seq.0 >= expected {
            found.differ("entry", format!("seq {expected} 起"), "缺号", "逐号连续到历史的末尾");
        }
        if head.seq.0 != expected - 1 {
            found.differ("head", "seq", head.seq.0, expected - 1);
        }
        if head.hash != previous {
            found.differ("head", "hash", head.hash, previous);
        }
        Ok(())
    }

    /// The surrogate still stands for the code under which the unit was registered.
    async fn compare_unit(
        &mut self,
        ledger: Ledger,
        rows: &BTreeMap<Seq, (&'static str, Change)>,
        found: &mut Verification,
    ) -> StoreResult<()> {
        let known: Vec<String> = found.readable([self.unit_code(ledger.unit).await])?;
        let Some(known) = known.first() else { return Ok(()) };
        for (_, change) in rows.values() {
            if let Change::Unit(unit) = change
                && unit.code != *known
            {
                found.differ("unit", format!("unit {}", ledger.unit.0), known, &unit.code);
            }
        }
        Ok(())
    }

    /// Buckets, remainders and totals, counted again from the vouchers.
    async fn recount(
        &mut self,
        ledger: Ledger,
        rules: TreasuryRules,
        found: &mut Verification,
    ) -> StoreResult<()> {
        let mut book = Book::new(ledger.year, rules);
        // Damaged ones were named before.
        let vouchers = voucher::load_each(self, ledger, Seq(i64::MAX)).await?;
        let vouchers: Vec<voucher::Kept> = vouchers.into_iter().flatten().collect();
        found.vouchers += vouchers.len() as u64;
        for kept in &vouchers {
            if book.replay(kept.voucher.clone()).is_none() {
                found.differ("transfer", format!("seq {}", kept.seq.0), "金额太大，无法合计", "可以合计");
                return Ok(());
            }
            let counts = book.counts(&kept.voucher);
            if counts != kept.counts {
                let key = format!("seq {} counts", kept.seq.0);
                found.differ("voucher", key, kept.counts.as_str(), counts.as_str());
            }
        }
        self.compare_later(ledger, &book, found).await?;
        for (place, least) in book.least().filter(|(_, least)| *least < Fen::ZERO) {
            found.differ("transfer", place.to_string(), format!("曾低至 {least} 元"), "任何一天都不低于零");
        }
        let recounted: BTreeMap<Key, place::Kept> =
            book.balances().map(|(it, _)| (place::key(it), place::Kept::of(&book, it))).collect();
        let kept = place::load_each(self, ledger).await?;
        let kept = found.readable(kept)?;
        let name = |(line, bucket, no): &Key| format!("{line} {bucket} {no}");
        found.compare("place", &kept, &recounted, name, |kept| {
            let place::Kept { amount, days, draws } = kept;
            format!("{} 元，逐日 {days}，支取 {draws}", Fen(*amount))
        });
        let kept = contract_use::load_each(self, ledger).await?;
        let kept = found.readable(kept)?;
        let recounted = contract_use::of_book(&book);
        let show = |(amount, days): &(i64, String)| format!("{} 元，逐日 {days}", Fen(*amount));
        found.compare("contract_use", &kept, &recounted, String::clone, show);
        // An unreadable head was named before.
        let head = self.head(ledger).await.ok();
        let shown = |moved: Fen, held: Fen, closed: &BTreeSet<Period>| {
            format!("发生 {moved} 元，在途 {held} 元，已结账 {closed:?}", closed = periods_as_text(closed))
        };
        if let Some(head) = head {
            let kept = shown(head.moved, head.held, &head.closed);
            let recounted = shown(book.moved(), book.held(), book.closed());
            if kept != recounted {
                found.differ("head", "合计", kept, recounted);
            }
        }
        let counts: Vec<Counts> = vouchers.iter().map(|kept| book.counts(&kept.voucher)).collect();
        let recounted: LineDays = line_day::count(vouchers.iter().map(|kept| &kept.voucher).zip(counts))?;
        let kept = line_day::load_each(self, ledger).await?;
        let kept = found.readable(kept)?;
        let name = |(line, day): &(LineCode, Date)| format!("{line} {day}");
        found.compare("line_day", &kept, &recounted, name, show_tally);
        Ok(())
    }

    /// Later years took no more of payments and carry-outs than these left.
    async fn compare_later(
        &mut self,
        ledger: Ledger,
        book: &Book,
        found: &mut Verification,
    ) -> StoreResult<()> {
        // What is damaged of a later year is named there.
        let Ok(taken) = prior::used_of_year(self, ledger).await else { return Ok(()) };
        for (number, taken) in taken {
            let left = book.left_for_later(&number);
            if Fen(taken) > left {
                let kept = format!("以后年度已取 {} 元", Fen(taken));
                found.differ("voucher", number.to_string(), kept, format!("最多 {left} 元"));
            }
        }
        Ok(())
    }
}

/// The sums of a line's day, in yuan, each with how often it was moved.
fn show_tally(moved: &LineTally) -> String {
    let shown = |name, tally: Tally| format!("{name} {} 元/{} 笔", tally.amount, tally.movements);
    [
        shown("年初", moved.initial),
        shown("调整后", moved.adjusted),
        shown("已编计划", moved.planned),
        shown("在途", moved.held),
        shown("已支付", moved.paid),
        shown("冻结", moved.frozen),
        shown("结转", moved.carried),
    ]
    .join("，")
}

/// Adds subjects as changes.
fn add<T: Into<Change>>(
    rows: &mut BTreeMap<Seq, (&'static str, Change)>,
    table: &'static str,
    subjects: Vec<(Seq, T)>,
) {
    rows.extend(subjects.into_iter().map(|(seq, subject)| (seq, (table, subject.into()))));
}

impl Verification {
    fn differ(
        &mut self,
        table: &'static str,
        key: impl Into<String>,
        kept: impl ToString,
        recounted: impl ToString,
    ) {
        let (kept, recounted) = (kept.to_string(), recounted.to_string());
        self.differences.push(Difference { table, key: key.into(), kept, recounted });
    }

    /// The rows that can be read; each damaged one becomes a difference.
    fn readable<T, All: FromIterator<T>>(
        &mut self,
        rows: impl IntoIterator<Item = StoreResult<T>>,
    ) -> StoreResult<All> {
        let readable = |row| match row {
            Err(StoreError::Damaged { table, what }) => {
                self.differ(table, what, "不可读", "程序写入的内容");
                None
            }
            other => Some(other),
        };
        rows.into_iter().filter_map(readable).collect()
    }

    fn compare<K: Ord, V: PartialEq>(
        &mut self,
        table: &'static str,
        kept: &BTreeMap<K, V>,
        recounted: &BTreeMap<K, V>,
        name: impl Fn(&K) -> String,
        show: impl Fn(&V) -> String,
    ) {
        let keys: BTreeSet<&K> = kept.keys().chain(recounted.keys()).collect();
        for key in keys {
            let (kept, recounted) = (kept.get(key), recounted.get(key));
            if kept != recounted {
                let show = |value: Option<&V>| value.map_or("无".to_owned(), &show);
                self.differ(table, name(key), show(kept), show(recounted));
            }
        }
    }
}
