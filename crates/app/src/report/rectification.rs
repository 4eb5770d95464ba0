//! What was found and how it was put right; what that means for next year's quotas.

use super::draft::{Draft, header};
use super::{Report, period};
use mingzhang_domain::Date;
use mingzhang_domain::figure::{Measure, Scope};
use mingzhang_domain::paper::{Cell, Row, Table};
use mingzhang_domain::performance::{FoundProblem, QuotaProposal};

/// Writes the problems in a table, as they stand on the day; nothing where none was found.
pub(super) fn problems(report: &Report, draft: &mut Draft) {
    let day = report.figures.as_of;
    let problems = FoundProblem::on(&report.register.rectifications, day);
    if problems.is_empty() {
        return;
    }
    let is_open = |problem: &FoundProblem| problem.crossed_off.is_none();
    draft.body(if problems.iter().any(is_open) {
        "审计和检查发现的问题及整改情况见下表，没有销号的继续整改。"
    } else {
        "审计和检查发现的问题都已整改并销号，见下表。"
    });
    let mut rows = vec![header(&["来源", "问题", "责任单位", "整改期限", "整改措施", "状态"])];
    rows.extend(problems.iter().map(|problem| row(report, problem, day)));
    let title = format!("{}年问题整改情况", report.figures.year);
    draft.table(&title, None, Table { header_rows: 1, widths: vec![14, 24, 15, 16, 21, 10], rows });
}

fn row(report: &Report, problem: &FoundProblem, day: Date) -> Row {
    let found = problem.found;
    let measures: Vec<&str> = problem.measures.iter().map(|measure| measure.text.as_str()).collect();
    let measures = if measures.is_empty() { "尚未填报".to_owned() } else { measures.join("；") };
    let state = match problem.crossed_off {
        Some(_) => "已销号",
        None if problem.is_overdue_on(day) => "逾期",
        None => "整改中",
    };
    let cells = [
        found.source.as_str(),
        &found.text,
        report.office_name(&found.person),
        &found.due.map_or(String::new(), |due| period::deadline(report.figures, due)),
        &measures,
        state,
    ];
    Row { cells: cells.into_iter().map(Cell::text).collect() }
}

/// Writes next year's proposals in a table; nothing where there are none.
pub(super) fn proposals(report: &Report, draft: &mut Draft) {
    if report.register.proposals.is_empty() {
        return;
    }
    draft.body("根据绩效结果和问题整改情况，对下年度的预算安排建议如下。");
    let mut rows = vec![header(&["项目", "调整后预算", "下年建议", "理由", "依据的问题"])];
    rows.extend(report.register.proposals.iter().map(|proposal| proposal_row(report, proposal, draft)));
    let table = Table { header_rows: 1, widths: vec![22, 15, 15, 24, 24], rows };
    draft.table("下年度预算安排建议", Some("万元"), table);
}

fn proposal_row(report: &Report, proposal: &QuotaProposal, draft: &mut Draft) -> Row {
    let scope = Scope::Project(proposal.project.clone());
    let problem = report.register.rectifications.iter().find(|event| event.problem == proposal.problem);
    let mut cells = vec![Cell::text(report.project_name(&proposal.project))];
    cells.extend([Measure::Adjusted, Measure::Proposed].map(|measure| draft.cell(measure, &scope)));
    let because = problem.map_or("", |problem| problem.text.as_str());
    cells.extend([proposal.reason.as_str(), because].map(Cell::text));
    Row { cells }
}
