//! Proves a bundle without a database: every byte by its hashes, the chain of each history, and of a seal the one rule and
//! the totals, counted again from its vouchers.

use crate::anchor;
use crate::back_up::{ABOUT, HEADS, TABLE, finding_of, named, open};
use crate::bundle::Part;
use crate::error::{AppError, AppResult};
use crate::seal::{ATTACHMENTS, FIGURES, HISTORY};
use crate::text::rules;
use mingzhang_domain::chain::{self, Entry, Hasher};
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::history::Canonical;
use mingzhang_domain::ids::{FiscalYear, Seq, UnitId};
use mingzhang_domain::ledger::{Book, LineTally, TreasuryRules, Voucher, tally};
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::Attachment;
use mingzhang_store::Ledger;
use mingzhang_store::attachment::{PIECES, decoded};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

rules! {
    /// What may be wrong with what a bundle says, although its bytes are whole.
    RULES of Input;
    BROKEN_CHAIN "MZ-I134" Error "数据包里的历史不连贯":
        "写出这个数据包的数据库被改动过：请用 mingzhang verify 核对数据库。";
    AGAINST_THE_RULE "MZ-I135" Error "数据包里的凭证算不出它的数":
        "写出这个数据包的数据库被改动过，或数据包是拼凑的：请用 mingzhang verify 核对数据库。";
    BROKEN_PAPER "MZ-I136" Error "数据包里的附件不对":
        "写出这个数据包的数据库里附件被改动过：请用 mingzhang verify 核对数据库，并找出原件。";
}

/// What a bundle is and what was found.
#[derive(Debug, Default)]
pub struct Proved {
    /// What the bundle says about itself: kind, time, program, unit.
    pub about: BTreeMap<String, String>,
    /// Parts that were read.
    pub parts: usize,
    /// Rows of all parts.
    pub rows: u64,
    /// Entries of the histories that were walked.
    pub entries: u64,
    /// Vouchers that were counted again, of a seal.
    pub vouchers: u64,
    /// Papers whose content must be there.
    pub attachments: usize,
    /// The adjusted quota and what was paid, counted again, of a seal.
    pub totals: Option<(Fen, Fen)>,
    /// Everything that is wrong.
    pub findings: Vec<Finding>,
}

/// Proves a bundle, also against the anchors of a file.
///
/// # Errors
/// Where a file cannot be read; what is wrong with the bundle is a finding.
pub fn verify_bundle(file: &Path, anchors: Option<&Path>, rules: &TreasuryRules) -> AppResult<Proved> {
    let mut walk = Walk {
        file,
        proved: Proved::default(),
        anchors: Vec::new(),
        ledger: None,
        histories: BTreeMap::new(),
        heads: BTreeMap::new(),
        recount: None,
        rules: rules.clone(),
        papers: Papers::default(),
    };
    if let Some(anchors) = anchors {
        let (lines, damaged) = anchor::lines(anchors)?;
        walk.anchors = lines;
        walk.proved.findings.extend(damaged);
    }
    match walk.all() {
        Err(AppError::Findings(changed)) => walk.proved.put_first(changed),
        other => other?,
    }
    Ok(walk.proved)
}

impl Proved {
    /// Bytes that changed explain everything else; the first thing that no longer fits says where.
    fn put_first(&mut self, mut changed: Vec<Finding>) {
        let explained = self.findings.iter().position(|it| it.rule == BROKEN_CHAIN.code);
        if let (Some(at), Some(first)) = (explained, changed.first_mut()) {
            first.message.push_str(&format!("最先不符的是：{}", self.findings[at].message));
        }
        self.findings.retain(|it| ![BROKEN_CHAIN.code, AGAINST_THE_RULE.code].contains(&it.rule));
        self.findings.splice(0..0, changed);
    }
}

/// Where a history stands while it is walked.
struct History {
    seq: Seq,
    hash: String,
}

/// A seal's vouchers, counted again.
struct Recount {
    book: Book,
    moved: LineTally,
}

struct Walk<'f> {
    file: &'f Path,
    proved: Proved,
    anchors: Vec<anchor::Line>,
    /// The unit and year of a seal.
    ledger: Option<Ledger>,
    histories: BTreeMap<Ledger, History>,
    heads: BTreeMap<Ledger, (Seq, String)>,
    recount: Option<Recount>,
    rules: TreasuryRules,
    papers: Papers,
}

