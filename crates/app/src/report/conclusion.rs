//! 四、综合评价结论和评价等级: the judgement in words, how it was scored, the bands, total and grade.

use super::draft::{Draft, header};
use super::lowest::lowest;
use super::sentence::quoted;
use super::{Report, appendix_mark, department, score_sheet};
use mingzhang_domain::figure::{FigureKey, FigureSet, Measure, Scope, Value};
use mingzhang_domain::paper::{Cell, Chart, ChartKind, Content, Role, Row, Series, Table};
use mingzhang_domain::performance::Section;
use mingzhang_domain::points::Points;
use mingzhang_domain::scoring::{Band, Criterion, Evaluation};

/// What stands where scores would, while there are none.
pub(super) const NOT_SCORED: &str = "评价工作组尚未评分。";

/// Writes the chapter.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    draft.section("总体评价", |draft| draft.narratives(report, Section::Conclusion));
    let Some(evaluation) = report.scored() else {
        let result = format!("{NOT_SCORED}总得分和等级在评分完成以后填列。");
        draft.section("评价结果", |draft| draft.line(Role::Body, &result));
        return;
    };
    draft.section("评分方法", |draft| method(report, evaluation, draft));
    draft.section("等级划分", |draft| draft.line(Role::Body, &bands(&evaluation.policy.bands)));
    draft.section("评价结果", |draft| {
        result(evaluation, draft);
        groups(evaluation, draft);
        draft.line(Role::Body, &deductions(evaluation));
        chart(report, evaluation, draft);
    });
    draft.section("部门整体共性指标", |draft| department::write(report, draft));
}

/// How the total comes about; the number of members stands there only where each handed in a sheet.
fn method(report: &Report, evaluation: &Evaluation, draft: &mut Draft) {
    let complete = usize::try_from(evaluation.sheets) == Ok(report.register.members.len());
    let who = if complete { "{{count.member}}名成员" } else { "成员" };
    draft.body(&format!(
        "评价工作组{who}各自填写评分表，对{{{{count.criterion}}}}项三级指标逐项打分。\
         每项指标的得分是各份评分表的平均分，四舍五入保留两位小数；各项指标得分之和为总得分。"
    ));
}

/// `得分≥85分为优秀；75≤得分<85分为良好；…`
fn bands(bands: &[Band]) -> String {
    let band = |band: &Band| {
        let (from, grade) = (band.at_least.short(), &band.grade);
        match band.below {
            None => format!("得分≥{from}分为{grade}"),
            Some(below) if band.at_least == Points::ZERO => format!("得分<{}分为{grade}", below.short()),
            Some(below) => format!("{from}≤得分<{}分为{grade}", below.short()),
        }
    };
    format!("等级按总得分划分：{}。", bands.iter().map(band).collect::<Vec<_>>().join("；"))
}

fn result(evaluation: &Evaluation, draft: &mut Draft) {
    if evaluation.total.is_some() {
        draft.body("评价总得分{{score.total}}分，满分{{weight.total}}分，等级为{{grade.total}}。");
        return;
    }
    let missing = evaluation.means.iter().filter(|(_, mean)| mean.is_none());
    let missing: Vec<&str> = missing.map(|(criterion, _)| criterion.name.as_str()).collect();
    let text = format!("{}尚未评分，总得分和等级在评分完成以后填列。", quoted(&missing));
    draft.line(Role::Body, &text);
}

fn groups(evaluation: &Evaluation, draft: &mut Draft) {
    let mut rows = vec![header(&["一级指标", "分值", "得分"])];
    for group in &evaluation.policy.groups {
        rows.push(row(&group.name, &Scope::Group(group.name.clone()), draft));
    }
    rows.push(row("合计", &Scope::Total, draft));
    draft.table("一级指标得分", Some("分"), Table { header_rows: 1, widths: vec![50, 25, 25], rows });
}

fn row(name: &str, scope: &Scope, draft: &mut Draft) -> Row {
    let mut cells = vec![Cell::text(name)];
    cells.extend([Measure::Weight, Measure::Score].map(|measure| draft.cell(measure, scope)));
    Row { cells }
}

/// Where points were lost, and where the reasons stand.
fn deductions(evaluation: &Evaluation) -> String {
    let below = |(c, mean): &&(Criterion, Option<Points>)| mean.is_some_and(|mean| mean < c.weight);
    let names: Vec<&str> = evaluation.means.iter().filter(below).map(|(c, _)| c.name.as_str()).collect();
    let appendix = appendix_mark(score_sheet::TITLE);
    if names.is_empty() {
        return format!("已评分的三级指标都得满分，评价描述见{appendix}。");
    }
    format!("扣分的三级指标有{}，扣分的原因和各项指标的评价描述见{appendix}。", quoted(&names))
}

/// The score of each 二级指标 as a share of its full points.
fn chart(report: &Report, evaluation: &Evaluation, draft: &mut Draft) {
    let shares = shares(evaluation, report.figures);
    let Some(title) = lowest("得分率", "各二级指标", &shares) else { return };
    draft.push(Content::Chart(Chart {
        kind: ChartKind::Bar,
        title,
        unit: "%".to_owned(),
        categories: shares.iter().map(|(name, _)| name.clone()).collect(),
        series: vec![Series {
            name: "得分率".to_owned(),
            values: shares.iter().map(|(_, share)| share.number()).collect(),
        }],
    }));
}

/// Names and shares in order; not computable where a score is missing.
fn shares(evaluation: &Evaluation, figures: &FigureSet) -> Vec<(String, Value)> {
    let names = evaluation.by_level2().filter_map(|criteria| Some(criteria.first()?.0.level2.clone()));
    let share = |name: String| {
        let figure = figures.get(&FigureKey::of(Measure::Share, &Scope::Level2(name.clone())));
        (name, figure.map_or(Value::NotComputable, |figure| figure.value.clone()))
    };
    names.map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_worded_from_the_highest_to_the_lowest() {
        let band = |grade: &str, at_least, below: Option<i64>| Band {
            grade: grade.to_owned(),
            at_least: Points::whole(at_least),
            below: below.map(Points::whole),
        };
        let worded = bands(&[band("优", 90, None), band("中", 60, Some(90)), band("差", 0, Some(60))]);
        assert_eq!(worded, "等级按总得分划分：得分≥90分为优；60≤得分<90分为中；得分<60分为差。");
    }
}
