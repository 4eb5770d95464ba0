//! 评分表: what one member gives.

use crate::history::{Canonical, Encoder};
use crate::ids::{CriterionName, MemberId, OfficeCode};
use crate::points::Points;

/// The sheet of one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreSheet {
    /// Who scores.
    pub member: MemberId,
    /// The office that is scored; `None` where it is the whole unit.
    pub office: Option<OfficeCode>,
    /// The points by criterion, in the order of the sheet.
    pub scores: Vec<(CriterionName, Points)>,
}

impl Canonical for ScoreSheet {
    const KIND: &'static str = "score_sheet";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.member.as_str()).text(self.office.as_ref().map_or("", OfficeCode::as_str));
        to.count(self.scores.len());
        for (criterion, points) in &self.scores {
            to.text(criterion.as_str()).int(points.0);
        }
    }
}