/// The papers of a bundle: those that its histories say are kept, and the content that is there.
#[derive(Default)]
struct Papers {
    expected: BTreeSet<Key>,
    found: BTreeMap<Key, Hasher>,
    unreadable: BTreeSet<Key>,
}

/// A unit and a hash.
type Key = (String, String);

impl Papers {
    /// The next part of the content of a paper; nothing where it cannot be read.
    fn take(&mut self, unit: &str, hash: &str, content: Option<&[u8]>) {
        let key = (unit.to_owned(), hash.to_owned());
        match content {
            Some(content) => self.found.entry(key).or_default().update(content),
            None => drop(self.unreadable.insert(key)),
        }
    }

    /// What is wrong with them, paper by paper.
    fn faults(&mut self) -> Vec<String> {
        let mut faults = Vec::new();
        for (key, hasher) in std::mem::take(&mut self.found) {
            let (now, hash) = (hasher.finish(), &key.1);
            if self.unreadable.contains(&key) || now != *hash {
                faults.push(format!("附件 {hash} 的内容与它的校验值不符。"));
            } else if !self.expected.contains(&key) {
                faults.push(format!("附件 {hash} 不在历史里，不该有。"));
            }
            self.expected.remove(&key);
        }
        faults.extend(self.expected.iter().map(|(_, hash)| format!("附件 {hash} 已登记留存，内容不在。")));
        faults
    }
}

