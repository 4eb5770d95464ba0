//! Whether what the paper concludes would change with an error put right: the grade that it states, or that a target is
//! reached.

mod grade;
mod target;

use crate::read::Reading;
use grade::Grade;
use mingzhang_domain::finding::{Conclusion, Finding, Severity};
use target::Targets;

/// Says on each error what it does to the grade of the paper and to the target of its figure. A grade that becomes
/// another one weighs more than a target.
pub(crate) fn conclude(reading: &Reading, findings: &mut [Finding]) {
    let mut errors = findings.iter_mut().filter(|f| f.severity == Severity::Error).peekable();
    if errors.peek().is_none() {
        return;
    }
    let (grade, targets) = (Grade::of(reading), Targets::of(reading));
    for finding in errors {
        let of_grade = grade.as_ref().map(|grade| grade.with(finding));
        let of_target = targets.with(finding);
        finding.conclusion = match (of_grade, of_target) {
            (Some(Conclusion::Changed(to)), _) => Some(Conclusion::Changed(to)),
            (_, Some(Conclusion::Target { aim, reached })) => Some(Conclusion::Target { aim, reached }),
            (of_grade, of_target) => of_grade.or(of_target),
        };
    }
}
