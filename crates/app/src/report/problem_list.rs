//! Which project is held up by what, what is done about it, until when and by whom.

use super::draft::{Draft, header};
use super::{Report, period};
use mingzhang_domain::Date;
use mingzhang_domain::figure::{FigureKey, Measure, Scope};
use mingzhang_domain::paper::{Cell, Row, Run, Table};
use mingzhang_domain::performance::{CorrectionTask, Holder, MonitorReport};

/// Writes the tasks of monitoring as problem, cause, measure, day and office, the open ones first, and how many problems
/// of audits are left.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    let day = report.figures.as_of;
    let mut tasks = CorrectionTask::on(&report.register.corrections, day);
    tasks.sort_by_key(|task| (task.closed.is_some(), task.due));
    if !tasks.is_empty() {
        draft.body("监控中挂账督办的问题逐项列出原因、措施、期限和责任单位，没有销账的排在前面。");
        let mut rows = vec![header(&["问题", "原因", "措施", "期限", "责任单位", "状态"])];
        rows.extend(tasks.iter().map(|task| row(report, task, draft)));
        let title = format!("{}年督办问题、措施和责任清单", report.figures.year);
        draft.table(&title, None, Table { header_rows: 1, widths: vec![22, 21, 19, 15, 13, 10], rows });
    }
    if report.figures.find("count.problem").is_some() {
        draft.body(
            "审计和检查发现的问题{{count.problem}}项，已销号{{count.problem.closed}}项，\
             未销号{{count.problem.open}}项，其中逾期{{count.problem.overdue}}项，逐项情况见第三章“问题整改情况”。",
        );
    }
}

fn row(report: &Report, task: &CorrectionTask, draft: &mut Draft) -> Row {
    let said = said(report, task);
    let cause = said.and_then(|said| Some(format!("{}：{}", said.cause?.label(), said.reason)));
    let day = report.figures.as_of;
    let cells = [
        cause.unwrap_or_default(),
        task.text.clone(),
        due(report, task),
        report.office_name(&task.person).to_owned(),
        state(task, day).to_owned(),
    ];
    let mut row = vec![Cell::runs(problem(report, task, draft))];
    row.extend(cells.into_iter().map(Cell::text));
    Row { cells: row }
}

/// `片区供水管网：9月末执行率46.10%`; without the rate where the round has none.
fn problem(report: &Report, task: &CorrectionTask, draft: &mut Draft) -> Vec<Run> {
    let name = report.project_name(&task.project);
    let scope = Scope::RoundProject(task.round.clone(), task.project.clone());
    let round = report.register.rounds.iter().find(|round| round.name == task.round);
    let known = report.figures.get(&FigureKey::of(Measure::Rate, &scope)).and(round);
    let Some(round) = known else { return vec![Run::text(format!("{name}：支付进度慢"))] };
    let until = period::until_day(round.as_of);
    vec![Run::text(format!("{name}：{until}执行率")), draft.figure(Measure::Rate, &scope)]
}

/// What the project reported about its money in the round that gave rise to a task.
fn said<'r>(report: &Report<'r>, task: &CorrectionTask) -> Option<&'r MonitorReport> {
    let round = report.register.rounds.iter().find(|round| round.name == task.round)?;
    report.register.report_of(round, &Holder::Project(task.project.clone()), "")
}

/// The day, and whether it was put off.
fn due(report: &Report, task: &CorrectionTask) -> String {
    let day = period::deadline(report.figures, task.due);
    if task.extended > 0 { format!("{day}（延期后）") } else { day }
}

fn state(task: &CorrectionTask, day: Date) -> &'static str {
    match &task.closed {
        Some(_) => "已销账",
        None if task.is_overdue_on(day) => "逾期",
        None => "督办中",
    }
}
