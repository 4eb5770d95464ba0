//! Why the ledger says no, in words.

use super::{Sentence, rules};
use mingzhang_domain::Date;
use mingzhang_domain::finding::{Finding, Kind, Place, Severity};
use mingzhang_domain::ledger::{Period, Place as LedgerPlace, Refusal, Slot};
use mingzhang_domain::money::Fen;

/// What is wrong with an instruction, and what to do or who may lift it.
pub fn refusal(refusal: &Refusal) -> Sentence {
    match refusal {
        Refusal::NumberTaken { number } => Sentence::new(
            format!("凭证号 {number} 已经记过账，这次的内容与记过的不同。"),
            NUMBER_TAKEN.advice,
        ),
        Refusal::DateOutsideYear { date } => {
            Sentence::new(format!("日期 {date} 不在本账的预算年度内。"), DATE_OUTSIDE_YEAR.advice)
        }
        Refusal::AmountNotPositive { amount } => Sentence::new(
            format!("金额 {} 元不是正数，每笔凭证的金额都要大于零。", amount.yuan_grouped()),
            AMOUNT_NOT_POSITIVE.advice,
        ),
        Refusal::UnknownLine { line } => Sentence::new(format!("账上没有指标 {line}。"), UNKNOWN_LINE.advice),
        Refusal::ProjectNotAdmitted { line, project, date, from } => {
            let when = from.map_or("还没有入库".to_owned(), |from| format!("{}才入库", day(from)));
            let message = format!("项目 {project} {when}，{}不能给它的指标 {line} 安排预算。", day(*date));
            Sentence::new(message, PROJECT_NOT_ADMITTED.advice)
        }
        Refusal::UnknownVoucher { number } => {
            Sentence::new(format!("账上没有凭证 {number}，无法对它办理。"), UNKNOWN_VOUCHER.advice)
        }
        Refusal::WrongVoucherNamed { number, is, needed } => Sentence::new(
            format!("凭证 {number} 是{}，这里要写的是{}的凭证号。", is.label(), needed.label()),
            WRONG_VOUCHER.advice,
        ),
        Refusal::VirementUnbalanced { gives, gets } => Sentence::new(
            format!(
                "调剂一出一入不相等：转出合计 {} 元，转入合计 {} 元，相差 {} 元。",
                gives.yuan_grouped(),
                gets.yuan_grouped(),
                beyond(*gives.max(gets), *gives.min(gets)),
            ),
            VIREMENT_UNBALANCED.advice,
        ),
        Refusal::VirementForbidden { from, to } => Sentence::new(
            format!("现行规则不允许从{from}的指标调剂到{to}的指标。"),
            VIREMENT_FORBIDDEN.advice,
        ),
        Refusal::ReversalOfReversal { number } => {
            Sentence::new(format!("凭证 {number} 本身就是冲销，不能再冲销。"), REVERSAL_OF_REVERSAL.advice)
        }
        Refusal::AlreadyReversed { number, by } => {
            Sentence::new(format!("凭证 {number} 已经由 {by} 冲销过。"), ALREADY_REVERSED.advice)
        }
        Refusal::ExceedsPlan { line, date, asked, there_is } => Sentence::new(
            format!("指标 {line}：{}可用计划还有{}", day(*date), short_of(*there_is, "本次申请", *asked)),
            EXCEEDS_PLAN.advice,
        ),
        Refusal::NotEnough { place, date, asked, there_is } => not_enough(place, *date, *asked, *there_is),
        Refusal::VirementToItself { line } => {
            Sentence::new(format!("调剂的转出和转入是同一条指标 {line}。"), VIREMENT_TO_ITSELF.advice)
        }
        Refusal::BeforeNamed { number, named_on, date } => Sentence::new(
            format!("凭证 {number} 在{}才生效，冲销写的是{}。", day(*named_on), day(*date)),
            BEFORE_NAMED.advice,
        ),
        Refusal::ExceedsContract { contract, date, asked, there_is } => Sentence::new(
            format!("合同 {contract}：{}还可支付{}", day(*date), short_of(*there_is, "本次支付", *asked)),
            EXCEEDS_CONTRACT.advice,
        ),
        Refusal::PeriodClosed { period, date } => Sentence::new(
            format!("{}已经结账，{date} 的业务不能再记。", named(*period)),
            PERIOD_CLOSED.advice,
        ),
        Refusal::PeriodIsSo { period, closed: true } => {
            Sentence::new(format!("{}已经结过账。", named(*period)), PERIOD_IS_SO.advice)
        }
        Refusal::PeriodIsSo { period, closed: false } => {
            Sentence::new(format!("{}没有结账，不用重开。", named(*period)), PERIOD_IS_SO.advice)
        }
        Refusal::YearNotReady { held } => Sentence::new(
            format!("还有 {} 元在途的支付申请，年度不能结账。", held.yuan_grouped()),
            YEAR_NOT_READY.advice,
        ),
        Refusal::RightNeeded { right } => {
            Sentence::new(format!("重开已结账的期间要有“{right}”的权限。"), RIGHT_NEEDED.advice)
        }
        Refusal::PeriodNotReversed { number } => {
            Sentence::new(format!("凭证 {number} 是结账或重开，不能冲销。"), PERIOD_NOT_REVERSED.advice)
        }
        Refusal::TooManyTransfers { asked, bound } => Sentence::new(
            format!("一张凭证涉及 {asked} 条指标或用款计划，最多 {bound} 条。"),
            TOO_MANY_TRANSFERS.advice,
        ),
        Refusal::CorrectionToItself { line } => {
            Sentence::new(format!("这笔支付本来就由指标 {line} 列支。"), CORRECTION_TO_ITSELF.advice)
        }
        Refusal::UnknownPrior { year, number } => {
            Sentence::new(format!("{year} 年度的账上没有凭证 {number}。"), UNKNOWN_PRIOR.advice)
        }
        Refusal::PriorYearOpen { year } => {
            Sentence::new(format!("{year} 年度还没有结账，退回应记在那一年。"), PRIOR_YEAR_OPEN.advice)
        }
        Refusal::ExceedsPrior { year, number, asked, there_is } => Sentence::new(
            format!("{year} 年度的凭证 {number}：还有{}", short_of(*there_is, "本次", *asked)),
            EXCEEDS_PRIOR.advice,
        ),
        Refusal::CarriedIn { number, amount } => Sentence::new(
            format!("结转转出 {number} 已有 {} 元在下一年度结转转入。", amount.yuan_grouped()),
            CARRIED_IN.advice,
        ),
        Refusal::TooLarge => {
            Sentence::new("金额合计超出了本程序能记的最大数（约 92 千万亿元）。", TOO_LARGE.advice)
        }
    }
}

