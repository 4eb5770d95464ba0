//! A data set that is too large for one commit: everything that its files can say alone is judged first, then it is
//! recorded in batches of one commit each (`docs/decisions/0012-large-imports.md`).
//!
//! Each batch says in the history how far the import has come, so one that stopped, by a refusal or by a crash, is seen
//! by everybody and is continued where it stopped, with the same files.

use crate::dataset::LargeSet;
use crate::doubt::Doubt;
use crate::error::{AppError, AppResult};
use crate::house::House;
use crate::import_year::Import;
use crate::review_goals;
use crate::text::rules;
use mingzhang_domain::change::Change;
use mingzhang_domain::finding::{Finding, Place, has_errors};
use mingzhang_domain::ids::{ActorId, Seq};
use mingzhang_domain::import_batch::ImportBatch;
use mingzhang_domain::ledger::Instruction;
use mingzhang_store::{Ledger, Stamp, StoreError, Tx};

/// Data sets of more lines are imported in batches.
pub const BOUND: usize = 100_000;
/// So many batches have a data set of `BOUND` payments: each a commit of a few seconds, and what it holds in memory.
const BATCHES: usize = 10;
/// Digits of the files' hash that name an import: enough that no two of a house are ever alike.
const ID_DIGITS: usize = 12;

rules! {
    /// The rules of an import in batches.
    RULES of Input;
    NO_SUCH_IMPORT "MZ-I092" Error "没有这个未完成的导入":
        "请核对 --resume 后的编号；它在导入开始时显示，也可用 mingzhang verify 查看。从头导入不加 --resume。";
    FILES_CHANGED "MZ-I093" Error "文件与开始导入时不同":
        "继续导入要用开始时的文件。文件确需更正的，不加 --resume 重新导入：已记下的凭证只算一次。";
    NOT_RESUMED "MZ-I094" Error "这些文件的导入还没有完成": "请加上 --resume 和这个编号，从停下的地方继续。";
    OTHER_UNFINISHED "MZ-I095" Warning "本年度另有导入没有完成":
        "如果本次的文件是更正后的同一批数据，不必理会；否则请另行继续那次导入。";
}

/// How a large data set is imported.
pub struct How {
    /// The import that is continued.
    pub resume: Option<String>,
    /// Nothing is kept: all batches are decided in one transaction that is given up.
    pub dry_run: bool,
    /// From how many lines on data sets are imported in batches; a tenth of it is a batch.
    pub bound: usize,
    /// Who imports.
    pub actor: ActorId,
    /// The clock.
    pub now: fn() -> jiff::Timestamp,
}

/// An import on its way: [`LargeImport::step`] until that says that there is nothing left to do.
pub struct LargeImport {
    set: LargeSet,
    how: How,
    ledger: Ledger,
    /// The batch that was recorded last, or that would be the first.
    last: ImportBatch,
    /// Whether it is recorded.
    recorded: bool,
    import: Import,
    /// The transaction of a dry run.
    trial: Option<Tx>,
}

impl LargeImport {
    /// Records what is registered, or finds where the import stopped. What speaks against it is a finding; then there is
    /// no step.
    ///
    /// # Errors
    /// Only when the database cannot be read or written.
    pub async fn begin(
        house: &House,
        mut set: LargeSet,
        findings: Vec<Finding>,
        how: How,
    ) -> AppResult<LargeImport> {
        let mut tx = house.database.write().await?;
        let mut import = Import { year: Some(set.data_set.year), findings, ..Import::default() };
        if !set.data_set.names_unit {
            import.adopt_unit(&mut tx, &mut set.data_set).await?;
        }
        let unit = tx.unit(&set.data_set.register.unit.code).await?;
        let ledger = Ledger { unit, year: set.data_set.year };
        let head = tx.lock(ledger).await?;
        let known = tx.imports(ledger, Seq(i64::MAX)).await?;
        let recorded = tx.register(ledger, Seq(i64::MAX)).await?;
        import.findings.extend(review_goals::of_data_set(recorded.as_ref(), &set.data_set, &house.policies));
        let mut changes = import.compare(recorded, &set.data_set);
        let fresh = ImportBatch {
            import: set.files.chars().take(ID_DIGITS).collect(),
            number: 0,
            files: set.files.clone(),
            total: i64::try_from(set.total).map_err(|_| AppError::TooLarge)?,
            done: 0,
        };
        let stopped = how.stopped_at(&fresh, &known, &mut import.findings);
        let recorded = stopped.is_some();
        let last = stopped.unwrap_or(fresh);
        let mut begun = LargeImport { set, how, ledger, last, recorded, import, trial: None };
        if has_errors(&begun.import.findings) {
            return Ok(begun);
        }
        if recorded {
            begun.pass_over()?;
            return Ok(begun);
        }
        changes.push(Change::from(begun.last.clone()));
        let book = tx.book(&head, &begun.set.data_set.treasury_rules, &[]).await?;
        tx.append(&head, &begun.how.stamp(), &changes, &book).await?;
        begun.keep(tx).await?;
        Ok(begun)
    }

