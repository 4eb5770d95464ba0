//! 项目库: the steps that projects took, what experts gave them, and who may get a quota.

use crate::book::{in_book, subjects};
use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::{Fields, Tx};
use crate::{Ledger, bulk};
use mingzhang_domain::ids::{CriterionName, LineCode, MemberId, ProjectCode, Seq};
use mingzhang_domain::ledger::{Admission, Book, Instruction, QuotaLine};
use mingzhang_domain::performance::{
    Appraisal, ExpenditureKind, LibraryStep, Project, ProjectStep, Standing, StepOutcome,
};
use mingzhang_domain::points::Points;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

impl Stored for ProjectStep {
    const TABLE: &'static str = "project_step";
    const COLUMNS: &'static [&'static str] =
        &["project", "step", "date", "outcome", "document", "opinion", "decided_by"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.project.as_str().into(),
            self.step.as_str().into(),
            self.date.to_string().into(),
            self.outcome.label().into(),
            self.document.as_str().into(),
            self.opinion.as_str().into(),
            self.by.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<ProjectStep> {
        Ok(ProjectStep {
            project: ProjectCode::new(fields.text()?),
            step: fields.parsed(LibraryStep::parse)?,
            date: fields.date()?,
            outcome: fields.parsed(StepOutcome::parse)?,
            document: fields.text()?,
            opinion: fields.text()?,
            by: fields.text()?,
        })
    }
}

impl Stored for Appraisal {
    const TABLE: &'static str = "appraisal";
    const COLUMNS: &'static [&'static str] = &["project", "expert", "scores"];

    fn values(&self) -> Vec<Cell> {
        let scores = self.scores.iter().map(|(criterion, points)| (criterion.as_str(), points.0));
        vec![
            self.project.as_str().into(),
            self.expert.as_str().into(),
            Value::from_iter(
                scores.map(|(criterion, points)| Value::from(vec![Value::from(criterion), points.into()])),
            )
            .to_string()
            .into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Appraisal> {
        Ok(Appraisal {
            project: ProjectCode::new(fields.text()?),
            expert: MemberId::new(fields.text()?),
            scores: fields.parsed(scores)?,
        })
    }
}

/// `[["立项必要性",1500],…]`: criteria with hundredths of a point.
fn scores(text: &str) -> Option<Vec<(CriterionName, Points)>> {
    let pairs: Vec<(String, i64)> = serde_json::from_str(text).ok()?;
    Some(
        pairs
            .into_iter()
            .map(|(criterion, points)| (CriterionName::new(criterion), Points(points)))
            .collect(),
    )
}

/// Takes into the books from when the lines that would get a quota can get one. A house that keeps no library asks
/// nothing, and no other instruction reads it.
pub(crate) async fn take_in(
    tx: &mut Tx,
    instructions: &[(Ledger, &Instruction)],
    lines: &[(Ledger, QuotaLine)],
    books: &mut BTreeMap<Ledger, Book>,
) -> StoreResult<()> {
    let getting: BTreeSet<(Ledger, &LineCode)> = instructions
        .iter()
        .flat_map(|(of, it)| it.asked.lines_that_get().into_iter().map(|line| (*of, line)))
        .collect();
    let libraries = libraries(tx, getting.iter().map(|(of, _)| *of).collect()).await?;
    let asked =
        |(of, line): &&(Ledger, QuotaLine)| libraries.contains(of) && getting.contains(&(*of, &line.code));
    let lines: Vec<_> = lines.iter().filter(asked).collect();
    let projects: BTreeSet<(Ledger, &str)> =
        lines.iter().map(|(of, line)| (*of, line.project.as_str())).collect();
    let registered = subjects::<Project>(tx, "code", projects.iter().copied()).await?;
    let special: BTreeSet<(Ledger, &str)> = registered
        .iter()
        .filter(|(_, project)| project.expenditure_kind == ExpenditureKind::Special)
        .map(|(of, project)| (*of, project.code.as_str()))
        .collect();
    let steps = steps_of(tx, &special).await?;
    for (of, line) in lines {
        let key = (*of, line.project.as_str());
        if special.contains(&key) {
            let taken = steps.get(&(*of, line.project.clone())).into_iter().flatten().map(|(_, step)| step);
            let from = Standing::of(taken).admitted_on();
            let admission = Admission { project: line.project.clone(), from };
            in_book(books, *of, |book| book.add_admission(line.code.clone(), admission));
        }
    }
    Ok(())
}

/// Which of some units and years keep a library.
async fn libraries(tx: &mut Tx, ledgers: BTreeSet<Ledger>) -> StoreResult<BTreeSet<Ledger>> {
    let keys: Vec<Vec<Cell>> = ledgers.iter().map(|of| of.key_with([])).collect();
    let rows = bulk::by_key(tx, "project_step", "DISTINCT unit, year", &["unit", "year"], &keys).await?;
    rows.iter().map(|row| Fields::new("project_step", row).ledger()).collect()
}

/// The steps of some projects in recording order.
async fn steps_of(
    tx: &mut Tx,
    projects: &BTreeSet<(Ledger, &str)>,
) -> StoreResult<BTreeMap<(Ledger, ProjectCode), Vec<(Seq, ProjectStep)>>> {
    let keys: Vec<Vec<Cell>> = projects.iter().map(|(of, code)| of.key_with([*code])).collect();
    let columns = format!("unit, year, seq, {}", ProjectStep::COLUMNS.join(", "));
    let rows = bulk::by_key(tx, ProjectStep::TABLE, &columns, &["unit", "year", "project"], &keys).await?;
    let mut steps: BTreeMap<_, Vec<(Seq, ProjectStep)>> = BTreeMap::new();
    for row in &rows {
        let mut fields = Fields::new(ProjectStep::TABLE, row);
        let (of, seq) = (fields.ledger()?, Seq(fields.int()?));
        let step = ProjectStep::read(&mut fields)?;
        steps.entry((of, step.project.clone())).or_default().push((seq, step));
    }
    steps.values_mut().for_each(|steps| steps.sort_by_key(|(seq, _)| *seq));
    Ok(steps)
}
