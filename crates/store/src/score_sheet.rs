//! 评分表: a row per sheet and a row per score.

use crate::Ledger;
use crate::bulk;
use crate::error::StoreResult;
use crate::stored::{self, Stored};
use crate::tx::{Fields, Tx};
use mingzhang_domain::ids::{CriterionName, MemberId, OfficeCode, Seq};
use mingzhang_domain::points::Points;
use mingzhang_domain::scoring::ScoreSheet;
use serde_json::Value;
use std::collections::HashMap;

/// The sheet's own row; its scores are added by [`load`].
impl Stored for ScoreSheet {
    const TABLE: &'static str = "score_sheet";
    const COLUMNS: &'static [&'static str] = &["member", "office"];

    fn values(&self) -> Vec<Value> {
        vec![self.member.as_str().into(), self.office.as_ref().map_or("", OfficeCode::as_str).into()]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<ScoreSheet> {
        let member = MemberId::new(fields.text()?);
        let office = Some(fields.text()?).filter(|code| !code.is_empty()).map(OfficeCode::new);
        Ok(ScoreSheet { member, office, scores: Vec::new() })
    }
}

const SCORES: &str = "SELECT seq, position, criterion, points FROM score \
    WHERE unit = $1 AND year = $2 AND seq <= $3 ORDER BY seq, position";

/// Writes sheets with their scores.
pub(crate) async fn save(tx: &mut Tx, ledger: Ledger, sheets: &[(Seq, &ScoreSheet)]) -> StoreResult<()> {
    stored::save(tx, ledger, sheets).await?;
    let mut rows = Vec::new();
    for (seq, sheet) in sheets {
        for (position, (criterion, points)) in sheet.scores.iter().enumerate() {
            let mut row = stored::key(ledger, *seq);
            row.extend([position.into(), criterion.as_str().into(), points.0.into()]);
            rows.push(row);
        }
    }
    bulk::insert(tx, "score", &["unit", "year", "seq", "position", "criterion", "points"], &rows).await
}

/// The sheets with their scores.
pub(crate) async fn load(tx: &mut Tx, ledger: Ledger, up_to: Seq) -> StoreResult<Vec<(Seq, ScoreSheet)>> {
    let mut sheets: Vec<(Seq, ScoreSheet)> = stored::load(tx, ledger, up_to).await?;
    let scores = tx.rows(SCORES, stored::up_to_params(ledger, up_to)).await?;
    let index: HashMap<i64, usize> = sheets.iter().enumerate().map(|(at, (seq, _))| (seq.0, at)).collect();
    for row in &scores {
        let mut fields = Fields::new("score", row);
        let (seq, position) = (fields.int()?, fields.int()?);
        let score = (CriterionName::new(fields.text()?), Points(fields.int()?));
        let at = index.get(&seq).ok_or_else(|| fields.damaged("没有对应的评分表"))?;
        let scores = &mut sheets[*at].1.scores;
        if usize::try_from(position) != Ok(scores.len()) {
            return Err(fields.damaged(&format!("seq {seq} 的评分缺号")));
        }
        scores.push(score);
    }
    Ok(sheets)
}
