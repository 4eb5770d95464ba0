//! A copy of the example year, and ways to spoil it.

use std::fs;
use std::path::{Path, PathBuf};

/// The year that comes with the program.
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/gaoxin-2020");

/// How many entries of the history the example year makes.
pub const ENTRIES: u64 = 12165;

/// A copy of the example's CSV files.
pub struct Example(PathBuf);

impl Example {
    /// Copies it to a new folder.
    pub fn copy_to(folder: PathBuf) -> Example {
        fs::create_dir_all(&folder).expect("a folder");
        for entry in fs::read_dir(EXAMPLE).expect("the example") {
            let path = entry.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "csv") {
                fs::copy(&path, folder.join(path.file_name().expect("a name"))).expect("a copy");
            }
        }
        Example(folder)
    }

    /// A file of it.
    pub fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    /// Replaces the first occurrence of a text that must be there.
    #[track_caller]
    pub fn replace(&self, file: &str, from: &str, to: &str) {
        self.change(file, |text| {
            assert!(text.contains(from), "{file} has no {from}");
            text.replacen(from, to, 1).into_bytes()
        });
    }

    /// Adds a line at the end.
    pub fn add(&self, file: &str, line: &str) {
        self.change(file, |text| format!("{text}{line}\n").into_bytes());
    }

    /// Puts a file through a change of its bytes.
    pub fn change(&self, file: &str, change: impl Fn(&str) -> Vec<u8>) {
        let text = fs::read_to_string(self.path(file)).expect("a file of the example");
        fs::write(self.path(file), change(&text)).expect("a file of the example");
    }

    /// Puts all files through a change of their bytes.
    pub fn change_all(&self, change: impl Fn(&str) -> Vec<u8>) {
        super::desk::names(&self.0).iter().for_each(|file| self.change(file, &change));
    }

    /// Takes a file away.
    pub fn remove(&self, file: &str) {
        fs::remove_file(self.path(file)).expect("a file of the example");
    }
}

/// A file of the example that is no CSV.
pub fn published() -> String {
    fs::read_to_string(Path::new(EXAMPLE).join("published.txt")).expect("the published paper")
}
