//! Scenarios of one line's life, each a few lines of text: `DAY ACT NUMBER …`, `-> CODE` where it is refused.

use super::*;
use crate::ids::{ContractNo, PolicyId, ProjectCode};
use crate::ledger::contract::Contract;
use crate::ledger::instruction::{Details, FreezeOf};
use crate::ledger::place::{Bucket, Slot};
use crate::ledger::rules::{ReturnTo, VirementRule};
use crate::ledger::tally::{LineTally, moved};
use proptest::prelude::*;

mod story;

use story::{book, check, instruction};

#[test]
fn a_line_gets_a_quota_only_from_the_day_on_which_its_project_was_admitted() {
    let day = Date::constant(2020, 3, 2);
    for (from, answers) in [
        (None, ["MZ-L028", "MZ-L028", "MZ-L028"]),
        (Some(day.tomorrow().unwrap()), ["MZ-L028", "MZ-L028", "MZ-L028"]),
        (Some(day), ["ok", "ok", "ok"]),
    ] {
        let mut book = book();
        let admission = Admission { project: ProjectCode::new("P"), from };
        book.add_admission(LineCode::new("A"), admission);
        let mut post = |words: &str| {
            let words: Vec<&str> = words.split_whitespace().collect();
            book.post(instruction(&words)).map_or_else(|refusal| refusal.code(), |_| "ok")
        };
        // B is asked for no admission, as basic expenditure is not.
        assert_eq!(post("03-02 approval B1 B 50.00"), "ok");
        let got = [
            post("03-02 approval A1 A 50.00"),
            post("03-02 increase A2 A 50.00"),
            post("03-02 virement A3 B:10.00 A:10.00"),
        ];
        assert_eq!(got, answers, "{from:?}");
    }
}

#[test]
fn a_correction_frees_one_line_and_is_borne_by_another_that_has_the_money() {
    check(
        "01-20 approval   ZB1 A 100.00
         01-20 approval   ZB2 B  50.00
         03-01 plan       JH1 A 100.00
         03-02 request    SQ1 A  80.00
         03-03 payment    ZF1 SQ1 80.00
         03-04 correction GZ0 ZF1 A 10.00    -> MZ-L023
         03-04 correction GZ0 SQ1 B 10.00    -> MZ-L006
         03-04 correction GZ0 ZF1 B 50.01    -> MZ-L012
         03-02 correction GZ0 ZF1 B 10.00    -> MZ-L012
         03-04 correction GZ1 ZF1 B 50.00
         = A available 50.00
         = A paid      30.00
         = B available  0.00
         = B paid      50.00
         03-05 return     TH1 ZF1 30.01      -> MZ-L012
         03-05 return     TH1 ZF1 30.00
         = A planned   50.00
         03-05 return     TH2 GZ1 20.00
         = B available 20.00
         = B paid      30.00
         03-06 reversal   CX1 GZ1            -> MZ-L012
         03-06 reversal   CX2 TH2
         03-06 reversal   CX1 GZ1
         = A available  0.00
         = A paid      50.00
         = B available 50.00",
    );
}

#[test]
fn a_rejected_request_gives_back_to_its_plans_what_is_not_paid() {
    check(
        "01-20 approval  ZB1 A 100.00
         03-01 plan      JH1 A  60.00
         03-01 plan      JH2 A  40.00
         03-02 request   SQ1 A  80.00
         03-03 payment   ZF1 SQ1 30.00
         03-04 rejection TJ1 SQ1 50.01       -> MZ-L012
         03-04 rejection TJ1 SQ1 50.00
         = A planned   70.00
         = A held       0.00
         03-05 request   SQ2 A  70.00
         03-06 reversal  CX1 TJ1             -> MZ-L012
         = A held      70.00",
    );
}

#[test]
fn a_plan_is_taken_back_from_the_day_on_which_it_opens_and_only_what_is_not_requested() {
    check(
        "01-20 approval   ZB1 A 100.00
         02-01 plan       JH1 A  60.00
         02-02 request    SQ1 A  20.00
         02-03 withdrawal SH1 JH1 40.01      -> MZ-L012
         02-03 withdrawal SH1 JH1 40.00
         = A available 80.00
         02-03 plan       JH0 A  80.00
         02-03 withdrawal SH0 JH0 80.00
         02-03 withdrawal SH3 SQ1 1.00       -> MZ-L006
         02-10 plan       JH9 A  80.00
         02-10 withdrawal SH4 JH9 80.00
         = A planned    0.00",
    );
}

