//! Words with bound figures.

use mingzhang_domain::figure::FigureKey;
use mingzhang_domain::paper::Run;
use mingzhang_domain::performance::narrative::{Piece, pieces};

/// The runs of a template: words as they stand, each `{{key}}` as `figure` prints it.
pub(super) fn runs(template: &str, mut figure: impl FnMut(FigureKey) -> Run) -> Vec<Run> {
    let run = |piece| match piece {
        Piece::Words(words) => Run::text(words),
        Piece::Figure(key) => figure(key),
    };
    pieces(template).into_iter().map(run).collect()
}

/// Whether a figure exists only once there is an evaluation.
pub(super) fn is_of_evaluation(key: &FigureKey) -> bool {
    let measure = key.as_str().split('.').next().unwrap_or_default();
    matches!(measure, "score" | "weight" | "grade")
        || matches!(key.as_str(), "count.member" | "count.criterion")
}

/// Names joined as in a sentence: `甲、乙和丙`.
pub(super) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{}和{last}", first.join("、")),
    }
}

/// Names that may hold a 、 of their own, each in quotes: `“甲”“乙、丙”`.
pub(super) fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("“{name}”")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_in_a_sentence_is_bound_to_its_key() {
        let runs = runs("支付{{paid.all}}万元", |key| Run::figure(key, "12.00"));
        assert_eq!(
            runs,
            [Run::text("支付"), Run::figure(FigureKey::new("paid.all"), "12.00"), Run::text("万元")]
        );
    }

    #[test]
    fn names_are_joined_as_in_a_sentence() {
        assert_eq!(listed(&["甲"]), "甲");
        assert_eq!(listed(&["甲", "乙", "丙"]), "甲、乙和丙");
    }
}
