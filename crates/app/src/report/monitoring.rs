//! How the year was monitored: the lights of each round, and what became of the projects that were followed up.

use super::draft::{Draft, header};
use super::{Report, period};
use mingzhang_domain::figure::{FigureKey, Measure, Scope};
use mingzhang_domain::paper::{Align, Cell, Role, Row, Run, Table};
use mingzhang_domain::performance::{CorrectionTask, ProposalState, Round};

/// What of a round is counted, and how its column is headed.
const COUNTED: [(&str, &str); 6] = [
    ("green", "绿灯"),
    ("yellow", "黄灯"),
    ("red", "红灯"),
    ("none", "未亮灯"),
    ("explained", "写明原因和措施"),
    ("task", "挂账督办"),
];

/// Writes rounds, tasks and proposals to freeze, each where there is one by the day.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    rounds(report, draft);
    tasks(report, draft);
    freezes(report, draft);
}

fn rounds(report: &Report, draft: &mut Draft) {
    let is_known = |round: &&Round| {
        let scope = Scope::Round(round.name.clone(), "all");
        report.figures.get(&FigureKey::of(Measure::Rate, &scope)).is_some()
    };
    let rounds: Vec<&Round> = report.register.rounds.iter().filter(is_known).collect();
    if rounds.is_empty() {
        return;
    }
    draft.body(&format!(
        "{}开展绩效运行监控{{{{count.round}}}}轮，每轮按监控政策给各项目的支付进度亮灯，亮黄灯和红灯的项目填报偏差原因和\
         纠偏措施，进度最慢的挂账督办。没有预算或者还没有批复预算的项目不亮灯。",
        period::opening(report.figures),
    ));
    let names = COUNTED.map(|(_, name)| name);
    let mut rows = vec![header(&[&["监控时点", "总体执行率"][..], &names].concat())];
    for round in rounds {
        let rate = draft.cell(Measure::Rate, &Scope::Round(round.name.clone(), "all"));
        let mut cells = vec![Cell::text(period::day(round.as_of)).aligned(Align::Center), rate];
        let counts = COUNTED.map(|(what, _)| {
            draft.cell(Measure::Count, &Scope::Round(round.name.clone(), what)).aligned(Align::Center)
        });
        cells.extend(counts);
        rows.push(Row { cells });
    }
    let title = format!("{}年绩效运行监控各轮情况", report.figures.year);
    let widths = vec![15, 15, 10, 10, 10, 12, 16, 12];
    draft.table(&title, Some("个"), Table { header_rows: 1, widths, rows });
}

/// The tasks with how execution moved from the round that gave rise to them until the day.
fn tasks(report: &Report, draft: &mut Draft) {
    let tasks = CorrectionTask::on(&report.register.corrections, report.figures.as_of);
    if tasks.is_empty() {
        return;
    }
    draft.body(
        "挂账督办{{count.task}}项，已销账{{count.task.closed}}项，未销账{{count.task.open}}项，\
         其中逾期{{count.task.overdue}}项。督办项目的执行率变化见下表，原因、措施和责任单位见第五章。",
    );
    let until = if period::is_whole_year(report.figures) { "年末" } else { "目前" };
    let mut rows = vec![header(&["项目", "挂账日", "挂账时执行率", &format!("{until}执行率"), "办理结果"])];
    for task in &tasks {
        let before = Scope::RoundProject(task.round.clone(), task.project.clone());
        rows.push(Row {
            cells: vec![
                Cell::text(report.project_name(&task.project)),
                Cell::text(period::day(task.opened)).aligned(Align::Center),
                draft.cell_or_none(Measure::Rate, &before),
                draft.cell_or_none(Measure::Rate, &Scope::Project(task.project.clone())),
                Cell::text(result(task)),
            ],
        });
    }
    let title = format!("{}年督办项目执行率变化{}", report.figures.year, period::bracketed(report.figures));
    draft.table(&title, None, Table { header_rows: 1, widths: vec![25, 15, 14, 14, 32], rows });
}

/// What became of a task.
fn result(task: &CorrectionTask) -> String {
    match &task.closed {
        Some((day, text)) => format!("{}销账：{text}", period::day(*day)),
        None => "没有销账，继续督办".to_owned(),
    }
}

/// The proposals to freeze in a sentence, each with how it was decided.
fn freezes(report: &Report, draft: &mut Draft) {
    let states = ProposalState::on(&report.register.freeze_proposals, report.figures.as_of);
    if states.is_empty() {
        return;
    }
    let one = |state: &ProposalState| {
        let decision = state.decided.map_or("尚未决定", |decided| decided.act.label());
        format!("“{}”（{decision}）", report.project_name(&state.proposed.project))
    };
    let each: Vec<String> = states.iter().map(one).collect();
    let mut runs = draft.runs("对年内难以支付的预算，提请财政部门冻结{{count.freeze}}项，决定如下：");
    runs.push(Run::text(format!("{}。", each.join("、"))));
    draft.paragraph(Role::Body, runs);
}
