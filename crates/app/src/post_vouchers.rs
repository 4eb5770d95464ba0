//! Posting: many ask, one writer collects what waits, the domain decides voucher by voucher, one commit makes it durable.
//!
//! A batch costs a constant number of statements (`docs/decisions/0010-posting-in-batches.md`). An answer is given after
//! the commit, never before. Whoever gets none asks again with the same number: what was recorded is "already recorded".

use mingzhang_domain::change::Change;
use mingzhang_domain::ids::{ActorId, Seq};
use mingzhang_domain::ledger::{Book, Instruction, Posted, Refusal, TreasuryRules};
use mingzhang_store::{Database, Head, Ledger, Recording, Shelf, Stamp, StoreError, StoreResult, Tx};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// The most vouchers that one commit carries.
const BATCH: usize = 1024;
/// How often a batch that met another writer is tried.
const TRIES: u32 = 8;
/// How often one that lost its server is; each time the pool waits some seconds for the server to come back.
const TRIES_WITHOUT_SERVER: u32 = 2;
/// How long to wait before the second try; twice as long before each further one.
const FIRST_WAIT: Duration = Duration::from_millis(5);

/// The answer to an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Recorded, durably, at this place in the history.
    Recorded(Seq),
    /// The same number with the same content was recorded before.
    AlreadyRecorded,
    /// A rule of the field says no; nothing is recorded.
    Refused(Refusal),
}

/// The answer, or why our machine could not give one.
pub type Answered = Result<Answer, Arc<StoreError>>;

/// Who writes, and by which rules and which clock.
#[derive(Clone)]
pub struct Desk {
    /// The database.
    pub database: Database,
    /// The treasury rules.
    pub rules: TreasuryRules,
    /// Who posts.
    pub actor: ActorId,
    /// The time at which something is recorded.
    pub now: fn() -> jiff::Timestamp,
}

impl Desk {
    /// Posts instructions in their order, in one commit; an answer for each. One that names a voucher of an earlier year
    /// has a commit of its own: two years of a batch may both take from that voucher, or change what it has left.
    ///
    /// # Errors
    /// When the database cannot be used, also after several tries; nothing is known to be recorded then.
    pub async fn post(&self, instructions: &[(Ledger, Instruction)]) -> StoreResult<Vec<Answer>> {
        self.post_with(&mut Shelf::default(), instructions).await
    }

    /// The same, with the books of the commits before it.
    ///
    /// # Errors
    /// Those of [`Desk::post`].
    async fn post_with(
        &self,
        shelf: &mut Shelf,
        instructions: &[(Ledger, Instruction)],
    ) -> StoreResult<Vec<Answer>> {
        let names_other_year = |(_, it): &(Ledger, Instruction)| it.asked.names_of_year().is_some();
        if instructions.is_empty() {
            return Ok(Vec::new());
        }
        if instructions.len() == 1 || !instructions.iter().any(names_other_year) {
            return self.post_together(shelf, instructions).await;
        }
        let mut answers = Vec::with_capacity(instructions.len());
        for together in instructions.chunk_by(|a, b| !names_other_year(a) && !names_other_year(b)) {
            answers.extend(self.post_together(shelf, together).await?);
        }
        Ok(answers)
    }

    async fn post_together(
        &self,
        shelf: &mut Shelf,
        instructions: &[(Ledger, Instruction)],
    ) -> StoreResult<Vec<Answer>> {
        let mut wait = FIRST_WAIT;
        let mut tried = 1;
        loop {
            match self.try_once(shelf, instructions).await {
                Err(StoreError::Unreachable(_)) if tried < TRIES_WITHOUT_SERVER => {}
                Err(StoreError::Conflict(_)) if tried < TRIES => {}
                answered => return answered,
            }
            tried += 1;
            wait_longer(&mut wait).await;
        }
    }

    async fn try_once(
        &self,
        shelf: &mut Shelf,
        instructions: &[(Ledger, Instruction)],
    ) -> StoreResult<Vec<Answer>> {
        let asked: Vec<(Ledger, &Instruction)> = instructions.iter().map(|(of, it)| (*of, it)).collect();
        if let Some(answers) = self.try_kept(shelf, &asked).await {
            return Ok(answers);
        }
        let mut tx = self.database.write().await?;
        let mut ledgers: BTreeSet<Ledger> = instructions.iter().map(|(ledger, _)| *ledger).collect();
        // What an earlier year's voucher has left is decided with that year held still too.
        ledgers.extend(instructions.iter().filter_map(|(ledger, instruction)| {
            let (year, _) = instruction.asked.names_of_year()?;
            Some(Ledger { unit: ledger.unit, year })
        }));
        let heads = tx.lock_all(&ledgers).await?;
        let mut books = tx.books_with(shelf, &heads, &self.rules, &asked).await?;
        let (answers, changes) = decide(&heads, &mut books, &asked);
        if !changes.is_empty() {
            self.record(tx, shelf, &heads, books, &changes).await?;
        }
        Ok(answers)
    }

