//! `mingzhang measure`, `mingzhang institution list`, `mingzhang rectification list`: the whole department.

use super::Outcome;
use super::common::{self, Period, TextOrJson, UnitYear, Where};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use clap::{Args, Subcommand};
use mingzhang_app::house::{House, Which};
use mingzhang_app::show_department::{Institutions, Measured};
use mingzhang_domain::Date;
use mingzhang_domain::figure::Figure;
use mingzhang_domain::performance::{FoundProblem, Rectification};
use serde_json::{Value, json};

/// Which measures.
#[derive(Args)]
pub(crate) struct MeasureArguments {
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    period: Period,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// What to do with rules of the unit.
#[derive(Args)]
pub(crate) struct InstitutionArguments {
    #[command(subcommand)]
    what: InstitutionWhat,
}

#[derive(Subcommand)]
enum InstitutionWhat {
    /// 列出内部制度：有效的、未生效的、已失效的、缺的
    List(ListArguments),
}

/// What to do with problems.
#[derive(Args)]
pub(crate) struct RectificationArguments {
    #[command(subcommand)]
    what: RectificationWhat,
}

#[derive(Subcommand)]
enum RectificationWhat {
    /// 列出审计和检查发现的问题，以及整改、销号
    List(ListArguments),
}

/// On which day.
#[derive(Args)]
struct ListArguments {
    /// 截至哪一天（默认今天）
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    of: UnitYear,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Shows the measures.
pub(crate) async fn measure(arguments: MeasureArguments) -> Result<Outcome, Fault> {
    let (which, as_of) = (arguments.period.which(), arguments.period.as_of);
    let read = async |house: &House| Ok(house.measures(&which, as_of).await?);
    let found = arguments.database.inside(read).await?;
    match arguments.format {
        TextOrJson::Json => json::say(&json!({
            "format": "measure/1",
            "year": which.year.0,
            "as_of": found.as_of.to_string(),
            "measures": found.measures.iter().map(measured).collect::<Vec<_>>(),
        })),
        TextOrJson::Text => {
            say!("{} 年度部门整体共性指标，截至 {}", which.year, found.as_of);
            let shown = |part: &Option<Figure>| {
                part.as_ref().map_or("—".to_owned(), |figure| figure.value.display_grouped())
            };
            let row = |it: &Measured| {
                let value = it.figure.value.display();
                vec![it.figure.label.clone(), it.method.clone(), shown(&it.over), shown(&it.under), value]
            };
            let rows = found.measures.iter().map(row).collect();
            print::table(&["指标", "计算方法", "分子", "分母", "结果"], 2, rows);
            for it in &found.measures {
                it.note.iter().for_each(|note| say!("  {}：{note}", it.figure.label));
            }
        }
    }
    Ok(Outcome::Fine)
}

fn measured(it: &Measured) -> Value {
    json!({
        "key": it.figure.key.as_str(),
        "measure": it.measure.label(),
        "method": it.method,
        "value": it.figure.value.exact(),
        "over": it.over.as_ref().map(part),
        "under": it.under.as_ref().map(part),
        "note": it.note,
    })
}

fn part(figure: &Figure) -> Value {
    json!({
        "key": figure.key.as_str(),
        "label": figure.label,
        "value": figure.value.exact(),
        "unit": figure.value.unit(),
    })
}

/// Lists the unit's own rules.
pub(crate) async fn institution(arguments: InstitutionArguments) -> Result<Outcome, Fault> {
    let InstitutionWhat::List(arguments) = arguments.what;
    let on = arguments.on.unwrap_or_else(common::today);
    let read = async |house: &House, which: &Which| Ok(house.institutions(which, on).await?);
    let (year, found) = arguments.of.inside(&arguments.database, read).await?;
    match arguments.format {
        TextOrJson::Json => json::say(&json!({
            "format": "institution-list/1",
            "year": year.0,
            "on": on.to_string(),
            "institutions": found.rules.iter().map(|(rule, validity)| json!({
                "title": rule.title,
                "subject": rule.subject.label(),
                "document": rule.document,
                "valid_from": rule.valid_from.to_string(),
                "valid_to": rule.valid_to.map(|last| last.to_string()),
                "state": validity.as_str(),
            })).collect::<Vec<_>>(),
            "missing": found.missing.iter().map(|subject| subject.label()).collect::<Vec<_>>(),
        })),
        TextOrJson::Text => print_institutions(&found, on),
    }
    Ok(Outcome::Fine)
}

fn print_institutions(found: &Institutions, on: Date) {
    say!("内部制度，截至 {on}");
    let rows = found.rules.iter().map(|(rule, validity)| {
        let until = rule.valid_to.map_or("—".to_owned(), |last| last.to_string());
        let (from, subject) = (rule.valid_from.to_string(), rule.subject.label().to_owned());
        vec![validity.label().to_owned(), subject, rule.title.clone(), rule.document.clone(), from, until]
    });
    print::table(&["状态", "类别", "制度", "文号", "生效", "失效"], 6, rows.collect());
    if found.missing.is_empty() {
        say!("应有制度的类别都有有效的制度。");
    } else {
        let missing: Vec<&str> = found.missing.iter().map(|subject| subject.label()).collect();
        say!("没有有效制度的类别：{}。", missing.join("、"));
    }
}

/// Lists what was found and what was done about it.
pub(crate) async fn rectification(arguments: RectificationArguments) -> Result<Outcome, Fault> {
    let RectificationWhat::List(arguments) = arguments.what;
    let on = arguments.on.unwrap_or_else(common::today);
    let read = async |house: &House, which: &Which| Ok(house.rectifications(which).await?);
    let (year, events) = arguments.of.inside(&arguments.database, read).await?;
    let problems = FoundProblem::on(&events, on);
    match arguments.format {
        TextOrJson::Json => json::say(&json!({
            "format": "rectification-list/1",
            "year": year.0,
            "on": on.to_string(),
            "problems": problems.iter().map(|it| problem(it, on)).collect::<Vec<_>>(),
        })),
        TextOrJson::Text => {
            say!("审计和检查发现的问题，截至 {on}");
            let row = |it: &FoundProblem| {
                let measures: Vec<&str> = it.measures.iter().map(|event| event.text.as_str()).collect();
                let Rectification { problem, source, text, person, due, .. } = it.found;
                let due = due.map_or("—".to_owned(), |due| due.to_string());
                let measures = measures.join("；");
                vec![
                    problem.clone(),
                    source.clone(),
                    text.clone(),
                    person.clone(),
                    due,
                    measures,
                    state(it, on),
                ]
            };
            let headings = ["编号", "来源", "问题", "责任人", "期限", "整改", "状态"];
            print::table(&headings, 7, problems.iter().map(row).collect());
        }
    }
    Ok(Outcome::Fine)
}

fn state(problem: &FoundProblem, on: Date) -> String {
    match problem.crossed_off {
        Some(event) => format!("{} 销号", event.date),
        None if problem.is_overdue_on(on) => "逾期".to_owned(),
        None if problem.measures.is_empty() => "未整改".to_owned(),
        None => "已整改，未销号".to_owned(),
    }
}

fn problem(it: &FoundProblem, on: Date) -> Value {
    let event = |event: &Rectification| json!({"date": event.date.to_string(), "person": event.person, "text": event.text});
    json!({
        "problem": it.found.problem,
        "source": it.found.source,
        "found": event(it.found),
        "due": it.found.due.map(|due| due.to_string()),
        "rectified": it.measures.iter().map(|it| event(it)).collect::<Vec<_>>(),
        "crossed_off": it.crossed_off.map(event),
        "overdue": it.is_overdue_on(on),
    })
}
