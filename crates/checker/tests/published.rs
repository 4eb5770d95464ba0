//! The published report of the example year: one contradiction, and the gaps of form around it.

mod support;

use mingzhang_checker::check;
use mingzhang_domain::finding::{Kind, Severity};

const PUBLISHED: &str = include_str!("../../../examples/gaoxin-2020/published.txt");

#[test]
fn the_only_error_of_the_published_report_is_its_total_against_its_score_table() {
    let report = check(&support::paper(PUBLISHED));
    let errors: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
    let [error] = errors.as_slice() else { panic!("{errors:#?}") };
    assert_eq!(error.kind, Kind::Repeat);
    assert_eq!((error.stated.as_deref(), error.recomputed.as_deref()), (Some("95分"), Some("96分")));
}

#[test]
fn the_lost_score_of_the_published_report_is_solved_for_both_totals() {
    let report = check(&support::paper(PUBLISHED));
    let missing: Vec<_> = report.findings.iter().filter(|f| f.kind == Kind::MissingScore).collect();
    let [missing] = missing.as_slice() else { panic!("{missing:#?}") };
    let solved: Vec<_> = missing.solutions.iter().map(|s| (s.if_total.as_str(), s.score.as_str())).collect();
    assert_eq!(solved, [("96", "4"), ("95", "3")]);
}

#[test]
fn every_gap_of_form_in_the_published_report_is_a_warning() {
    let report = check(&support::paper(PUBLISHED));
    let count = |kind: Kind| report.findings.iter().filter(|f| f.kind == kind).count();
    assert_eq!(count(Kind::MissingSignature), 1, "one finding for the list");
    assert_eq!(count(Kind::MissingColumn), 2);
    assert_eq!(count(Kind::ShiftedCell), 4);
    assert!(report.findings.iter().all(|f| f.severity >= Severity::Warning));
    assert!(report.coverage.passed > 30, "{:?}", report.coverage);
}

#[test]
fn every_finding_of_the_published_report_stands_where_its_figure_is_printed() {
    let paper = support::paper(PUBLISHED);
    for finding in check(&paper).findings {
        // A column without signatures is shown by its heading, not by a figure.
        if finding.kind != Kind::MissingSignature {
            let (Some(span), Some(stated)) = (finding.place.span, &finding.stated) else { continue };
            assert!(paper.slice(span).replace(' ', "").contains(stated.as_str()), "{finding:?}");
        }
    }
}
