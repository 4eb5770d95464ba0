//! How long a check takes: one report of the length of the published one, a thousand of them on one core, one that is
//! ten times as long, PDF files of 30 and 300 pages; and how much room they need.
//!
//! `cargo bench -p mingzhang-app --bench check`; the better of some runs each. A thousand papers should take a thousand
//! times as long as one and no more room; ten times the length should take ten times as long.

#[allow(dead_code, reason = "the readers' tests use the rest")]
#[path = "../../documents/tests/support/pdf.rs"]
mod pdf;

use mingzhang_app::check_paper::{Options, Profile, check_paper_with};
use mingzhang_app::dataset::published;
use pdf::{Coding, Sheet};
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
    for pages in [30, 300] {
        let file = pages_of(&text, pages);
        let options = Options::default();
        let took = best(3, || check_pdf(&file, &options));
        println!("PDF of {pages} pages, {} KiB: {took:.3} s; peak {} MiB", file.len() / 1024, peak_mib());
    }
}

fn check(bytes: &[u8], options: &Options) {
    std::hint::black_box(check_paper_with("a.txt", bytes, options).expect("a paper"));
}

fn check_pdf(bytes: &[u8], options: &Options) {
    std::hint::black_box(check_paper_with("a.pdf", bytes, options).expect("a paper"));
}

/// A PDF file of so many pages: the published report again and again, every fifth page a ruled table that goes on.
fn pages_of(text: &str, pages: usize) -> Vec<u8> {
    /// Lines of a page, and characters of a line.
    const LINES: usize = 30;
    const WIDTH: usize = 36;
    let lines: Vec<String> = text
        .lines()
        .filter(|line| !line.contains('\t'))
        .flat_map(|line| {
            let chars: Vec<char> = line.chars().collect();
            chars.chunks(WIDTH).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>()
        })
        .collect();
    let xs: Vec<f64> = (0..=5).map(|n| 60.0 + 90.0 * f64::from(n)).collect();
    let ys: Vec<f64> = (0..=30).map(|n| 760.0 - 22.0 * f64::from(n)).collect();
    let row: &[&str] = &["道路养护", "120.50", "118.20", "2.30", "98.09%"];
    let sheet = |nth: usize| {
        if nth % 5 == 4 {
            let mut sheet = Sheet::default();
            sheet.table(&xs, &ys, &[row; LINES]);
            return sheet;
        }
        let page = lines.iter().cycle().skip(nth * LINES % lines.len()).take(LINES);
        Sheet::of(&page.map(String::as_str).collect::<Vec<_>>())
    };
    pdf::pdf(Coding::Gbk, &(0..pages).map(sheet).collect::<Vec<_>>())
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
