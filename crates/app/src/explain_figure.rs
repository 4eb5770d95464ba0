//! Why a figure has its value: its reason resolved, down to vouchers.

use crate::attach_paper::Paper;
use crate::error::{AppError, AppResult};
use crate::house::{House, Which};
use crate::show_figures::Figures;
use mingzhang_domain::Date;
use mingzhang_domain::figure::budget::scopes_of;
use mingzhang_domain::figure::{Because, Figure, FigureKey, Measure, Scope, Selection, Value};
use mingzhang_domain::ids::{CriterionName, LineCode, MemberId, OfficeCode};
use mingzhang_domain::ledger::QuotaLine;
use mingzhang_domain::performance::{Evidence, Project};
use mingzhang_domain::points::Points;
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::ScoreSheet;
use mingzhang_store::trail::Step;
use std::collections::{HashMap, HashSet};

/// A figure with its reason resolved.
pub struct Explanation {
    /// The figure.
    pub figure: Figure,
    /// What is behind it.
    pub detail: Detail,
}

/// What is behind a figure.
pub enum Detail {
    /// Other figures, each explained.
    Inputs(Vec<Explanation>),
    /// Vouchers, in recording order; what they moved adds up to the figure.
    Vouchers(Vec<Step>),
    /// The members' sheets.
    Sheets(Vec<(MemberId, Points)>),
    /// A policy.
    Policy {
        /// Its title.
        title: String,
        /// The document that it comes from.
        document: String,
        /// Where in the document.
        place: String,
    },
    /// The names of what is counted.
    Names(Vec<String>),
    /// The figures that are counted, not explained in their turn: there may be a hundred of them.
    Counted(Vec<Figure>),
    /// The papers that prove what was reported.
    Papers(Vec<Paper>),
    /// What an office stated.
    Stated {
        /// Its name.
        office: String,
    },
}

impl House {
    /// Resolves the reason of a figure.
    ///
    /// # Errors
    /// No such year or figure, or a database that cannot be read.
    pub async fn explain(&self, which: &Which, key: &str, as_of: Option<Date>) -> AppResult<Explanation> {
        let mut year = self.year(which).await?;
        let figures = self.figures_of(&mut year, as_of).await?;
        let figure = figures.set.find(key).ok_or_else(|| no_such_figure(&figures, key))?.clone();
        let mut steps = HashMap::new();
        for selection in selections(&figures, &figure) {
            let lines = lines_in(&year.register, &selection.scope);
            let Selection { measure, as_of, known_up_to, .. } = selection;
            let trail = year.tx.trail(year.ledger, measure, &lines, as_of, known_up_to).await?;
            steps.insert(key_of(&selection), trail);
        }
        Ok(resolve(&figures, figure, &mut steps))
    }
}

/// Vouchers by what they add up to, up to which day.
type Steps = HashMap<(Measure, Scope, Date), Vec<Step>>;

fn key_of(selection: &Selection) -> (Measure, Scope, Date) {
    (selection.measure, selection.scope.clone(), selection.as_of)
}

/// The figures on which a figure rests.
fn inputs(because: &Because) -> Vec<&FigureKey> {
    match because {
        Because::Ratio { over, under } => vec![over, under],
        Because::Difference { from, less } => vec![from, less],
        Because::Total { parts } => parts.iter().collect(),
        Because::Band { score, .. } => vec![score],
        Because::Marked { from, .. } => from.iter().collect(),
        Because::Same { figure } => vec![figure],
        _ => vec![],
    }
}

/// Every selection of vouchers below a figure.
fn selections(figures: &Figures, figure: &Figure) -> Vec<Selection> {
    match &figure.because {
        Because::Sum { selection, .. } => vec![selection.clone()],
        because => inputs(because)
            .into_iter()
            .filter_map(|key| figures.set.get(key))
            .flat_map(|input| selections(figures, input))
            .collect(),
    }
}

fn resolve(figures: &Figures, figure: Figure, steps: &mut Steps) -> Explanation {
    let detail = match &figure.because {
        Because::Sum { selection, .. } => {
            Detail::Vouchers(steps.get(&key_of(selection)).cloned().unwrap_or_default())
        }
        Because::Mean { criterion, .. } => Detail::Sheets(sheets(&figures.register, criterion)),
        Because::Policy { .. } => policy(figures),
        Because::Registered { scope, .. } => Detail::Names(names(figures, scope)),
        Because::Listed { names } => Detail::Names(names.clone()),
        Because::Counted { figures: counted, .. } => {
            Detail::Counted(counted.iter().filter_map(|key| figures.set.get(key)).cloned().collect())
        }
        Because::Reported { .. } => Detail::Papers(papers(&figures.register, &figure)),
        Because::Stated { office } => Detail::Stated { office: office_name(&figures.register, office) },
        because => {
            let known = inputs(because).into_iter().filter_map(|key| figures.set.get(key)).cloned();
            let known: Vec<Figure> = known.collect();
            Detail::Inputs(known.into_iter().map(|input| resolve(figures, input, steps)).collect())
        }
    };
    Explanation { figure, detail }
}

