//! Generated years with known ends: the forecast is nearer to them than every baseline, in each kind of year.

use super::*;
use crate::ids::{OfficeCode, ProjectCode};
use crate::money::Fen;
use crate::monitoring::MoneySoFar;
use crate::performance::ExpenditureKind;

/// xorshift64: the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.unsigned_abs()).cast_signed()
    }

    /// A percentage around 100, off by at most `noise`.
    fn around(&mut self, noise: i64) -> i64 {
        100 - noise + self.below(2 * noise + 1)
    }
}

/// What kind of year is generated; percentages.
#[derive(Clone, Copy, Debug)]
struct Kind {
    /// How far plans and payments are off from month to month.
    noise: i64,
    /// How much of what is behind is paid in December.
    rush: i64,
    /// At least how much of its plan a project pays month by month.
    pays: i64,
    /// How many of a hundred projects stop in the middle of the year.
    stuck: i64,
    /// How many of a hundred begin to pay only from summer on.
    late: i64,
    /// Whether plans for months to come are known.
    planned_ahead: bool,
}

const USUAL: Kind = Kind { noise: 30, rush: 50, pays: 70, stuck: 10, late: 15, planned_ahead: true };
const KINDS: [&str; 5] = ["工程建设", "征地与补偿", "购买服务", "信息系统", "补助补贴"];

struct Generated {
    project: Project,
    plan: [i64; 12],
    paid: [i64; 12],
    quota: i64,
}

/// One project of a year: its plan, and what it pays after a lag of its kind.
fn generate(chance: &mut Chance, kind: Kind, number: usize) -> Generated {
    let of = chance.below(5);
    let quota = 10_000_000 + chance.below(1_000_000_000);
    let shape = chance.below(4);
    let begins = 3 + chance.below(5);
    let weights: Vec<i64> = (0..12)
        .map(|month| {
            let weight = match shape {
                0 => 10,
                1 => month + 1,
                2 => {
                    if month % 3 == 2 {
                        10
                    } else {
                        0
                    }
                }
                _ => {
                    if month >= begins {
                        10
                    } else {
                        0
                    }
                }
            };
            weight * chance.around(kind.noise)
        })
        .collect();
    let whole: i64 = weights.iter().sum();
    let planned = quota / 100 * (90 + chance.below(11));
    let mut plan = [0; 12];
    for (month, weight) in weights.iter().enumerate() {
        plan[month] = planned / whole * weight;
    }
    let paid = pay(chance, kind, &plan, [2, 1, 0, 1, 0][of.unsigned_abs() as usize]);
    let project = Project {
        code: ProjectCode::new(format!("P{number}")),
        name: String::new(),
        office: OfficeCode::new("01"),
        duty: String::new(),
        activity: String::new(),
        expenditure_kind: ExpenditureKind::Special,
        report_category: String::new(),
        project_kind: KINDS[of.unsigned_abs() as usize].to_owned(),
        start: Date::constant(2020, 1, 1),
        end: Date::constant(2020, 12, 31),
        total_investment: Fen::ZERO,
    };
    Generated { project, plan, paid, quota }
}

/// What is paid month by month; never more than was planned by then.
fn pay(chance: &mut Chance, kind: Kind, plan: &[i64; 12], lag: usize) -> [i64; 12] {
    let fate = chance.below(100);
    let (stops, starts) = (2 + chance.below(6), 5 + chance.below(4));
    let share = kind.pays + chance.below(101 - kind.pays);
    let mut wanted = [0i64; 12];
    for month in lag..12 {
        wanted[month] = plan[month - lag] / 10_000 * share * chance.around(kind.noise);
    }
    let (mut paid, mut sum, mut planned) = ([0i64; 12], 0i64, 0i64);
    for month in 0..12 {
        planned += plan[month];
        let at = month as i64;
        let mut amount = wanted[month];
        if (fate < kind.stuck && at >= stops) || (fate >= 100 - kind.late && at < starts) {
            amount = 0;
        }
        if month == 11 && fate >= kind.stuck {
            amount += (planned - sum - amount).max(0) / 100 * kind.rush;
        }
        paid[month] = amount.clamp(0, planned - sum);
        sum += paid[month];
    }
    paid
}

fn course(of: &Generated, year: i16, as_of: Option<Date>, ahead: bool) -> Course {
    let mut course = Course::default();
    let first = |month: usize| Date::new(year, month as i8 + 1, 1).unwrap();
    course.add(first(0), MoneySoFar { adjusted: Fen(of.quota), ..MoneySoFar::default() });
    for month in 0..12 {
        let is_known = as_of.is_none_or(|day| first(month) <= day);
        if is_known || ahead {
            course.add(first(month), MoneySoFar { planned: Fen(of.plan[month]), ..MoneySoFar::default() });
        }
        if is_known {
            let on = Date::new(year, month as i8 + 1, 20).unwrap();
            course.add(on, MoneySoFar { paid: Fen(of.paid[month]), ..MoneySoFar::default() });
        }
    }
    course
}

