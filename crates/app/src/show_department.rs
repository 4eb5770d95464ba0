//! The whole department: its common measures with what they are made of, its own rules, the problems that were found.

use crate::error::AppResult;
use crate::house::{House, Which};
use crate::text;
use mingzhang_domain::Date;
use mingzhang_domain::figure::{Because, Figure, FigureKey, FigureSet, Measure, Scope, Value, department};
use mingzhang_domain::performance::institution::gaps_on;
use mingzhang_domain::performance::{DepartmentMeasure, Institution, InstitutionSubject, Rectification};
use mingzhang_domain::register::Register;

/// A measure with what it is made of.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Which.
    pub measure: DepartmentMeasure,
    /// Its value, with the reason.
    pub figure: Figure,
    /// The part; `None` where nobody states it.
    pub over: Option<Figure>,
    /// The whole; `None` where nobody states it.
    pub under: Option<Figure>,
    /// How it is made, in words.
    pub method: String,
    /// Why it is not computable, or what is worth a look.
    pub note: Option<String>,
}

/// The measures of a unit and year.
#[derive(Clone, Debug)]
pub struct Measures {
    /// The day as of which they hold.
    pub as_of: Date,
    /// All of them in the order of the framework.
    pub measures: Vec<Measured>,
}

/// The unit's own rules on a day.
#[derive(Clone, Debug)]
pub struct Institutions {
    /// Those that hold, those to come, those that have run out: each in the order of registration.
    pub rules: Vec<(Institution, Validity)>,
    /// The expected subjects of which none holds.
    pub missing: Vec<InstitutionSubject>,
}

/// Whether a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Validity {
    /// 有效.
    Valid,
    /// 未生效.
    ToCome,
    /// 已失效.
    Expired,
}

impl Validity {
    fn on(day: Date, rule: &Institution) -> Validity {
        match rule.holds_on(day) {
            true => Validity::Valid,
            false if day < rule.valid_from => Validity::ToCome,
            false => Validity::Expired,
        }
    }

    /// The name in machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Validity::Valid => "valid",
            Validity::ToCome => "to_come",
            Validity::Expired => "expired",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Validity::Valid => "有效",
            Validity::ToCome => "未生效",
            Validity::Expired => "已失效",
        }
    }
}

impl House {
    /// All measures of the whole department, as of a day or the year's last.
    ///
    /// # Errors
    /// No such unit or year, a day outside it, or a database that cannot be read.
    pub async fn measures(&self, which: &Which, as_of: Option<Date>) -> AppResult<Measures> {
        let figures = self.figures(which, as_of).await?;
        let (register, set) = (&figures.register, &figures.set);
        let measured = |measure| measured(measure, register, set);
        let measures = DepartmentMeasure::ALL.into_iter().map(measured).collect();
        Ok(Measures { as_of: set.as_of, measures })
    }

    /// The unit's own rules on a day, and the subjects of which none holds.
    ///
    /// # Errors
    /// No such unit or year, or a database that cannot be read.
    pub async fn institutions(&self, which: &Which, on: Date) -> AppResult<Institutions> {
        let register = self.year(which).await?.register;
        let missing = gaps_on(&register.institutions, on);
        let validity = |rule: Institution| (rule.clone(), Validity::on(on, &rule));
        let mut rules: Vec<_> = register.institutions.into_iter().map(validity).collect();
        rules.sort_by_key(|(_, validity)| *validity);
        Ok(Institutions { rules, missing })
    }

    /// What audits and checks found and what was done about it, event by event in recording order.
    ///
    /// # Errors
    /// No such unit or year, or a database that cannot be read.
    pub async fn rectifications(&self, which: &Which) -> AppResult<Vec<Rectification>> {
        Ok(self.year(which).await?.register.rectifications)
    }
}

fn measured(measure: DepartmentMeasure, register: &Register, set: &FigureSet) -> Measured {
    let scope = Scope::Named(measure.label().to_owned());
    let key = FigureKey::of(Measure::Department, &scope);
    let absent = || Figure {
        key: key.clone(),
        label: measure.label().to_owned(),
        value: Value::NotComputable,
        because: Because::NotStated,
    };
    let figure = set.get(&key).cloned().unwrap_or_else(absent);
    let part = |of: &FigureKey| set.get(of).filter(|it| it.value != Value::NotComputable).cloned();
    let (over, under) = match &figure.because {
        Because::Ratio { over, under } => (part(over), part(under)),
        _ => (None, None),
    };
    let note = match department::compute(measure, register, set) {
        Err(why) => Some(text::uncomputable(&why)),
        Ok(ratio) => text::measure_note(measure, ratio, set),
    };
    Measured { measure, figure, over, under, method: text::measure_method(measure), note }
}
