//! 结转: at the end of a year, what is planned and not requested goes back to the line, what is available goes out of the
//! year, and the next year takes it in.
//!
//! Every voucher has a number that follows from what it carries, so a carry-over that was interrupted is simply asked for
//! again: what is done is done once.

use crate::error::AppResult;
use crate::house::{House, Which, Year};
use crate::post_vouchers::{Answer, Desk};
use crate::text::{self, rules};
use mingzhang_domain::Date;
use mingzhang_domain::change::Change;
use mingzhang_domain::finding::{Finding, Place as At, has_errors};
use mingzhang_domain::ids::{LineCode, Seq, VoucherNo};
use mingzhang_domain::ledger::{Asked, Bucket, Details, Instruction, Place, Refusal, Slot};
use mingzhang_domain::money::Fen;
use mingzhang_domain::register::Register;
use mingzhang_store::{Ledger, Stamp, Tx};
use std::collections::{BTreeMap, BTreeSet};

rules! {
    /// What stands in the way of a carry-over, or is left behind by it.
    RULES of Input;
    HELD "MZ-I120" Error "还有在途的支付申请，不能结转":
        "请先支付或退回这些申请，再结转。用 mingzhang balance 可以看到在哪些指标上。";
    FROZEN "MZ-I121" Warning "冻结的金额没有结转":
        "需要结转的，请先解冻，再结转一次；已经结转的不会重复。";
    NO_LINE "MZ-I122" Error "下一年度没有这条指标":
        "下一年度已有单位数据，但没有登记这条指标：请先导入，再结转一次。";
}

/// What a carry-over did, or would do.
#[derive(Default)]
pub struct CarriedOver {
    /// What stood in the way or is left behind.
    pub findings: Vec<Finding>,
    /// Plans that were taken back.
    pub withdrawn: Moved,
    /// What went out of the year.
    pub out: Moved,
    /// What came into the next year.
    pub into: Moved,
    /// What was registered in the next year because it was not there.
    pub registered: usize,
}

/// How many vouchers moved how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// How many.
    pub vouchers: u64,
    /// How much.
    pub amount: Fen,
}

impl Moved {
    fn add(&mut self, amount: Fen) {
        self.vouchers += 1;
        self.amount = Fen(self.amount.0.saturating_add(amount.0));
    }
}

impl House {
    /// Carries what a unit did not spend into the next year, or only says what it would do.
    ///
    /// # Errors
    /// No such unit or year, or a database that cannot be used; what stands in the way is a finding.
    pub async fn carry_over(&self, which: &Which, desk: &Desk, dry_run: bool) -> AppResult<CarriedOver> {
        let Year { mut tx, ledger, register, .. } = self.year(which).await?;
        let mut carried = CarriedOver::default();
        let lying = tx.places(ledger).await?;
        carried.look_at(&lying);
        if has_errors(&carried.findings) {
            return Ok(carried);
        }
        let asked = out_of_year(&mut tx, ledger, &lying).await?;
        let next = Ledger { unit: ledger.unit, year: ledger.year.next() };
        let mut outs = tx.carried_out(ledger).await?;
        outs.retain(|(_, _, left)| *left > Fen::ZERO);
        let there = tx.register(next, Seq(i64::MAX)).await?;
        drop(tx);
        if dry_run {
            carried.foresee(&asked, &outs);
            return Ok(carried);
        }
        let posted = desk.post(&asked).await?;
        carried.count(&asked, &posted);
        let mut tx = self.database.read().await?;
        let mut outs = tx.carried_out(ledger).await?;
        outs.retain(|(_, _, left)| *left > Fen::ZERO);
        drop(tx);
        let lines: BTreeSet<LineCode> = outs.iter().map(|(_, line, _)| line.clone()).collect();
        carried.registered = self.open_year(next, &register, there.as_ref(), &lines, desk).await?;
        let mut tx = self.database.read().await?;
        let asked = into_next_year(&mut tx, ledger, next, outs).await?;
        drop(tx);
        let posted = desk.post(&asked).await?;
        carried.count(&asked, &posted);
        Ok(carried)
    }

    /// Registers in the next year what the lines that are carried need and what is not there yet; how many parts.
    async fn open_year(
        &self,
        next: Ledger,
        register: &Register,
        there: Option<&Register>,
        lines: &BTreeSet<LineCode>,
        desk: &Desk,
    ) -> AppResult<usize> {
        // Who has registered the next year says there which lines it has: a missing one is refused when it is posted.
        if there.is_some() || lines.is_empty() {
            return Ok(0);
        }
        let mut changes = vec![Change::from(register.unit.clone())];
        let of_lines: Vec<_> = register.lines.iter().filter(|line| lines.contains(&line.code)).collect();
        let projects: BTreeSet<&str> = of_lines.iter().map(|line| line.project.as_str()).collect();
        changes.extend(register.offices.iter().cloned().map(Change::from));
        let projects = register.projects.iter().filter(|it| projects.contains(it.code.as_str()));
        changes.extend(projects.cloned().map(Change::from));
        changes.extend(of_lines.into_iter().cloned().map(Change::from));
        let mut tx = self.database.write().await?;
        let head = tx.lock(next).await?;
        if head.seq > Seq(0) {
            return Ok(0);
        }
        let book = tx.book(&head, &desk.rules, &[]).await?;
        let stamp = Stamp { at: (desk.now)(), actor: desk.actor.clone() };
        tx.append(&head, &stamp, &changes, &book).await?;
        tx.commit().await?;
        Ok(changes.len())
    }
}