#[test]
fn what_is_frozen_cannot_be_used_until_it_goes_back_where_it_came_from() {
    check(
        "01-20 approval    ZB1 A 100.00
         03-01 plan        JH1 A  60.00
         03-02 freeze      DJ1 A  40.01      -> MZ-L012
         03-02 freeze      DJ1 A  40.00
         03-02 freeze_plan DJ2 JH1 50.00
         03-03 decrease    ZJ1 A   0.01      -> MZ-L012
         03-03 request     SQ1 A  10.01      -> MZ-L011
         = A frozen    90.00
         03-04 unfreeze    JD1 DJ2 50.01     -> MZ-L012
         03-04 unfreeze    JD1 DJ2 50.00
         = A planned   60.00
         03-04 unfreeze    JD2 DJ1 15.00
         = A available 15.00
         = A frozen    25.00
         03-04 unfreeze    JD3 JH1 1.00      -> MZ-L006",
    );
}

#[test]
fn a_plan_of_a_later_month_is_frozen_from_the_day_on_which_it_opens() {
    check(
        "01-20 approval    ZB1 A 100.00
         05-01 plan        JH1 A  60.00
         03-02 freeze_plan DJ1 JH1 60.01     -> MZ-L012
         03-02 freeze_plan DJ1 JH1 60.00
         05-03 request     SQ1 A   0.01      -> MZ-L011
         03-04 unfreeze    JD1 DJ1 60.00
         05-03 request     SQ1 A  60.00
         = A held      60.00",
    );
}

#[test]
fn what_comes_back_from_a_closed_year_is_money_of_this_year_and_comes_back_once() {
    check(
        "02-01 prior_return TH1 A 10.00 2019 NONE -> MZ-L024
         02-01 prior_return TH1 A 10.00 2019 OPEN -> MZ-L025
         02-01 prior_return TH1 A 10.00 2019 OUT  -> MZ-L006
         02-01 prior_return TH1 A 50.01 2019 OLD  -> MZ-L026
         02-01 prior_return TH1 A 30.00 2019 OLD
         02-01 prior_return TH2 A 20.01 2019 OLD  -> MZ-L026
         02-01 reversal     CX1 TH1
         02-01 prior_return TH2 A 50.00 2019 OLD
         = A available 50.00
         02-01 carry_in     JZ1 B 10.00 2019 OLD  -> MZ-L006
         02-01 carry_in     JZ1 B 30.00 2019 OUT
         02-01 carry_in     JZ2 B  0.01 2019 OUT  -> MZ-L026
         = B available 30.00",
    );
}

#[test]
fn what_a_later_year_took_of_a_payment_or_a_carry_out_is_not_taken_here_again() {
    let mut book = book();
    let post = |book: &mut Book, step: &str| {
        let words: Vec<&str> = step.split_whitespace().collect();
        book.post(instruction(&words)).map_err(|refusal| refusal.code())
    };
    for step in [
        "01-20 approval ZB1 A 100.00",
        "02-01 plan JH1 A 50.00",
        "02-01 request SQ1 A 50.00",
        "02-01 payment ZF1 SQ1 50.00",
        "12-31 carry_out JZ1 A 40.00",
        "12-31 carry_out JZ2 A 5.00",
    ] {
        assert!(post(&mut book, step).is_ok(), "{step}");
    }
    book.add_taken_later(VoucherNo::new("ZF1"), Fen(3_000));
    book.add_taken_later(VoucherNo::new("JZ1"), Fen(1));
    for (step, answer) in [
        ("12-31 return TH1 ZF1 20.01", Some("MZ-L012")),
        ("12-31 return TH1 ZF1 20.00", None),
        ("12-31 reversal CX1 ZF1", Some("MZ-L012")),
        ("12-31 reversal CX2 JZ1", Some("MZ-L027")),
        ("12-31 reversal CX3 JZ2", None),
    ] {
        assert_eq!(post(&mut book, step).err(), answer, "{step}");
    }
}

