//! How many changed digits a check finds: one digit of each proved figure of each clean paper, and what is not proved.
//!
//! `cargo bench -p mingzhang-checker --bench mutations [-- NAME]`; with a name also the misses, line by line.

#[path = "../tests/support/mod.rs"]
mod support;

use support::mutate::{papers, score, unproved_cells};

/// Any seed; another shows other changes.
const SEED: u64 = 20_200_331;

fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    println!("{:>8} {:>8} {:>7} {:>8} {:>8}", "changed", "found", "", "cells", "unproved");
    let (mut changed, mut found, mut cells, mut open) = (0, 0, 0, 0);
    for paper in papers() {
        if wanted.as_ref().is_some_and(|wanted| !paper.name.contains(wanted.as_str())) {
            continue;
        }
        let scored = score(&paper, SEED, None);
        let (count, unproved) = unproved_cells(&paper.text);
        line(scored.changed, scored.found, count, unproved.len(), &paper.name);
        if wanted.is_some() {
            scored.missed.iter().for_each(|missed| println!("    missed    {missed}"));
            unproved.iter().for_each(|cell| println!("    unproved  {cell}"));
        }
        changed += scored.changed;
        found += scored.found;
        cells += count;
        open += unproved.len();
    }
    line(changed, found, cells, open, "all");
}

fn line(changed: usize, found: usize, cells: usize, open: usize, name: &str) {
    let share = 100.0 * found as f64 / changed.max(1) as f64;
    println!("{changed:>8} {found:>8} {share:>6.1}% {cells:>8} {open:>8} {name}");
}
