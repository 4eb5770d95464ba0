//! `mingzhang project`: the project library.

use super::Outcome;
use super::common::{self, OfYear, TextOrJson};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use clap::{Args, Subcommand};
use mingzhang_app::house::{House, Which};
use mingzhang_app::project_library::{Library, Listed, Shown};
use mingzhang_app::roll_over::{Left, NextGoals, RolledOver};
use mingzhang_domain::Date;
use mingzhang_domain::finding::has_errors;
use mingzhang_domain::ids::{FiscalYear, ProjectCode};
use mingzhang_domain::performance::{Goal, Indicator, LibraryStep, ProjectStep, StepOutcome};
use serde_json::{Value, json};

/// What to do with the library.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// 按职责和工作活动列出全部项目
    List(ListArguments),
    /// 一个项目的步骤、评审、目标、指标和资金
    Show(ShowArguments),
    /// 办理一个项目的下一步
    Advance(AdvanceArguments),
    /// 把延续项目登记到下一年度
    Roll(RollArguments),
}

/// Which projects.
#[derive(Args)]
struct ListArguments {
    #[command(flatten)]
    of: OfYear,
    /// 只列停在这一步的项目
    #[arg(long, value_name = "STEP", value_parser = step)]
    at: Option<LibraryStep>,
}

/// Which project.
#[derive(Args)]
struct ShowArguments {
    /// 项目代码
    #[arg(value_name = "CODE")]
    code: String,
    #[command(flatten)]
    of: OfYear,
}

/// Which step.
#[derive(Args)]
struct AdvanceArguments {
    /// 项目代码
    #[arg(value_name = "CODE")]
    code: String,
    /// 办到哪一步：申报、事前评估、专家评审、入库、列入预算、执行、验收、结项
    #[arg(long, value_name = "STEP", value_parser = step)]
    to: LibraryStep,
    /// 依据的文件（申报书、评审意见、文号）
    #[arg(long, value_name = "TEXT", default_value = "")]
    document: String,
    /// 意见；不予通过时必须写
    #[arg(long, value_name = "TEXT", default_value = "")]
    opinion: String,
    /// 不予通过
    #[arg(long)]
    refuse: bool,
    /// 日期（默认今天）
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    #[command(flatten)]
    of: OfYear,
}

/// From which year.
#[derive(Args)]
struct RollArguments {
    #[command(flatten)]
    of: OfYear,
    /// 下一年度目标和指标的批复文号；写了就照本年度复制年度目标和指标
    #[arg(long, value_name = "TEXT")]
    document: Option<String>,
    /// 只算不记
    #[arg(long)]
    dry_run: bool,
}

fn step(text: &str) -> Result<LibraryStep, String> {
    LibraryStep::parse(text).ok_or_else(|| {
        let words: Vec<&str> = LibraryStep::ALL.iter().map(|step| step.label()).collect();
        format!("这里只认：{}", words.join("、"))
    })
}

/// Does it.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    match arguments.what {
        What::List(arguments) => list(arguments).await,
        What::Show(arguments) => show(arguments).await,
        What::Advance(arguments) => advance(arguments).await,
        What::Roll(arguments) => roll(arguments).await,
    }
}

impl OfYear {
    async fn inside<T>(
        &self,
        act: impl AsyncFnOnce(&House, &Which) -> Result<T, Fault>,
    ) -> Result<(FiscalYear, T), Fault> {
        self.of.inside(&self.database, act).await
    }
}

async fn list(arguments: ListArguments) -> Result<Outcome, Fault> {
    let (year, mut library) =
        arguments.of.inside(async |house, which| Ok(house.projects(which).await?)).await?;
    if let Some(at) = arguments.at {
        library.projects.retain(|listed| listed.standing().step() == Some(at));
    }
    match arguments.of.format {
        TextOrJson::Json => json::say(&json!({
            "format": "project-list/1",
            "year": year.0,
            "projects": library.projects.iter().map(listed).collect::<Vec<_>>(),
            "findings": library.findings.iter().map(json::finding).collect::<Vec<_>>(),
        })),
        TextOrJson::Text => print_list(&library, year),
    }
    Ok(Outcome::found_if(has_errors(&library.findings)))
}

