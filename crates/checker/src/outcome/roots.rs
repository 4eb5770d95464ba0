//! Roots: which failures have one cause. A figure that, put right, makes several failures hold and breaks nothing that
//! holds is the cause of all of them; they become one finding, and the figure is named with what it should say.

use super::Failure;
use crate::exact::Amount;
use crate::relation::{FigureAt, Formula, Operand, Relation};
use crate::slip::explain;
use mingzhang_domain::finding::{Finding, Mention as Other, Slip, SlipKind};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Relations with more figures than this are not solved for each of them.
const FIGURES_MAX: usize = 60;

/// A figure that may be the cause of failures.
struct Suspect {
    at: FigureAt,
    operand: Operand,
    /// What it should say.
    right: Amount,
    /// The slip that was made, where it is one.
    kind: Option<SlipKind>,
    /// The slip makes exactly the value that the other figures give.
    exact: bool,
    /// The failures that hold with it.
    explains: Vec<usize>,
}

/// A relation with the number of a figure in it.
type Seat<'a> = (&'a Relation, usize);

/// Brings the symptoms of one root together. Failures that no figure explains together have one root where they share a
/// figure that no relation proves.
pub(super) fn roots(
    failures: Vec<Failure>,
    passed: &[Relation],
    proved: &BTreeSet<FigureAt>,
) -> Vec<Finding> {
    let suspects = suspects(&failures, passed);
    let cause = causes(&suspects, failures.len());
    let suspected = by_failure(&suspects, failures.len());
    let mut roots: Vec<Root> = Vec::new();
    let mut of_cause: HashMap<usize, usize> = HashMap::new();
    let mut first_of: HashMap<FigureAt, usize> = HashMap::new();
    for (index, failure) in failures.into_iter().enumerate() {
        let by_cause = cause.get(index).copied().flatten();
        let involved: Vec<FigureAt> = failure.relation.figures().filter_map(Operand::at).collect();
        let doubtful = || involved.iter().filter(|at| !proved.contains(at));
        let shared = || doubtful().filter_map(|at| first_of.get(at)).min().copied();
        let known = by_cause.map_or_else(shared, |cause| of_cause.get(&cause).copied().or_else(shared));
        let root = match known {
            Some(root) => {
                roots.get_mut(root).into_iter().for_each(|known| known.attach(failure.finding.clone()));
                root
            }
            None => {
                let cause = by_cause.and_then(|cause| suspects.get(cause));
                let own = suspected.get(index).map_or(&[][..], Vec::as_slice);
                let slip = slip(&failure.relation, cause, own);
                let explained = cause.map_or(1, |cause| cause.explains.len());
                let wrong = cause.or(own.first().copied().filter(|_| own.len() == 1));
                let held = failure.relation.stated.at().is_some_and(|at| proved.contains(&at));
                let turned = wrong.filter(|_| held).and_then(|wrong| turned(&failure, wrong, own));
                let finding = with_slip(turned.unwrap_or(failure.finding), slip, explained);
                roots.push(Root { finding, attached: None });
                roots.len() - 1
            }
        };
        if let Some(cause) = by_cause {
            of_cause.entry(cause).or_insert(root);
        }
        for at in doubtful() {
            first_of.entry(*at).or_insert(root);
        }
    }
    roots.into_iter().map(|root| root.finding).collect()
}

/// Every figure of a failure that, put right, breaks nothing that holds.
fn suspects(failures: &[Failure], passed: &[Relation]) -> Vec<Suspect> {
    let mut failing: BTreeMap<FigureAt, Vec<(usize, usize)>> = BTreeMap::new();
    for (index, failure) in failures.iter().enumerate() {
        let few = failure.relation.others.len() < FIGURES_MAX;
        let figures = failure.relation.figures().enumerate().take(if few { FIGURES_MAX } else { 1 });
        for (seat, at) in figures.filter_map(|(seat, operand)| Some((seat, operand.at()?))) {
            failing.entry(at).or_default().push((index, seat));
        }
    }
    let mut holding: HashMap<FigureAt, Vec<Seat>> = HashMap::new();
    for relation in passed {
        for (seat, at) in relation.figures().enumerate().filter_map(|(seat, o)| Some((seat, o.at()?))) {
            if failing.contains_key(&at) {
                holding.entry(at).or_default().push((relation, seat));
            }
        }
    }
    let suspect = |(at, seats): (FigureAt, Vec<(usize, usize)>)| {
        suspect(at, &seats, failures, holding.get(&at).map_or(&[], Vec::as_slice))
    };
    failing.into_iter().filter_map(suspect).collect()
}