fn year(chance: &mut Chance, kind: Kind) -> Vec<Generated> {
    (0..30).map(|number| generate(chance, kind, number)).collect()
}

/// The mean errors over years, days and projects, in millionths: the forecast, then the baselines.
fn errors(kind: Kind, earlier_kind: Option<Kind>) -> ([i64; 4], [i64; 4]) {
    let (mut of_projects, mut of_wholes, mut tried, mut wholes) = ([0i64; 4], [0i64; 4], 0, 0);
    for seed in 1..=3u64 {
        let mut chance = Chance(seed * 7_919);
        let earlier: Vec<Vec<Generated>> =
            earlier_kind.map_or(vec![], |kind| (0..2).map(|_| year(&mut chance, kind)).collect());
        let this = year(&mut chance, kind);
        for month in [3, 6, 9, 11] {
            let as_of = Date::new(2020, month, 1).unwrap().last_of_month();
            // Only what is known on the day is given.
            let courses: Vec<Course> =
                this.iter().map(|of| course(of, 2020, Some(as_of), kind.planned_ahead)).collect();
            let past: Vec<Vec<Course>> = earlier
                .iter()
                .enumerate()
                .map(|(at, year)| year.iter().map(|of| course(of, 2018 + at as i16, None, true)).collect())
                .collect();
            let basis = Basis {
                as_of,
                year: this.iter().map(|of| &of.project).zip(&courses).collect(),
                earlier: earlier
                    .iter()
                    .zip(&past)
                    .enumerate()
                    .map(|(at, (year, courses))| {
                        let last = Date::new(2018 + at as i16, 12, 31).unwrap();
                        (last, year.iter().map(|of| &of.project).zip(courses).collect())
                    })
                    .collect(),
                target: Percent::whole(95),
            };
            let forecast = basis.forecast().unwrap();
            let (mut off, mut quota) = ([0i64; 4], 0);
            for (project, truth) in forecast.projects.iter().zip(&this) {
                let truth: i64 = truth.paid.iter().sum();
                let said = Rule::BASELINES.map(|rule| rule.paid_then(&project.at));
                let said = [project.paid_then, said[0], said[1], said[2]];
                for (at, said) in said.into_iter().enumerate() {
                    of_projects[at] += super::super::share((said - truth).abs(), project.at.adjusted);
                    off[at] += said - truth;
                }
                quota += project.at.adjusted;
                tried += 1;
            }
            for (at, off) in off.into_iter().enumerate() {
                of_wholes[at] += super::super::share(off.abs(), quota);
            }
            wholes += 1;
        }
    }
    (of_projects.map(|sum| sum / tried), of_wholes.map(|sum| sum / wholes))
}

/// Of projects it must be better; of the whole by so many percent of the best baseline's error at least, which may be
/// below zero.
#[track_caller]
fn better_than_every_baseline(name: &str, kind: Kind, earlier: Option<Kind>, of_whole: i64) {
    let (projects, wholes) = errors(kind, earlier);
    let best = |errors: [i64; 4]| errors[1..].iter().copied().min().unwrap_or_default();
    assert!(projects[0] < best(projects), "{name}: projects {projects:?}");
    assert!(wholes[0] <= best(wholes) / 100 * (100 - of_whole), "{name}: wholes {wholes:?}");
}

#[test]
fn in_every_kind_of_year_the_forecast_is_nearer_to_the_end_than_every_baseline() {
    for (name, kind, of_whole) in [
        ("usual", USUAL, 40),
        ("no rush", Kind { rush: 0, ..USUAL }, 40),
        ("great rush", Kind { rush: 95, ..USUAL }, 30),
        ("noisy", Kind { noise: 90, ..USUAL }, 40),
        ("many stuck", Kind { stuck: 40, ..USUAL }, 40),
        ("many late", Kind { late: 50, ..USUAL }, 40),
        // Payments far below the plan and no rush: the whole of many projects goes on as it was last month.
        ("pays little", Kind { pays: 30, rush: 0, ..USUAL }, -15),
        ("planned month by month", Kind { planned_ahead: false, ..USUAL }, 40),
    ] {
        better_than_every_baseline(name, kind, None, of_whole);
        better_than_every_baseline(&format!("{name}, after two like years"), kind, Some(kind), 30);
    }
}