/// A refusal as a finding at the place where the instruction was read.
pub fn refusal_finding(why: &Refusal, place: Place) -> Finding {
    let Sentence { message, advice } = refusal(why);
    Finding::new(why.code(), Kind::Refusal, Severity::Error, place, message).advise(advice)
}

/// The one rule in words, for each sort of place.
fn not_enough(place: &LedgerPlace, date: Date, asked: Fen, there_is: Fen) -> Sentence {
    let (line, day) = (&place.line, day(date));
    let short_of = |verb| short_of(there_is, verb, asked);
    match &place.slot {
        Slot::Available => Sentence::new(
            format!("指标 {line}：{day}可用额度还有{}", short_of("本次需要")),
            NOT_ENOUGH.advice,
        ),
        Slot::Planned(no) => Sentence::new(
            format!("指标 {line} 的用款计划 {no}：{day}还没有申请的有{}", short_of("本次需要")),
            "计划已经用于支付申请的部分不能收回。可减少金额，或先撤回有关的申请；请联系财务。",
        ),
        Slot::Held(no) => Sentence::new(
            format!("指标 {line} 的支付申请 {no}：{day}还没有支付的有{}", short_of("本次需要")),
            "支付、退回申请都不能超过申请的余额。请核对金额；确需多付的，由经办另提一笔支付申请。",
        ),
        Slot::Paid(no) => Sentence::new(
            format!("指标 {line} 的支付 {no}：{day}还没有退回的有{}", short_of("本次需要")),
            "退回、更正、冲销都不能超过原支付的余额。请核对银行回单的金额，以及写的是不是原支付的凭证号。",
        ),
        Slot::Frozen(no) => Sentence::new(
            format!("指标 {line} 的冻结 {no}：{day}还冻结着{}", short_of("本次解冻")),
            "解冻不能超过冻结的余额。请核对金额；由作出冻结的部门办理。",
        ),
    }
}

/// ` 12,340.00 元，本次申请 15,000.00 元，超出 2,660.00 元。`
fn short_of(there_is: Fen, verb: &str, asked: Fen) -> String {
    format!(
        " {} 元，{verb} {} 元，超出 {} 元。",
        there_is.yuan_grouped(),
        asked.yuan_grouped(),
        beyond(asked, there_is)
    )
}

/// How far one amount goes beyond another, in yuan.
fn beyond(asked: Fen, there_is: Fen) -> String {
    Fen(asked.0.saturating_sub(there_is.0)).yuan_grouped()
}

/// `2020 年 3 月`, `2020 年度`
fn named(period: Period) -> String {
    match period.month {
        None => format!("{} 年度", period.year),
        Some(month) => format!("{} 年 {month} 月", period.year),
    }
}

/// ` 3 月 3 日`
fn day(date: Date) -> String {
    format!("{} 月 {} 日", date.month(), date.day())
}

