//! `mingzhang freeze`: a unit proposes to stop a project's money, finance decides; an order freezes in the ledger.

use super::Outcome;
use super::common::{self, OfYear, TextOrJson};
use super::fault::Fault;
use super::json;
use super::print::{self, say};
use clap::{Args, Subcommand};
use mingzhang_app::freeze_project::{FreezeAsked, FreezeDone};
use mingzhang_app::house::{House, Which};
use mingzhang_domain::Date;
use mingzhang_domain::finding::has_errors;
use mingzhang_domain::ids::ProjectCode;
use mingzhang_domain::ledger::Voucher;
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::{FreezeProposal, ProposalAct, ProposalState};
use serde_json::{Value, json};

/// What to do with proposals.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// 列出冻结提请和决定
    List(ListArguments),
    /// 单位提请冻结一个项目的钱
    Propose(ProposeArguments),
    /// 财政决定冻结，同时在账上冻结：先冻计划，再冻可用
    Order(OrderArguments),
    /// 财政决定不冻结：继续执行、调剂或取消
    Decide(DecideArguments),
    /// 解冻：账上冻结的退回原处
    Lift(LiftArguments),
}

/// What every event says.
#[derive(Args)]
struct Event {
    /// 提请编号
    #[arg(value_name = "PROPOSAL")]
    proposal: String,
    /// 原因
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// 谁提请或决定（默认当前用户）
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// 日期（默认今天）
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    #[command(flatten)]
    of: OfYear,
}

/// Which proposals.
#[derive(Args)]
struct ListArguments {
    /// 截至哪一天（默认今天）
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    of: OfYear,
}

/// Of which project.
#[derive(Args)]
struct ProposeArguments {
    #[command(flatten)]
    event: Event,
    /// 项目代码
    #[arg(long, value_name = "CODE")]
    project: String,
    /// 冻结多少元（默认全部可用和已编计划）
    #[arg(long, value_name = "YUAN", value_parser = yuan)]
    amount: Option<Fen>,
}

/// How much.
#[derive(Args)]
struct OrderArguments {
    #[command(flatten)]
    event: Event,
    /// 冻结多少元（默认照提请）
    #[arg(long, value_name = "YUAN", value_parser = yuan)]
    amount: Option<Fen>,
}

/// What instead.
#[derive(Args)]
struct DecideArguments {
    #[command(flatten)]
    event: Event,
    /// 决定：继续执行、调剂、取消
    #[arg(long = "as", value_name = "WORD", value_parser = decision)]
    decision: ProposalAct,
}

/// Which order.
#[derive(Args)]
struct LiftArguments {
    #[command(flatten)]
    event: Event,
}

fn yuan(text: &str) -> Result<Fen, String> {
    let amount = Fen::parse_yuan(text).ok().filter(|amount| *amount > Fen::ZERO);
    amount.ok_or_else(|| "金额以元为单位，大于零，最多两位小数".to_owned())
}

fn decision(word: &str) -> Result<ProposalAct, String> {
    let decisions = [ProposalAct::Continued, ProposalAct::Reallocated, ProposalAct::Cancelled];
    let known = ProposalAct::parse(word).filter(|act| decisions.contains(act));
    known.ok_or_else(|| format!("这里只认：{}", decisions.map(ProposalAct::label).join("、")))
}

/// Does it.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    match arguments.what {
        What::List(arguments) => list(arguments).await,
        What::Propose(ProposeArguments { event, project, amount }) => {
            let asked = event.asked(ProposalAct::Proposed, amount);
            record(&event.of, FreezeAsked { project: Some(ProjectCode::new(project)), ..asked }).await
        }
        What::Order(OrderArguments { event, amount }) => {
            record(&event.of, event.asked(ProposalAct::Frozen, amount)).await
        }
        What::Decide(DecideArguments { event, decision }) => {
            record(&event.of, event.asked(decision, None)).await
        }
        What::Lift(LiftArguments { event }) => {
            record(&event.of, event.asked(ProposalAct::Lifted, None)).await
        }
    }
}

impl Event {
    fn asked(&self, act: ProposalAct, amount: Option<Fen>) -> FreezeAsked {
        FreezeAsked {
            proposal: self.proposal.clone(),
            project: None,
            act,
            date: self.date.unwrap_or_else(common::today),
            amount,
            reason: self.reason.clone(),
            by: self.by.clone().unwrap_or_else(|| common::stamp().actor.to_string()),
        }
    }
}

