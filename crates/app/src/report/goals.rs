//! What was set out to be reached, and how it is answered: the goals of the whole unit and those of its duties.

use super::Report;
use super::draft::{Draft, header};
use super::sentence::quoted;
use crate::self_evaluate::with_computed;
use mingzhang_domain::figure::{Measure, Scope};
use mingzhang_domain::paper::{Cell, Role, Row, Run, Table};
use mingzhang_domain::performance::goal_answer::answers;
use mingzhang_domain::performance::{Aim, GoalAnswer, Holder, Horizon, Indicator, Unanswered};
use mingzhang_domain::register::Register;

/// How many indicators of an aim are named before the rest is only mentioned.
const NAMED_MAX: usize = 5;

/// Writes the goals of the whole unit as they hold on the day, the year's first.
pub(super) fn stated(report: &Report, draft: &mut Draft) {
    for horizon in [Horizon::Annual, Horizon::LongTerm] {
        if let Some(goal) = report.register.goal_of(&Holder::Unit, horizon, report.figures.as_of) {
            draft.body(&format!("{}：{}", name(&Aim::Goal(goal)), goal.text));
        }
    }
}

/// Writes how each goal is answered: the unit's in a sentence, those of the duties in a table. Nothing where nothing
/// measures any of them.
pub(super) fn answered(report: &Report, draft: &mut Draft) {
    let register = with_computed(report.register, report.figures);
    let answers = answers(&register, report.figures.as_of);
    let measured = answers.iter().filter(|answer| !answer.results.is_empty());
    let (goals, duties): (Vec<&GoalAnswer>, Vec<&GoalAnswer>) =
        measured.partition(|answer| matches!(answer.aim, Aim::Goal(_)));
    for answer in goals {
        let Aim::Goal(goal) = answer.aim else { continue };
        let mut runs = vec![Run::text(name(&answer.aim))];
        let sentence = "设绩效指标{{indicators}}项，已有完成值{{reported}}项，达到指标值{{reached}}项；\
                        逐项的指标值、完成值和是否达成见“绩效指标完成情况”。";
        runs.extend(draft.runs_of(&Scope::Goal(goal.horizon), sentence));
        draft.paragraph(Role::Body, runs);
    }
    by_duty(report, &duties, draft);
}

/// The duties whose projects have indicators, with their money and results.
fn by_duty(report: &Report, duties: &[&GoalAnswer], draft: &mut Draft) {
    if duties.is_empty() {
        return;
    }
    draft.body("各项职责的目标由归口的项目回应，项目的指标值和完成值逐项登记，汇总见下表。");
    let mut rows = vec![header(&[
        "职责",
        "项目数（个）",
        "调整后预算",
        "支付",
        "执行率",
        "指标数（项）",
        "达成数（项）",
    ])];
    for answer in duties {
        let Aim::Duty(duty) = answer.aim else { continue };
        let scope = Scope::Duty(duty.to_owned());
        let measures = [
            Measure::Count,
            Measure::Adjusted,
            Measure::Paid,
            Measure::Rate,
            Measure::Indicators,
            Measure::Reached,
        ];
        let mut cells = vec![Cell::text(duty)];
        cells.extend(measures.map(|measure| draft.cell(measure, &scope)));
        rows.push(Row { cells });
    }
    let title = format!("{}年各项职责目标的完成情况", report.figures.year);
    draft.table(
        &title,
        Some("万元"),
        Table { header_rows: 1, widths: vec![26, 11, 15, 15, 12, 11, 11], rows },
    );
}

/// Names the goals that are not answered, or not in full, each with why; nothing where all are.
pub(super) fn unanswered(report: &Report, draft: &mut Draft) {
    let register = with_computed(report.register, report.figures);
    let answers = answers(&register, report.figures.as_of);
    let open = answers.iter().map(|answer| (answer, answer.unanswered())).filter(|(_, why)| !why.is_empty());
    for (at, (answer, why)) in open.enumerate() {
        if at == 0 {
            draft.body("第一章所列目标中，下列目标没有得到完整的回应，本报告不对其作出完成与否的结论。");
        }
        let why: Vec<String> = why.iter().map(|why| reason(&register, answer, why)).collect();
        draft.line(Role::Body, &format!("{}：{}。", name(&answer.aim), why.join("；")));
    }
}

/// `部门年度目标`, or the duty in quotes.
fn name(aim: &Aim) -> String {
    match aim {
        Aim::Goal(goal) => format!("部门{}目标", goal.horizon.label()),
        Aim::Duty(duty) => format!("职责“{duty}”的目标"),
    }
}

/// Why an aim is not answered, as a sentence goes on.
fn reason(register: &Register, answer: &GoalAnswer, why: &Unanswered) -> String {
    match (why, answer.aim) {
        (Unanswered::NoIndicator, Aim::Goal(goal)) => {
            format!("没有设{}绩效指标，没有可以对照的完成值", goal.horizon.label())
        }
        (Unanswered::NoIndicator, Aim::Duty(duty)) => {
            let has_projects = register.projects.iter().any(|project| project.duty == duty);
            let missing = if has_projects {
                "归口该职责的项目没有绩效指标"
            } else {
                "没有归口该职责的项目"
            };
            format!("{missing}，没有可以对照的完成值")
        }
        (Unanswered::NoActual(of), _) => format!("{}没有填报完成值", names(of)),
        (Unanswered::NotJudged(of), _) => format!("{}的完成值是文字，还没有评判", names(of)),
    }
}

/// The indicators in quotes; of many, the first few.
fn names(of: &[&Indicator]) -> String {
    let names: Vec<&str> = of.iter().take(NAMED_MAX).map(|indicator| indicator.name.as_str()).collect();
    let more = if of.len() > NAMED_MAX { "等指标" } else { "" };
    format!("{}{more}", quoted(&names))
}