fn suspect(
    at: FigureAt,
    seats: &[(usize, usize)],
    failures: &[Failure],
    holding: &[Seat],
) -> Option<Suspect> {
    const TRIED: usize = 16;
    let relation = |index: usize| failures.get(index).map(|failure| &failure.relation);
    let solved = |(index, seat): &(usize, usize)| relation(*index)?.solve(*seat);
    let right = seats.iter().take(TRIED).filter_map(solved).min_by_key(|right| right.half)?;
    let (first, seat) = seats.first()?;
    let operand = relation(*first)?.figure(*seat)?.clone();
    let (printed, scale) = operand.printed()?;
    let slip = explain(printed, scale, right);
    let nearest = right.number(scale, printed.places)?;
    let number = slip.map_or(nearest, |slip| slip.right);
    let own = operand.value?.amount;
    let right = Amount { half: own.half, ..Amount::printed(number, scale, false)? };
    // What is held against it must be an equation that holds now.
    let holds =
        |(relation, seat): &Seat| relation.holds_with(*seat, right) || !relation.holds_with(*seat, own);
    if right.value == own.value || !holding.iter().all(holds) {
        return None;
    }
    let explains: Vec<usize> = seats
        .iter()
        .filter(|(index, seat)| relation(*index).is_some_and(|relation| relation.holds_with(*seat, right)))
        .map(|(index, _)| *index)
        .collect();
    let (kind, exact) = (slip.map(|slip| slip.kind), slip.is_some_and(|slip| slip.exact));
    (!explains.is_empty()).then_some(Suspect { at, operand, right, kind, exact, explains })
}

/// For each failure the suspect that explains it together with the most others; none where it stands alone.
fn causes(suspects: &[Suspect], failures: usize) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..suspects.len()).collect();
    let weight = |index: &usize| {
        suspects.get(*index).map(|s| (std::cmp::Reverse(s.explains.len()), s.kind.is_none(), s.at))
    };
    order.sort_by_key(weight);
    let mut cause = vec![None; failures];
    for index in order {
        let Some(suspect) = suspects.get(index) else { continue };
        let open: Vec<usize> =
            suspect.explains.iter().copied().filter(|f| cause.get(*f).is_some_and(Option::is_none)).collect();
        if open.len() >= 2 {
            open.into_iter().for_each(|f| cause.get_mut(f).into_iter().for_each(|c| *c = Some(index)));
        }
    }
    cause
}

/// For each failure the suspects that explain it.
fn by_failure(suspects: &[Suspect], failures: usize) -> Vec<Vec<&Suspect>> {
    let mut of = vec![Vec::new(); failures];
    for suspect in suspects {
        for failure in &suspect.explains {
            of.get_mut(*failure).into_iter().for_each(|own| own.push(suspect));
        }
    }
    of
}

/// The slip behind a failure: in its common cause with others, else in the only figure that can have been slipped in.
/// `own` are the suspects that explain it.
fn slip(relation: &Relation, cause: Option<&Suspect>, own: &[&Suspect]) -> Option<Slip> {
    if let Some(slip) = wrong_base(relation).or_else(|| rounded_twice(relation)) {
        return Some(slip);
    }
    if let Some(suspect) = cause {
        let rival = |s: &&Suspect| s.at != suspect.at && s.explains == suspect.explains;
        let rivals = own.iter().copied().filter(rival).any(|s| s.kind.is_some() || suspect.kind.is_none());
        return if rivals { None } else { named(suspect) };
    }
    let any_exact = own.iter().any(|s| s.exact);
    let slipped: Vec<&&Suspect> =
        own.iter().filter(|s| s.kind.is_some() && (s.exact || !any_exact)).collect();
    match (own, slipped.as_slice()) {
        ([only], _) if only.kind.is_some() || Some(only.at) != relation.stated.at() => named(only),
        (_, [only]) => named(only),
        _ => None,
    }
}

fn named(suspect: &Suspect) -> Option<Slip> {
    let likely = suspect.operand.print(suspect.right)?;
    Some(Slip { kind: suspect.kind.unwrap_or(SlipKind::Other), figure: suspect.operand.mention(), likely })
}