    /// Decides and records the next batch; whether there was one. One in which anything is refused is not recorded, and
    /// is the last.
    ///
    /// # Errors
    /// Only when the database cannot be read or written; what was recorded before stays, and can be continued.
    pub async fn step(&mut self, house: &House) -> AppResult<bool> {
        if has_errors(&self.import.findings) || self.last.is_last() {
            return Ok(false);
        }
        let instructions = self.set.next(self.how.batch())?;
        if instructions.is_empty() {
            return Ok(false);
        }
        let mut next = ImportBatch { number: self.last.number + 1, ..self.last.clone() };
        next.done += instructions.len() as i64;
        let mut tx = match self.trial.take() {
            Some(tx) => tx,
            None => house.database.write().await?,
        };
        let head = tx.lock(self.ledger).await?;
        let asked: Vec<(Ledger, &Instruction)> =
            instructions.iter().map(|sourced| (self.ledger, &sourced.item)).collect();
        let rules = &self.set.data_set.treasury_rules;
        let mut books = tx.books(std::slice::from_ref(&head), rules, &asked).await?;
        let Some(book) = books.get_mut(&self.ledger) else { return Err(StoreError::Stale.into()) };
        let mut batch = Import::default();
        let mut changes = batch.decide(instructions, Doubt::default(), book, &mut |_, _| {});
        if has_errors(&batch.findings) {
            self.import.findings.extend(batch.findings);
            return Ok(false);
        }
        changes.push(Change::from(next.clone()));
        tx.append(&head, &self.how.stamp(), &changes, book).await?;
        self.keep(tx).await?;
        self.last = next;
        self.import.already += batch.already;
        for (kind, count) in batch.added {
            *self.import.added.entry(kind).or_default() += count;
        }
        Ok(true)
    }

    /// The batch that was recorded last, or would have been.
    pub fn last(&self) -> &ImportBatch {
        &self.last
    }

    /// What it did, or would do.
    pub fn finish(self) -> Import {
        Import { batch: self.recorded.then_some(self.last), ..self.import }
    }

    /// Makes a batch durable; a dry run goes on in the same transaction.
    async fn keep(&mut self, tx: Tx) -> AppResult<()> {
        if self.how.dry_run {
            self.trial = Some(tx);
            return Ok(());
        }
        tx.commit().await?;
        self.import.saved = true;
        self.recorded = true;
        Ok(())
    }

    /// Passes over the instructions of the batches that are recorded.
    fn pass_over(&mut self) -> AppResult<()> {
        let mut left = usize::try_from(self.last.done).unwrap_or_default();
        self.import.already += left as u64;
        while left > 0 {
            let passed = self.set.next(left.min(self.how.batch()))?.len();
            if passed == 0 {
                break;
            }
            left -= passed;
        }
        Ok(())
    }
}

impl How {
    /// Instructions in one commit.
    fn batch(&self) -> usize {
        (self.bound / BATCHES).max(1)
    }

    fn stamp(&self) -> Stamp {
        Stamp { at: (self.now)(), actor: self.actor.clone() }
    }

    /// The last batch of the import that is continued; what speaks against continuing or beginning one is a finding.
    fn stopped_at(
        &self,
        fresh: &ImportBatch,
        known: &[ImportBatch],
        found: &mut Vec<Finding>,
    ) -> Option<ImportBatch> {
        let same = known.iter().find(|batch| batch.files == fresh.files);
        let place = || Place::file("payments.csv");
        match &self.resume {
            Some(id) => match known.iter().find(|batch| batch.import == *id) {
                None => {
                    let message = format!("本年度没有编号为 {id} 的导入。");
                    found.push(NO_SUCH_IMPORT.at(place(), message));
                }
                Some(batch) if batch.files != fresh.files => {
                    let message = format!("导入 {id} 开始以后，文件有改动。");
                    found.push(FILES_CHANGED.at(place(), message));
                }
                Some(_) => {}
            },
            None => {
                if let Some(batch) = same.filter(|batch| !batch.is_last()) {
                    let ImportBatch { import, done, total, .. } = batch;
                    let message = format!("这些文件的导入 {import} 停在 {done}/{total} 条。");
                    found.push(NOT_RESUMED.at(place(), message));
                } else if let Some(batch) = known.last().filter(|batch| !batch.is_last()) {
                    let ImportBatch { import, done, total, .. } = batch;
                    let message = format!("导入 {import} 停在 {done}/{total} 条。");
                    found.push(OTHER_UNFINISHED.at(place(), message));
                }
            }
        }
        same.cloned()
    }
}
