//! `mingzhang selfeval`: every project marked by its policy.

use super::Outcome;
use super::common::{Period, TextOrJson, Where};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use clap::Args;
use mingzhang_app::self_evaluate::{Evaluated, SelfEvaluations};
use mingzhang_app::text;
use mingzhang_domain::finding::has_errors;
use mingzhang_domain::ids::ProjectCode;
use mingzhang_domain::performance::{Light, Mark};
use mingzhang_domain::points::Points;
use mingzhang_domain::scoring::shapes::Scored;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Which projects.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    period: Period,
    /// 只评这个项目，并列出每项指标怎样计分
    #[arg(long, value_name = "CODE")]
    project: Option<String>,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Marks them.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let (which, as_of) = (arguments.period.which(), arguments.period.as_of);
    let only = arguments.project.map(ProjectCode::new);
    let evaluate = async |house: &mingzhang_app::house::House| {
        Ok(house.self_evaluate(&which, only.as_ref(), as_of).await?)
    };
    let found = arguments.database.inside(evaluate).await?;
    match arguments.format {
        TextOrJson::Json => json::say(&as_json(&found, which.year.0)),
        TextOrJson::Text if only.is_some() => found.projects.iter().for_each(print_one),
        TextOrJson::Text => print_all(&found, which.year.0),
    }
    if matches!(arguments.format, TextOrJson::Text) {
        found.findings.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
        say!("{}", print::tally(&found.findings));
    }
    Ok(Outcome::found_if(has_errors(&found.findings)))
}

/// `selfeval/1`.
fn as_json(found: &SelfEvaluations, year: i16) -> Value {
    json!({
        "format": "selfeval/1",
        "year": year,
        "as_of": found.as_of.to_string(),
        "projects": found.projects.iter().map(project).collect::<Vec<_>>(),
        "grades": grades(found),
        "findings": found.findings.iter().map(json::finding).collect::<Vec<_>>(),
    })
}

/// How many projects got each grade.
fn grades(found: &SelfEvaluations) -> BTreeMap<String, usize> {
    let mut grades = BTreeMap::new();
    for evaluated in &found.projects {
        let grade = evaluated.evaluation.grade.clone().unwrap_or_else(|| NOT_GRADED.to_owned());
        *grades.entry(grade).or_default() += 1;
    }
    grades
}

/// What stands for the grade of a project of which a mark is missing.
const NOT_GRADED: &str = "未定";

fn project(Evaluated { project, spending, evaluation, lights }: &Evaluated) -> Value {
    json!({
        "project": project.code.as_str(),
        "name": project.name,
        "office": project.office.as_str(),
        "policy": evaluation.policy.as_str(),
        "adjusted": spending.adjusted.yuan(),
        "paid": spending.paid.yuan(),
        "execution": evaluation.execution.map(|mark| json!({
            "rate": mark.rate.percent(),
            "points": mark.points.to_string(),
            "full": mark.full.to_string(),
        })),
        "indicators": evaluation.marks.iter().map(mark).collect::<Vec<_>>(),
        "total": evaluation.total.map(|total| total.to_string()),
        "grade": evaluation.grade,
        "lights": lights.iter().map(|light| light_name(*light)).collect::<Vec<_>>(),
    })
}

fn mark(mark: &Mark) -> Value {
    let it = &mark.indicator;
    let mut value = json!({
        "level1": it.level1,
        "level2": it.level2,
        "name": it.name,
        "op": it.operator.as_str(),
        "target": it.target.to_string(),
        "unit": it.unit,
        "actual": mark.actual.as_ref().map(|actual| actual.reached.to_string()),
        "date": mark.actual.as_ref().map(|actual| actual.date.to_string()),
        "by": mark.actual.as_ref().map(|actual| actual.by.clone()),
        "method": mark.actual.as_ref().map(|actual| actual.method.label()),
        "full": it.weight.to_string(),
        "points": mark.points().map(|points| points.to_string()),
        "reason": mark.actual.as_ref().map(|actual| actual.reason.clone()),
        "measure": mark.actual.as_ref().map(|actual| actual.measure.clone()),
    });
    if let Some(map) = value.as_object_mut() {
        let (because, remarks) = explained(mark);
        map.insert("because".to_owned(), json!(because));
        map.insert("remarks".to_owned(), json!(remarks));
    }
    value
}

/// How the points came about, or why there are none; and what is worth a look.
fn explained(mark: &Mark) -> (Vec<String>, Vec<String>) {
    match &mark.scored {
        Ok(Scored::Score(score)) => {
            (score.because.iter().map(text::step).collect(), score.remarks.iter().map(text::remark).collect())
        }
        Ok(Scored::Skipped) => (vec!["没有完成值，按政策不计入总分".to_owned()], vec![]),
        Err(why) => (vec![text::unscorable(why).message], vec![]),
    }
}

fn light_name(light: Light) -> &'static str {
    match light {
        Light::MarksAboveExecution => "red:marks_above_execution",
        Light::MuchLeft => "yellow:much_left",
        Light::NoQuota => "yellow:no_quota",
    }
}

fn light_word(light: Light) -> &'static str {
    match light {
        Light::MarksAboveExecution => "● 红 得分高于执行",
        Light::MuchLeft => "▲ 黄 两成未执行",
        Light::NoQuota => "▲ 黄 没有预算",
    }
}

fn points(points: Option<Points>) -> String {
    points.map_or_else(|| "—".to_owned(), |points| points.to_string())
}

fn print_all(found: &SelfEvaluations, year: i16) {
    say!("{year} 年度项目支出绩效自评，截至 {}，共 {} 个项目", found.as_of, found.projects.len());
    let row = |Evaluated { project, evaluation, lights, .. }: &Evaluated| {
        let words: Vec<&str> = lights.iter().map(|light| light_word(*light)).collect();
        vec![
            project.code.to_string(),
            project.name.clone(),
            evaluation.grade.clone().unwrap_or_else(|| NOT_GRADED.to_owned()),
            words.join(" "),
            points(evaluation.total),
            points(evaluation.execution.map(|mark| mark.points)),
            points(Some(evaluation.indicator_points().0)),
        ]
    };
    let rows = found.projects.iter().map(row).collect();
    print::table(&["项目代码", "项目", "等级", "预警", "总分", "执行", "指标"], 4, rows);
    let grades: Vec<String> =
        grades(found).into_iter().map(|(grade, count)| format!("{grade} {count} 个")).collect();
    say!("{}", grades.join(" · "));
}

fn print_one(evaluated: &Evaluated) {
    let Evaluated { project, evaluation, lights, .. } = evaluated;
    say!("{} {}", project.code, project.name);
    if let Some(mark) = evaluation.execution {
        let rate = mark.rate.percent().map_or("—".to_owned(), |rate| format!("{rate}%"));
        say!("  预算执行率 {rate}，得 {} 分（满分 {}）", mark.points.short(), mark.full.short());
    }
    for mark in &evaluation.marks {
        let it = &mark.indicator;
        let (because, remarks) = explained(mark);
        say!("  {}（满分 {}）得 {} 分", it.name, it.weight.short(), points(mark.points()));
        because.iter().chain(&remarks).for_each(|line| say!("    {line}"));
    }
    let grade = evaluation.grade.as_deref().unwrap_or(NOT_GRADED);
    say!("  总分 {}，等级 {grade}", points(evaluation.total));
    lights.iter().for_each(|light| say!("  {}", light_word(*light)));
}
