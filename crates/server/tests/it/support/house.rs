//! The demo year in a database of its own, of either kind.

use super::{Desk, Ran, mingzhang};
use serde_json::Value;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};

/// The demo year in a database of its own.
pub struct House {
    pub desk: Desk,
    pub db: String,
}

impl House {
    /// Runs a command on the database.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.desk.run(&[arguments, &["--db", &self.db]].concat())
    }

    /// The answer of a command that ends well, as JSON.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        self.run(&[arguments, &["--format", "json"]].concat()).exits(0).json()
    }

    /// In a file.
    pub fn on_sqlite() -> House {
        House { desk: Desk::with_demo(), db: "sqlite:mingzhang.db".to_owned() }
    }

    /// On a server.
    pub fn on_postgres() -> House {
        House::at(empty_on_postgres())
    }

    /// At the address of an empty database.
    pub fn at(db: String) -> House {
        let house = House { desk: Desk::empty(), db };
        house.desk.example("set");
        house.desk.run(&["init", "--db", &house.db]).exits(0);
        house.desk.run(&["import", "set", "--db", &house.db]).exits(0);
        house
    }

    /// Begins to post a file.
    pub fn post(&self, file: &str) -> Child {
        let mut command = mingzhang(self.desk.folder(), &["post", file, "--db", &self.db, "--year", "2020"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs")
    }

    /// Posts lines and waits for the answers.
    pub fn answers(&self, file: &str, lines: &[Value]) -> Vec<Value> {
        self.write(file, lines);
        answers(&self.post(file).wait_with_output().expect("it ends").stdout)
    }

    /// Writes lines into a file.
    pub fn write(&self, file: &str, lines: &[Value]) {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        self.desk.write(file, text);
    }

    /// Everything holds.
    #[track_caller]
    pub fn verify(&self) {
        self.desk.run(&["verify", "--db", &self.db]).exits(0);
    }
}

/// The answers that a process printed, line by line.
pub fn answers(stdout: &[u8]) -> Vec<Value> {
    let text = String::from_utf8_lossy(stdout);
    // Who is killed may leave half a line behind, which is no answer.
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// The address of an empty database on the server.
pub fn empty_on_postgres() -> String {
    database_on_server(None)
}

/// The address of a new database on the server, empty or a copy.
pub(super) fn database_on_server(like: Option<&str>) -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("mz_house_{}_{number}", std::process::id());
    make_database(&name, like).expect("a database of this name is not there yet")
}

/// Makes a database, empty or a copy; `None` where it is there already.
pub(super) fn make_database(name: &str, like: Option<&str>) -> Option<String> {
    let server = std::env::var("MINGZHANG_TEST_POSTGRES")
        .expect("no PostgreSQL: run ./test, or scripts/with-postgres cargo nextest run");
    let like = like.map_or(String::new(), |like| format!(" TEMPLATE {like}"));
    let make = format!("CREATE DATABASE {name}{like}");
    let made = Command::new("psql").args([&server, "-qc", &make]).output();
    let made = made.expect("psql is needed, and ./test installs it");
    let (base, _) = server.rsplit_once('/').expect("an address with a database");
    let complaint = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success() || complaint.contains("already exists"), "{complaint}");
    made.status.success().then(|| format!("{base}/{name}"))
}
