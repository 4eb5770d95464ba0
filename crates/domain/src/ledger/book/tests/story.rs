//! Stories: one line per act, `day act number …`, and what is answered; `= line bucket yuan` states what lies there.

use super::*;

pub(super) fn rules() -> TreasuryRules {
    TreasuryRules {
        policy: PolicyId::new("test"),
        plan_required: true,
        return_to: ReturnTo::Planned,
        same_nature: VirementRule::Free,
        other_nature: VirementRule::Forbidden,
        goal_review_above: 2_000,
        reopen_right: "期间重开".to_owned(),
    }
}

/// A book with the lines A and B of one fund nature, X and Y of another.
pub(super) fn book() -> Book {
    let mut book = Book::new(FiscalYear(2020), rules());
    for (code, nature) in
        [("A", "一般公共预算"), ("B", "一般公共预算"), ("X", "政府性基金预算"), ("Y", "政府性基金预算")]
    {
        book.add_line(QuotaLine {
            code: LineCode::new(code),
            project: ProjectCode::new("P"),
            fund_nature: nature.to_owned(),
            fund_source: "年初预算".to_owned(),
            functional_class: "2120801".to_owned(),
            economic_class: "30905".to_owned(),
        });
    }
    book
}

pub(super) fn instruction(words: &[&str]) -> Instruction {
    let fen = |at: usize| Fen::parse_yuan(words[at]).unwrap();
    let line = |at: usize| LineCode::new(words[at]);
    // `A:40.00,B:1.00`
    let legs = |text: &str| {
        let leg = |leg: &str| {
            let (line, amount) = leg.split_once(':').unwrap();
            (LineCode::new(line), Fen::parse_yuan(amount).unwrap())
        };
        text.split(',').map(leg).collect::<Vec<_>>()
    };
    let asked = match words[1] {
        "approval" => Asked::Approval { line: line(3), amount: fen(4) },
        "increase" => Asked::Increase { line: line(3), amount: fen(4) },
        "decrease" => Asked::Decrease { line: line(3), amount: fen(4) },
        "virement" => Asked::Virement { gives: legs(words[3]), gets: legs(words[4]) },
        "plan" => Asked::Plan { line: line(3), amount: fen(4) },
        "request" => Asked::Request { line: line(3), amount: fen(4) },
        "payment" => Asked::Payment { request: VoucherNo::new(words[3]), amount: fen(4) },
        "return" => Asked::Return { payment: VoucherNo::new(words[3]), amount: fen(4) },
        "correction" => {
            Asked::Correction { payment: VoucherNo::new(words[3]), line: line(4), amount: fen(5) }
        }
        "prior_return" => {
            let year = FiscalYear(words[5].parse().unwrap());
            Asked::PriorReturn { year, payment: VoucherNo::new(words[6]), line: line(3), amount: fen(4) }
        }
        "carry_in" => {
            let year = FiscalYear(words[5].parse().unwrap());
            Asked::CarryIn { year, carried: VoucherNo::new(words[6]), line: line(3), amount: fen(4) }
        }
        "carry_out" => Asked::CarryOut { line: line(3), amount: fen(4) },
        "rejection" => Asked::Rejection { request: VoucherNo::new(words[3]), amount: fen(4) },
        "withdrawal" => Asked::PlanWithdrawal { plan: VoucherNo::new(words[3]), amount: fen(4) },
        "freeze" => Asked::Freeze { of: FreezeOf::Line(line(3)), amount: fen(4) },
        "freeze_plan" => Asked::Freeze { of: FreezeOf::Plan(VoucherNo::new(words[3])), amount: fen(4) },
        "unfreeze" => Asked::Unfreeze { freeze: VoucherNo::new(words[3]), amount: fen(4) },
        "close" => Asked::Close { period: Period::parse(words[3]).unwrap() },
        "reopen" => Asked::Reopen { period: Period::parse(words[3]).unwrap(), right: words[4].to_owned() },
        "reversal" => Asked::Reversal { voucher: VoucherNo::new(words[3]) },
        other => panic!("unknown act {other}"),
    };
    Instruction {
        number: VoucherNo::new(words[2]),
        date: format!("2020-{}", words[0]).parse().unwrap(),
        asked,
        details: Details::default(),
    }
}

pub(super) fn prior(act: Act, left: i64, year_closed: bool) -> Prior {
    Prior { act, left: Fen(left), year_closed }
}

/// Posts each line of a story and compares the answer and the balances that it states.
pub(super) fn check(story: &str) {
    let mut book = book();
    book.add_prior(FiscalYear(2019), VoucherNo::new("OLD"), prior(Act::Payment, 5_000, true));
    book.add_prior(FiscalYear(2019), VoucherNo::new("OPEN"), prior(Act::Payment, 5_000, false));
    book.add_prior(FiscalYear(2019), VoucherNo::new("OUT"), prior(Act::CarryOut, 3_000, true));
    for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (act, expected) = line.split_once("->").map_or((line, "ok"), |(act, code)| (act, code.trim()));
        let words: Vec<&str> = act.split_whitespace().collect();
        if words[0] == "=" {
            let bucket = Bucket::parse(words[2]).unwrap();
            let lies =
                book.balances().filter(|(p, _)| p.line.as_str() == words[1] && p.slot.bucket() == bucket);
            assert_eq!(Fen::checked_sum(lies.map(|(_, fen)| fen)).unwrap().yuan(), words[3], "{line}");
            continue;
        }
        let answer = match book.post(instruction(&words)) {
            Ok(Posted::New(_)) => "ok",
            Ok(Posted::AlreadyRecorded) => "already",
            Err(refusal) => refusal.code(),
        };
        assert_eq!(answer, expected, "{line}");
    }
}
