//! The example year as of any day, without a database.

use crate::dataset::{self, DataSet};
use crate::monitor_round::DEFAULT_POLICY;
use crate::policies::Policies;
use crate::report::Report;
use crate::show_figures::add_results;
use mingzhang_domain::Date;
use mingzhang_domain::figure::budget::Budget;
use mingzhang_domain::figure::monitoring::{self, RoundMoney};
use mingzhang_domain::figure::progress::MonthEnd;
use mingzhang_domain::figure::{Figure, FigureSet, adjustment, progress};
use mingzhang_domain::ids::{FiscalYear, LineCode, ProjectCode, Seq};
use mingzhang_domain::ledger::{Book, LineTally, Posted, QuotaLine, Tally, tally};
use mingzhang_domain::monitoring::MoneySoFar;
use mingzhang_domain::performance::Round;
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::{Evaluation, EvaluationPolicy};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// The example with its figures.
pub struct Example {
    pub register: Register,
    pub lines: Vec<(QuotaLine, LineTally)>,
    pub months: Vec<MonthEnd>,
    pub policy: Option<EvaluationPolicy>,
    pub evaluation: Option<Evaluation>,
    pub figures: FigureSet,
}

impl Example {
    /// The example as of a day.
    pub fn load(as_of: Date) -> Example {
        let months =
            (1..=as_of.month()).map(|month| Date::constant(2020, month, 1).last_of_month().min(as_of));
        let mut example = Example {
            register: YEAR.register.clone(),
            lines: tallies(as_of),
            months: months.map(month_end).collect(),
            policy: Some(YEAR.policy.clone()),
            evaluation: None,
            figures: FigureSet::new(FiscalYear(2020), as_of, Seq(1)),
        };
        example.evaluate();
        example
    }

    /// What a report is written from.
    pub fn report(&self) -> Report<'_> {
        Report { register: &self.register, figures: &self.figures, evaluation: self.evaluation.as_ref() }
    }

    /// Scores anew from the sheets.
    pub fn evaluate(&mut self) {
        self.evaluation = self.policy.clone().map(|policy| Evaluation::new(policy, &self.register.sheets));
        self.recount();
    }

    /// As if nobody had scored yet.
    pub fn forget_evaluation(&mut self) {
        self.policy = None;
        self.evaluate();
    }

    /// Makes all figures anew.
    pub fn recount(&mut self) {
        let mut figures = FigureSet::new(self.figures.year, self.figures.as_of, self.figures.known_up_to);
        figures.extend(budget(&self.register, &self.lines, figures.as_of));
        figures.extend(progress::figures(&self.months, figures.known_up_to));
        let come = self.register.rounds.iter().filter(|round| round.as_of <= figures.as_of);
        let rounds: Vec<RoundMoney> = come.map(|round| round_money(&self.register, round)).collect();
        let policies = Policies::embedded();
        let policy = policies.monitoring(DEFAULT_POLICY).unwrap();
        let lights = monitoring::figures(&self.register, &rounds, policy, &figures).ok().unwrap();
        figures.extend(lights);
        let scheduled = scheduled_up_to(figures.as_of);
        figures.extend(adjustment::figures(scheduled, Tally::default(), &figures));
        add_results(&self.register, self.evaluation.as_ref(), &mut figures);
        self.figures = figures;
    }
}

/// The figures of the money.
pub fn budget(register: &Register, lines: &[(QuotaLine, LineTally)], as_of: Date) -> Vec<Figure> {
    let (offices, projects) = (&register.offices[..], &register.projects[..]);
    Budget { offices, projects, lines, as_of, known_up_to: Seq(1) }.figures().unwrap()
}

/// The example year, posted to a book, with what its vouchers moved on each line and day.
struct Year {
    register: Register,
    policy: EvaluationPolicy,
    moved: BTreeMap<(LineCode, Date), LineTally>,
    scheduled: Vec<(Date, Tally)>,
}

/// Read once: every test of this process starts from the same year.
static YEAR: LazyLock<Year> = LazyLock::new(|| {
    let (data_set, _notes) = dataset::read(&dataset::embedded(), &Policies::embedded());
    let DataSet { year, register, evaluation_policy, treasury_rules, instructions, .. } = data_set.unwrap();
    let mut book = Book::new(year, treasury_rules);
    register.lines.iter().for_each(|line| book.add_line(line.clone()));
    register.contracts.iter().for_each(|contract| book.add_contract(contract));
    let mut moved: BTreeMap<_, LineTally> = BTreeMap::new();
    let mut scheduled = Vec::new();
    for instruction in instructions {
        let Ok(Posted::New(voucher)) = book.post(instruction.item) else { panic!("the example is refused") };
        let planned = tally::scheduled(&voucher, year.last_day()).into_values();
        scheduled.extend(planned.map(|planned| (voucher.date, planned)));
        for (line, tally) in tally::moved(&voucher, book.counts(&voucher)) {
            moved.entry((line, voucher.date)).or_default().add(&tally).unwrap();
        }
    }
    Year { register, policy: evaluation_policy.unwrap(), moved, scheduled }
});

/// What plans provided for up to a day.
fn scheduled_up_to(as_of: Date) -> Tally {
    let until = YEAR.scheduled.iter().filter(|(day, _)| *day <= as_of);
    until.fold(Tally::default(), |sum, (_, planned)| sum.plus(*planned).unwrap())
}

/// What was moved up to a day on the lines that `counts` names.
fn moved_up_to(as_of: Date, counts: impl Fn(&LineCode) -> bool) -> LineTally {
    let mut sum = LineTally::default();
    for ((line, day), tally) in &YEAR.moved {
        if *day <= as_of && counts(line) {
            sum.add(tally).unwrap();
        }
    }
    sum
}

fn tallies(as_of: Date) -> Vec<(QuotaLine, LineTally)> {
    let of_line = |line: &QuotaLine| (line.clone(), moved_up_to(as_of, |code| *code == line.code));
    YEAR.register.lines.iter().map(of_line).collect()
}

/// The money of each project at the end of a round's day. What plans allowed is left out: the policy looks at the calendar.
fn round_money<'r>(register: &Register, round: &'r Round) -> RoundMoney<'r> {
    let mut projects: HashMap<ProjectCode, (LineTally, MoneySoFar)> = HashMap::new();
    for line in &register.lines {
        let moved = moved_up_to(round.as_of, |code| *code == line.code);
        let (tally, so_far) = projects.entry(line.project.clone()).or_default();
        tally.add(&moved).unwrap();
        (so_far.adjusted, so_far.paid) = (tally.adjusted.amount, tally.paid.amount);
    }
    RoundMoney { round, projects }
}

fn month_end(day: Date) -> MonthEnd {
    let total = moved_up_to(day, |_| true);
    MonthEnd { day, adjusted: total.adjusted, paid: total.paid }
}
