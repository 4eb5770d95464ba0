//! A data set into the ledger: everything is validated first, then saved in one transaction.

use crate::dataset::{self, DataSet, SourceFile, Sourced};
use crate::doubt::Doubt;
use crate::error::AppResult;
use crate::house::House;
use crate::review_goals;
use crate::text::{self, rules};
use mingzhang_domain::change::Change;
use mingzhang_domain::finding::{Finding, Place, has_errors};
use mingzhang_domain::history::Canonical;
use mingzhang_domain::ids::{FiscalYear, Seq};
use mingzhang_domain::import_batch::ImportBatch;
use mingzhang_domain::ledger::{Book, Instruction, Posted};
use mingzhang_domain::performance::Unit;
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::KeptPolicy;
use mingzhang_store::{Ledger, Stamp, Tx};
use std::collections::{BTreeMap, BTreeSet, HashMap};

rules! {
    /// The rule of an import against what is recorded.
    RULES of Input;
    REGISTERED_OTHERWISE "MZ-I090" Error "已登记，且内容与本次不同":
        "已登记的内容不能用导入覆盖：请改回原内容，或在新的数据库中导入。";
    WHICH_UNIT "MZ-I091" Error "分不清是哪个单位的数据":
        "请附上 unit.csv，写明单位代码、名称、地区、年度和评价政策。";
}

/// What an import did, or would do.
#[derive(Default)]
pub struct Import {
    /// The year of the data set, where one could be told.
    pub year: Option<FiscalYear>,
    /// Everything that was noticed; with an error among it nothing was saved.
    pub findings: Vec<Finding>,
    /// What was added, by kind of change.
    pub added: BTreeMap<&'static str, u64>,
    /// How many parts were recorded already.
    pub already: u64,
    /// Whether it was saved, of an import in batches at least in part.
    pub saved: bool,
    /// How far an import in batches has come.
    pub batch: Option<ImportBatch>,
}

/// What is told while it runs: how many of how many instructions are decided.
pub type Progress<'p> = &'p mut dyn FnMut(usize, usize);

impl House {
    /// Validates a data set and saves it, unless it is a dry run or something is wrong.
    ///
    /// # Errors
    /// Only when the database cannot be read or written; what is wrong with the data is a finding.
    pub async fn import(
        &self,
        files: &[SourceFile],
        stamp: &Stamp,
        dry_run: bool,
        progress: Progress<'_>,
    ) -> AppResult<Import> {
        let (data_set, findings) = dataset::read(files, &self.policies);
        let mut import = Import { findings, ..Import::default() };
        let Some(mut data_set) = data_set else { return Ok(import) };
        import.year = Some(data_set.year);
        let mut tx = self.database.write().await?;
        if !data_set.names_unit {
            import.adopt_unit(&mut tx, &mut data_set).await?;
        }
        let unit = tx.unit(&data_set.register.unit.code).await?;
        let ledger = Ledger { unit, year: data_set.year };
        let head = tx.lock(ledger).await?;
        let recorded = tx.register(ledger, Seq(i64::MAX)).await?;
        let asked: Vec<Instruction> = data_set.instructions.iter().map(|it| it.item.clone()).collect();
        let mut book = tx.book(&head, &data_set.treasury_rules, &asked).await?;
        let recorded_steps = recorded.as_ref().map(|register| register.steps.clone()).unwrap_or_default();
        if !has_errors(&import.findings) {
            import.findings.extend(review_goals::of_data_set(recorded.as_ref(), &data_set, &self.policies));
        }
        let mut changes = import.compare(recorded, &data_set);
        data_set.register.lines.iter().for_each(|line| book.add_line(line.clone()));
        data_set.register.contracts.iter().for_each(|contract| book.add_contract(contract));
        let mut whole = data_set.register.clone();
        whole.steps.splice(0..0, recorded_steps);
        for (line, admission) in whole.admissions() {
            book.add_admission(line.clone(), admission);
        }
        changes.extend(import.decide(data_set.instructions, data_set.doubt, &mut book, progress));
        if has_errors(&import.findings) || dry_run || changes.is_empty() {
            return Ok(import);
        }
        tx.append(&head, stamp, &changes, &book).await?;
        tx.commit().await?;
        import.saved = true;
        Ok(import)
    }
}