#[test]
fn nothing_counts_in_a_closed_month_or_year_until_it_is_reopened_by_right() {
    check(
        "01-20 approval  ZB1 A 100.00
         03-01 plan      JH1 A  50.00
         03-31 close     JZ1 2020-03
         03-31 close     JZ2 2020-03         -> MZ-L018
         03-31 close     JZ2 2019-03         -> MZ-L002
         03-15 increase  ZJ1 A 1.00          -> MZ-L017
         03-15 plan      JH2 A 1.00          -> MZ-L017
         03-15 withdrawal SH1 JH1 1.00       -> MZ-L017
         04-01 withdrawal SH1 JH1 1.00
         04-01 reversal  CX1 JZ1             -> MZ-L021
         04-02 reopen    CK1 2020-03 别的权限 -> MZ-L020
         04-02 reopen    CK1 2020-02 期间重开 -> MZ-L018
         04-02 reopen    CK1 2020-03 期间重开
         04-02 request   SQ1 A 10.00
         12-31 close     NZ1 2020            -> MZ-L019
         12-30 rejection TJ1 SQ1 10.00
         12-31 close     NZ1 2020
         12-31 increase  ZJ2 A 1.00          -> MZ-L017
         12-31 close     NZ1 2020            -> already
         12-31 reopen    NK1 2020 期间重开
         12-31 increase  ZJ2 A 1.00",
    );
}

#[test]
fn what_is_carried_out_leaves_the_line_and_not_its_adjusted_quota() {
    let mut book = book();
    let mut total = LineTally::default();
    for step in ["01-20 approval ZB1 A 100.00", "12-31 carry_out JZ1 A 40.00"] {
        let words: Vec<&str> = step.split_whitespace().collect();
        let Ok(Posted::New(voucher)) = book.post(instruction(&words)) else { panic!("{step}") };
        total.add(&moved(&voucher, book.counts(&voucher))[&LineCode::new("A")]).unwrap();
    }
    assert_eq!((total.adjusted.amount, total.carried.amount), (Fen(10_000), Fen(4_000)));
    assert_eq!(total.available(), Some(Fen(6_000)));
    assert_eq!(book.balance(&Place::available(&LineCode::new("A"))), Fen(6_000));
}

#[test]
fn a_voucher_has_no_more_lines_than_the_bound() {
    let legs = |from: usize| (0..501).map(|n| (LineCode::new(format!("{}", from + n)), Fen(1))).collect();
    let mut book = book();
    let virement = Instruction {
        number: VoucherNo::new("TJ1"),
        date: Date::constant(2020, 3, 1),
        asked: Asked::Virement { gives: legs(0), gets: legs(1000) },
        details: Details::default(),
    };
    let bound = crate::ledger::book::MAX_TRANSFERS;
    assert_eq!(book.post(virement), Err(Refusal::TooManyTransfers { asked: 1002, bound }));
}

#[test]
fn a_request_draws_on_no_more_plans_than_the_bound() {
    let mut book = book();
    let bound = crate::ledger::book::MAX_TRANSFERS;
    let mut post = |words: &str| book.post(instruction(&words.split_whitespace().collect::<Vec<_>>()));
    post("01-01 approval ZB1 A 100.00").unwrap();
    for plan in 0..=bound {
        post(&format!("02-01 plan JH{plan} A 0.01")).unwrap();
    }
    let refused = Err(Refusal::TooManyTransfers { asked: bound + 1, bound });
    assert_eq!(post("02-02 request SQ1 A 10.01"), refused);
    assert!(post("02-02 request SQ1 A 10.00").is_ok());
}

#[test]
fn no_payment_without_budget_and_none_above_plan() {
    check(
        "01-20 approval ZB1 A 100.00
         03-01 plan     JH1 A 100.01         -> MZ-L012
         03-01 plan     JH2 A  60.00
         03-02 request  SQ1 A  60.01         -> MZ-L011
         03-02 request  SQ1 A  60.00
         03-03 payment  ZF1 SQ1 60.01        -> MZ-L012
         03-03 payment  ZF1 SQ1 60.00
         03-04 request  SQ2 A   0.01         -> MZ-L011
         03-04 request  SQ3 B   0.01         -> MZ-L011
         = A available 40.00
         = A planned    0.00
         = A held       0.00
         = A paid      60.00",
    );
}