fn print_list(library: &Library, year: FiscalYear) {
    say!("{year} 年度项目库，共 {} 个项目", library.projects.len());
    let row = |listed: &Listed| {
        let standing = listed.standing();
        let stands = match (standing.refusal(), standing.step()) {
            (Some(refusal), _) => format!("{}不予通过", refusal.step.label()),
            (None, Some(step)) => step.label().to_owned(),
            (None, None) => "—".to_owned(),
        };
        let project = &listed.project;
        let mut cells = vec![
            project.duty.clone(),
            project.activity.clone(),
            project.code.to_string(),
            project.name.clone(),
            stands,
        ];
        cells.extend(listed.figures.iter().map(|figure| figure.value.display_grouped()));
        cells
    };
    let rows = library.projects.iter().map(row).collect();
    print::table(
        &["部门职责", "工作活动", "项目代码", "项目", "步骤", "调整后（万元）", "已支付（万元）", "执行率"],
        5,
        rows,
    );
    library.findings.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
}

async fn show(arguments: ShowArguments) -> Result<Outcome, Fault> {
    let code = ProjectCode::new(arguments.code);
    let (year, shown) =
        arguments.of.inside(async |house, which| Ok(house.project(which, &code).await?)).await?;
    match arguments.of.format {
        TextOrJson::Json => json::say(&as_json(&shown, year)),
        TextOrJson::Text => print_shown(&shown),
    }
    Ok(Outcome::found_if(has_errors(&shown.findings)))
}

fn print_shown(shown: &Shown) {
    let project = &shown.listed.project;
    say!("{} {}", project.code, project.name);
    say!("{} · {} · {} 至 {}", project.duty, project.project_kind, project.start, project.end);
    for figure in &shown.listed.figures {
        say!("  {}：{}", figure.label, figure.value.display_grouped());
    }
    for step in &shown.listed.steps {
        let opinion = if step.opinion.is_empty() { String::new() } else { format!("，{}", step.opinion) };
        say!("  {} {}{}（{}）{opinion}", step.date, step.step.label(), step.outcome.label(), step.document);
    }
    if let Some(next) = shown.listed.standing().next() {
        say!("  下一步：{}", next.label());
    }
    if let Some(appraisal) = &shown.appraisal {
        let total = appraisal.total.map_or("—".to_owned(), |total| total.short());
        say!(
            "  专家评分：{} 份，平均 {total} 分，{}",
            appraisal.sheets,
            appraisal.grade.as_deref().unwrap_or("—")
        );
    }
    for goal in &shown.goals {
        say!("  {}目标（第 {} 版，{}）：{}", goal.horizon.label(), goal.version, goal.document, goal.text);
    }
    let row = |it: &Indicator| {
        vec![
            it.level1.clone(),
            it.level2.clone(),
            it.name.clone(),
            format!("{}{}{}", it.operator.sign(), it.target, it.unit),
            it.weight.short(),
        ]
    };
    if !shown.indicators.is_empty() {
        let rows = shown.indicators.iter().map(row).collect();
        print::table(&["一级指标", "二级指标", "三级指标", "指标值", "分值"], 4, rows);
    }
    shown.findings.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
}

async fn advance(arguments: AdvanceArguments) -> Result<Outcome, Fault> {
    let stamp = common::stamp();
    let step = ProjectStep {
        project: ProjectCode::new(arguments.code),
        step: arguments.to,
        date: arguments.date.unwrap_or_else(common::today),
        outcome: if arguments.refuse { StepOutcome::Refused } else { StepOutcome::Passed },
        document: arguments.document,
        opinion: arguments.opinion,
        by: stamp.actor.to_string(),
    };
    let record = async |house: &House, which: &Which| Ok(house.advance(which, &stamp, step.clone()).await?);
    let (_, recorded) = arguments.of.inside(record).await?;
    match arguments.of.format {
        TextOrJson::Json => json::say(&json!({
            "format": "project-advance/1",
            "recorded": recorded.changes > 0,
            "step": step_as_json(&step),
            "findings": recorded.findings.iter().map(json::finding).collect::<Vec<_>>(),
        })),
        TextOrJson::Text => {
            recorded.findings.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
            if recorded.changes > 0 {
                say!("已登记：项目 {} {}{}。", step.project, step.step.label(), step.outcome.label());
            } else if recorded.findings.is_empty() {
                say!("这一步此前已登记。");
            }
        }
    }
    Ok(Outcome::found_if(has_errors(&recorded.findings)))
}