    /// Decides on the books of the commits before, without reading anything. It counts where all of it is recorded: the
    /// heads still were where the books end, or nothing moves; a number that was recorded before stands in an index that
    /// lets nothing in twice. Anything else is decided again under lock.
    async fn try_kept(&self, shelf: &mut Shelf, asked: &[(Ledger, &Instruction)]) -> Option<Vec<Answer>> {
        let (heads, mut books) = shelf.take_all(asked)?;
        let (answers, changes) = decide(&heads, &mut books, asked);
        if !answers.iter().all(|answer| matches!(answer, Answer::Recorded(_))) {
            return None;
        }
        let tx = self.database.write().await.ok()?;
        // Why it did not count is found again under lock, where it is more than another writer.
        self.record(tx, shelf, &heads, books, &changes).await.ok()?;
        Some(answers)
    }

    /// Records what the books decided, durably, and keeps them.
    async fn record(
        &self,
        mut tx: Tx,
        shelf: &mut Shelf,
        heads: &[Head],
        mut books: Books,
        changes: &Changes,
    ) -> StoreResult<()> {
        let recordings: Vec<Recording<'_>> =
            heads.iter().filter_map(|head| recording(head, changes, &books)).collect();
        let stamp = Stamp { at: (self.now)(), actor: self.actor.clone() };
        let moved = tx.append_all(&stamp, &recordings).await?;
        tx.commit().await?;
        // Only what is durable counts from now on.
        for head in moved {
            if let Some(book) = books.remove(&head.ledger) {
                shelf.keep(head, book);
            }
        }
        Ok(())
    }
}

/// The changes of each unit and year that are to be recorded, and the books that decided them.
type Changes = BTreeMap<Ledger, Vec<Change>>;
type Books = BTreeMap<Ledger, Book>;

/// Decides instructions in their order: the answers, as they will be once everything is recorded, and what to record.
fn decide(heads: &[Head], books: &mut Books, asked: &[(Ledger, &Instruction)]) -> (Vec<Answer>, Changes) {
    let mut changes = Changes::new();
    let mut next: BTreeMap<Ledger, Seq> = heads.iter().map(|head| (head.ledger, head.seq)).collect();
    let mut answers = Vec::with_capacity(asked.len());
    for (ledger, instruction) in asked {
        let (Some(book), Some(seq)) = (books.get_mut(ledger), next.get_mut(ledger)) else { continue };
        answers.push(match book.post((*instruction).clone()) {
            Ok(Posted::New(voucher)) => {
                seq.0 += 1;
                changes.entry(*ledger).or_default().push(Change::from(*voucher));
                Answer::Recorded(*seq)
            }
            Ok(Posted::AlreadyRecorded) => Answer::AlreadyRecorded,
            Err(refusal) => Answer::Refused(refusal),
        });
    }
    (answers, changes)
}

fn recording<'a>(head: &'a Head, changes: &'a Changes, books: &'a Books) -> Option<Recording<'a>> {
    Some(Recording { head, changes: changes.get(&head.ledger)?, book: books.get(&head.ledger)? })
}

async fn wait_longer(wait: &mut Duration) {
    tokio::time::sleep(*wait).await;
    *wait *= 2;
}

struct Waiting {
    asked: (Ledger, Instruction),
    answer: oneshot::Sender<Answered>,
}

/// Writers of their own that many may ask at once. All instructions of one unit and year go to the same writer.
#[derive(Clone)]
pub struct Poster(Vec<mpsc::Sender<Waiting>>);

impl Poster {
    /// Starts the writers; they stop when the last clone of the poster is gone and everything that waited is answered.
    pub fn start(desk: Desk) -> Poster {
        let start = |_| {
            let (ask, asked) = mpsc::channel(BATCH);
            tokio::spawn(write(desk.clone(), asked));
            ask
        };
        Poster((0..writers(&desk.database)).map(start).collect())
    }

    /// Asks for one instruction; comes back when the answer is durable.
    ///
    /// # Errors
    /// When the database cannot be used; asking again with the same number tells whether it was recorded.
    pub async fn post(&self, ledger: Ledger, instruction: Instruction) -> Answered {
        let answer = self.submit(ledger, instruction).await;
        answer.await.unwrap_or_else(|_| Err(Arc::new(StoreError::Stopped)))
    }

