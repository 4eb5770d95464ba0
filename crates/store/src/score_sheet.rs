//! 评分表: a row per sheet and a row per score.

use crate::Ledger;
use crate::bulk;
use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::{self, Stored};
use crate::tx::{Fields, Row, Tx};
use mingzhang_domain::ids::{CriterionName, MemberId, OfficeCode, Seq};
use mingzhang_domain::points::Points;
use mingzhang_domain::scoring::ScoreSheet;
use std::collections::HashMap;

/// The sheet's own row; its scores are added by [`load`].
impl Stored for ScoreSheet {
    const TABLE: &'static str = "score_sheet";
    const COLUMNS: &'static [&'static str] = &["member", "office"];

    fn values(&self) -> Vec<Cell> {
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
    bulk::insert(tx, "score", &["unit", "year", "seq", "position", "criterion", "points"], rows).await
}

/// The sheets with their scores.
pub(crate) async fn load(tx: &mut Tx, ledger: Ledger, up_to: Seq) -> StoreResult<Vec<(Seq, ScoreSheet)>> {
    load_each(tx, ledger, up_to).await?.into_iter().collect()
}

/// The same, one by one, so that a damaged sheet or score does not hide the others.
pub(crate) async fn load_each(
    tx: &mut Tx,
    ledger: Ledger,
    up_to: Seq,
) -> StoreResult<Vec<StoreResult<(Seq, ScoreSheet)>>> {
    let mut sheets: Vec<StoreResult<(Seq, ScoreSheet)>> = stored::load_each(tx, ledger, up_to).await?;
    let scores = tx.rows(SCORES, stored::up_to_params(ledger, up_to)).await?;
    let seqs = sheets.iter().enumerate().filter_map(|(at, sheet)| Some((sheet.as_ref().ok()?.0, at)));
    let index: HashMap<Seq, usize> = seqs.collect();
    let damaged: Vec<_> = scores.iter().filter_map(|row| add_score(&mut sheets, &index, row).err()).collect();
    sheets.extend(damaged.into_iter().map(Err));
    Ok(sheets)
}

/// Adds a score to its sheet.
fn add_score(
    sheets: &mut [StoreResult<(Seq, ScoreSheet)>],
    index: &HashMap<Seq, usize>,
    row: &Row,
) -> StoreResult<()> {
    let mut fields = Fields::new("score", row);
    let (seq, position) = (fields.seq()?, fields.int()?);
    let score = (CriterionName::new(fields.text()?), Points(fields.int()?));
    let sheet = index.get(&seq).and_then(|at| sheets[*at].as_mut().ok());
    let (_, sheet) = sheet.ok_or_else(|| fields.damaged("没有对应的评分表"))?;
    if usize::try_from(position) != Ok(sheet.scores.len()) {
        return Err(fields.damaged("评分缺号"));
    }
    sheet.scores.push(score);
    Ok(())
}
