//! Other programs that read what ours writes. One that is missing fails the test and says so.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// Debian's own Python, which has python3-docx.
const PYTHON: &str = "/usr/bin/python3";

/// Runs a program to its end.
#[track_caller]
fn output(command: &mut Command) -> Output {
    let program = command.get_program().to_string_lossy().into_owned();
    let ended = command.output();
    let output = ended.unwrap_or_else(|error| panic!("{program} is needed, and ./test installs it: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} ended with {}: {said}", output.status);
    output
}

/// What a Python script prints.
#[track_caller]
pub fn python(script: &str, arguments: &[&Path]) -> String {
    let printed = output(Command::new(PYTHON).arg("-c").arg(script).args(arguments));
    String::from_utf8(printed.stdout).expect("UTF-8")
}

/// Changes a database behind the program's back.
#[track_caller]
pub fn sql(database: &Path, statement: &str) {
    let script = "import sqlite3, sys\n\
                  db = sqlite3.connect(sys.argv[1])\n\
                  changed = db.execute(sys.argv[2]).rowcount\n\
                  db.commit()\n\
                  assert changed == 1, changed\n";
    python(script, &[database, Path::new(statement)]);
}

/// A document converted by LibreOffice, in the same folder.
#[track_caller]
pub fn convert(document: &Path, extension: &str) -> PathBuf {
    let profile = TempDir::new().expect("a temporary folder");
    let filter = if extension == "txt" { "txt:Text (encoded):UTF8" } else { extension };
    output(
        Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", profile.path().display()))
            .args(["--headless", "--convert-to", filter, "--outdir"])
            .arg(document.parent().expect("a folder"))
            .arg(document),
    );
    let converted = document.with_extension(extension);
    assert!(converted.is_file(), "LibreOffice did not write {}", converted.display());
    converted
}

/// What a page's DOM is after its scripts have run.
#[track_caller]
pub fn in_browser(page: &Path) -> String {
    let dom = browser(page, &["--virtual-time-budget=5000", "--dump-dom"]);
    String::from_utf8(dom.stdout).expect("UTF-8")
}

/// A page printed by the browser as a PDF file, in the same folder.
#[track_caller]
pub fn print(page: &Path) -> PathBuf {
    let printed = page.with_extension("pdf");
    browser(page, &[&format!("--print-to-pdf={}", printed.display())]);
    assert!(printed.is_file(), "the browser did not write {}", printed.display());
    printed
}

#[track_caller]
fn browser(page: &Path, arguments: &[&str]) -> Output {
    let profile = TempDir::new().expect("a temporary folder");
    let quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"];
    let alone = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
    output(
        Command::new("chromium")
            .args(quiet)
            .args(alone)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .args(arguments)
            .arg(format!("file://{}", page.display())),
    )
}
