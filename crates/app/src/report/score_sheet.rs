//! 附件: every criterion with its full points, its description and its score.

use super::Report;
use super::conclusion::NOT_SCORED;
use super::draft::{Draft, header};
use mingzhang_domain::figure::{Measure, Scope};
use mingzhang_domain::paper::{Align, Cell, Content, Role, Row, Run, Table};
use mingzhang_domain::performance::Description;
use mingzhang_domain::scoring::{Criterion, Evaluation};

/// The title behind the year.
pub(super) const TITLE: &str = "整体预算支出绩效评价指标体系评分表";

/// Writes the appendix.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    match report.scored() {
        Some(evaluation) => {
            let table = table(report, evaluation, draft);
            draft.push(Content::Table(table));
        }
        None => draft
            .line(Role::Body, &format!("{NOT_SCORED}评分完成以后，本表列出各项指标的分值、评价描述和得分。")),
    }
}

fn table(report: &Report, evaluation: &Evaluation, draft: &mut Draft) -> Table {
    let mut rows = vec![header(&["一级指标", "二级指标", "三级指标", "分值", "评价描述", "评价得分"])];
    let mut above: Option<&Criterion> = None;
    for (criterion, _) in &evaluation.means {
        let description = report.register.descriptions.iter().find(|d| d.criterion == criterion.name);
        rows.push(row(criterion, above, description, draft));
        above = Some(criterion);
    }
    rows.push(total(draft));
    Table { header_rows: 1, widths: vec![15, 13, 18, 6, 40, 8], rows }
}

/// A criterion; the cells of its two upper levels go on from above where they are the same.
fn row(
    criterion: &Criterion,
    above: Option<&Criterion>,
    text: Option<&Description>,
    draft: &mut Draft,
) -> Row {
    draft.at(criterion.name.as_str());
    let scope = Scope::Criterion(criterion.name.clone());
    let same_group = above.is_some_and(|above| above.group == criterion.group);
    let same_level2 = same_group && above.is_some_and(|above| above.level2 == criterion.level2);
    let group = if same_group { Cell::continued() } else { group(&criterion.group, draft) };
    let level2 = if same_level2 { Cell::continued() } else { Cell::text(&criterion.level2) };
    Row {
        cells: vec![
            group,
            level2,
            Cell::text(criterion.name.as_str()),
            draft.cell(Measure::Weight, &scope).aligned(Align::Center),
            Cell::runs(text.map(|text| draft.runs(&text.text)).unwrap_or_default()),
            draft.cell(Measure::Score, &scope).aligned(Align::Center),
        ],
    }
}

/// `项目决策（20分）`
fn group(name: &str, draft: &mut Draft) -> Cell {
    let weight = draft.figure(Measure::Weight, &Scope::Group(name.to_owned()));
    Cell::runs(vec![Run::text(format!("{name}（")), weight, Run::text("分）")])
}

fn total(draft: &mut Draft) -> Row {
    let cell = |measure, draft: &mut Draft| draft.cell(measure, &Scope::Total).aligned(Align::Center);
    Row {
        cells: vec![
            Cell::text("合计").spanning(3).aligned(Align::Center),
            cell(Measure::Weight, draft),
            Cell::text(""),
            cell(Measure::Score, draft),
        ],
    }
}