#[test]
fn a_request_draws_only_on_plans_that_are_open_on_its_day() {
    check(
        "01-20 approval ZB1 A 100.00
         01-01 plan     JH1 A  10.00
         02-01 plan     JH2 A  20.00
         01-19 request  SQ0 A   1.00         -> MZ-L011
         01-20 request  SQ1 A  10.01         -> MZ-L011
         01-31 request  SQ2 A  10.00
         02-01 request  SQ3 A  20.00",
    );
}

#[test]
fn a_voucher_of_an_earlier_day_never_takes_what_a_later_day_used() {
    check(
        "01-20 approval ZB1 A 100.00
         05-01 plan     JH5 A  80.00
         03-01 plan     JH3 A  30.00         -> MZ-L012
         03-01 plan     JH4 A  20.00
         04-01 decrease ZB2 A   0.01         -> MZ-L012",
    );
}

#[test]
fn the_same_voucher_again_is_already_recorded_and_another_content_is_refused() {
    check(
        "01-20 approval ZB1 A 100.00
         01-20 approval ZB1 A 100.00         -> already
         01-20 approval ZB1 A 100.01         -> MZ-L001
         01-21 approval ZB1 A 100.00         -> MZ-L001
         = A available 100.00",
    );
}

#[test]
fn a_virement_balances_and_stays_within_one_nature() {
    check(
        "01-20 approval ZB1 A 100.00
         02-01 virement ZB2 A:40.00 B:39.99  -> MZ-L007
         02-01 virement ZB3 A:40.00 X:40.00  -> MZ-L008
         02-01 virement ZB4 B:0.01 A:0.01    -> MZ-L012
         02-01 virement ZB5 A:1.00 A:1.00    -> MZ-L016
         02-01 virement ZB6 A:40.00 B:40.00
         = A available 60.00
         = B available 40.00",
    );
}

#[test]
fn whether_a_virement_is_allowed_does_not_depend_on_the_order_of_its_legs() {
    for legs in ["A:5.00,X:7.00 Y:7.00,B:5.00", "X:7.00,A:5.00 Y:7.00,B:5.00", "A:5.00,X:7.00 B:5.00,Y:7.00"]
    {
        check(&format!(
            "01-20 approval ZB1 A 100.00
             01-20 approval ZB2 X 100.00
             02-01 virement ZB3 {legs}
             = B available 5.00
             = Y available 7.00"
        ));
    }
}

#[test]
fn a_plan_opens_when_its_month_or_its_money_comes() {
    check(
        "01-20 approval ZB1 A 10.00
         12-10 increase ZB2 A 90.00
         12-01 plan     JH1 A 50.00
         12-09 request  SQ1 A 50.00          -> MZ-L011
         12-10 request  SQ2 A 50.00
         11-01 plan     JH2 A 50.00          -> MZ-L012",
    );
}

#[test]
fn returns_of_two_payments_go_back_to_the_plans_that_their_request_drew_on() {
    check(
        "01-20 approval ZB1 A 50.00
         02-01 plan     JA  A 30.00
         03-01 plan     JB  A 20.00
         03-02 request  SQ1 A 50.00
         03-03 payment  ZF1 SQ1 25.00
         03-03 payment  ZF2 SQ1 25.00
         03-04 return   TH1 ZF1 25.00
         03-05 return   TH2 ZF2 25.00
         03-06 reversal CX0 SQ1              -> MZ-L012
         03-06 reversal CX1 JB
         03-06 reversal CX2 JA
         = A available 50.00",
    );
}

#[test]
fn a_reversal_never_counts_before_what_it_takes_back() {
    check(
        "01-20 approval ZB1 A 100.00
         06-01 decrease ZB2 A 60.00
         02-01 reversal CX1 ZB2              -> MZ-L015
         06-01 reversal CX2 ZB2
         = A available 100.00",
    );
}

