//! Why the ledger refuses an instruction: facts, no sentences. The sentences stand in `app::text`.

use super::act::Act;
use super::period::Period;
use super::place::Place;
use crate::Date;
use crate::ids::{ContractNo, FiscalYear, LineCode, ProjectCode, VoucherNo};
use crate::money::Fen;

/// Why an instruction is refused. The order is the precedence: the first that applies is returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The number is recorded with other content.
    NumberTaken {
        /// The number.
        number: VoucherNo,
    },
    /// The business day lies outside the fiscal year.
    DateOutsideYear {
        /// The day.
        date: Date,
    },
    /// An amount is zero or negative.
    AmountNotPositive {
        /// The amount.
        amount: Fen,
    },
    /// A line is not in the book.
    UnknownLine {
        /// Its code.
        line: LineCode,
    },
    /// The project of the line is not admitted to the library on that day.
    ProjectNotAdmitted {
        /// The line that would get a quota.
        line: LineCode,
        /// Its project.
        project: ProjectCode,
        /// The day that is asked.
        date: Date,
        /// The day on which it was admitted later, if it was.
        from: Option<Date>,
    },
    /// The voucher that is named is not in the book.
    UnknownVoucher {
        /// Its number.
        number: VoucherNo,
    },
    /// The voucher that is named is of another kind than needed.
    WrongVoucherNamed {
        /// Its number.
        number: VoucherNo,
        /// What it is.
        is: Act,
        /// What was needed.
        needed: Act,
    },
    /// What some lines give is not what others get.
    VirementUnbalanced {
        /// What is given.
        gives: Fen,
        /// What is got.
        gets: Fen,
    },
    /// A line gives to itself.
    VirementToItself {
        /// The line.
        line: LineCode,
    },
    /// The policy does not allow money to move between these natures.
    VirementForbidden {
        /// 资金性质 of a line that gives.
        from: String,
        /// 资金性质 of a line that gets.
        to: String,
    },
    /// A reversal is never reversed: the act is done again instead.
    ReversalOfReversal {
        /// The reversal.
        number: VoucherNo,
    },
    /// The voucher is reversed already.
    AlreadyReversed {
        /// The voucher.
        number: VoucherNo,
        /// The reversal that stands.
        by: VoucherNo,
    },
    /// A reversal would count before the voucher that it takes back.
    BeforeNamed {
        /// The voucher that it takes back.
        number: VoucherNo,
        /// The day on which that one counts.
        named_on: Date,
        /// The day of the reversal.
        date: Date,
    },
    /// There is not enough in open plans on the day.
    ExceedsPlan {
        /// The line.
        line: LineCode,
        /// The business day.
        date: Date,
        /// What is asked.
        asked: Fen,
        /// What there is in plans that are open on that day.
        there_is: Fen,
    },
    /// There is not enough in a place on the day or on a later one. **The one rule.**
    NotEnough {
        /// The place.
        place: Place,
        /// The business day.
        date: Date,
        /// What is asked.
        asked: Fen,
        /// What may be taken.
        there_is: Fen,
    },
    /// More would be paid under a contract than its amount.
    ExceedsContract {
        /// The contract.
        contract: ContractNo,
        /// The business day.
        date: Date,
        /// What is asked.
        asked: Fen,
        /// What may still be paid.
        there_is: Fen,
    },
    /// A sum does not fit into 64 bits of fen.
    TooLarge,
    /// The month or year in which it would count is closed.
    PeriodClosed {
        /// What is closed.
        period: Period,
        /// The day on which it would count.
        date: Date,
    },
    /// A month or year is closed twice, or reopened though it is open.
    PeriodIsSo {
        /// The month or year.
        period: Period,
        /// Whether it is closed.
        closed: bool,
    },
    /// The year cannot close while requests are not paid or rejected.
    YearNotReady {
        /// What lies in requests.
        held: Fen,
    },
    /// Only who has the named right may reopen.
    RightNeeded {
        /// The right.
        right: String,
    },
    /// A closing or reopening is not reversed but undone by the other.
    PeriodNotReversed {
        /// The voucher.
        number: VoucherNo,
    },
    /// More lines in one voucher than one voucher may have.
    TooManyTransfers {
        /// How many are asked.
        asked: usize,
        /// How many there may be.
        bound: usize,
    },
    /// A payment is corrected onto the line that bears it.
    CorrectionToItself {
        /// The line.
        line: LineCode,
    },
    /// An earlier year has no such payment or carried-out amount.
    UnknownPrior {
        /// The year.
        year: FiscalYear,
        /// The voucher.
        number: VoucherNo,
    },
    /// The earlier year is still open: what comes back is booked there.
    PriorYearOpen {
        /// The year.
        year: FiscalYear,
    },
    /// More than what of an earlier year's payment did not come back, or of what was carried out is not carried in.
    ExceedsPrior {
        /// The year.
        year: FiscalYear,
        /// The voucher.
        number: VoucherNo,
        /// What is asked.
        asked: Fen,
        /// What there is.
        there_is: Fen,
    },
    /// A carry-out is reversed that the next year has carried in.
    CarriedIn {
        /// The carry-out.
        number: VoucherNo,
        /// What later years carried in of it.
        amount: Fen,
    },
}

impl Refusal {
    /// The stable code, for support and machine formats.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NumberTaken { .. } => "MZ-L001",
            Refusal::DateOutsideYear { .. } => "MZ-L002",
            Refusal::AmountNotPositive { .. } => "MZ-L003",
            Refusal::UnknownLine { .. } => "MZ-L004",
            Refusal::UnknownVoucher { .. } => "MZ-L005",
            Refusal::WrongVoucherNamed { .. } => "MZ-L006",
            Refusal::VirementUnbalanced { .. } => "MZ-L007",
            Refusal::VirementForbidden { .. } => "MZ-L008",
            Refusal::ReversalOfReversal { .. } => "MZ-L009",
            Refusal::AlreadyReversed { .. } => "MZ-L010",
            Refusal::ExceedsPlan { .. } => "MZ-L011",
            Refusal::NotEnough { .. } => "MZ-L012",
            Refusal::TooLarge => "MZ-L013",
            Refusal::ExceedsContract { .. } => "MZ-L014",
            Refusal::BeforeNamed { .. } => "MZ-L015",
            Refusal::VirementToItself { .. } => "MZ-L016",
            Refusal::PeriodClosed { .. } => "MZ-L017",
            Refusal::PeriodIsSo { .. } => "MZ-L018",
            Refusal::YearNotReady { .. } => "MZ-L019",
            Refusal::RightNeeded { .. } => "MZ-L020",
            Refusal::PeriodNotReversed { .. } => "MZ-L021",
            Refusal::TooManyTransfers { .. } => "MZ-L022",
            Refusal::CorrectionToItself { .. } => "MZ-L023",
            Refusal::UnknownPrior { .. } => "MZ-L024",
            Refusal::PriorYearOpen { .. } => "MZ-L025",
            Refusal::ExceedsPrior { .. } => "MZ-L026",
            Refusal::CarriedIn { .. } => "MZ-L027",
            Refusal::ProjectNotAdmitted { .. } => "MZ-L028",
        }
    }
}
