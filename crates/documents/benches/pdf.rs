//! How long reading a PDF file takes, and how it grows: pages of text and pages of a ruled table, 30 and 300 of them.
//!
//! `cargo bench -p mingzhang-documents --bench pdf`; a straight line is 10, a square is 100.

#[path = "../tests/support/mod.rs"]
mod support;

use mingzhang_documents::{Mark, pdf};
use mingzhang_domain::finding::Place;
use mingzhang_domain::paper::Span;
use std::time::Instant;
use support::pdf::{Coding, Sheet};

/// A page of 30 lines of 36 characters.
fn text() -> Sheet {
    let line = "年初共安排预算资金286223.43万元，调整预算数363264.28万元，截至12月底完成支付。";
    Sheet::of(&[line; 30])
}

/// A page with a table of 30 rows and 6 columns that goes on over all pages.
fn table() -> Sheet {
    let xs: Vec<f64> = (0..=6).map(|n| 60.0 + 80.0 * f64::from(n)).collect();
    let ys: Vec<f64> = (0..=30).map(|n| 760.0 - 22.0 * f64::from(n)).collect();
    let row: &[&str] = &["道路养护", "120.50", "118.20", "2.30", "98.09%", "达成"];
    let mut sheet = Sheet::default();
    sheet.table(&xs, &ys, &[row; 30]);
    sheet
}

fn took(bytes: &[u8], work: impl Fn(&[u8])) -> f64 {
    let run = || {
        let start = Instant::now();
        work(bytes);
        start.elapsed().as_secs_f64()
    };
    (0..3).map(|_| run()).fold(f64::INFINITY, f64::min)
}

fn main() {
    let read = |bytes: &[u8]| drop(std::hint::black_box(pdf::read(bytes).expect("a paper")));
    let mark = |bytes: &[u8]| {
        let note = |at: usize| Mark {
            place: Place { span: Some(Span { start: at, end: at + 6 }), ..Place::default() },
            ..Mark::default()
        };
        let notes: Vec<Mark> = (0..bytes.len() / 20_000).map(|n| note(n * 500)).collect();
        std::hint::black_box(pdf::mark(bytes, &notes).expect("a copy"));
    };
    println!("{:>10} {:>10} {:>6}", "30 pages", "300 pages", "ratio");
    for (name, page) in [("text", text as fn() -> Sheet), ("table", table)] {
        let file = |pages: usize| {
            let sheets: Vec<Sheet> = (0..pages).map(|_| page()).collect();
            support::pdf::pdf(Coding::Gbk, &sheets)
        };
        let (short, long) = (file(30), file(300));
        for (what, work) in [("read", &read as &dyn Fn(&[u8])), ("mark", &mark)] {
            let (short, long) = (took(&short, work), took(&long, work));
            println!("{short:>9.3}s {long:>9.3}s {:>6.1} {what} {name}", long / short);
        }
    }
}
