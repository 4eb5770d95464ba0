//! How long a check takes: one report of the length of the published one, a thousand of them on one core, one that is
//! ten times as long; and how much room they need.
//!
//! `cargo bench -p mingzhang-app --bench check`; the better of some runs each. A thousand papers should take a thousand
//! times as long as one and no more room; ten times the length should take ten times as long.

use mingzhang_app::check_paper::{Options, Profile, check_paper_with};
use mingzhang_app::dataset::published;
use std::time::Instant;

/// The papers of the long run.
const PAPERS: usize = 1_000;

fn main() {
    let bytes = published();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    println!("the published report: {} characters", text.chars().count());
    for (name, profile) in [("figures", Profile::Figures), ("publish", Profile::Publish)] {
        let options = Options { profile, ..Options::default() };
        let one = best(20, || check(&bytes, &options));
        let before = peak_mib();
        let many = best(1, || (0..PAPERS).for_each(|nth| check(&another(&text, nth), &options)));
        let after = peak_mib();
        let ten = text.repeat(10);
        let long = best(3, || check(ten.as_bytes(), &options));
        println!(
            "{name}: one {:.1} ms; {PAPERS} papers {many:.2} s, {:.0} times one; ten times as long {:.1} times one; \
             peak {before} MiB before the papers, {after} MiB after",
            one * 1e3,
            many / one,
            long / one,
        );
    }
}

fn check(bytes: &[u8], options: &Options) {
    std::hint::black_box(check_paper_with("a.txt", bytes, options).expect("a paper"));
}

/// A paper that no other is the same as.
fn another(text: &str, nth: usize) -> Vec<u8> {
    format!("第{nth}份\n\n{text}").into_bytes()
}

/// Seconds of the best of some runs.
fn best(runs: usize, run: impl Fn()) -> f64 {
    let took = || {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    (0..runs).map(|_| took()).fold(f64::INFINITY, f64::min)
}

/// The most memory that the process had so far, in MiB.
fn peak_mib() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok());
    kib.map_or("?".to_owned(), |kib| (kib / 1024).to_string())
}