impl Walk<'_> {
    fn all(&mut self) -> AppResult<()> {
        let file = self.file;
        let broken = |broken| finding_of(file, broken);
        let mut reader = open(file)?;
        while let Some(part) = reader.next_part().map_err(broken)? {
            self.proved.parts += 1;
            while let Some(row) = reader.next_row().map_err(broken)? {
                self.proved.rows += 1;
                self.row(&part, &row);
            }
        }
        self.ends();
        Ok(())
    }

    fn row(&mut self, part: &Part, row: &[Vec<u8>]) {
        let texts: Vec<String> =
            row.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect();
        let field = |name: &str| {
            let at = part.columns.iter().position(|(column, _)| column == name);
            at.and_then(|at| texts.get(at)).map_or("", String::as_str)
        };
        match part.name.as_str() {
            ABOUT => {
                self.proved.about.insert(field("name").to_owned(), field("value").to_owned());
                self.ledger = ledger(
                    self.proved.about.get("unit").map_or("", String::as_str),
                    self.proved.about.get("year").map_or("", String::as_str),
                );
            }
            HEADS => {
                if let (Some(ledger), Ok(seq)) = (ledger(field("unit"), field("year")), field("seq").parse())
                {
                    self.heads.insert(ledger, (Seq(seq), field("hash").to_owned()));
                }
            }
            HISTORY => {
                if let Some(ledger) = self.ledger {
                    self.entry(ledger, &field);
                    self.count(ledger, field("seq"), field("kind"), field("body"));
                }
            }
            FIGURES => self.figure(field("key"), field("value")),
            ATTACHMENTS => {
                let content = row.get(1).map_or(&[][..], Vec::as_slice);
                let unit = self.ledger.map_or(0, |ledger| ledger.unit.0).to_string();
                self.papers.take(&unit, field("sm3"), Some(content));
            }
            name if name.strip_prefix(TABLE) == Some(PIECES) => {
                let content = decoded(field("content"));
                self.papers.take(field("unit"), field("hash"), content.as_deref());
            }
            name if name.strip_prefix(TABLE) == Some("entry") => match ledger(field("unit"), field("year")) {
                Some(ledger) => self.entry(ledger, &field),
                None => self.broken_chain("有一条读不出单位和年度。".to_owned()),
            },
            _ => {}
        }
    }

    /// Follows the chain by one entry.
    fn entry<'t>(&mut self, of: Ledger, field: &impl Fn(&str) -> &'t str) {
        self.proved.entries += 1;
        if let Some(paper) = Attachment::decode(field("body")) {
            self.papers.expected.insert((of.unit.0.to_string(), paper.hash));
        }
        let before = self
            .histories
            .entry(of)
            .or_insert_with(|| History { seq: Seq(0), hash: chain::beginning(of.unit, of.year) });
        let expected = Seq(before.seq.0 + 1);
        let seq = field("seq").parse().map_or(expected, Seq);
        let entry = Entry {
            unit: of.unit,
            year: of.year,
            seq,
            at: field("at"),
            actor: field("actor"),
            kind: field("kind"),
            body: field("body"),
        };
        let holds = seq == expected
            && field("algorithm") == chain::ALGORITHM
            && field("hash") == entry.hash(&before.hash);
        *before = History { seq, hash: field("hash").to_owned() };
        if !holds {
            self.broken_chain(format!("{} 年度历史第 {} 条缺失或校验值不符。", of.year, expected.0));
        }
        for line in self.anchors.iter().filter(|line| line.ledger == of && line.seq == seq) {
            if line.hash != field("hash") {
                self.proved.findings.push(line.rebuilt(of.year.to_string()));
            }
        }
    }

    /// Counts a voucher of a seal again.
    fn count(&mut self, of: Ledger, seq: &str, kind: &str, body: &str) {
        if kind != Voucher::KIND {
            return;
        }
        let rules = &self.rules;
        let recount = self.recount.get_or_insert_with(|| Recount {
            book: Book::new(of.year, rules.clone()),
            moved: LineTally::default(),
        });
        let counted = Voucher::decode(body).and_then(|voucher| {
            let counts = recount.book.counts(&voucher);
            for (_, moved) in tally::moved(&voucher, counts) {
                recount.moved.add(&moved)?;
            }
            recount.book.replay(voucher)
        });
        match counted {
            Some(()) => self.proved.vouchers += 1,
            None => self.against_the_rule(format!("历史第 {seq} 条的凭证读不懂，或金额太大。")),
        }
    }

    /// Holds the figures of the whole budget against the vouchers.
    fn figure(&mut self, key: &str, value: &str) {
        let Some(Recount { moved, .. }) = &self.recount else { return };
        let counted = match key {
            "adjusted.all" => moved.adjusted.amount,
            "paid.all" => moved.paid.amount,
            "initial.all" => moved.initial.amount,
            _ => return,
        };
        if value != counted.yuan() {
            let message = format!("数据项 {key} 写作 {value} 元，由凭证重算为 {} 元。", counted.yuan());
            self.against_the_rule(message);
        }
    }

    /// What can be said only when all of it was read.
    fn ends(&mut self) {
        for (of, head) in &std::mem::take(&mut self.heads) {
            let end = self.histories.get(of).map(|history| (history.seq, history.hash.clone()));
            if end.as_ref() != Some(head) {
                self.broken_chain(format!("{} 年度的历史没有走到它的末尾（第 {} 条）。", of.year, head.0.0));
            }
        }
        for line in std::mem::take(&mut self.anchors) {
            // A bundle of other units, or older than the anchor, says nothing about it.
            let covers = self.histories.get(&line.ledger).is_some_and(|history| history.seq >= line.seq);
            if !covers && self.proved.about.get("kind").is_some_and(|kind| kind == "backup") {
                let end = self.histories.get(&line.ledger).map_or(0, |history| history.seq.0);
                self.proved.findings.push(line.cut(line.ledger.year.to_string(), end));
            }
        }
        self.proved.attachments = self.papers.expected.len();
        for message in self.papers.faults() {
            self.proved.findings.push(BROKEN_PAPER.at(named(self.file), message));
        }
        let Some(Recount { book, moved }) = self.recount.take() else { return };
        self.proved.totals = Some((moved.adjusted.amount, moved.paid.amount));
        let below: Vec<String> = book
            .least()
            .filter(|(_, least)| *least < Fen::ZERO)
            .map(|(place, least)| format!("{place} 曾低至 {least} 元。"))
            .collect();
        below.into_iter().for_each(|message| self.against_the_rule(message));
    }

    fn broken_chain(&mut self, message: String) {
        self.proved.findings.push(BROKEN_CHAIN.at(named(self.file), message));
    }

    fn against_the_rule(&mut self, message: String) {
        let place: Place = named(self.file);
        self.proved.findings.push(AGAINST_THE_RULE.at(place, message));
    }
}

fn ledger(unit: &str, year: &str) -> Option<Ledger> {
    Some(Ledger { unit: UnitId(unit.parse().ok()?), year: FiscalYear(year.parse().ok()?) })
}
