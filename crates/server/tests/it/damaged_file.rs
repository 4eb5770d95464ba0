//! An SQLite file whose bytes were changed, wherever it may be: a finding or a refusal, never a panic, and never "all
//! agrees" over content that is another.

use crate::support::{Desk, python};
use std::time::{SystemTime, UNIX_EPOCH};

/// How many files are damaged.
const ROUNDS: u64 = 24;

/// xorshift64, from `MINGZHANG_SEED` or the clock; printed, so that a run can be repeated.
fn chance() -> impl FnMut(usize) -> usize {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_nanos() as u64;
    let seed = std::env::var("MINGZHANG_SEED").ok().and_then(|text| text.parse().ok());
    let mut state: u64 = seed.unwrap_or(clock | 1);
    println!("MINGZHANG_SEED={state}");
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    }
}

/// The parts of a bundle with the hash of each, but the first, which says when it was written.
fn content(desk: &Desk, db: &str) -> Vec<String> {
    desk.run(&["backup", "--db", db, "--out", "content.mz"]).exits(0);
    let bundle = desk.read("content.mz");
    std::fs::remove_file(desk.path("content.mz")).expect("it is there");
    let lines = bundle.split(|byte| *byte == b'\n').map(String::from_utf8_lossy);
    lines.filter(|line| line.starts_with("end ")).skip(1).map(|line| line.into_owned()).collect()
}

#[test]
fn whatever_bytes_are_changed_the_file_is_found_damaged_or_its_content_is_the_same() {
    let desk = Desk::with_demo();
    let whole = desk.read("mingzhang.db");
    let before = content(&desk, "sqlite:mingzhang.db");
    let mut chance = chance();
    let mut codes = [0; 3];
    for round in 0..ROUNDS {
        let mut damaged = whole.clone();
        let length = [1, 1, 4, 64, 512, 4096][chance(6)];
        // The header of the file, the header of a page, or anywhere.
        let at = match round % 3 {
            0 => chance(200),
            1 => chance(whole.len() / 4096) * 4096 + chance(64),
            _ => chance(whole.len()),
        };
        let end = whole.len().min(at + length);
        damaged[at..end].iter_mut().for_each(|byte| *byte ^= 1 + chance(255) as u8);
        desk.write("damaged.db", damaged);
        let verified = desk.run(&["verify", "--db", "sqlite:damaged.db"]);
        let code = verified.code.and_then(|code| usize::try_from(code).ok()).unwrap_or(9);
        assert!(code <= 2, "{at}+{length}: {verified}");
        codes[code] += 1;
        match code {
            0 => assert!(content(&desk, "sqlite:damaged.db") == before, "{at}+{length}: {verified}"),
            1 => assert!(verified.stdout.contains("不符：表"), "{at}+{length}: {verified}"),
            _ => assert!(!verified.stderr.is_empty(), "{at}+{length}: {verified}"),
        }
        // Whoever goes on reading is answered, or refused in a sentence.
        let figures = desk.run(&["figures", "--year", "2020", "--db", "sqlite:damaged.db"]);
        assert!(matches!(figures.code, Some(0 | 2)), "{at}+{length}: {figures}");
        for beside in ["damaged.db", "damaged.db-wal", "damaged.db-shm"] {
            let _not_there = std::fs::remove_file(desk.path(beside));
        }
    }
    println!("exit codes 0, 1, 2: {codes:?}");
    assert!(codes[1] + codes[2] > 0, "nothing was damaged");
}

#[test]
fn an_index_that_no_longer_fits_its_table_is_found() {
    let desk = Desk::with_demo();
    let script = "import sqlite3, sys\n\
                  db = sqlite3.connect(sys.argv[1])\n\
                  db.execute('PRAGMA writable_schema = ON')\n\
                  db.execute(\"UPDATE sqlite_master SET sql = replace(sql, 'reversal', 'payment') \
                  WHERE name = 'voucher_reversed'\")\n\
                  db.commit()\n";
    python(script, &[&desk.path("mingzhang.db")]);
    let found = desk.run(&["verify", "--format", "json"]).exits(1).json();
    let key = found["differences"][0]["key"].as_str().expect("a difference");
    assert!(key.contains("voucher_reversed"), "{found}");
    assert!(desk.run(&["verify"]).exits(1).stdout.contains("文件已损坏"));
}
