//! All that is registered for one unit and year, beside the vouchers.

use crate::Date;
use crate::ids::{LineCode, ProjectCode};
use crate::ledger::{Admission, Contract, QuotaLine};
use crate::performance::{
    ActualValue, Appraisal, Attachment, CheckTask, Correction, Description, Evidence, ExpenditureKind,
    FreezeProposal, Goal, Holder, Horizon, Indicator, Institution, Member, MonitorReport, Narrative, Office,
    Project, ProjectStep, QuotaProposal, Recheck, Rectification, Round, Sample, Section, Standing, Unit,
    UnitFact,
};
use crate::scoring::{KeptPolicy, ScoreSheet};
use std::collections::{BTreeMap, HashMap};

/// All that is registered for one unit and year, each list in its own order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// The unit.
    pub unit: Unit,
    /// 处室.
    pub offices: Vec<Office>,
    /// 预算项目.
    pub projects: Vec<Project>,
    /// 预算指标.
    pub lines: Vec<QuotaLine>,
    /// 合同.
    pub contracts: Vec<Contract>,
    /// The steps that projects took.
    pub steps: Vec<ProjectStep>,
    /// What experts gave projects that were declared.
    pub appraisals: Vec<Appraisal>,
    /// 绩效目标, all versions.
    pub goals: Vec<Goal>,
    /// 绩效指标, all versions.
    pub indicators: Vec<Indicator>,
    /// 完成值, of all days.
    pub actuals: Vec<ActualValue>,
    /// 佐证资料.
    pub evidence: Vec<Evidence>,
    /// The papers whose content is kept.
    pub attachments: Vec<Attachment>,
    /// 核查, event by event.
    pub checks: Vec<CheckTask>,
    /// 抽查 samples as they were drawn.
    pub samples: Vec<Sample>,
    /// What reviewers gave.
    pub rechecks: Vec<Recheck>,
    /// 监控轮次.
    pub rounds: Vec<Round>,
    /// 监控填报, of all rounds and days.
    pub monitor_reports: Vec<MonitorReport>,
    /// 督办, event by event.
    pub corrections: Vec<Correction>,
    /// 冻结提请, event by event.
    pub freeze_proposals: Vec<FreezeProposal>,
    /// 内部制度.
    pub institutions: Vec<Institution>,
    /// 问题整改, event by event.
    pub rectifications: Vec<Rectification>,
    /// 下年预算安排建议.
    pub proposals: Vec<QuotaProposal>,
    /// 部门基础数据.
    pub facts: Vec<UnitFact>,
    /// 评价工作组.
    pub members: Vec<Member>,
    /// 评分表.
    pub sheets: Vec<ScoreSheet>,
    /// 评价描述.
    pub descriptions: Vec<Description>,
    /// What the unit says in words.
    pub narratives: Vec<Narrative>,
    /// The policy that the evaluation of the unit keeps; `None` where nothing is scored yet.
    pub policy: Option<KeptPolicy>,
    /// The policies that the evaluations of projects keep.
    pub project_policies: Vec<KeptPolicy>,
}

impl Register {
    /// An empty register of a unit.
    pub fn new(unit: Unit) -> Register {
        Register {
            unit,
            offices: Vec::new(),
            projects: Vec::new(),
            lines: Vec::new(),
            contracts: Vec::new(),
            steps: Vec::new(),
            appraisals: Vec::new(),
            goals: Vec::new(),
            indicators: Vec::new(),
            actuals: Vec::new(),
            evidence: Vec::new(),
            attachments: Vec::new(),
            checks: Vec::new(),
            samples: Vec::new(),
            rechecks: Vec::new(),
            rounds: Vec::new(),
            monitor_reports: Vec::new(),
            corrections: Vec::new(),
            freeze_proposals: Vec::new(),
            institutions: Vec::new(),
            rectifications: Vec::new(),
            proposals: Vec::new(),
            facts: Vec::new(),
            members: Vec::new(),
            sheets: Vec::new(),
            descriptions: Vec::new(),
            narratives: Vec::new(),
            policy: None,
            project_policies: Vec::new(),
        }
    }

