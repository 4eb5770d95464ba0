//! `measure.scope`: the name under which a figure is found on pages, in papers and in machine formats.

use crate::ids::{CriterionName, LineCode, OfficeCode, ProjectCode};
use crate::performance::Horizon;
use std::fmt;

/// The key of a figure: a measure, a point, a scope; for example `rate.category.存量资金`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureKey(String);

impl FigureKey {
    /// Takes a key as it is written.
    pub fn new(key: impl Into<String>) -> FigureKey {
        FigureKey(key.into())
    }

    /// The key of a measure over a scope.
    pub fn of(measure: Measure, scope: &Scope) -> FigureKey {
        FigureKey(format!("{}.{scope}", measure.as_str()))
    }

    /// The key as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FigureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// 年初预算数: the opening approvals alone.
    Initial,
    /// 全年（调整）预算数: all that lies in the five buckets.
    Adjusted,
    /// 已编计划: planned and not yet requested.
    Planned,
    /// 在途: requested and not yet paid.
    Held,
    /// 已支付.
    Paid,
    /// 未支付: adjusted less paid.
    Left,
    /// 预算执行率: paid over adjusted, both as of the same day.
    Rate,
    /// 得分率: score over full points.
    Share,
    /// How many projects, members or criteria.
    Count,
    /// 得分.
    Score,
    /// 分值: the full points.
    Weight,
    /// 等级.
    Grade,
    /// 完成值 of an indicator.
    Output,
    /// 指标值: the target of an indicator.
    Target,
    /// A fact that is stated of the whole unit.
    Fact,
    /// The same fact of the year before.
    FactLastYear,
    /// The change from which a measure of the whole unit is made.
    Change,
    /// A measure of the whole unit (部门整体共性指标).
    Department,
    /// 下年建议数 of a project.
    Proposed,
    /// 计划应付数: what the plans that have opened provided for (既定支付进度).
    Scheduled,
    /// 免计的调整数: increases and decreases that the unit was forced to make.
    Forced,
    /// 计入调整率的预算数: the adjusted quota without what was forced.
    Counted,
    /// How many indicators measure something.
    Indicators,
    /// How many of them have an actual value.
    Reported,
    /// How many of them reach their target.
    Reached,
}

impl Measure {
    /// The first part of a key.
    pub fn as_str(self) -> &'static str {
        match self {
            Measure::Initial => "initial",
            Measure::Adjusted => "adjusted",
            Measure::Planned => "planned",
            Measure::Held => "held",
            Measure::Paid => "paid",
            Measure::Left => "left",
            Measure::Rate => "rate",
            Measure::Share => "share",
            Measure::Count => "count",
            Measure::Score => "score",
            Measure::Weight => "weight",
            Measure::Grade => "grade",
            Measure::Output => "output",
            Measure::Target => "target",
            Measure::Fact => "fact",
            Measure::FactLastYear => "fact-last-year",
            Measure::Change => "change",
            Measure::Department => "measure",
            Measure::Proposed => "proposed",
            Measure::Scheduled => "scheduled",
            Measure::Forced => "forced",
            Measure::Counted => "counted",
            Measure::Indicators => "indicators",
            Measure::Reported => "reported",
            Measure::Reached => "reached",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Measure::Initial => "年初预算数",
            Measure::Adjusted => "调整后预算数",
            Measure::Planned => "已编计划数",
            Measure::Held => "在途数",
            Measure::Paid => "支付数",
            Measure::Left => "未支付数",
            Measure::Rate => "预算执行率",
            Measure::Share => "得分率",
            Measure::Count => "个数",
            Measure::Score => "得分",
            Measure::Weight => "分值",
            Measure::Grade => "等级",
            Measure::Output => "完成值",
            Measure::Target => "指标值",
            Measure::Fact => "基础数据",
            Measure::FactLastYear => "上年基础数据",
            Measure::Change => "增减数",
            Measure::Department => "部门整体指标",
            Measure::Proposed => "下年建议数",
            Measure::Scheduled => "计划应付数",
            Measure::Forced => "免计的调整数",
            Measure::Counted => "计入调整率的预算数",
            Measure::Indicators => "指标数",
            Measure::Reported => "有完成值的指标数",
            Measure::Reached => "达成的指标数",
        }
    }
}