async fn record(of: &OfYear, asked: FreezeAsked) -> Result<Outcome, Fault> {
    let stamp = common::stamp();
    let freeze = async |house: &House, which: &Which| Ok(house.freeze(which, &stamp, asked).await?);
    let (_, done) = of.of.inside(&of.database, freeze).await?;
    match of.format {
        TextOrJson::Json => json::say(&json!({
            "format": "freeze-event/1",
            "recorded": done.recorded.changes > 0,
            "event": event_as_json(&done.event),
            "vouchers": done.vouchers.iter().map(voucher).collect::<Vec<_>>(),
            "spendable": done.spendable.yuan(),
            "findings": done.recorded.findings.iter().map(json::finding).collect::<Vec<_>>(),
        })),
        TextOrJson::Text => print_done(&done),
    }
    Ok(Outcome::found_if(has_errors(&done.recorded.findings)))
}

fn print_done(FreezeDone { recorded, event, vouchers, spendable }: &FreezeDone) {
    recorded.findings.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
    if recorded.changes == 0 {
        if recorded.findings.is_empty() {
            say!("此前已登记。");
        }
        return;
    }
    say!("已登记：冻结提请 {} {}（项目 {}）。", event.proposal, event.act.label(), event.project);
    for voucher in vouchers {
        let instruction = &voucher.instruction;
        let amount = instruction.asked.amounts().first().copied().unwrap_or_default();
        let lines: Vec<&str> = voucher.transfers.iter().filter_map(line).collect();
        let act = instruction.asked.act().label();
        say!(
            "  {} {} {act} {} {} 元",
            instruction.number,
            voucher.date,
            lines.join("、"),
            amount.yuan_grouped()
        );
    }
    say!("这个项目还可以申请支付 {} 元。", spendable.yuan_grouped());
}

fn line(transfer: &mingzhang_domain::ledger::Transfer) -> Option<&str> {
    transfer.from.as_ref().map(|place| place.line.as_str())
}

fn voucher(voucher: &Voucher) -> Value {
    let instruction = &voucher.instruction;
    json!({
        "number": instruction.number.as_str(),
        "date": voucher.date.to_string(),
        "act": instruction.asked.act().as_str(),
        "line": voucher.transfers.first().and_then(line),
        "names": instruction.asked.names().map(|names| names.as_str()),
        "amount": instruction.asked.amounts().first().map(|amount| amount.yuan()),
    })
}

async fn list(arguments: ListArguments) -> Result<Outcome, Fault> {
    let on = arguments.on.unwrap_or_else(common::today);
    let of = &arguments.of;
    let read = async |house: &House, which: &Which| {
        Ok(house.freeze_proposals(which, on, |states| (states_as_json(states), rows(states))).await?)
    };
    let (year, (proposals, rows)) = of.of.inside(&of.database, read).await?;
    match of.format {
        TextOrJson::Json => json::say(&json!({
            "format": "freeze-list/1",
            "year": year.0,
            "on": on.to_string(),
            "proposals": proposals,
        })),
        TextOrJson::Text => {
            say!("冻结提请，截至 {on}");
            print::table(&["提请", "项目", "日期", "原因", "提请人", "决定", "金额（元）"], 6, rows);
        }
    }
    Ok(Outcome::Fine)
}

fn rows(states: &[ProposalState]) -> Vec<Vec<String>> {
    let row = |state: &ProposalState| {
        let said = [state.decided, state.lifted].into_iter().flatten();
        let said: Vec<String> = said.map(|it| format!("{} {}", it.date, it.act.label())).collect();
        let said = if said.is_empty() { "未决定".to_owned() } else { said.join("，") };
        let it = state.proposed;
        vec![
            it.proposal.clone(),
            it.project.to_string(),
            it.date.to_string(),
            it.reason.clone(),
            it.by.clone(),
            said,
            it.amount.yuan_grouped(),
        ]
    };
    states.iter().map(row).collect()
}

fn states_as_json(states: &[ProposalState]) -> Vec<Value> {
    let state = |state: &ProposalState| {
        json!({
            "proposed": event_as_json(state.proposed),
            "decided": state.decided.map(event_as_json),
            "lifted": state.lifted.map(event_as_json),
        })
    };
    states.iter().map(state).collect()
}

fn event_as_json(event: &FreezeProposal) -> Value {
    json!({
        "proposal": event.proposal,
        "project": event.project.as_str(),
        "event": event.act.as_str(),
        "date": event.date.to_string(),
        "amount": event.amount.yuan(),
        "reason": event.reason,
        "by": event.by,
        "voucher": Some(event.voucher.as_str()).filter(|no| !no.is_empty()),
    })
}
