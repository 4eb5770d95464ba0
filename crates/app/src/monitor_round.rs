//! A round of monitoring: each project's money and results against what is expected by now, what is missing, what is due.

use crate::course::{courses, projects_of_lines};
use crate::error::{AppError, AppResult};
use crate::house::{House, Which};
use crate::self_evaluate::with_computed;
use crate::show_figures::Figures;
use crate::text::{lapse_finding, rules};
use mingzhang_domain::Date;
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::ids::{ProjectCode, Seq, VoucherNo};
use mingzhang_domain::monitoring::{Look, MoneySoFar, Monitoring, MonitoringPolicy};
use mingzhang_domain::performance::Round;
use mingzhang_domain::register::Register;
use std::collections::HashMap;

rules! {
    /// The rule of the policy that a round is looked at with.
    RULES of Monitoring;
    NOT_IN_FORCE "MZ-M012" Note "监控政策在这一天还没有生效或已经失效": "请核对 --policy；确要用这一套阈值的，可以不管。";
}

/// The policy whose lights are lit where none is named.
pub const DEFAULT_POLICY: &str = "monitoring-time-progress";

/// A round with everything that it is looked at with.
pub struct MonitoredRound {
    /// What is registered, with the actual values that are figures of the ledger.
    pub register: Register,
    /// The thresholds.
    pub policy: MonitoringPolicy,
    /// The round.
    pub round: Round,
    /// The last recorded change that counts.
    pub known_up_to: Seq,
    /// The day on which something is due or overdue.
    pub today: Date,
    money: HashMap<ProjectCode, MoneySoFar>,
    freezes: Vec<(VoucherNo, ProjectCode)>,
}

impl House {
    /// A round of a year, by the thresholds of a policy; what is due is told as of a day, or as of the deadline for
    /// reports.
    ///
    /// # Errors
    /// No such year, round or policy, or a database that cannot be read.
    pub async fn monitor(
        &self,
        which: &Which,
        round: &str,
        policy: Option<&str>,
        today: Option<Date>,
    ) -> AppResult<MonitoredRound> {
        let mut year = self.year(which).await?;
        let round = named(&year.register, round)?;
        let policy = self.monitoring_policy(policy.unwrap_or(DEFAULT_POLICY))?;
        let mut money = HashMap::new();
        for (project, course) in courses(&mut year).await? {
            money.insert(project, course.on(round.as_of).ok_or(AppError::TooLarge)?);
        }
        let freezes = year.tx.freezes(year.ledger, year.known_up_to).await?;
        let projects = projects_of_lines(&year.register);
        let of_project = |(voucher, line)| Some((voucher, (*projects.get(&line)?).clone()));
        let freezes = freezes.into_iter().filter_map(of_project).collect();
        let (known_up_to, today) = (year.known_up_to, today.unwrap_or(round.deadline));
        let Figures { register, set, .. } = self.figures_of(&mut year, Some(round.as_of)).await?;
        let register = with_computed(&register, &set);
        Ok(MonitoredRound { register, policy, round, known_up_to, today, money, freezes })
    }

    fn monitoring_policy(&self, name: &str) -> AppResult<MonitoringPolicy> {
        let there_is = || self.policies.monitorings().iter().map(|policy| policy.id.to_string()).collect();
        let policy = self.policies.monitoring(name).cloned();
        policy.ok_or_else(|| AppError::NoSuchPolicy { name: name.to_owned(), there_is: there_is() })
    }
}

fn named(register: &Register, name: &str) -> AppResult<Round> {
    let round = register.rounds.iter().find(|round| round.name == name).cloned();
    round.ok_or_else(|| AppError::NoSuchRound {
        round: name.to_owned(),
        there_is: register.rounds.iter().map(|round| round.name.clone()).collect(),
    })
}

impl MonitoredRound {
    /// The round as it stands.
    ///
    /// # Errors
    /// When a sum does not fit.
    pub fn monitoring(&self) -> AppResult<Monitoring<'_>> {
        let look = Look {
            register: &self.register,
            policy: &self.policy,
            round: &self.round,
            money: &self.money,
            freezes: &self.freezes,
            today: self.today,
        };
        look.monitoring().ok_or(AppError::TooLarge)
    }

    /// Everything that is missing or late, each with what to do; the gravest first.
    pub fn findings(&self, seen: &Monitoring) -> Vec<Finding> {
        let mut findings: Vec<Finding> = seen.lapses().iter().map(lapse_finding).collect();
        if !self.policy.holds_on(self.round.as_of) {
            let message = format!("监控政策 {} 不适用于 {}。", self.policy.id, self.round.as_of);
            findings.push(NOT_IN_FORCE.at(Place::default(), message));
        }
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        findings
    }
}
