//! Policies: dated TOML files with their source, proved before they are used.
//!
//! - [`check`]: one file, everything that is wrong with it at once, each with its line
//! - [`Policies`]: the embedded ones, with a folder's laid over them

mod fields;
mod monitoring;
mod read;
mod review;
mod shapes;

pub use read::{Checked, Content, check, parse_kept};

use crate::text::io_reason;
use crate::text::{Rule, rules};
use mingzhang_checker::ReviewLimits;
use mingzhang_domain::Date;
use mingzhang_domain::finding::{Finding, Place, has_errors};
use mingzhang_domain::ids::PolicyId;
use mingzhang_domain::ledger::{ReturnTo, TreasuryRules, VirementRule};
use mingzhang_domain::monitoring::MonitoringPolicy;
use mingzhang_domain::scoring::{EvaluationPolicy, KeptPolicy};
use rust_embed::RustEmbed;
use std::collections::BTreeMap;
use std::path::Path;

/// The policies that come with the program.
#[derive(RustEmbed)]
#[folder = "../../policies"]
struct Embedded;

/// What a policy is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PolicyKind {
    /// How results are scored and graded.
    Evaluation,
    /// What the ledger allows.
    Treasury,
    /// When lights are lit.
    Monitoring,
    /// From where on a reviewer of papers should look.
    Review,
}

impl PolicyKind {
    /// All kinds.
    pub const ALL: [PolicyKind; 4] =
        [PolicyKind::Evaluation, PolicyKind::Treasury, PolicyKind::Monitoring, PolicyKind::Review];

    /// The name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            PolicyKind::Evaluation => "evaluation",
            PolicyKind::Treasury => "treasury",
            PolicyKind::Monitoring => "monitoring",
            PolicyKind::Review => "review",
        }
    }

    /// Whether only one policy of this kind holds at a time.
    fn is_single(self) -> bool {
        matches!(self, PolicyKind::Treasury | PolicyKind::Review)
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            PolicyKind::Evaluation => "评价",
            PolicyKind::Treasury => "国库支付",
            PolicyKind::Monitoring => "运行监控",
            PolicyKind::Review => "报告审阅",
        }
    }
}

/// What a policy says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicySummary {
    /// Its identifier.
    pub id: PolicyId,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub kind: PolicyKind,
    /// The document that it comes from: 文号.
    pub document: String,
    /// Where in the document.
    pub place: String,
    /// How well the source is known: `found`, `design` …
    pub evidence: String,
    /// The first day on which it holds.
    pub from: Date,
    /// The first day on which it holds no longer.
    pub to: Option<Date>,
}

/// All policies at hand. Each id stands once; there is exactly one treasury policy and one of review.
#[derive(Clone, Debug)]
pub struct Policies {
    summaries: Vec<PolicySummary>,
    evaluations: Vec<(EvaluationPolicy, String)>,
    treasury: TreasuryRules,
    monitorings: Vec<MonitoringPolicy>,
    review: ReviewLimits,
    texts: BTreeMap<PolicyId, String>,
}

impl Policies {
    /// The policies that come with the program.
    pub fn embedded() -> Policies {
        let mut policies = Policies {
            summaries: vec![],
            evaluations: vec![],
            treasury: strictest(),
            monitorings: vec![],
            review: ReviewLimits::default(),
            texts: BTreeMap::new(),
        };
        for name in Embedded::iter().filter(|name| name.ends_with(".toml")) {
            let Some(file) = Embedded::get(&name) else { continue };
            let text = String::from_utf8_lossy(&file.data);
            if let (Some(policy), _) = check(&name, &text) {
                policies.lay(policy, &text);
            }
        }
        policies
    }

