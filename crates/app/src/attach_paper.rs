//! 佐证资料 as files: kept under the hash of their content, listed, and given out again.

use crate::correct_course::at;
use crate::dataset::{EMPTY_FIELD, UNKNOWN_CODE};
use crate::error::{AppError, AppResult};
use crate::house::{House, Which};
use crate::record::Recorded;
use crate::text::rules;
use mingzhang_domain::Date;
use mingzhang_domain::chain::hash_of;
use mingzhang_domain::change::Change;
use mingzhang_domain::finding::{Finding, Place, has_errors};
use mingzhang_domain::ids::Seq;
use mingzhang_domain::performance::attachment::LARGEST;
use mingzhang_domain::performance::{Attachment, AttachmentFault, AttachmentKind, Evidence, Holder};
use mingzhang_domain::register::Register;
use mingzhang_store::Stamp;
use std::path::{Path, PathBuf};

rules! {
    /// What may be wrong with a file of evidence.
    RULES of Input;
    NOT_KEPT "MZ-I140" Error "这个文件不能作附件留存":
        "能留存的是 pdf、ofd、docx、xlsx、doc、xls、jpg、jpeg、png、tif、zip、csv、txt，每个不超过 32 MiB，后缀与内容相符。";
    OTHER_PAPER "MZ-I141" Error "文件与登记的佐证不同":
        "同名的佐证登记的是另一份内容：请找出原件，或用 --holder 等参数把这一份另行登记。";
    NOT_REGISTERED "MZ-I142" Warning "没有登记这份佐证，没有留存":
        "请用 --holder、--indicator、--kind 登记，或先在 evidence.csv 登记再留存。";
    NO_SUCH_PAPER "MZ-I143" Error "没有留存这份附件": "可用 mingzhang evidence list 查看；没有留存的，用 mingzhang attach 留存。";
    DAMAGED_PAPER "MZ-I144" Error "附件的内容与登记的校验值不符": "请用 mingzhang verify 核对数据库，并从备份恢复，或用 mingzhang attach 重新交来原件。";
}

/// What a new paper proves.
#[derive(Clone, Debug)]
pub struct About {
    /// Whose indicator.
    pub holder: Holder,
    /// Its name; empty where the paper belongs to the holder as a whole.
    pub indicator: String,
    /// What it is: 合同, 验收报告 …
    pub kind: String,
    /// The day of the paper.
    pub date: Date,
    /// Who hands it in.
    pub by: String,
}

/// What was kept.
#[derive(Clone, Debug, Default)]
pub struct Attached {
    /// How much was recorded, and what was noticed; with an error among it nothing was.
    pub recorded: Recorded,
    /// The papers that are kept now, each with the name of its file.
    pub papers: Vec<(String, Attachment)>,
}

/// A paper that is registered, and whether its content is kept.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The paper.
    pub evidence: Evidence,
    /// Whether its content is kept.
    pub kept: bool,
}

impl House {
    /// Keeps files: as new evidence, or, where nothing is said about them, as what evidence that is registered names.
    ///
    /// # Errors
    /// No such unit or year, a file that cannot be read, or a database that cannot be used; what is wrong with a file is a
    /// finding.
    pub async fn attach(
        &self,
        which: &Which,
        stamp: &Stamp,
        files: &[PathBuf],
        about: Option<&About>,
    ) -> AppResult<Attached> {
        let ledger = self.ledger(which).await?;
        let mut tx = self.database.write().await?;
        let head = tx.lock(ledger).await?;
        let register = tx.register(ledger, Seq(i64::MAX)).await?;
        let register = register.ok_or(AppError::NoSuchYear { year: which.year.0, there_is: Vec::new() })?;
        let mut attached = Attached::default();
        attached.recorded.findings.extend(about.into_iter().flat_map(|about| faults(about, &register)));
        let mut changes: Vec<Change> = Vec::new();
        let mut fitting: Vec<(&PathBuf, String)> = Vec::new();
        for file in files {
            match look_at(file, about, &register)? {
                Err(finding) => attached.recorded.findings.push(finding),
                Ok((attachment, evidence)) => {
                    let kept = (!register.keeps(&attachment.hash)).then(|| Change::from(attachment.clone()));
                    for change in evidence.map(Change::from).into_iter().chain(kept) {
                        if !changes.contains(&change) {
                            changes.push(change);
                        }
                    }
                    fitting.push((file, attachment.hash.clone()));
                    attached.papers.push((name(file), attachment));
                }
            }
        }
        if has_errors(&attached.recorded.findings) {
            return Ok(Attached { papers: Vec::new(), ..attached });
        }
        for (file, hash) in &fitting {
            // Also where it is kept already: what is missing of it is put back.
            let content = read(file)?;
            if hash_of(&content) == *hash {
                tx.keep_content(ledger.unit, hash, &content).await?;
            } else {
                let finding = NOT_KEPT.at(Place::file(name(file)), "文件正在改动，两次读到的内容不同。");
                attached.recorded.findings.push(finding);
                return Ok(Attached { papers: Vec::new(), ..attached });
            }
        }
        let book = tx.book(&head, self.policies.treasury(), &[]).await?;
        if !changes.is_empty() {
            tx.append(&head, stamp, &changes, &book).await?;
        }
        tx.commit().await?;
        attached.recorded.changes = changes.len();
        Ok(attached)
    }

    /// All papers that are registered.
    ///
    /// # Errors
    /// No such unit or year, or a database that cannot be read.
    pub async fn papers(&self, which: &Which) -> AppResult<Vec<Paper>> {
        let register = self.year(which).await?.register;
        let paper =
            |evidence: &Evidence| Paper { kept: register.keeps(&evidence.hash), evidence: evidence.clone() };
        Ok(register.evidence.iter().map(paper).collect())
    }

