//! How long a check takes, and how it grows: each shape of `tests/support/shapes.rs` at one size and at ten times that.
//!
//! `cargo bench -p mingzhang-checker --bench shapes [-- NAME]`; a straight line is 10, a square is 100.

#[path = "../tests/support/mod.rs"]
mod support;

use mingzhang_checker::check;
use std::time::Instant;
use support::shapes::{SHAPES, TEXTS};

/// Characters of the smaller paper.
const SIZE: usize = 30_000;

fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    println!("{:>10} {:>10} {:>6}", "short", "long", "ratio");
    for shape in SHAPES.iter().chain(&TEXTS) {
        if wanted.as_ref().is_some_and(|wanted| !shape.name.contains(wanted.as_str())) {
            continue;
        }
        let took = |size: usize, runs: usize| {
            let paper = support::paper(&(shape.paper)(size));
            let run = || {
                let start = Instant::now();
                std::hint::black_box(check(&paper));
                start.elapsed().as_secs_f64()
            };
            (0..runs).map(|_| run()).fold(f64::INFINITY, f64::min)
        };
        let (short, long) = (took(SIZE, 2), took(10 * SIZE, 1));
        println!("{short:>9.3}s {long:>9.3}s {:>6.1} {}", long / short, shape.name);
    }
}
