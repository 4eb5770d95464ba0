//! Grade bands: from a score to a grade.

use crate::points::Points;

/// The scores that get one grade: `at_least <= score < below`; the highest band also holds the full score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// 等级: 优秀, 良好 …
    pub grade: String,
    /// The lowest score of the band.
    pub at_least: Points,
    /// The first score above it; `None` for the highest band.
    pub below: Option<Points>,
}

impl Band {
    /// Whether a score lies in it.
    pub fn holds(&self, score: Points) -> bool {
        self.at_least <= score && self.below.is_none_or(|below| score < below)
    }
}

/// The grade of a score.
pub fn grade(bands: &[Band], score: Points) -> Option<&str> {
    bands.iter().find(|band| band.holds(score)).map(|band| band.grade.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bands from `(grade, at_least)`, highest first.
    fn bands(edges: &[(&str, i64)]) -> Vec<Band> {
        let mut below = None;
        let band = |&(grade, at_least): &(&str, i64)| {
            let band = Band { grade: grade.to_owned(), at_least: Points::whole(at_least), below };
            below = Some(band.at_least);
            band
        };
        edges.iter().map(band).collect()
    }

    #[test]
    fn each_edge_belongs_to_the_higher_grade() {
        let national = bands(&[("优", 90), ("良", 80), ("中", 60), ("差", 0)]);
        let source = bands(&[("优秀", 85), ("良好", 75), ("一般", 60), ("较差", 0)]);
        for (score, in_national, in_source) in [
            ("0", "差", "较差"),
            ("59.99", "差", "较差"),
            ("60", "中", "一般"),
            ("74.99", "中", "一般"),
            ("75", "中", "良好"),
            ("79.99", "中", "良好"),
            ("80", "良", "良好"),
            ("84.99", "良", "良好"),
            ("85", "良", "优秀"),
            ("89.99", "良", "优秀"),
            ("90", "优", "优秀"),
            ("100", "优", "优秀"),
        ] {
            let score = Points::parse(score).unwrap();
            assert_eq!(grade(&national, score), Some(in_national), "{score}");
            assert_eq!(grade(&source, score), Some(in_source), "{score}");
        }
    }
}
