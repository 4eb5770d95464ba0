//! Offices, projects, lines, contracts, members.

use super::codes::Known;
use super::row::Row;
use super::rules::BAD_ORDER;
use super::table::Tables;
use super::{schema, unit};
use mingzhang_domain::finding::Finding;
use mingzhang_domain::ids::{ContractNo, LineCode, MemberId, OfficeCode, ProjectCode};
use mingzhang_domain::ledger::{Contract, QuotaLine};
use mingzhang_domain::performance::{ExpenditureKind, Member, Office, Project};
use mingzhang_domain::register::Register;

/// The register without what the evaluation and the texts add.
pub(super) fn read(tables: &Tables, known: &Known, found: &mut Vec<Finding>) -> Register {
    let mut register = Register::new(unit::read(tables, found));
    let rows = |file| tables.rows(file);
    register.offices = rows(schema::OFFICES).filter_map(|row| office(&row, known, found)).collect();
    register.projects = rows(schema::PROJECTS).filter_map(|row| project(&row, known, found)).collect();
    register.lines = rows(schema::LINES).filter_map(|row| line(&row, known, found)).collect();
    register.contracts = rows(schema::CONTRACTS).filter_map(|row| contract(&row, known, found)).collect();
    register.members = rows(schema::MEMBERS).filter_map(|row| member(&row, known, found)).collect();
    register
}

// Each reader reads every field before it gives up, so that all faults of a row are found at once.

fn office(row: &Row, known: &Known, found: &mut Vec<Finding>) -> Option<Office> {
    let code = row.needed("office", found);
    let (name, staff) = (row.needed("name", found), row.count("staff", found));
    let code = code.filter(|code| known.offices.is_first(row, code))?;
    Some(Office { code: OfficeCode::new(code), name: name?.to_owned(), staff: staff? })
}

fn project<'t>(row: &Row<'t>, known: &Known<'t>, found: &mut Vec<Finding>) -> Option<Project> {
    let code = row.needed("project", found);
    let name = row.needed("name", found);
    let office = known.offices.named(row, "office", found);
    let kind = row.word("expenditure_kind", "基本支出、专项项目", ExpenditureKind::parse, found);
    let category = row.needed("report_category", found);
    let (start, end) = (row.date("start", found), row.date("end", found));
    let investment = row.yuan_not_negative("total_investment_yuan", found);
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        found.push(row.fault(BAD_ORDER, "end", format!("结束日期 {end} 早于开始日期 {start}。")));
    }
    let code = code.filter(|code| known.projects.is_first(row, code))?;
    Some(Project {
        code: ProjectCode::new(code),
        name: name?.to_owned(),
        office: OfficeCode::new(office?),
        duty: row.owned("duty"),
        activity: row.owned("activity"),
        expenditure_kind: kind?,
        report_category: category?.to_owned(),
        project_kind: row.owned("project_kind"),
        start: start?,
        end: end?,
        total_investment: investment?,
    })
}

fn line<'t>(row: &Row<'t>, known: &Known<'t>, found: &mut Vec<Finding>) -> Option<QuotaLine> {
    let code = row.needed("line", found);
    let project = known.projects.named(row, "project", found);
    let nature = row.needed("fund_nature", found);
    let source = row.needed("fund_source", found);
    let functional_class = row.digits("functional_class", &[3, 5, 7], found);
    let economic_class = row.digits("economic_class", &[3, 5], found);
    let code = code.filter(|code| known.lines.is_first(row, code))?;
    Some(QuotaLine {
        code: LineCode::new(code),
        project: ProjectCode::new(project?),
        fund_nature: nature?.to_owned(),
        fund_source: source?.to_owned(),
        functional_class: functional_class?,
        economic_class: economic_class?,
    })
}

fn contract<'t>(row: &Row<'t>, known: &Known<'t>, found: &mut Vec<Finding>) -> Option<Contract> {
    let number = row.needed("contract", found);
    let project = known.projects.named(row, "project", found);
    let supplier = row.needed("supplier", found);
    let amount = row.yuan_of_kind("amount_yuan", "合同", false, found);
    let signed = row.date("signed", found);
    let number = number.filter(|number| known.contracts.is_first(row, number))?;
    Some(Contract {
        number: ContractNo::new(number),
        project: ProjectCode::new(project?),
        supplier: supplier?.to_owned(),
        amount: amount?,
        signed: signed?,
        procurement: row.owned("procurement"),
        retention: row.owned("retention"),
    })
}

fn member<'t>(row: &Row<'t>, known: &Known<'t>, found: &mut Vec<Finding>) -> Option<Member> {
    let id = row.needed("member", found);
    let office = known.offices.named(row, "office", found);
    let leader = match row.text("leader") {
        "" => Some(false),
        _ => row.word("leader", "是、否（或空着）", yes_or_no, found),
    };
    let id = id.filter(|id| known.members.is_first(row, id))?;
    Some(Member {
        id: MemberId::new(id),
        office: OfficeCode::new(office?),
        work_unit: row.owned("work_unit"),
        post: row.owned("post"),
        title: row.owned("title"),
        leader: leader?,
    })
}

fn yes_or_no(word: &str) -> Option<bool> {
    match word {
        "是" => Some(true),
        "否" => Some(false),
        _ => None,
    }
}