    /// What is registered of the results of each holder, apart: goals, indicators, actual values, papers. Whoever looks at
    /// holder after holder takes it apart once, so the time grows with the results and not with their square.
    pub fn results_by_holder(&self) -> BTreeMap<Holder, Register> {
        let mut apart: BTreeMap<Holder, Register> = BTreeMap::new();
        for goal in &self.goals {
            self.apart(&mut apart, &goal.holder).goals.push(goal.clone());
        }
        for indicator in &self.indicators {
            self.apart(&mut apart, &indicator.holder).indicators.push(indicator.clone());
        }
        for actual in &self.actuals {
            self.apart(&mut apart, &actual.holder).actuals.push(actual.clone());
        }
        for paper in &self.evidence {
            self.apart(&mut apart, &paper.holder).evidence.push(paper.clone());
        }
        apart
    }

    /// Whether the content of a paper is kept.
    pub fn keeps(&self, hash: &str) -> bool {
        self.attachments.iter().any(|attachment| attachment.hash == hash)
    }

    fn apart<'a>(&self, apart: &'a mut BTreeMap<Holder, Register>, holder: &Holder) -> &'a mut Register {
        apart.entry(holder.clone()).or_insert_with(|| Register::new(self.unit.clone()))
    }

    /// The paragraphs of a section in order.
    pub fn narratives_of(&self, section: Section) -> impl Iterator<Item = &Narrative> {
        self.narratives.iter().filter(move |narrative| narrative.section == section)
    }

    /// Where a project stands in the library.
    pub fn standing_of(&self, project: &ProjectCode) -> Standing<'_> {
        Standing::of(self.steps.iter().filter(|step| step.project == *project))
    }

    /// The day from which each line can get a quota. A house that keeps no library asks nothing; basic expenditure is
    /// never declared.
    pub fn admissions(&self) -> Vec<(&LineCode, Admission)> {
        if self.steps.is_empty() {
            return Vec::new();
        }
        let special = self.projects.iter().filter(|it| it.expenditure_kind == ExpenditureKind::Special);
        let from: HashMap<&ProjectCode, Option<Date>> =
            special.map(|it| (&it.code, self.standing_of(&it.code).admitted_on())).collect();
        let admission = |line: &'_ QuotaLine| {
            let from = *from.get(&line.project)?;
            Some(Admission { project: line.project.clone(), from })
        };
        self.lines.iter().filter_map(|line| Some((&line.code, admission(line)?))).collect()
    }

    /// The goal of a holder that holds on a day: of the versions dated up to it, the last.
    pub fn goal_of(&self, holder: &Holder, horizon: Horizon, day: Date) -> Option<&Goal> {
        let of_it = |goal: &&Goal| goal.holder == *holder && goal.horizon == horizon && goal.date <= day;
        self.goals.iter().filter(of_it).max_by_key(|goal| goal.version)
    }

    /// The indicators of a holder as they hold, each in its last version, in the order of their first.
    pub fn indicators_of(&self, holder: &Holder) -> Vec<&Indicator> {
        Indicator::last_versions(self.indicators.iter().filter(|indicator| indicator.holder == *holder))
    }

    /// The actual value of an indicator as of a day: of the latest day, and of that day the one recorded last.
    pub fn actual_of(&self, indicator: &Indicator, as_of: Date) -> Option<&ActualValue> {
        let of_it = |actual: &&ActualValue| {
            actual.holder == indicator.holder && actual.indicator == indicator.name && actual.date <= as_of
        };
        self.actuals.iter().filter(of_it).max_by_key(|actual| actual.date)
    }
    /// What was reported in a round about an indicator of a holder, or about its money where the name is empty: of the
    /// latest day, and of that day the report recorded last.
    pub fn report_of(&self, round: &Round, holder: &Holder, indicator: &str) -> Option<&MonitorReport> {
        let about = |report: &&MonitorReport| {
            report.round == round.name && report.holder == *holder && report.indicator == indicator
        };
        self.monitor_reports.iter().filter(about).max_by_key(|report| report.date)
    }
}
