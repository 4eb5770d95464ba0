//! A folder of one test's own, with the program in it and, if wanted, the demo year.

use super::house::{database_on_server, make_database};
use super::{Example, Ran, mingzhang};
use serde_json::Value;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

/// The report's names, which tell the year.
pub const REPORT_DOCX: &str = "self-evaluation-2020.docx";
pub const REPORT_HTML: &str = "self-evaluation-2020.html";

/// A folder that goes away with the test. Commands that name no database use one of its own: an SQLite file in the folder,
/// or a database on the server where `MINGZHANG_TEST_KIND=postgres` runs the same tests again.
pub struct Desk {
    folder: TempDir,
    server: Option<OnceLock<String>>,
}

impl Desk {
    /// An empty folder.
    pub fn empty() -> Desk {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Desk { folder, server: on_server().then(OnceLock::new) }
    }

    /// A folder with all that `demo` makes: the database, both reports and the published paper.
    pub fn with_demo() -> Desk {
        let desk = Desk::empty();
        if let Some(server) = &desk.server {
            let _first = server.set(database_on_server(Some(&demo_on_server())));
        }
        for entry in fs::read_dir(shared_demo()).expect("the shared demo") {
            let entry = entry.expect("a file of the shared demo");
            fs::copy(entry.path(), desk.path(&entry.file_name().to_string_lossy())).expect("a copy");
        }
        desk
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Something in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// What is in it, in order.
    pub fn names(&self) -> Vec<String> {
        names(self.folder())
    }

    /// Writes a file.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, content).expect("a file is written");
    }

    /// Reads a file.
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Reads a text.
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).expect("UTF-8")
    }

    /// A copy of the example year, to be spoiled.
    pub fn example(&self, name: &str) -> Example {
        Example::copy_to(self.path(name))
    }

    /// Runs the program in the folder.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().expect("the program runs"))
    }

    /// Whether commands that name no database use one on the server.
    pub fn is_on_server(&self) -> bool {
        self.server.is_some()
    }

    /// The program with its arguments, in the folder and with its database.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = mingzhang(self.folder(), arguments);
        if let Some(server) = &self.server {
            command.env("MINGZHANG_DB", server.get_or_init(|| database_on_server(None)));
        }
        command
    }

    /// The answer of a command that ends well, as JSON.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        let arguments = [arguments, &["--format", "json"]].concat();
        self.run(&arguments).exits(0).json()
    }

    /// All figures of 2020, with more arguments.
    #[track_caller]
    pub fn figures(&self, more: &[&str]) -> Value {
        self.json(&[&["figures", "--year", "2020"], more].concat())
    }

    /// The number of the last entry of each ledger of the database.
    #[track_caller]
    pub fn entries(&self) -> Vec<u64> {
        let verified = self.json(&["verify"]);
        let ledgers = verified["ledgers"].as_array().expect("ledgers");
        ledgers.iter().map(|ledger| ledger["entries"].as_u64().expect("a number")).collect()
    }
}

/// What is in a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Whether the tests run on the server.
fn on_server() -> bool {
    std::env::var("MINGZHANG_TEST_KIND").is_ok_and(|kind| kind == "postgres")
}

/// A database that has what `demo` imports, once per server, to be copied.
fn demo_on_server() -> String {
    let shared = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let lock = File::create(shared.join("demo-on-server.lock")).expect("a lock");
    lock.lock().expect("the lock is taken");
    let name = "mz_demo".to_owned();
    if let Some(address) = make_database(&name, None) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Example::copy_to(folder.path().join("set"));
        for arguments in [&["init", "--db", &address][..], &["import", "set", "--db", &address]] {
            Ran::of(mingzhang(folder.path(), arguments).output().expect("it runs")).exits(0);
        }
    }
    name
}

/// One demo for all tests of this build. Each test is a process, so the first one makes it and the others wait.
fn shared_demo() -> PathBuf {
    let shared = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo");
    fs::create_dir_all(&shared).expect("a folder for the shared demo");
    let lock = File::create(shared.join("lock")).expect("a lock");
    lock.lock().expect("the lock is taken");
    let (out, stamp) = (shared.join("out"), shared.join("stamp"));
    let build = build_of_program();
    if fs::read_to_string(&stamp).ok().as_ref() != Some(&build) {
        Ran::of(mingzhang(&shared, &["demo", "--out", "out", "--force"]).output().expect("it runs")).exits(0);
        fs::write(&stamp, build).expect("a stamp");
    }
    out
}

/// What tells one build of the program from another.
fn build_of_program() -> String {
    let file = fs::metadata(env!("CARGO_BIN_EXE_mingzhang")).expect("the program");
    format!("{} {:?}", file.len(), file.modified().expect("a time"))
}