#[test]
fn no_contract_is_overpaid_and_what_came_back_may_be_paid_again() {
    let mut book = book();
    book.add_contract(&Contract {
        number: ContractNo::new("HT1"),
        project: ProjectCode::new("P"),
        supplier: String::new(),
        amount: Fen(5_000),
        signed: Date::constant(2020, 2, 1),
        procurement: String::new(),
        retention: String::new(),
    });
    let mut post = |story: &str, contract: &str| {
        let mut instruction = instruction(&story.split_whitespace().collect::<Vec<_>>());
        instruction.details.contract = Some(contract).filter(|no| !no.is_empty()).map(ContractNo::new);
        book.post(instruction).map_or_else(|refusal| refusal.code(), |_| "ok")
    };
    for (story, contract, answer) in [
        ("01-20 approval ZB1 A 100.00", "", "ok"),
        ("02-01 plan JH1 A 100.00", "", "ok"),
        ("02-02 request SQ1 A 90.00", "HT1", "ok"),
        ("02-03 payment ZF0 SQ1 1.00", "HT9", "ok"),
        ("02-03 payment ZF1 SQ1 40.00", "HT1", "ok"),
        ("02-04 payment ZF2 SQ1 10.01", "HT1", "MZ-L014"),
        ("02-05 return TH1 ZF1 30.00", "", "ok"),
        ("02-06 payment ZF3 SQ1 40.00", "HT1", "ok"),
        ("02-07 reversal CX1 TH1", "", "MZ-L014"),
        ("02-07 reversal CX2 ZF3", "", "ok"),
        ("02-08 reversal CX3 TH1", "", "ok"),
    ] {
        assert_eq!(post(story, contract), answer, "{story}");
    }
}

#[test]
fn what_came_back_can_be_requested_again_and_never_twice() {
    check(
        "01-20 approval ZB1 A 100.00
         02-01 plan     JH2 A  30.00
         03-01 plan     JH3 A  30.00
         03-02 request  SQ1 A  50.00
         03-02 payment  ZF1 SQ1 50.00
         03-09 return   TH1 ZF1 30.00
         03-09 return   TH2 ZF1 20.01        -> MZ-L012
         03-10 request  SQ2 A  40.00
         03-10 payment  ZF2 SQ2 40.00
         03-11 return   TH3 SQ2  1.00        -> MZ-L006
         03-11 return   TH4 ZF9  1.00        -> MZ-L005
         = A paid      60.00
         = A planned    0.00
         = A available 40.00",
    );
}

#[test]
fn a_reversal_takes_back_a_whole_voucher_once() {
    check(
        "01-20 approval ZB1 A 100.00
         02-01 plan     JH1 A  30.00
         02-03 request  SQ1 A  10.00
         02-04 reversal CX1 JH1              -> MZ-L012
         02-04 reversal CX2 SQ1
         02-05 reversal CX3 SQ1              -> MZ-L010
         02-05 reversal CX4 CX2              -> MZ-L009
         02-05 reversal CX5 JH1
         = A available 100.00
         = A held 0.00",
    );
}

#[test]
fn what_cannot_be_an_act_is_refused_before_money_is_looked_at() {
    check(
        "01-20 approval ZB1 A 0.00           -> MZ-L003
         01-20 approval ZB2 A -5.00          -> MZ-L003
         01-20 approval ZB3 Z 5.00           -> MZ-L004
         01-20 approval ZB4 A 92233720368547758.07
         01-20 increase ZB5 A 0.01           -> MZ-L013
         02-01 decrease ZB6 A 0.01           -> MZ-L013
         = A available 92233720368547758.07",
    );
    let mut other_year = instruction(&["01-20", "approval", "ZB1", "A", "1.00"]);
    other_year.date = "2021-01-20".parse().unwrap();
    assert_eq!(book().post(other_year).unwrap_err().code(), "MZ-L002");
}

