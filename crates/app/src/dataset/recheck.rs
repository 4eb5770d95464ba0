//! Tasks to check papers and places, and what reviewers gave.

use super::codes::Known;
use super::results::{holder, named};
use super::row::Row;
use super::rules::{SCORE_ABOVE_FULL, TORN_CHECK, UNKNOWN_CODE};
use super::schema;
use super::table::Tables;
use mingzhang_domain::Date;
use mingzhang_domain::finding::Finding;
use mingzhang_domain::ids::ProjectCode;
use mingzhang_domain::performance::{CheckAct, CheckKind, CheckTask, Holder, Indicator, Reached, Recheck};
use mingzhang_domain::register::Register;
use std::collections::HashMap;

/// Adds what `checks.csv` and `rechecks.csv` say.
pub(super) fn read<'t>(
    tables: &'t Tables,
    known: &Known<'t>,
    register: &mut Register,
    found: &mut Vec<Finding>,
) {
    let mut assigned: HashMap<String, Holder> = HashMap::new();
    for row in tables.rows(schema::CHECKS) {
        let Some(event) = event(&row, known, register, found) else { continue };
        let before = assigned.get(&event.task);
        let is_torn = match event.act {
            CheckAct::Assigned => before.is_some(),
            _ => before != Some(&event.holder),
        };
        if is_torn {
            let message = match event.act {
                CheckAct::Assigned => format!("任务 {} 已经布置过。", event.task),
                _ => format!("任务 {} 还没有布置给这个项目，先要有“布置”一行。", event.task),
            };
            found.push(row.fault(TORN_CHECK, "task", message));
            continue;
        }
        assigned.insert(event.task.clone(), event.holder.clone());
        register.checks.push(event);
    }
    let rechecks: Vec<Recheck> =
        tables.rows(schema::RECHECKS).filter_map(|row| recheck(&row, known, register, found)).collect();
    register.rechecks = rechecks;
}

fn event<'t>(
    row: &Row<'t>,
    known: &Known<'t>,
    register: &Register,
    found: &mut Vec<Finding>,
) -> Option<CheckTask> {
    let task = row.needed("task", found);
    let holder = holder(row, &known.projects, found);
    let indicator = holder.as_ref().and_then(|holder| named(row, holder, register, true, found));
    let kind = row.word("kind", "资料核查、现场核查", CheckKind::parse, found);
    let act = row.word("act", "布置、属实、不符、查无", CheckAct::parse, found);
    let date = row.date("date", found);
    let person = row.needed("person", found);
    let due: Option<Option<Date>> = match act {
        Some(CheckAct::Assigned) => row.date("due", found).map(Some),
        _ => Some(None),
    };
    let text = row.needed("text", found);
    indicator?;
    Some(CheckTask {
        task: task?.to_owned(),
        holder: holder?,
        indicator: row.owned("indicator"),
        kind: kind?,
        act: act?,
        date: date?,
        person: person?.to_owned(),
        due: due?,
        text: text?.to_owned(),
    })
}

fn recheck<'t>(
    row: &Row<'t>,
    known: &Known<'t>,
    register: &Register,
    found: &mut Vec<Finding>,
) -> Option<Recheck> {
    let project = known.projects.named(row, "project", found);
    let indicator = row.needed("indicator", found);
    let reached = row.needed("value", found).and_then(Reached::parse);
    let points = row.points("points", found);
    let date = row.date("date", found);
    let (by, reason) = (row.needed("by", found), row.needed("reason", found));
    let (project, indicator) = (ProjectCode::new(project?), indicator?);
    let holder = Holder::Project(project.clone());
    let is_it = |it: &&Indicator| it.holder == holder && it.name == indicator;
    let Some(full) = register.indicators.iter().find(is_it).map(|it| it.weight) else {
        found.push(row.fault(
            UNKNOWN_CODE,
            "indicator",
            format!("{project} 没有登记绩效指标“{indicator}”。"),
        ));
        return None;
    };
    let points = points?;
    if points > full {
        let message = format!("复核得分 {} 分，超过分值 {} 分。", points.short(), full.short());
        found.push(row.fault(SCORE_ABOVE_FULL, "points", message));
        return None;
    }
    Some(Recheck {
        project,
        indicator: indicator.to_owned(),
        reached: reached?,
        points,
        date: date?,
        by: by?.to_owned(),
        reason: reason?.to_owned(),
    })
}