/// Every plan with money left is taken back, then every line's available money goes out.
async fn out_of_year(
    tx: &mut Tx,
    ledger: Ledger,
    lying: &[(Place, Fen)],
) -> AppResult<Vec<(Ledger, Instruction)>> {
    let last_day = ledger.year.last_day();
    let mut asked: Vec<(String, Asked)> = Vec::new();
    let mut by_line: BTreeMap<&LineCode, Fen> = BTreeMap::new();
    for (place, amount) in lying {
        match &place.slot {
            Slot::Available => {}
            Slot::Planned(plan) => {
                let plan = VoucherNo::new(plan.as_str());
                asked.push((format!("SHJH-{plan}"), Asked::PlanWithdrawal { plan, amount: *amount }));
            }
            _ => continue,
        }
        let sum = by_line.entry(&place.line).or_default();
        sum.0 = sum.0.saturating_add(amount.0);
    }
    asked.extend(
        by_line
            .into_iter()
            .map(|(line, amount)| (format!("JZZC-{line}"), Asked::CarryOut { line: line.clone(), amount })),
    );
    numbered(tx, ledger, last_day, "年末结转", asked).await
}

/// What went out of a year and was not taken in, line by line.
async fn into_next_year(
    tx: &mut Tx,
    from: Ledger,
    next: Ledger,
    outs: Vec<(VoucherNo, LineCode, Fen)>,
) -> AppResult<Vec<(Ledger, Instruction)>> {
    let asked = outs.into_iter().map(|(carried, line, amount)| {
        (format!("JZZR-{carried}"), Asked::CarryIn { year: from.year, carried, line, amount })
    });
    let reason = format!("{} 年度结转", from.year);
    numbered(tx, next, next.year.first_day(), &reason, asked.collect()).await
}

/// Instructions under numbers that are still free: the second time that something is carried, with `-2` behind it.
async fn numbered(
    tx: &mut Tx,
    ledger: Ledger,
    date: Date,
    reason: &str,
    asked: Vec<(String, Asked)>,
) -> AppResult<Vec<(Ledger, Instruction)>> {
    let mut numbers: Vec<String> = asked.iter().map(|(number, _)| number.clone()).collect();
    let mut round = 1;
    loop {
        let wanted = numbers.iter().map(|number| VoucherNo::new(number.as_str())).collect();
        let taken = tx.numbers_taken(ledger, &wanted).await?;
        if taken.is_empty() {
            break;
        }
        round += 1;
        for (number, (base, _)) in numbers.iter_mut().zip(&asked) {
            if taken.contains(&VoucherNo::new(number.as_str())) {
                *number = format!("{base}-{round}");
            }
        }
    }
    let details = Details { reason: reason.to_owned(), ..Details::default() };
    let instruction = |(number, (_, asked)): (String, (String, Asked))| {
        (ledger, Instruction { number: VoucherNo::new(number), date, asked, details: details.clone() })
    };
    Ok(numbers.into_iter().zip(asked).map(instruction).collect())
}

impl CarriedOver {
    /// What lies in requests stands in the way; what is frozen stays behind.
    fn look_at(&mut self, lying: &[(Place, Fen)]) {
        for (bucket, rule, what) in
            [(Bucket::Held, &HELD, "在途的支付申请"), (Bucket::Frozen, &FROZEN, "冻结")]
        {
            for (place, amount) in lying.iter().filter(|(place, _)| place.slot.bucket() == bucket) {
                let no = place.slot.document().map_or(String::new(), ToString::to_string);
                let message = format!("指标 {}：{what} {no} 还有 {} 元。", place.line, amount.yuan_grouped());
                self.findings.push(rule.at(At::default(), message));
            }
        }
    }

    /// What would be posted.
    fn foresee(&mut self, asked: &[(Ledger, Instruction)], outs: &[(VoucherNo, LineCode, Fen)]) {
        let all: Vec<Answer> = asked.iter().map(|_| Answer::Recorded(Seq(0))).collect();
        self.count(asked, &all);
        self.into = self.out;
        outs.iter().for_each(|(_, _, left)| self.into.add(*left));
    }

    fn count(&mut self, asked: &[(Ledger, Instruction)], answers: &[Answer]) {
        for ((_, instruction), answer) in asked.iter().zip(answers) {
            let amount = instruction.asked.amounts().first().copied().unwrap_or_default();
            match (answer, &instruction.asked) {
                (Answer::Refused(Refusal::UnknownLine { line }), _) => {
                    self.findings
                        .push(NO_LINE.at(At::default(), format!("没有指标 {line}，{amount} 元没有转入。")));
                }
                (Answer::Refused(why), _) => {
                    self.findings.push(text::refusal_finding(why, At::default()));
                }
                (_, Asked::PlanWithdrawal { .. }) => self.withdrawn.add(amount),
                (_, Asked::CarryOut { .. }) => self.out.add(amount),
                _ => self.into.add(amount),
            }
        }
    }
}
