//! A paper eight times as long takes about eight times as long, in whatever it is that it has more of.

mod support;

use mingzhang_checker::check;
use mingzhang_domain::paper::Paper;
use std::time::{Duration, Instant};
use support::shapes::{SHAPES, Shape, TEXTS};

/// Characters of the shorter paper.
const SIZE: usize = 10_000;
const TIMES: usize = 8;
/// How many times as long the longer one may take: a straight line is 8 and was seen up to 14, a square is 64.
const MOST: u32 = 30;
/// What passes whatever its ratio: too short to be told from noise.
const FLOOR: Duration = Duration::from_millis(100);

#[test]
fn no_shape_of_paper_takes_more_than_its_length() {
    let slow: Vec<String> = SHAPES.iter().chain(&TEXTS).filter_map(too_slow).collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

/// The times of a shape that grows faster than its length, three times in a row.
fn too_slow(shape: &Shape) -> Option<String> {
    let paper = |size: usize| support::paper(&(shape.paper)(size));
    let (short, long) = (paper(SIZE), paper(TIMES * SIZE));
    let short_takes = (0..3).map(|_| worked(&short)).min().unwrap_or_default();
    let most = short_takes * MOST + FLOOR;
    let long_takes: Vec<Duration> = (0..3).map(|_| worked(&long)).take_while(|took| *took > most).collect();
    (long_takes.len() == 3).then(|| format!("{}: {short_takes:?}, then {long_takes:?}", shape.name))
}

/// The time that a check takes.
fn worked(paper: &Paper) -> Duration {
    let (start, before) = (Instant::now(), on_processor());
    std::hint::black_box(check(paper));
    on_processor().zip(before).map_or(start.elapsed(), |(after, before)| after.saturating_sub(before))
}

/// How long this thread has had a processor, where the system tells: other programs do not count.
fn on_processor() -> Option<Duration> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    line.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