    /// The content of a paper by its hash, or by the beginning of it where no other begins like it.
    ///
    /// # Errors
    /// No such unit, year or paper; content that no longer has its hash; a database that cannot be read.
    pub async fn content_of(&self, which: &Which, hash: &str) -> AppResult<(Attachment, Vec<u8>)> {
        let mut year = self.year(which).await?;
        let begins = |attachment: &&Attachment| !hash.is_empty() && attachment.hash.starts_with(hash);
        let mut found = year.register.attachments.iter().filter(begins);
        let (first, other) = (found.next().cloned(), found.next());
        let wrong = |rule: crate::text::Rule, message: String| {
            AppError::Findings(vec![rule.at(Place::default(), message)])
        };
        let Some(attachment) = first.filter(|_| other.is_none()) else {
            let how = if other.is_some() { "有几份附件" } else { "没有留存附件" };
            return Err(wrong(NO_SUCH_PAPER, format!("{how}的校验值以 {hash} 开头。")));
        };
        let content = year.tx.content(year.ledger.unit, &attachment.hash).await?;
        let now = hash_of(&content);
        if now != attachment.hash {
            let message = format!("附件登记的校验值是 {}，现在是 {now}。", attachment.hash);
            return Err(wrong(DAMAGED_PAPER, message));
        }
        Ok((attachment, content))
    }
}

/// What is wrong with what is said about a paper.
fn faults(about: &About, register: &Register) -> Vec<Finding> {
    let mut wrong = Vec::new();
    for (column, text) in [("kind", &about.kind), ("by", &about.by)] {
        if text.trim().is_empty() {
            wrong.push(at(EMPTY_FIELD, column, format!("{column} 是空的。")));
        }
    }
    if let Some(code) = about.holder.project()
        && !register.projects.iter().any(|project| project.code == *code)
    {
        wrong.push(at(UNKNOWN_CODE, "holder", format!("没有登记项目 {code}。")));
    } else if !about.indicator.is_empty() {
        let known = register.indicators_of(&about.holder);
        if !known.iter().any(|indicator| indicator.name == about.indicator) {
            let message = format!("{} 没有登记绩效指标“{}”。", about.holder, about.indicator);
            wrong.push(at(UNKNOWN_CODE, "indicator", message));
        }
    }
    wrong
}

/// A file as what is kept of it, with the evidence that it is, where that is new; or what is wrong with it.
fn look_at(
    file: &Path,
    about: Option<&About>,
    register: &Register,
) -> AppResult<Result<(Attachment, Option<Evidence>), Finding>> {
    let (name, place) = (name(file), Place::file(name(file)));
    let content = match size(file)? {
        size if size > LARGEST as u64 => {
            return Ok(Err(not_kept(
                place,
                &AttachmentFault::TooLarge(usize::try_from(size).unwrap_or(usize::MAX)),
            )));
        }
        _ => read(file)?,
    };
    let kind = match AttachmentKind::of_file(&name, &content) {
        Ok(kind) => kind,
        Err(fault) => return Ok(Err(not_kept(place, &fault))),
    };
    let size = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let attachment = Attachment { hash: hash_of(&content), size, kind };
    let Some(about) = about else {
        let names = |paper: &&Evidence| paper.file == name;
        return Ok(match register.evidence.iter().find(|paper| paper.hash == attachment.hash) {
            Some(_) => Ok((attachment, None)),
            None => Err(match register.evidence.iter().find(names) {
                Some(paper) => OTHER_PAPER.at(
                    place,
                    format!("{name} 登记的校验值是 {}，这个文件的是 {}。", paper.hash, attachment.hash),
                ),
                None => NOT_REGISTERED.at(place, format!("没有佐证的校验值是 {}。", attachment.hash)),
            }),
        });
    };
    let is_there = |paper: &Evidence| {
        paper.holder == about.holder && paper.indicator == about.indicator && paper.hash == attachment.hash
    };
    let evidence = (!register.evidence.iter().any(is_there)).then(|| Evidence {
        holder: about.holder.clone(),
        indicator: about.indicator.clone(),
        kind: about.kind.clone(),
        file: name,
        hash: attachment.hash.clone(),
        size,
        date: about.date,
        by: about.by.clone(),
    });
    Ok(Ok((attachment, evidence)))
}

fn not_kept(place: Place, fault: &AttachmentFault) -> Finding {
    let message = match fault {
        AttachmentFault::Empty => "文件是空的。".to_owned(),
        AttachmentFault::TooLarge(size) => format!("文件有 {size} 字节，超过 {LARGEST} 字节。"),
        AttachmentFault::UnknownKind(ending) if ending.is_empty() => "文件名没有后缀。".to_owned(),
        AttachmentFault::UnknownKind(ending) => format!("不认识的后缀 {ending}。"),
        AttachmentFault::OtherContent(kind) => format!("后缀是 {}，内容不是这种文件。", kind.as_str()),
    };
    NOT_KEPT.at(place, message)
}

fn name(file: &Path) -> String {
    file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn size(file: &Path) -> AppResult<u64> {
    let found = std::fs::metadata(file);
    Ok(found.map_err(|source| AppError::File { path: file.to_owned(), source })?.len())
}

fn read(file: &Path) -> AppResult<Vec<u8>> {
    std::fs::read(file).map_err(|source| AppError::File { path: file.to_owned(), source })
}