/// A difference of which other relations hold the stated figure, told of the figure that is wrong: `扣4.0` of 20 with a
/// score of 14, where all that is deducted adds up, is a wrong score.
fn turned(failure: &Failure, wrong: &Suspect, own: &[&Suspect]) -> Option<Finding> {
    const FEW: usize = 3;
    let Failure { relation, finding, .. } = failure;
    let difference = relation.formula == Formula::Sum && relation.others.iter().any(|o| o.less);
    let suspected = own.iter().any(|suspect| Some(suspect.at) == relation.stated.at());
    if !difference || suspected || relation.others.len() > FEW {
        return None;
    }
    let operand = relation.figures().find(|operand| operand.at() == Some(wrong.at))?;
    let right = operand.print(wrong.right)?;
    let message = format!("此处写为{}，由{}推算应为{right}", operand.text, relation.text());
    let mut turned =
        Finding::new(finding.rule, finding.kind, finding.severity, operand.place.clone(), message)
            .figures(operand.text.clone(), right);
    turned.advice.clone_from(&finding.advice);
    turned.also = relation.figures().filter(|o| o.at() != operand.at()).map(Operand::mention).collect();
    Some(turned)
}

/// A growth over this year's figure instead of last year's.
fn wrong_base(relation: &Relation) -> Option<Slip> {
    if !matches!(relation.formula, Formula::Growth | Formula::Decline) {
        return None;
    }
    let over_now = Relation { formula: Formula::Quotient, ..relation.clone() };
    let printed = relation.stated.value?.amount;
    let exact = |amount: Amount| Amount { half: 1, ..amount };
    let meant = exact(over_now.solve(0)?);
    meant.agrees(printed).then(|| {
        let likely = relation.solve(0).and_then(|right| relation.stated.print(right)).unwrap_or_default();
        Slip { kind: SlipKind::WrongBase, figure: relation.stated.mention(), likely }
    })
}

/// A percentage that was rounded to one decimal more first: 45.446 as 45.45 as 45.5.
fn rounded_twice(relation: &Relation) -> Option<Slip> {
    if matches!(relation.formula, Formula::Sum | Formula::Same | Formula::Judged) {
        return None;
    }
    let (printed, scale) = relation.stated.printed()?;
    let right = relation.solve(0)?;
    let once = right.number(scale, printed.places + 1)?;
    let twice = Amount::printed(once, scale, false)?.number(scale, printed.places)?;
    (twice == printed && right.number(scale, printed.places)? != printed).then(|| {
        let likely = relation.stated.print(right).unwrap_or_default();
        Slip { kind: SlipKind::RoundedTwice, figure: relation.stated.mention(), likely }
    })
}

/// The finding with its slip, also in words; a figure that explains several failures is said to be their root.
fn with_slip(mut finding: Finding, slip: Option<Slip>, explained: usize) -> Finding {
    if let Some(slip) = &slip {
        let (figure, likely) = (&slip.figure.text, &slip.likely);
        let words = match slip.kind {
            SlipKind::WrongBase => "；可能以本年数作了基数".to_owned(),
            kind if explained > 1 && slip.figure.place.span != finding.place.span => {
                format!("；{explained}处不符同出一源，错在{figure}（{}），应为{likely}", kind.label())
            }
            kind => format!("；可能是{figure}{}，应为{likely}", kind.label()),
        };
        finding.message.push_str(&words);
    }
    finding.slip = slip;
    finding
}

/// A finding that gathers its symptoms.
struct Root {
    finding: Finding,
    /// What it names already; made with the first symptom.
    attached: Option<HashSet<Key>>,
}

/// What tells two places of a finding apart: the figure, its column, its text.
type Key = (Option<FigureAt>, Option<String>, String);

fn key(other: &Other) -> Key {
    (other.place.span.map(|span| span.start), other.place.column.clone(), other.text.clone())
}

impl Root {
    fn attach(&mut self, symptom: Finding) {
        let symptom = Other { text: symptom.stated.unwrap_or_default(), place: symptom.place };
        let also = &mut self.finding.also;
        let attached = self.attached.get_or_insert_with(|| also.iter().map(key).collect());
        if symptom.place != self.finding.place && attached.insert(key(&symptom)) {
            also.push(symptom);
        }
    }
}