/// Over what it is measured.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everything of the unit.
    All,
    /// 专项项目 alone, without basic expenditure.
    Special,
    /// A category of the report.
    Category(String),
    /// 部门职责: the projects under it.
    Duty(String),
    /// An office.
    Office(OfficeCode),
    /// A project.
    Project(ProjectCode),
    /// A quota line.
    Line(LineCode),
    /// A criterion that is scored.
    Criterion(CriterionName),
    /// A group of criteria (一级指标).
    Group(String),
    /// A 二级指标 of an evaluation.
    Level2(String),
    /// The whole evaluation.
    Total,
    /// An indicator of results, by name.
    Indicator(String),
    /// An indicator of a project, by name.
    ProjectIndicator(ProjectCode, String),
    /// Everything up to the end of a month: `2020-03`.
    Until(String),
    /// A goal of the whole unit.
    Goal(Horizon),
    /// A round of monitoring, and what of it: `all`, the name of a light, `explained`, `task`.
    Round(String, &'static str),
    /// A project at the end of a round's day.
    RoundProject(String, ProjectCode),
    /// A fact or measure of the whole unit, by name.
    Named(String),
    /// The projects of a grade.
    Grade(String),
    /// A kind of thing that is counted: `member`, `criterion`, `round`, `task.open`.
    Kind(&'static str),
}

impl Scope {
    /// The words for people.
    pub fn label(&self) -> String {
        match self {
            Scope::All => "全部".to_owned(),
            Scope::Special => "专项项目".to_owned(),
            Scope::Category(name)
            | Scope::Group(name)
            | Scope::Level2(name)
            | Scope::Indicator(name)
            | Scope::Named(name)
            | Scope::Duty(name) => name.clone(),
            Scope::Goal(horizon) => format!("部门{}目标", horizon.label()),
            Scope::Round(round, what) => format!("{round}监控{}", of_round(what)),
            Scope::RoundProject(round, code) => format!("{round}监控项目{code}"),
            Scope::Grade(name) => format!("{name}等级项目"),
            Scope::Office(code) => format!("处室{code}"),
            Scope::Project(code) => format!("项目{code}"),
            Scope::ProjectIndicator(code, name) => format!("项目{code}{name}"),
            Scope::Line(code) => format!("指标{code}"),
            Scope::Criterion(name) => name.to_string(),
            Scope::Total => "总".to_owned(),
            Scope::Until(month) => format!("截至{month}月末").replace('-', "年"),
            Scope::Kind(kind) => of_kind(kind).to_owned(),
        }
    }
}

/// What of a round is counted, for people.
fn of_round(what: &'static str) -> &'static str {
    match what {
        "all" => "全部",
        "green" => "绿灯项目",
        "yellow" => "黄灯项目",
        "red" => "红灯项目",
        "none" => "没有亮灯的项目",
        "explained" => "写明原因和措施的项目",
        "task" => "督办任务",
        other => other,
    }
}

/// A kind of thing that is counted, for people.
fn of_kind(kind: &'static str) -> &'static str {
    match kind {
        "member" => "评价工作组成员",
        "criterion" => "评价指标",
        "round" => "监控轮次",
        "task" => "督办任务",
        "task.closed" => "已销账的督办任务",
        "task.open" => "未销账的督办任务",
        "task.overdue" => "逾期的督办任务",
        "freeze" => "冻结提请",
        "institution.expected" => "应有制度的类别",
        "institution.covered" => "有有效制度的类别",
        "problem" => "检查发现的问题",
        "problem.closed" => "已销号的问题",
        "problem.open" => "未销号的问题",
        "problem.overdue" => "逾期的问题",
        other => other,
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::All => f.write_str("all"),
            Scope::Special => f.write_str("special"),
            Scope::Category(name) => write!(f, "category.{name}"),
            Scope::Duty(name) => write!(f, "duty.{name}"),
            Scope::Goal(horizon) => write!(f, "goal.{}", horizon.label()),
            Scope::Round(round, what) => write!(f, "round.{round}.{what}"),
            Scope::RoundProject(round, code) => write!(f, "round.{round}.project.{code}"),
            Scope::Office(code) => write!(f, "office.{code}"),
            Scope::Project(code) => write!(f, "project.{code}"),
            Scope::Line(code) => write!(f, "line.{code}"),
            Scope::Criterion(name) => write!(f, "criterion.{name}"),
            Scope::Group(name) => write!(f, "group.{name}"),
            Scope::Level2(name) => write!(f, "level2.{name}"),
            Scope::Total => f.write_str("total"),
            Scope::Indicator(name) | Scope::Named(name) => f.write_str(name),
            Scope::Grade(name) => write!(f, "grade.{name}"),
            Scope::ProjectIndicator(code, name) => write!(f, "project.{code}.{name}"),
            Scope::Until(month) => write!(f, "until.{month}"),
            Scope::Kind(kind) => f.write_str(kind),
        }
    }
}