/// One random step; numbers are drawn from a small set so that repeats and references hit.
fn any_step() -> impl Strategy<Value = String> {
    let day = (1i8..=12, 1i8..=28).prop_map(|(m, d)| format!("{m:02}-{d:02}"));
    let line = prop::sample::select(vec!["A", "B", "X"]);
    let cents = 1u32..20_000;
    (day, 0..18usize, 0..40u32, line.clone(), line, 0..40u32, cents).prop_map(
        |(day, act, number, line, other, named, cents)| {
            let amount = format!("{}.{:02}", cents / 100, cents % 100);
            match act {
                0 | 1 => format!("{day} approval N{number} {line} {amount}"),
                2 => format!("{day} decrease N{number} {line} {amount}"),
                3 => format!("{day} virement N{number} {line}:{amount} {other}:{amount}"),
                4 => format!("{day} plan N{number} {line} {amount}"),
                5 => format!("{day} request N{number} {line} {amount}"),
                6 => format!("{day} payment N{number} N{named} {amount}"),
                7 | 8 => format!("{day} return N{number} N{named} {amount}"),
                9 => format!("{day} correction N{number} N{named} {other} {amount}"),
                10 => format!("{day} rejection N{number} N{named} {amount}"),
                11 => format!("{day} withdrawal N{number} N{named} {amount}"),
                12 => format!("{day} freeze N{number} {line} {amount}"),
                13 => format!("{day} freeze_plan N{number} N{named} {amount}"),
                14 => format!("{day} unfreeze N{number} N{named} {amount}"),
                15 => format!("{day} carry_out N{number} {line} {amount}"),
                _ => format!("{day} reversal N{number} N{named}"),
            }
        },
    )
}

/// What the voucher that opened a document asked for.
fn amount_of(recorded: &[Voucher], document: &DocumentNo) -> i64 {
    let opened = recorded.iter().find(|voucher| voucher.document() == *document);
    opened.map_or(0, |voucher| voucher.instruction.asked.amounts()[0].0)
}

proptest! {
    /// Whatever is asked in whatever order: on every day every place holds zero or more, and money only enters and
    /// leaves by approvals, decreases and their reversals.
    #[test]
    fn no_place_is_ever_below_zero(steps in prop::collection::vec(any_step(), 1..120)) {
        let mut book = book();
        let mut recorded: Vec<Voucher> = Vec::new();
        for step in &steps {
            let words: Vec<&str> = step.split_whitespace().collect();
            if let Ok(Posted::New(voucher)) = book.post(instruction(&words)) {
                recorded.push(*voucher);
            }
        }
        for end_of in (1..=12).flat_map(|m| (1..=28).map(move |d| Date::constant(2020, m, d))) {
            let mut lies: HashMap<&Place, i64> = HashMap::new();
            for transfer in recorded.iter().filter(|v| v.date <= end_of).flat_map(|v| &v.transfers) {
                if let Some(from) = &transfer.from { *lies.entry(from).or_default() -= transfer.amount.0; }
                if let Some(to) = &transfer.to { *lies.entry(to).or_default() += transfer.amount.0; }
            }
            prop_assert!(lies.values().all(|fen| *fen >= 0), "{} {:?}", end_of, lies);
            for (place, fen) in &lies {
                // What is left of a document is never more than the document.
                let opened = place.slot.document().map(|no| amount_of(&recorded, no));
                prop_assert!(opened.is_none_or(|amount| *fen <= amount), "{} {} {}", end_of, place, fen);
            }
        }
        let mut again = self::book();
        for voucher in recorded { again.replay(voucher).unwrap(); }
        let all = |book: &Book| {
            let mut all: Vec<(Place, Fen)> = book.balances().map(|(p, fen)| (p.clone(), fen)).collect();
            all.sort();
            all
        };
        prop_assert_eq!(all(&again), all(&book));
    }
}

#[test]
fn a_slot_has_a_document_exactly_when_its_bucket_is_made_of_documents() {
    let no = Some(DocumentNo::new("JH1"));
    for bucket in Bucket::ALL {
        assert_eq!(Slot::new(bucket, None).is_some(), bucket == Bucket::Available);
        assert_eq!(Slot::new(bucket, no.clone()).is_some(), bucket != Bucket::Available);
        assert_eq!(Bucket::parse(bucket.as_str()), Some(bucket));
    }
}