    /// Puts an instruction in the queue; the answer comes through what is returned. Instructions of one caller are
    /// decided in the order in which they are put there.
    pub async fn submit(&self, ledger: Ledger, instruction: Instruction) -> oneshot::Receiver<Answered> {
        let (answer, answered) = oneshot::channel();
        let scattered = (ledger.unit.0 as u64).wrapping_mul(31).wrapping_add(ledger.year.0 as u64);
        if let Some(writer) = self.0.get((scattered % self.0.len().max(1) as u64) as usize) {
            // A writer that stopped drops the sender, which the receiver notices.
            let _stopped = writer.send(Waiting { asked: (ledger, instruction), answer }).await;
        }
        answered
    }
}

/// A file has one writer. A server works on the batches of some while others decide or wait for the disk: one more than
/// the machine has cores, and no more than the pool has connections to spare.
fn writers(database: &Database) -> usize {
    match database {
        Database::Sqlite(_) => 1,
        Database::Postgres(_) => {
            std::thread::available_parallelism().map_or(2, |cores| (cores.get() + 1).clamp(2, 8))
        }
    }
}

/// Takes what waits, posts it together, answers, and begins again.
async fn write(desk: Desk, mut queue: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::with_capacity(BATCH);
    let mut shelf = Shelf::default();
    while queue.recv_many(&mut batch, BATCH).await > 0 {
        let (asked, answers): (Vec<_>, Vec<_>) =
            batch.drain(..).map(|waiting| (waiting.asked, waiting.answer)).unzip();
        for (answer, answered) in answers.into_iter().zip(post_or_part(&desk, &mut shelf, &asked).await) {
            // Who no longer waits asks again with the same number.
            let _gone = answer.send(answered);
        }
        // Who was answered and asks again comes into the next batch instead of the one after it.
        tokio::task::yield_now().await;
    }
}

/// Posts a batch; where it fails as a whole, one by one, so that one voucher's trouble is not that of its neighbours.
async fn post_or_part(desk: &Desk, shelf: &mut Shelf, asked: &[(Ledger, Instruction)]) -> Vec<Answered> {
    match desk.post_with(shelf, asked).await {
        Ok(answers) => answers.into_iter().map(Ok).collect(),
        Err(error) if asked.len() > 1 && !error.may_pass() => {
            let mut answers = Vec::with_capacity(asked.len());
            for one in asked {
                let answered = desk.post(std::slice::from_ref(one)).await;
                answers.push(
                    answered
                        .map_err(Arc::new)
                        .and_then(|mut it| it.pop().ok_or_else(|| Arc::new(StoreError::Stopped))),
                );
            }
            answers
        }
        Err(error) => {
            let error = Arc::new(error);
            asked.iter().map(|_| Err(Arc::clone(&error))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::post::Field;
    use mingzhang_domain::Date;
    use mingzhang_domain::ids::VoucherNo;
    use mingzhang_domain::ledger::{Asked, Details};
    use mingzhang_domain::money::Fen;

    fn request(number: &str, field: &Field, amount: Fen) -> (Ledger, Instruction) {
        let (ledger, line) = field.place();
        let asked = Asked::Request { line, amount };
        let (number, date) = (VoucherNo::new(number), Date::constant(2020, 6, 15));
        (ledger, Instruction { number, date, asked, details: Details::default() })
    }

    #[test]
    fn a_writer_that_was_overtaken_answers_by_what_is_recorded() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("b.db").display());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let database = Database::create(&address).await.unwrap();
            let rules = crate::policies::Policies::embedded().treasury().clone();
            let desk =
                Desk { database, rules, actor: ActorId::new("a"), now: || jiff::Timestamp::UNIX_EPOCH };
            let field = Field::prepare(desk.clone()).await.unwrap();
            let most = Fen(1_000_000_000_000);
            let mut shelf = Shelf::default();
            let first = desk.post_with(&mut shelf, &[request("SQ1", &field, Fen(10))]).await.unwrap();
            let other = request("SQ2", &field, Fen(most.0 - 10));
            let faster = desk.post(std::slice::from_ref(&other)).await.unwrap();
            assert!(matches!((&first[..], &faster[..]), ([Answer::Recorded(_)], [Answer::Recorded(_)])));
            let late = desk.post_with(&mut shelf, &[request("SQ3", &field, Fen(1))]).await.unwrap();
            assert!(matches!(late[..], [Answer::Refused(_)]), "{late:?}");
            let again = desk.post_with(&mut shelf, &[other]).await.unwrap();
            assert_eq!(again, [Answer::AlreadyRecorded]);
        });
    }
}
