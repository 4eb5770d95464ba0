//! Which files, and what came of each. Only what is said of a paper is kept, so that a folder of any size needs no more
//! room than its largest papers.

use super::copies::{self, Copy};
use super::{Form, Task, text};
use crate::cli::fault::{Fault, io_reason};
use crate::cli::progress::Bar;
use mingzhang_app::check_against::check_against;
use mingzhang_app::check_paper::{CheckedPaper, Coverage, Passed, check_paper_with};
use mingzhang_app::mark_paper::marked_page;
use mingzhang_domain::finding::{Finding, Severity};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// A file to be checked.
pub(super) struct File {
    /// Where it is.
    pub path: PathBuf,
    /// Its path inside the folder that was named; its name, where it was named itself.
    pub inside: PathBuf,
}

/// A file with what came of it.
pub(super) struct Checked {
    /// Its name as the user knows it.
    pub file: String,
    /// What was found, or why it cannot be read.
    pub result: Result<Paper, String>,
}

/// What is kept of a checked paper.
pub(super) struct Paper {
    /// Characters of its text.
    pub characters: usize,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// For each finding the words by which it is known again.
    pub quotes: Vec<String>,
    /// How many findings the baseline hides.
    pub hidden: usize,
    /// What was covered.
    pub coverage: Coverage,
    /// What holds, where it was asked for.
    pub passed: Vec<Passed>,
    /// For each finding what people see of it, or the whole page.
    pub shown: text::Shown,
    /// The marked copy.
    pub copy: Option<Copy>,
}

impl Checked {
    /// Why it cannot be read.
    pub(super) fn reason(&self) -> Option<&str> {
        self.result.as_ref().err().map(String::as_str)
    }

    /// What is printed of it.
    pub(super) fn shown(&self) -> Option<String> {
        let paper = self.result.as_ref().ok()?;
        paper.shown.text(&self.file, paper)
    }

    /// Its marked copy.
    pub(super) fn copy(&self) -> Option<&Copy> {
        self.result.as_ref().ok()?.copy.as_ref()
    }
}

impl Paper {
    /// How many findings of a severity are shown.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// All findings of all files.
pub(super) fn findings(checked: &[Checked]) -> impl Iterator<Item = &Finding> {
    checked.iter().filter_map(|checked| checked.result.as_ref().ok()).flat_map(|paper| &paper.findings)
}

/// The files that are named, and those in the folders that are, folder by folder in the order of their names.
pub(super) fn files(named: &[PathBuf]) -> Result<Vec<File>, Fault> {
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            let before = files.len();
            walk(path, path, &mut files)?;
            if files.len() == before {
                return Err(Fault::new(format!("{}：文件夹里没有文件。", path.display())));
            }
        } else {
            let inside = PathBuf::from(path.file_name().unwrap_or_default());
            files.push(File { path: path.clone(), inside });
        }
    }
    Ok(files)
}

/// Everything under a folder that is neither hidden nor what an office program locks its file with. Links to folders are
/// not followed: they may lead in circles.
fn walk(root: &Path, folder: &Path, files: &mut Vec<File>) -> Result<(), Fault> {
    let fault = |error: std::io::Error| Fault::new(format!("{}：{}", folder.display(), io_reason(&error)));
    let mut entries: Vec<std::fs::DirEntry> =
        std::fs::read_dir(folder).and_then(Iterator::collect).map_err(fault)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(root, &path, files)?;
        } else if path.is_file() {
            let inside = path.strip_prefix(root).unwrap_or(&path).to_owned();
            files.push(File { path, inside });
        }
    }
    Ok(())
}

/// Checks all of them, as many at a time as the machine has processors, and answers in their order.
pub(super) fn check_all(files: &[File], task: &Task) -> Vec<Checked> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let answers: Mutex<Vec<(usize, Checked)>> = Mutex::new(Vec::with_capacity(files.len()));
    let bar = Bar::new("核查");
    bar.set(0, files.len());
    let work = || {
        while let Some((index, file)) = take(&next, files) {
            let checked = check(file, task);
            answers.lock().unwrap_or_else(PoisonError::into_inner).push((index, checked));
            bar.set(done.fetch_add(1, Ordering::Relaxed) + 1, files.len());
        }
    };
    let processors = std::thread::available_parallelism().map_or(1, |count| count.get());
    std::thread::scope(|scope| {
        for _ in 1..processors.min(files.len()) {
            scope.spawn(work);
        }
        work();
    });
    bar.finish();
    let mut answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    answers.sort_by_key(|(index, _)| *index);
    answers.into_iter().map(|(_, checked)| checked).collect()
}

/// The next file that nobody has taken.
fn take<'f>(next: &AtomicUsize, files: &'f [File]) -> Option<(usize, &'f File)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    Some((index, files.get(index)?))
}

fn check(file: &File, task: &Task) -> Checked {
    let name = file.path.display().to_string();
    let result = match std::fs::read(&file.path) {
        Err(error) => Err(format!("{name}：{}", io_reason(&error))),
        Ok(bytes) => paper(file, &name, &bytes, task).map_err(|reason| format!("{name}：{reason}")),
    };
    Checked { file: name, result }
}

fn paper(file: &File, name: &str, bytes: &[u8], task: &Task) -> Result<Paper, String> {
    let mut checked = check_paper_with(name, bytes, &task.options).map_err(|error| error.to_string())?;
    if let Some(figures) = &task.figures {
        checked.findings.extend(check_against(&checked.paper, figures, name));
    }
    let copy = task.copies.as_ref().map(|target| copies::write(target, file, name, bytes, &checked));
    let copy = copy.transpose()?;
    let quotes = checked.findings.iter().map(|finding| quote(finding, &checked)).collect();
    let shown = match task.form {
        Form::Text => text::Shown::of(&checked, task.show_passed),
        Form::Html => text::Shown::Page(marked_page(name, &checked)),
        Form::Json | Form::Sarif => text::Shown::Nothing,
    };
    Ok(Paper {
        characters: checked.paper.text.chars().count(),
        quotes,
        findings: checked.findings,
        hidden: 0,
        coverage: checked.coverage,
        passed: if task.show_passed { checked.passed } else { vec![] },
        shown,
        copy,
    })
}

/// What is stated, else what stands there, else the message: it stays the same while text around it changes.
fn quote(finding: &Finding, checked: &CheckedPaper) -> String {
    const LONGEST: usize = 60;
    let there = || finding.place.span.map(|span| checked.paper.slice(span).trim().to_owned());
    let words = finding.stated.clone().or_else(there).filter(|words| !words.is_empty());
    words.unwrap_or_else(|| finding.message.clone()).chars().take(LONGEST).collect()
}