#[test]
fn earlier_years_of_another_kind_do_not_make_it_worse_than_a_baseline() {
    let (calm, rushed) = (Kind { rush: 10, ..USUAL }, Kind { rush: 95, ..USUAL });
    better_than_every_baseline("calm after rushed", calm, Some(rushed), -15);
    better_than_every_baseline("rushed after calm", rushed, Some(calm), 30);
}

#[test]
fn like_years_make_it_better_than_the_plan_alone() {
    let (alone, _) = errors(USUAL, None);
    let (with_years, _) = errors(USUAL, Some(USUAL));
    assert!(with_years[0] < alone[0], "{with_years:?} {alone:?}");
}

#[test]
fn the_band_holds_most_ends_and_with_earlier_years_more_of_them() {
    let mut held = [0, 0];
    let mut tried = 0;
    for seed in 1..=4u64 {
        let mut chance = Chance(seed * 104_729);
        let earlier = [year(&mut chance, USUAL), year(&mut chance, USUAL)];
        let this = year(&mut chance, USUAL);
        let as_of = Date::constant(2020, 8, 31);
        let courses: Vec<Course> = this.iter().map(|of| course(of, 2020, Some(as_of), true)).collect();
        let past: Vec<Vec<Course>> =
            earlier.iter().map(|year| year.iter().map(|of| course(of, 2019, None, true)).collect()).collect();
        let last = Date::constant(2019, 12, 31);
        let of_past = earlier.iter().zip(&past);
        let of_past: Vec<(Date, YearOf)> = of_past
            .map(|(year, courses)| (last, year.iter().map(|of| &of.project).zip(courses).collect()))
            .collect();
        for (at, earlier) in [vec![], of_past].into_iter().enumerate() {
            let year: YearOf = this.iter().map(|of| &of.project).zip(&courses).collect();
            let forecast = Basis { as_of, year, earlier, target: Percent::whole(95) }.forecast().unwrap();
            let ends = this.iter().map(|of| of.paid.iter().sum::<i64>());
            let within =
                forecast.projects.iter().zip(ends).filter(|(of, end)| (of.band.0..=of.band.1).contains(end));
            held[at] += within.count();
        }
        tried += this.len();
    }
    assert!(held[0] * 100 >= tried * 60, "{held:?} of {tried}");
    assert!(held[1] * 100 >= tried * 75, "{held:?} of {tried}");
}

#[test]
fn on_the_last_day_the_forecast_is_what_was_paid() {
    let this = year(&mut Chance(5), USUAL);
    let as_of = Date::constant(2020, 12, 31);
    let courses: Vec<Course> = this.iter().map(|of| course(of, 2020, None, true)).collect();
    let year: YearOf = this.iter().map(|of| &of.project).zip(&courses).collect();
    let forecast = Basis { as_of, year, earlier: vec![], target: Percent::whole(95) }.forecast().unwrap();
    assert_eq!((forecast.paid_then, forecast.band), (forecast.paid, (forecast.paid, forecast.paid)));
    assert!(forecast.projects.iter().all(|project| project.paid_then == project.at.paid));
}

#[test]
fn nothing_that_is_paid_after_the_day_is_looked_at() {
    let this = year(&mut Chance(9), USUAL);
    let as_of = Date::constant(2020, 6, 30);
    let of = |known_until: Option<Date>| {
        let courses: Vec<Course> = this.iter().map(|of| course(of, 2020, known_until, true)).collect();
        let year: YearOf = this.iter().map(|of| &of.project).zip(&courses).collect();
        let forecast = Basis { as_of, year, earlier: vec![], target: Percent::whole(95) }.forecast().unwrap();
        (forecast.paid_then, forecast.band, forecast.back_test)
    };
    assert_eq!(of(None), of(Some(as_of)));
}

#[test]
fn a_house_without_money_has_an_empty_forecast_and_january_one_without_a_back_test() {
    let basis =
        Basis { as_of: Date::constant(2020, 6, 30), year: vec![], earlier: vec![], target: Percent::FULL };
    let forecast = basis.forecast().unwrap();
    assert_eq!((forecast.projects.len(), forecast.paid_then, forecast.needed), (0, 0, None));
    let this = year(&mut Chance(3), USUAL);
    let as_of = Date::constant(2020, 1, 15);
    let courses: Vec<Course> = this.iter().map(|of| course(of, 2020, Some(as_of), true)).collect();
    let year: YearOf = this.iter().map(|of| &of.project).zip(&courses).collect();
    let forecast = Basis { as_of, year, earlier: vec![], target: Percent::FULL }.forecast().unwrap();
    assert_eq!(forecast.back_test.tried, 0);
    assert!(forecast.paid <= forecast.paid_then && forecast.paid_then <= forecast.adjusted);
}
