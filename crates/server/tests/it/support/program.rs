//! Runs the program and keeps what it said.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

/// The program, in a folder, free of what the environment of the tests would tell it.
pub fn mingzhang(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.current_dir(folder).args(arguments);
    command.env_remove("MINGZHANG_DB").env_remove("MINGZHANG_LOG");
    command
}

/// How the program ended.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// What came of a process. Whatever happens, it is UTF-8 and no panic.
    pub fn of(output: Output) -> Ran {
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        let ran =
            Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) };
        assert!(!ran.stderr.contains("panicked") && !ran.stderr.contains("程序内部出错"), "{ran}");
        ran
    }

    /// It ended with this code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Ran {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }

    /// It could not run: exit code 2, nothing on stdout, and a sentence with these words on stderr.
    #[track_caller]
    pub fn could_not_run(self, words: &[&str]) {
        let ran = self.exits(2);
        assert_eq!(ran.stdout, "", "{ran}");
        words.iter().for_each(|word| assert!(ran.stderr.contains(word), "no “{word}” in {ran}"));
    }

    /// Stdout, which is JSON alone.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self}"))
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Ran { code, stdout, stderr } = self;
        write!(f, "exit code {code:?}\n--- stdout\n{stdout}\n--- stderr\n{stderr}")
    }
}