impl Import {
    /// A data set that does not name its unit is of the unit that the database has; of several it must name one.
    pub(crate) async fn adopt_unit(&mut self, tx: &mut Tx, data_set: &mut DataSet) -> AppResult<()> {
        let mut units: Vec<Unit> = Vec::new();
        for ledger in tx.ledgers().await? {
            let register = tx.register(ledger, Seq(i64::MAX)).await?;
            units.extend(register.map(|register| register.unit).filter(|unit| !units.contains(unit)));
        }
        let codes: BTreeSet<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
        match (codes.len(), units.pop()) {
            (1, Some(unit)) => data_set.register.unit = unit,
            (0, _) => {}
            (_, _) => {
                let message = "数据集没有 unit.csv，而库中已有多个单位，分不清是哪一个的数据。";
                self.findings.push(WHICH_UNIT.at(Place::file("unit.csv"), message));
            }
        }
        Ok(())
    }

    /// What is new against what is registered; the same again is nothing, other content is a finding.
    pub(crate) fn compare(&mut self, recorded: Option<Register>, data_set: &DataSet) -> Vec<Change> {
        let known: HashMap<String, String> =
            recorded.iter().flat_map(parts).map(|part| (part.key, part.change.canonical())).collect();
        let mut changes = Vec::new();
        for part in parts(&data_set.register) {
            match known.get(&part.key) {
                None => {
                    *self.added.entry(part.change.kind()).or_default() += 1;
                    changes.push(part.change);
                }
                // An evaluation keeps the policy that it was scored with, whatever the policy file says today.
                Some(_) if matches!(part.change, Change::KeptPolicy(_)) => self.already += 1,
                Some(canonical) if *canonical == part.change.canonical() => self.already += 1,
                Some(_) => self.findings.push(registered_otherwise(&part)),
            }
        }
        changes
    }

    /// Posts the instructions to the book; a refusal is a finding at the row that asked, unless a fault before it
    /// explains it.
    pub(crate) fn decide(
        &mut self,
        instructions: Vec<Sourced<Instruction>>,
        mut doubt: Doubt,
        book: &mut Book,
        progress: Progress<'_>,
    ) -> Vec<Change> {
        let total = instructions.len();
        let mut changes = Vec::with_capacity(total);
        for (done, Sourced { place, item }) in instructions.into_iter().enumerate() {
            let (number, asked) = (item.number.clone(), item.asked.clone());
            doubt.follow(&number, &asked);
            match book.post(item) {
                Ok(Posted::New(voucher)) => changes.push(Change::from(*voucher)),
                Ok(Posted::AlreadyRecorded) => self.already += 1,
                Err(refusal) => {
                    if !doubt.explains(&asked) {
                        self.findings.push(text::refusal_finding(&refusal, place));
                    }
                    doubt.add_refused(&number, &asked);
                }
            }
            progress(done + 1, total);
        }
        for change in &changes {
            *self.added.entry(change.kind()).or_default() += 1;
        }
        changes
    }
}

/// A registered part with what makes it one and the same.
struct Part {
    key: String,
    file: &'static str,
    change: Change,
}