/// The points that each member gave to a criterion.
fn sheets(register: &Register, criterion: &CriterionName) -> Vec<(MemberId, Points)> {
    let of_sheet = |sheet: &ScoreSheet| {
        let points = sheet.scores.iter().find(|(name, _)| name == criterion)?.1;
        Some((sheet.member.clone(), points))
    };
    register.sheets.iter().filter_map(of_sheet).collect()
}

/// The papers of the indicator whose actual value a figure is.
fn papers(register: &Register, figure: &Figure) -> Vec<Paper> {
    let is_of_it = |paper: &&Evidence| {
        let scope =
            paper.holder.project().map(|code| Scope::ProjectIndicator(code.clone(), paper.indicator.clone()));
        scope.is_some_and(|scope| FigureKey::of(Measure::Output, &scope) == figure.key)
    };
    let paper =
        |evidence: &Evidence| Paper { kept: register.keeps(&evidence.hash), evidence: evidence.clone() };
    register.evidence.iter().filter(is_of_it).map(paper).collect()
}

fn policy(figures: &Figures) -> Detail {
    let policy = figures.evaluation.as_ref().map(|evaluation| &evaluation.policy);
    Detail::Policy {
        title: policy.map_or(String::new(), |policy| policy.title.clone()),
        document: policy.map_or(String::new(), |policy| policy.document.clone()),
        place: policy.map_or(String::new(), |policy| policy.place.clone()),
    }
}

/// The names of what is counted.
fn names(figures: &Figures, scope: &Scope) -> Vec<String> {
    let register = &figures.register;
    match scope {
        Scope::Kind("member") => register.members.iter().map(|member| member.id.to_string()).collect(),
        Scope::Kind(_) => {
            let criteria = figures.evaluation.iter().flat_map(|evaluation| &evaluation.policy.criteria);
            criteria.map(|criterion| criterion.name.to_string()).collect()
        }
        Scope::Grade(grade) => {
            let is_of_it = |project: &&Project| {
                let key = FigureKey::of(Measure::Grade, &Scope::Project(project.code.clone()));
                let figure = figures.set.get(&key);
                figure.is_some_and(|figure| figure.value == Value::Grade(grade.clone()))
            };
            let name = |project: &Project| format!("{} {}", project.code, project.name);
            register.projects.iter().filter(is_of_it).map(name).collect()
        }
        scope => {
            let in_scope = |project: &&Project| scopes_of(project).contains(scope);
            let name = |project: &Project| format!("{} {}", project.code, project.name);
            register.projects.iter().filter(in_scope).map(name).collect()
        }
    }
}

/// The lines that lie in a scope of money.
fn lines_in(register: &Register, scope: &Scope) -> HashSet<LineCode> {
    // What is counted up to the end of a month is counted over everything.
    let scope = if matches!(scope, Scope::Until(_)) { &Scope::All } else { scope };
    let projects = register.projects.iter().filter(|project| scopes_of(project).contains(scope));
    let projects: HashSet<_> = projects.map(|project| &project.code).collect();
    let lies =
        |line: &&QuotaLine| projects.contains(&line.project) || *scope == Scope::Line(line.code.clone());
    register.lines.iter().filter(lies).map(|line| line.code.clone()).collect()
}

/// An office by name, or by code where it is not registered.
fn office_name(register: &Register, code: &OfficeCode) -> String {
    let office = register.offices.iter().find(|office| office.code == *code);
    office.map_or(code.to_string(), |office| office.name.clone())
}

fn no_such_figure(figures: &Figures, key: &str) -> AppError {
    let last = key.rsplit('.').next().unwrap_or(key);
    let like = figures
        .set
        .iter()
        .map(|figure| figure.key.as_str())
        .filter(|known| known.starts_with(key) || (!last.is_empty() && known.contains(last)));
    AppError::NoSuchFigure { key: key.to_owned(), like: like.take(8).map(str::to_owned).collect() }
}