    /// The embedded policies with every `*.toml` of a folder laid over them: the same id replaces, and a policy
    /// of the treasury or of review replaces the default one.
    ///
    /// # Errors
    /// Everything that is wrong with the folder's files.
    pub fn with_dir(dir: &Path) -> Result<Policies, Vec<Finding>> {
        let mut policies = Policies::embedded();
        let (files, mut findings) = read_dir(dir);
        let mut seen: Vec<(Checked, String)> = Vec::new();
        for (name, text) in files {
            let (policy, wrong) = check(&name, &text);
            findings.extend(wrong);
            let Some(policy) = policy else { continue };
            if let Some((other, file)) = seen.iter().find(|(other, _)| collide(other, &policy)) {
                let message = format!(
                    "{name} 与 {file}（{}）是同一个政策，或同是国库支付规则、报告审阅界限。",
                    other.summary.id
                );
                findings.push(TWO_POLICIES.at(Place::file(&name), message));
            }
            policies.lay(policy.clone(), &text);
            seen.push((policy, name));
        }
        if has_errors(&findings) { Err(findings) } else { Ok(policies) }
    }

    /// The evaluation policy of an id with the text of its file.
    pub fn evaluation(&self, id: &PolicyId) -> Option<&(EvaluationPolicy, String)> {
        self.evaluations.iter().find(|(policy, _)| policy.id == *id)
    }

    /// The policies by which projects evaluate themselves, each with indicators of its own.
    pub fn of_projects(&self) -> Vec<&EvaluationPolicy> {
        self.evaluations
            .iter()
            .map(|(policy, _)| policy)
            .filter(|policy| policy.criteria.is_empty())
            .collect()
    }

    /// The texts of the policies by which projects evaluate themselves and which hold on a day, to be kept with what is
    /// marked by them.
    pub fn kept_for_projects(&self, day: Date) -> Vec<KeptPolicy> {
        let holding = self.of_projects().into_iter().filter(|policy| policy.holds_on(day));
        let text = |policy: &EvaluationPolicy| {
            Some(KeptPolicy { id: policy.id.clone(), text: self.texts.get(&policy.id)?.clone() })
        };
        holding.filter_map(text).collect()
    }

    /// What the ledger allows.
    pub fn treasury(&self) -> &TreasuryRules {
        &self.treasury
    }

    /// The monitoring policy of an id, whose beginning `monitoring-` may be left out.
    pub fn monitoring(&self, name: &str) -> Option<&MonitoringPolicy> {
        let is_it = |policy: &&MonitoringPolicy| {
            let id = policy.id.as_str();
            id == name || id.strip_prefix("monitoring-") == Some(name)
        };
        self.monitorings.iter().find(is_it)
    }

    /// All monitoring policies.
    pub fn monitorings(&self) -> &[MonitoringPolicy] {
        &self.monitorings
    }

    /// From where on a reviewer of papers should look.
    pub fn review(&self) -> &ReviewLimits {
        &self.review
    }

    /// The text of every policy's file, in the order of the ids.
    pub fn texts(&self) -> &BTreeMap<PolicyId, String> {
        &self.texts
    }

    /// What each policy says about itself, in the order of the ids.
    pub fn list(&self) -> Vec<PolicySummary> {
        self.summaries.clone()
    }

    /// Adds a policy in place of the one that it replaces.
    fn lay(&mut self, policy: Checked, text: &str) {
        let new = policy.summary;
        let replaced =
            |old: &PolicySummary| old.id == new.id || (old.kind == new.kind && new.kind.is_single());
        self.summaries.retain(|old| !replaced(old));
        self.texts.retain(|id, _| self.summaries.iter().any(|kept| kept.id == *id));
        self.texts.insert(new.id.clone(), text.to_owned());
        self.evaluations.retain(|(old, _)| old.id != new.id);
        self.monitorings.retain(|old| old.id != new.id);
        match policy.content {
            Content::Evaluation(policy) => self.evaluations.push((*policy, text.to_owned())),
            Content::Treasury(rules) => self.treasury = rules,
            Content::Monitoring(policy) => self.monitorings.push(*policy),
            Content::Review(limits) => self.review = *limits,
        }
        self.summaries.push(new);
        self.summaries.sort_by(|a, b| a.id.cmp(&b.id));
    }
}

/// Whether two files of one folder cannot both hold.
fn collide(one: &Checked, other: &Checked) -> bool {
    let (a, b) = (&one.summary, &other.summary);
    a.id == b.id || (a.kind == b.kind && a.kind.is_single())
}

