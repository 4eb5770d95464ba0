//! The example data set, read just far enough to write its report: money is summed per line, without a ledger.

use crate::report::Report;
use mingzhang_domain::Date;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::figure::budget::Budget;
use mingzhang_domain::figure::progress::MonthEnd;
use mingzhang_domain::figure::{Figure, FigureSet, evaluation, output, progress};
use mingzhang_domain::ids::*;
use mingzhang_domain::ledger::{LineTally, QuotaLine, Tally};
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::*;
use mingzhang_domain::points::Points;
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::{
    Band, Criterion, Evaluation, EvaluationPolicy, Group, OwnOffice, ScoreSheet,
};

macro_rules! rows {
    ($file:literal) => {
        include_str!(concat!("../../../../../examples/gaoxin-2020/", $file, ".csv"))
            .lines()
            .skip(1)
            .map(|line| line.split(',').collect::<Vec<_>>())
    };
}

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
            register: register(),
            lines: tallies(as_of),
            months: months.map(month_end).collect(),
            policy: Some(policy()),
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
        figures.extend(output::figures(&self.register.indicators));
        if let Some(evaluation) = &self.evaluation {
            figures.extend(evaluation::figures(evaluation, self.register.members.len()));
        }
        self.figures = figures;
    }
}

/// The figures of the money.
pub fn budget(register: &Register, lines: &[(QuotaLine, LineTally)], as_of: Date) -> Vec<Figure> {
    let (offices, projects) = (&register.offices[..], &register.projects[..]);
    Budget { offices, projects, lines, as_of, known_up_to: Seq(1) }.figures().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn add(tally: &mut Tally, amount: Fen) {
    *tally = Tally { amount: tally.amount.checked_add(amount).unwrap(), vouchers: tally.vouchers + 1 };
}

fn tallies(as_of: Date) -> Vec<(QuotaLine, LineTally)> {
    let mut lines: Vec<(QuotaLine, LineTally)> = rows!("lines")
        .map(|row| {
            let line = QuotaLine {
                code: LineCode::new(row[0]),
                project: ProjectCode::new(row[1]),
                fund_nature: row[2].to_owned(),
                fund_source: row[3].to_owned(),
                functional_class: row[4].to_owned(),
                economic_class: row[5].to_owned(),
            };
            (line, LineTally::default())
        })
        .collect();
    let mut at = |code: &str, change: &dyn Fn(&mut LineTally)| {
        change(&mut lines.iter_mut().find(|(line, _)| line.code.as_str() == code).unwrap().1);
    };
    for row in rows!("quota_entries").filter(|row| day(row[1]) <= as_of) {
        let sign =
            if matches!(row[3], "追减" | "调剂转出") && !row[4].starts_with('-') { -1 } else { 1 };
        let amount = Fen(sign * Fen::parse_yuan(row[4]).unwrap().0);
        at(row[2], &|tally| {
            add(&mut tally.adjusted, amount);
            if row[3] == "年初批复" {
                add(&mut tally.initial, amount);
            }
        });
    }
    for row in rows!("payments").filter(|row| day(row[1]) <= as_of) {
        at(row[2], &|tally| add(&mut tally.paid, Fen::parse_yuan(row[5]).unwrap()));
    }
    lines
}

fn month_end(day: Date) -> MonthEnd {
    let mut end = MonthEnd { day, adjusted: Tally::default(), paid: Tally::default() };
    for (_, tally) in tallies(day) {
        add(&mut end.adjusted, tally.adjusted.amount);
        add(&mut end.paid, tally.paid.amount);
    }
    end
}

fn policy() -> EvaluationPolicy {
    let points = |text: &str| Points::parse(text).unwrap();
    let group = |(name, weight): (&str, i64)| Group { name: name.to_owned(), weight: Points::whole(weight) };
    EvaluationPolicy {
        id: PolicyId::new("example"),
        title: String::new(),
        document: String::new(),
        place: String::new(),
        from: Date::constant(2013, 1, 1),
        to: None,
        total: Points::whole(100),
        own_office: OwnOffice::Allowed,
        groups: [("项目决策", 20), ("项目执行", 40), ("项目绩效", 40)].map(group).into(),
        criteria: rows!("scheme")
            .map(|row| Criterion {
                group: row[0].to_owned(),
                level2: row[1].to_owned(),
                name: CriterionName::new(row[2]),
                weight: points(row[3]),
            })
            .collect(),
        bands: rows!("grade_scale")
            .map(|row| Band {
                grade: row[0].to_owned(),
                at_least: points(row[1]),
                below: row.get(2).and_then(|text| Points::parse(text)),
            })
            .collect(),
    }
}

fn register() -> Register {
    let unit = Unit {
        code: "130171001".to_owned(),
        name: "自然资源和规划住建局".to_owned(),
        region: "某高新区".to_owned(),
        policy: PolicyId::new("example"),
    };
    Register {
        offices: rows!("offices")
            .map(|row| Office {
                code: OfficeCode::new(row[0]),
                name: row[1].to_owned(),
                staff: row[2].parse().unwrap(),
            })
            .collect(),
        projects: rows!("projects").map(project).collect(),
        indicators: rows!("outputs").map(indicator).collect(),
        members: rows!("members")
            .map(|row| Member {
                id: MemberId::new(row[0]),
                office: OfficeCode::new(row[1]),
                work_unit: row[2].to_owned(),
                post: row[3].to_owned(),
                title: row[4].to_owned(),
                leader: row[5] == "是",
            })
            .collect(),
        sheets: sheets(),
        descriptions: rows!("descriptions")
            .map(|row| Description { criterion: CriterionName::new(row[0]), text: row[1].to_owned() })
            .collect(),
        narratives: rows!("texts")
            .zip(1..)
            .map(|(row, position)| Narrative {
                section: Section::parse(row[0]).unwrap(),
                position,
                title: row[1].to_owned(),
                text: row[2].to_owned(),
            })
            .collect(),
        ..Register::new(unit)
    }
}

fn project(row: Vec<&str>) -> Project {
    Project {
        code: ProjectCode::new(row[0]),
        name: row[1].to_owned(),
        office: OfficeCode::new(row[2]),
        duty: row[3].to_owned(),
        expenditure_kind: ExpenditureKind::parse(row[4]).unwrap(),
        report_category: row[5].to_owned(),
        project_kind: row[6].to_owned(),
        start: day(row[7]),
        end: day(row[8]),
        total_investment: Fen::parse_yuan(row[9]).unwrap(),
    }
}

fn indicator(row: Vec<&str>) -> Indicator {
    Indicator {
        level1: row[0].to_owned(),
        level2: row[1].to_owned(),
        name: row[2].to_owned(),
        unit: row[3].to_owned(),
        operator: Operator::parse(row[4]).unwrap(),
        target: Decimal::parse(row[5]).unwrap(),
        actual: Decimal::parse(row[6]).unwrap(),
        office: OfficeCode::new(row[7]),
    }
}

fn sheets() -> Vec<ScoreSheet> {
    let mut sheets: Vec<ScoreSheet> = Vec::new();
    for row in rows!("score_sheets") {
        let member = MemberId::new(row[0]);
        let score = (CriterionName::new(row[1]), Points::parse(row[2]).unwrap());
        match sheets.iter_mut().find(|sheet| sheet.member == member) {
            Some(sheet) => sheet.scores.push(score),
            None => sheets.push(ScoreSheet { member, office: None, scores: vec![score] }),
        }
    }
    sheets
}
