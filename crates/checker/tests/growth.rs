//! A long paper is checked, in whatever it is that it has much of. How the time grows is measured by
//! `cargo bench -p mingzhang-checker --bench shapes`; here a square of this size would not come to its end before the
//! test runner gives up.

mod support;

use mingzhang_checker::check;
use support::shapes::{SHAPES, TEXTS};

/// Characters of each paper.
const SIZE: usize = 80_000;

#[test]
fn no_shape_of_a_long_paper_keeps_a_check_from_its_end() {
    for shape in SHAPES.iter().chain(&TEXTS) {
        let paper = support::paper(&(shape.paper)(SIZE));
        let covered = check(&paper).coverage;
        assert!(covered.understood <= covered.figures, "{}: {covered:?}", shape.name);
    }
}
