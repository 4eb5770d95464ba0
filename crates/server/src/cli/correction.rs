//! `mingzhang correction`: 挂账督办, tasks with a person and a day until they are closed.

use super::Outcome;
use super::common::{self, OfYear, TextOrJson};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use clap::{Args, Subcommand};
use mingzhang_app::correct_course::Tasks;
use mingzhang_app::house::{House, Which};
use mingzhang_domain::Date;
use mingzhang_domain::finding::has_errors;
use mingzhang_domain::ids::ProjectCode;
use mingzhang_domain::performance::{Correction, CorrectionAct, CorrectionTask};
use serde_json::{Value, json};

/// What to do with tasks.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// 列出督办，先到期的在前
    List(ListArguments),
    /// 挂账：责任人、完成期限、要做什么
    Open(OpenArguments),
    /// 延期，写明原因
    Extend(ExtendArguments),
    /// 销账，写明结果
    Close(CloseArguments),
}

/// What every event says.
#[derive(Args)]
struct Event {
    /// 督办编号
    #[arg(value_name = "TASK")]
    task: String,
    /// 日期（默认今天）
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    #[command(flatten)]
    of: OfYear,
}

/// Which tasks.
#[derive(Args)]
struct ListArguments {
    /// 截至哪一天，到期与逾期也按这一天（默认今天）
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// 已销账的也列出
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    of: OfYear,
}

/// A new task.
#[derive(Args)]
struct OpenArguments {
    #[command(flatten)]
    event: Event,
    /// 项目代码
    #[arg(long, value_name = "CODE")]
    project: String,
    /// 责任人或责任处室
    #[arg(long, value_name = "WHO")]
    person: String,
    /// 完成期限
    #[arg(long, value_name = "DATE")]
    due: Date,
    /// 要做什么
    #[arg(long, value_name = "TEXT")]
    text: String,
    /// 由哪一轮监控引起
    #[arg(long, value_name = "ROUND", default_value = "")]
    round: String,
}

/// Until when and why.
#[derive(Args)]
struct ExtendArguments {
    #[command(flatten)]
    event: Event,
    /// 新的完成期限
    #[arg(long, value_name = "DATE")]
    due: Date,
    /// 延期的原因
    #[arg(long, value_name = "TEXT")]
    text: String,
    /// 换成谁负责（默认不变）
    #[arg(long, value_name = "WHO", default_value = "")]
    person: String,
}

/// With what result.
#[derive(Args)]
struct CloseArguments {
    #[command(flatten)]
    event: Event,
    /// 结果
    #[arg(long, value_name = "TEXT")]
    text: String,
}

/// Does it.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    match arguments.what {
        What::List(arguments) => list(arguments).await,
        What::Open(OpenArguments { event, project, person, due, text, round }) => {
            let opened = event.asked(CorrectionAct::Opened, person, Some(due), text);
            record(&event.of, Correction { project: ProjectCode::new(project), round, ..opened }).await
        }
        What::Extend(ExtendArguments { event, due, text, person }) => {
            let asked = event.asked(CorrectionAct::Extended, person, Some(due), text);
            record(&event.of, asked).await
        }
        What::Close(CloseArguments { event, text }) => {
            let asked = event.asked(CorrectionAct::Closed, String::new(), None, text);
            record(&event.of, asked).await
        }
    }
}

impl Event {
    /// The event; what it leaves empty is as its task says.
    fn asked(&self, act: CorrectionAct, person: String, due: Option<Date>, text: String) -> Correction {
        Correction {
            task: self.task.clone(),
            project: ProjectCode::new(""),
            round: String::new(),
            act,
            date: self.date.unwrap_or_else(common::today),
            person,
            due,
            text,
        }
    }
}

async fn record(of: &OfYear, asked: Correction) -> Result<Outcome, Fault> {
    let stamp = common::stamp();
    let correct = async |house: &House, which: &Which| Ok(house.correct(which, &stamp, asked).await?);
    let (_, (recorded, event)) = of.of.inside(&of.database, correct).await?;
    match of.format {
        TextOrJson::Json => json::say(&json!({
            "format": "correction-event/1",
            "recorded": recorded.changes > 0,
            "event": event_as_json(&event),
            "findings": recorded.findings.iter().map(json::finding).collect::<Vec<_>>(),
        })),
        TextOrJson::Text => {
            recorded.findings.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
            if recorded.changes > 0 {
                say!("已登记：督办 {} {}（项目 {}）。", event.task, event.act.label(), event.project);
            } else if recorded.findings.is_empty() {
                say!("此前已登记。");
            }
        }
    }
    Ok(Outcome::found_if(has_errors(&recorded.findings)))
}

async fn list(arguments: ListArguments) -> Result<Outcome, Fault> {
    let on = arguments.on.unwrap_or_else(common::today);
    let read = async |house: &House, which: &Which| Ok(house.tasks(which, on).await?);
    let (year, mut tasks) = arguments.of.of.inside(&arguments.of.database, read).await?;
    let (open, closed): (Vec<_>, Vec<_>) =
        tasks.tasks.into_iter().partition(|(task, _)| task.closed.is_none());
    let count = closed.len();
    tasks.tasks = if arguments.all { open.into_iter().chain(closed).collect() } else { open };
    match arguments.of.format {
        TextOrJson::Json => json::say(&json!({
            "format": "correction-list/1",
            "year": year.0,
            "on": tasks.on.to_string(),
            "tasks": tasks.tasks.iter().map(|task| task_as_json(task, on)).collect::<Vec<_>>(),
            "closed": count,
        })),
        TextOrJson::Text => print_list(&tasks, count),
    }
    Ok(Outcome::Fine)
}

fn print_list(tasks: &Tasks, closed: usize) {
    say!("督办，截至 {}（已销账 {closed} 项）", tasks.on);
    let row = |(task, project): &(CorrectionTask, String)| {
        vec![
            task.task.clone(),
            project.clone(),
            task.text.clone(),
            task.person.clone(),
            task.due.to_string(),
            state(task, tasks.on),
        ]
    };
    let rows = tasks.tasks.iter().map(row).collect();
    print::table(&["督办", "项目", "要做什么", "责任人", "期限", "状态"], 6, rows);
}

fn state(task: &CorrectionTask, on: Date) -> String {
    match (&task.closed, task.days_left(on)) {
        (Some((day, result)), _) => format!("{day} 销账：{result}"),
        (None, days @ ..0) => format!("逾期 {} 天", -days),
        (None, 0) => "今天到期".to_owned(),
        (None, days) => format!("还有 {days} 天"),
    }
}

fn task_as_json((task, project): &(CorrectionTask, String), on: Date) -> Value {
    json!({
        "task": task.task,
        "project": task.project.as_str(),
        "name": project,
        "round": task.round,
        "text": task.text,
        "person": task.person,
        "opened": task.opened.to_string(),
        "due": task.due.to_string(),
        "extended": task.extended,
        "days_left": task.days_left(on),
        "overdue": task.closed.is_none() && task.due < on,
        "closed": task.closed.as_ref().map(|(day, _)| day.to_string()),
        "result": task.closed.as_ref().map(|(_, result)| result),
    })
}

fn event_as_json(event: &Correction) -> Value {
    json!({
        "task": event.task,
        "project": event.project.as_str(),
        "round": event.round,
        "event": event.act.as_str(),
        "date": event.date.to_string(),
        "person": event.person,
        "due": event.due.map(|due| due.to_string()),
        "text": event.text,
    })
}