rules! {
    /// Every reason for which the ledger refuses an instruction.
    RULES of Refusal;
    NUMBER_TAKEN "MZ-L001" Error "凭证号已用于别的内容":
        "一个凭证号只记一次。请改回原来的内容；新的业务请另编凭证号。";
    DATE_OUTSIDE_YEAR "MZ-L002" Error "日期不在预算年度内":
        "请改成本年度的日期；属于别的年度的业务，记到那个年度的账里。";
    AMOUNT_NOT_POSITIVE "MZ-L003" Error "金额不是正数":
        "请填大于零的金额；要减少的，用追减、退回或冲销。";
    UNKNOWN_LINE "MZ-L004" Error "没有这条指标":
        "请核对指标代码；新的指标先登记，再下达额度。";
    UNKNOWN_VOUCHER "MZ-L005" Error "没有所指的凭证":
        "请核对凭证号。原凭证还没有记账的，先记原凭证；同一天的，原凭证要排在前面。";
    WRONG_VOUCHER "MZ-L006" Error "所指的凭证种类不对":
        "请改成对应业务的凭证号。";
    VIREMENT_UNBALANCED "MZ-L007" Error "调剂转出与转入不相等":
        "同一张凭证里转出和转入的合计要一分不差，请核对各条指标的金额。";
    VIREMENT_FORBIDDEN "MZ-L008" Error "不允许的调剂":
        "请改在资金性质相同的指标之间调剂；确有批准文件的，由财政部门调整规则（policies 里的调剂条款）。";
    REVERSAL_OF_REVERSAL "MZ-L009" Error "冲销不能再冲销":
        "需要恢复原业务的，用新凭证号重新记一笔。";
    ALREADY_REVERSED "MZ-L010" Error "凭证已经冲销":
        "不必再冲销；需要恢复原业务的，用新凭证号重新记一笔。";
    EXCEEDS_PLAN "MZ-L011" Error "超过可用的用款计划":
        "可调整用款计划，或联系财务。计划自当月 1 日起可用（额度到得晚的，自额度到位之日起）；日期在以后的申请已经占用的部分不能再用。";
    NOT_ENOUGH "MZ-L012" Error "余额不足":
        "可减少金额，或由财务先办理追加、调剂（报财政部门批准）。日期在以后的凭证已经占用的部分不能再用。";
    TOO_LARGE "MZ-L013" Error "金额太大":
        "请核对金额的单位是不是元，有没有多写几位。";
    EXCEEDS_CONTRACT "MZ-L014" Error "合同付超":
        "请核对支付金额和合同编号；有补充合同的，先登记补充合同。";
    BEFORE_NAMED "MZ-L015" Error "冲销早于原凭证":
        "请把冲销的日期改到原凭证生效的当天或以后。";
    VIREMENT_TO_ITSELF "MZ-L016" Error "调剂给自己":
        "请核对转出和转入的指标代码，两边应是不同的指标。";
    PERIOD_CLOSED "MZ-L017" Error "期间已结账":
        "请把日期改到没有结账的月份；确需补记的，由有权限的人先重开这个期间。";
    PERIOD_IS_SO "MZ-L018" Error "期间已是这个状态":
        "请核对期间；要结的是别的月份，就写那个月份。";
    YEAR_NOT_READY "MZ-L019" Error "年度还不能结账":
        "请先支付或退回全部在途的支付申请，再结账。";
    RIGHT_NEEDED "MZ-L020" Error "没有重开期间的权限":
        "请由持有这项权限的人办理，并写明权限；权限由国库政策（policies 里的 reopen_right）规定。";
    PERIOD_NOT_REVERSED "MZ-L021" Error "结账和重开不能冲销":
        "结错了的，重开这个期间；重开错了的，再结账。";
    TOO_MANY_TRANSFERS "MZ-L022" Error "一张凭证涉及的指标太多":
        "请分成几张凭证办理。";
    CORRECTION_TO_ITSELF "MZ-L023" Error "更正到原来的指标":
        "请核对更正后应由哪条指标列支。";
    UNKNOWN_PRIOR "MZ-L024" Error "以前年度没有所指的凭证":
        "请核对年度和凭证号；以前年度没有在本库记账的，先导入那一年。";
    PRIOR_YEAR_OPEN "MZ-L025" Error "原年度没有结账":
        "请在原年度里办理退回；原年度结账以后，再在本年度记以前年度退回。";
    EXCEEDS_PRIOR "MZ-L026" Error "超过以前年度凭证的余额":
        "请核对金额；已经退回或转入过的部分不能再记。";
    CARRIED_IN "MZ-L027" Error "结转转出已被下一年度转入":
        "请先在下一年度冲销结转转入，再冲销这一张。";
    PROJECT_NOT_ADMITTED "MZ-L028" Error "项目没有入库":
        "预算只安排给已入库的项目：请先办完申报、评估、评审和入库（mingzhang project advance），或改正指标代码。";
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::ids::{ContractNo, DocumentNo, FiscalYear, LineCode, ProjectCode, VoucherNo};
    use mingzhang_domain::ledger::Act;

    /// One of each refusal.
    fn gallery() -> Vec<Refusal> {
        let number = VoucherNo::new("ZF1");
        let line = LineCode::new("A-1");
        let date = Date::constant(2020, 3, 3);
        let not_enough = |slot| Refusal::NotEnough {
            place: LedgerPlace::new(&line, slot),
            date,
            asked: Fen(1_500_000),
            there_is: Fen(1_234_000),
        };
        let no = DocumentNo::new("JH1");
        vec![
            Refusal::NumberTaken { number: number.clone() },
            Refusal::DateOutsideYear { date },
            Refusal::AmountNotPositive { amount: Fen(-1) },
            Refusal::UnknownLine { line: line.clone() },
            Refusal::UnknownVoucher { number: number.clone() },
            Refusal::WrongVoucherNamed { number: number.clone(), is: Act::Plan, needed: Act::Payment },
            Refusal::VirementUnbalanced { gives: Fen(100), gets: Fen(99) },
            Refusal::VirementForbidden {
                from: "政府性基金预算".into(), to: "一般公共预算".into()
            },
            Refusal::ReversalOfReversal { number: number.clone() },
            Refusal::AlreadyReversed { number: number.clone(), by: VoucherNo::new("CX1") },
            Refusal::ExceedsPlan {
                line: line.clone(),
                date,
                asked: Fen(1_500_000),
                there_is: Fen(1_234_000),
            },
            not_enough(Slot::Available),
            not_enough(Slot::Planned(no.clone())),
            not_enough(Slot::Held(no.clone())),
            not_enough(Slot::Paid(no.clone())),
            not_enough(Slot::Frozen(no)),
            Refusal::TooLarge,
            Refusal::ExceedsContract {
                contract: ContractNo::new("HT1"),
                date,
                asked: Fen(1_500_000),
                there_is: Fen(1_234_000),
            },
            Refusal::BeforeNamed { number, named_on: date, date: Date::constant(2020, 3, 1) },
            Refusal::VirementToItself { line: line.clone() },
            Refusal::PeriodClosed { period: Period::of_month(date), date },
            Refusal::PeriodIsSo { period: Period::of_month(date), closed: true },
            Refusal::PeriodIsSo { period: Period::of_year(FiscalYear(2020)), closed: false },
            Refusal::YearNotReady { held: Fen(1) },
            Refusal::RightNeeded { right: "期间重开".into() },
            Refusal::PeriodNotReversed { number: VoucherNo::new("JZ1") },
            Refusal::TooManyTransfers { asked: 1001, bound: 1000 },
            Refusal::CorrectionToItself { line: line.clone() },
            Refusal::UnknownPrior { year: FiscalYear(2019), number: VoucherNo::new("ZF1") },
            Refusal::PriorYearOpen { year: FiscalYear(2019) },
            Refusal::ExceedsPrior {
                year: FiscalYear(2019),
                number: VoucherNo::new("ZF1"),
                asked: Fen(2),
                there_is: Fen(1),
            },
            Refusal::CarriedIn { number: VoucherNo::new("JZ1"), amount: Fen(1) },
            Refusal::ProjectNotAdmitted {
                line: line.clone(),
                project: ProjectCode::new("P1"),
                date,
                from: Some(Date::constant(2020, 5, 1)),
            },
            Refusal::ProjectNotAdmitted {
                line: line.clone(),
                project: ProjectCode::new("P1"),
                date,
                from: None,
            },
        ]
    }

    #[test]
    fn a_refusal_says_what_there_is_what_was_asked_and_what_to_do() {
        let plan = gallery().into_iter().find(|r| r.code() == "MZ-L011").unwrap();
        let said = refusal(&plan);
        assert_eq!(
            said.message,
            "指标 A-1：3 月 3 日可用计划还有 12,340.00 元，本次申请 15,000.00 元，超出 2,660.00 元。"
        );
        assert!(said.advice.starts_with("可调整用款计划，或联系财务。"));
    }

    #[test]
    fn every_refusal_has_its_rule_and_its_words() {
        let mut codes: Vec<&str> = gallery().iter().map(Refusal::code).collect();
        codes.dedup();
        assert_eq!(codes, RULES.iter().map(|rule| rule.code).collect::<Vec<_>>());
        for why in gallery() {
            let finding = refusal_finding(&why, Place::row("payments.csv", 7));
            assert_eq!((finding.rule, finding.place.row), (why.code(), Some(7)));
            assert!(finding.message.ends_with('。') && finding.advice.is_some(), "{why:?}");
        }
    }
}