/// All parts of a register in the order in which they are recorded.
fn parts(register: &Register) -> Vec<Part> {
    let mut parts = vec![part("unit.csv", "", register.unit.clone())];
    parts.extend(register.offices.iter().map(|it| part("offices.csv", it.code.as_str(), it.clone())));
    parts.extend(register.projects.iter().map(|it| part("projects.csv", it.code.as_str(), it.clone())));
    parts.extend(register.lines.iter().map(|it| part("lines.csv", it.code.as_str(), it.clone())));
    parts.extend(register.contracts.iter().map(|it| part("contracts.csv", it.number.as_str(), it.clone())));
    parts.extend(register.steps.iter().map(|it| {
        part("project_steps.csv", &format!("{} {} {}", it.project, it.step.label(), it.date), it.clone())
    }));
    parts.extend(
        register
            .appraisals
            .iter()
            .map(|it| part("appraisals.csv", &format!("{} {}", it.project, it.expert), it.clone())),
    );
    parts.extend(register.goals.iter().map(|it| {
        part("goals.csv", &format!("{} {} {}", it.holder, it.horizon.label(), it.version), it.clone())
    }));
    parts.extend(register.indicators.iter().map(|it| {
        let key = format!("{} {} {} {}", it.holder, it.horizon.label(), it.name, it.version);
        part("indicators.csv", &key, it.clone())
    }));
    parts.extend(
        register.actuals.iter().map(|it| {
            part("actuals.csv", &format!("{} {} {}", it.holder, it.indicator, it.date), it.clone())
        }),
    );
    parts.extend(
        register.evidence.iter().map(|it| {
            part("evidence.csv", &format!("{} {} {}", it.holder, it.indicator, it.hash), it.clone())
        }),
    );
    parts.extend(
        register
            .checks
            .iter()
            .map(|it| part("checks.csv", &format!("{} {} {}", it.task, it.act.label(), it.date), it.clone())),
    );
    parts.extend(register.rechecks.iter().map(|it| {
        part("rechecks.csv", &format!("{} {} {} {}", it.project, it.indicator, it.by, it.date), it.clone())
    }));
    parts.extend(register.rounds.iter().map(|it| part("monitor_rounds.csv", &it.name, it.clone())));
    parts.extend(register.monitor_reports.iter().map(|it| {
        let key = format!("{} {} {} {}", it.round, it.holder, it.indicator, it.date);
        part("monitor_reports.csv", &key, it.clone())
    }));
    parts.extend(register.corrections.iter().map(|it| {
        part("corrections.csv", &format!("{} {} {}", it.task, it.act.label(), it.date), it.clone())
    }));
    parts.extend(
        register.freeze_proposals.iter().map(|it| {
            part("freeze_proposals.csv", &format!("{} {}", it.proposal, it.act.label()), it.clone())
        }),
    );
    parts.extend(
        register
            .institutions
            .iter()
            .map(|it| part("institutions.csv", &format!("{} {}", it.title, it.document), it.clone())),
    );
    parts.extend(register.rectifications.iter().map(|it| {
        let key = format!("{} {} {}", it.problem, it.act.label(), it.date);
        part("rectifications.csv", &key, it.clone())
    }));
    let proposals = register.proposals.iter();
    parts.extend(proposals.map(|it| part("proposals.csv", it.project.as_str(), it.clone())));
    parts.extend(register.facts.iter().map(|it| part("unit_facts.csv", it.name.label(), it.clone())));
    parts.extend(register.members.iter().map(|it| part("members.csv", it.id.as_str(), it.clone())));
    let policy = |it: &KeptPolicy| part("unit.csv", it.id.as_str(), it.clone());
    parts.extend(register.policy.iter().chain(&register.project_policies).map(policy));
    parts.extend(register.sheets.iter().map(|it| {
        let office = it.office.as_ref().map_or("", |office| office.as_str());
        part("score_sheets.csv", &format!("{} {office}", it.member), it.clone())
    }));
    parts.extend(
        register.descriptions.iter().map(|it| part("descriptions.csv", it.criterion.as_str(), it.clone())),
    );
    parts
        .extend(register.narratives.iter().map(|it| part("texts.csv", &it.position.to_string(), it.clone())));
    parts
}

fn part<T: Canonical + Into<Change>>(file: &'static str, key: &str, subject: T) -> Part {
    Part { key: format!("{} {key}", T::KIND), file, change: subject.into() }
}

fn registered_otherwise(part: &Part) -> Finding {
    let name = part.key.split_once(' ').map_or("", |(_, name)| name.trim());
    REGISTERED_OTHERWISE.at(Place::file(part.file), format!("{name} 已登记，且内容与本次不同。"))
}