/// What holds until a treasury policy is laid over it: nothing without a plan, no virement. A test proves that the
/// embedded policies bring their own.
fn strictest() -> TreasuryRules {
    TreasuryRules {
        policy: PolicyId::new("strictest"),
        plan_required: true,
        return_to: ReturnTo::Available,
        same_nature: VirementRule::Forbidden,
        other_nature: VirementRule::Forbidden,
        goal_review_above: 0,
        reopen_right: String::new(),
    }
}

/// The texts of a folder's `*.toml` in the order of their names, and what cannot be read.
fn read_dir(dir: &Path) -> (Vec<(String, String)>, Vec<Finding>) {
    let unreadable = |path: &Path, error: &std::io::Error| {
        let shown = path.display().to_string();
        let message = format!("{shown} 读不了：{}。", io_reason(error));
        UNREADABLE.at(Place::file(shown), message)
    };
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) => return (vec![], vec![unreadable(dir, &error)]),
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let (mut files, mut findings) = (Vec::new(), Vec::new());
    for path in paths {
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                files.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text))
            }
            Err(error) => findings.push(unreadable(&path, &error)),
        }
    }
    (files, findings)
}

rules! {
    /// Every rule for policy files.
    RULES of Policy;
    SYNTAX "MZ-P001" Error "不合 TOML 语法":
        "请对照自带的政策文件改正：文字加英文引号，日期写成 2020-01-01，标题写成 [valid] 或 [[band]]。";
    UNKNOWN_KEY "MZ-P002" Error "不认识的键":
        "请改成认识的键，或把这一行改成 # 开头的注释；不认识的键不会悄悄忽略。";
    MISSING_KEY "MZ-P003" Error "缺少必需的键": "请补上这个键；可对照自带的政策文件。";
    WRONG_VALUE "MZ-P004" Error "值的类型或写法不对": "请按说明改写这个值。";
    UNKNOWN_WORD "MZ-P005" Error "不认识的词": "请改成列出的词之一。";
    WEIGHTS "MZ-P006" Error "分值不闭合": "请使三级指标合计等于一级指标，一级指标合计等于总分。";
    NAMES "MZ-P007" Error "指标名称不对": "请使三级指标名称不重复，所属的一级指标都已列出。";
    BANDS "MZ-P008" Error "等级有空档或重叠": "请使等级由高到低首尾相接，从 0 分到满分。";
    VALIDITY "MZ-P009" Error "有效期不对": "请使失效日期晚于生效日期。";
    UNREADABLE "MZ-P010" Error "政策文件读不了": "请检查路径和权限；文件要是 UTF-8 编码。";
    TWO_POLICIES "MZ-P011" Error "两个政策相冲突": "同一个文件夹里，id 不能重复，国库支付规则和报告审阅界限各只能有一个；请去掉一个。";
    SHAPES "MZ-P012" Error "计分规定不对": "请按说明改正 [shapes] 里的这一处。";
    LIBRARY "MZ-P013" Error "指标库文件有误": "请对照自带的 policies/indicators 改正；标题行、列数、用词都要一致。";
    LIGHTS "MZ-P014" Error "预警阈值不对": "请按说明改正这一处阈值。";
}

/// The rule that a fault of a policy's content breaks.
fn rule_of(fault: &mingzhang_domain::scoring::PolicyFault) -> Rule {
    use mingzhang_domain::scoring::PolicyFault as Fault;
    match fault {
        Fault::EndsBeforeItBegins => VALIDITY,
        Fault::GroupsMissTotal { .. } | Fault::CriteriaMissGroup { .. } | Fault::NoWeight { .. } => WEIGHTS,
        Fault::UnknownGroup { .. } | Fault::SameName { .. } => NAMES,
        Fault::NoBands
        | Fault::BandGap { .. }
        | Fault::BandOverlap { .. }
        | Fault::BandsMissZero { .. }
        | Fault::BandsMissTotal => BANDS,
        Fault::Shape(_) => SHAPES,
    }
}

#[cfg(test)]
mod tests;
