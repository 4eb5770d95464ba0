//! All that is registered for one unit and year.

use crate::error::StoreResult;
use crate::stored::{self, Stored};
use crate::tx::Tx;
use crate::{Ledger, score_sheet};
use mingzhang_domain::ids::Seq;
use mingzhang_domain::performance::Unit;
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::KeptPolicy;

impl Tx {
    /// What was registered up to a place in the history; `None` where the unit itself was not yet.
    pub async fn register(&mut self, ledger: Ledger, up_to: Seq) -> StoreResult<Option<Register>> {
        let Some(unit) = subjects::<Unit>(self, ledger, up_to).await?.pop() else { return Ok(None) };
        let kept: Vec<KeptPolicy> = subjects(self, ledger, up_to).await?;
        let (of_unit, project_policies): (Vec<_>, Vec<_>) =
            kept.into_iter().partition(|kept| kept.id == unit.policy);
        Ok(Some(Register {
            unit,
            offices: subjects(self, ledger, up_to).await?,
            projects: subjects(self, ledger, up_to).await?,
            lines: subjects(self, ledger, up_to).await?,
            contracts: subjects(self, ledger, up_to).await?,
            steps: subjects(self, ledger, up_to).await?,
            appraisals: subjects(self, ledger, up_to).await?,
            goals: subjects(self, ledger, up_to).await?,
            indicators: subjects(self, ledger, up_to).await?,
            actuals: subjects(self, ledger, up_to).await?,
            evidence: subjects(self, ledger, up_to).await?,
            attachments: subjects(self, ledger, up_to).await?,
            checks: subjects(self, ledger, up_to).await?,
            samples: subjects(self, ledger, up_to).await?,
            rechecks: subjects(self, ledger, up_to).await?,
            rounds: subjects(self, ledger, up_to).await?,
            monitor_reports: subjects(self, ledger, up_to).await?,
            corrections: subjects(self, ledger, up_to).await?,
            freeze_proposals: subjects(self, ledger, up_to).await?,
            institutions: subjects(self, ledger, up_to).await?,
            rectifications: subjects(self, ledger, up_to).await?,
            proposals: subjects(self, ledger, up_to).await?,
            facts: subjects(self, ledger, up_to).await?,
            members: subjects(self, ledger, up_to).await?,
            sheets: values(score_sheet::load(self, ledger, up_to).await?),
            descriptions: subjects(self, ledger, up_to).await?,
            narratives: subjects(self, ledger, up_to).await?,
            policy: of_unit.into_iter().next_back(),
            project_policies,
        }))
    }
}

/// The subjects of a kind in recording order.
async fn subjects<T: Stored>(tx: &mut Tx, ledger: Ledger, up_to: Seq) -> StoreResult<Vec<T>> {
    Ok(values(stored::load(tx, ledger, up_to).await?))
}

fn values<T>(pairs: Vec<(Seq, T)>) -> Vec<T> {
    pairs.into_iter().map(|(_, value)| value).collect()
}