async fn roll(arguments: RollArguments) -> Result<Outcome, Fault> {
    let stamp = common::stamp();
    let roll = async |house: &House, which: &Which| {
        let date = which.year.next().first_day();
        let goals = arguments.document.clone().map(|document| NextGoals { document, date });
        Ok(house.roll_over(which, &stamp, goals.as_ref(), arguments.dry_run).await?)
    };
    let (year, rolled) = arguments.of.inside(roll).await?;
    match arguments.of.format {
        TextOrJson::Json => json::say(&json!({
            "format": "project-roll/1",
            "year": year.0,
            "dry_run": arguments.dry_run,
            "projects": rolled.projects.iter().map(ProjectCode::as_str).collect::<Vec<_>>(),
            "left": rolled.left.iter().map(|(code, why)| json!({"project": code.as_str(), "why": left(*why)}))
                .collect::<Vec<_>>(),
            "changes": rolled.changes,
        })),
        TextOrJson::Text => print_rolled(&rolled, year, arguments.dry_run),
    }
    Ok(Outcome::Fine)
}

fn print_rolled(rolled: &RolledOver, year: FiscalYear, dry_run: bool) {
    let verb = if dry_run { "将登记" } else { "已登记" };
    say!("延续到 {} 年度的项目 {} 个，{verb}。", year.next(), rolled.projects.len());
    for (code, why) in &rolled.left {
        say!("  {code} {}", left(*why));
    }
}

fn left(why: Left) -> &'static str {
    match why {
        Left::Ends => "本年度内结束",
        Left::NotAdmitted => "没有入库",
        Left::Done => "已经验收或结项",
        Left::There => "下一年度已经登记",
    }
}

fn listed(listed: &Listed) -> Value {
    let (project, standing) = (&listed.project, listed.standing());
    let figures = listed.figures.iter().map(|figure| {
        let measure = figure.key.as_str().split('.').next().unwrap_or_default().to_owned();
        (measure, figure.value.exact().map_or(Value::Null, Value::from))
    });
    json!({
        "project": project.code.as_str(),
        "name": project.name,
        "office": project.office.as_str(),
        "duty": project.duty,
        "activity": project.activity,
        "kind": project.project_kind,
        "category": project.report_category,
        "start": project.start.to_string(),
        "end": project.end.to_string(),
        "step": standing.step().map(LibraryStep::as_str),
        "next": standing.next().map(LibraryStep::as_str),
        "refused": standing.refused.iter().copied().map(step_as_json).collect::<Vec<_>>(),
        "figures": figures.collect::<serde_json::Map<_, _>>(),
    })
}

fn as_json(shown: &Shown, year: FiscalYear) -> Value {
    let mut value = listed(&shown.listed);
    let more = json!({
        "format": "project/1",
        "year": year.0,
        "steps": shown.listed.steps.iter().map(step_as_json).collect::<Vec<_>>(),
        "appraisal": shown.appraisal.as_ref().map(|it| json!({
            "policy": it.policy.id.as_str(),
            "sheets": it.sheets,
            "points": it.total.map(|total| total.to_string()),
            "pass": it.policy.pass.map(|pass| pass.to_string()),
            "grade": it.grade,
        })),
        "goals": shown.goals.iter().map(goal).collect::<Vec<_>>(),
        "indicators": shown.indicators.iter().map(indicator).collect::<Vec<_>>(),
        "findings": shown.findings.iter().map(json::finding).collect::<Vec<_>>(),
    });
    if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
        value.extend(more);
    }
    value
}

fn step_as_json(step: &ProjectStep) -> Value {
    json!({
        "step": step.step.as_str(),
        "date": step.date.to_string(),
        "passed": step.outcome == StepOutcome::Passed,
        "document": step.document,
        "opinion": step.opinion,
        "by": step.by,
    })
}

fn goal(goal: &Goal) -> Value {
    json!({
        "horizon": goal.horizon.label(),
        "version": goal.version,
        "text": goal.text,
        "date": goal.date.to_string(),
        "document": goal.document,
        "reason": goal.reason,
    })
}

fn indicator(it: &Indicator) -> Value {
    json!({
        "horizon": it.horizon.label(),
        "level1": it.level1,
        "level2": it.level2,
        "name": it.name,
        "version": it.version,
        "op": it.operator.as_str(),
        "target": it.target.to_string(),
        "unit": it.unit,
        "weight": it.weight.to_string(),
        "basis": it.basis,
        "evidence": it.evidence,
        "document": it.document,
    })
}
