//! What is paid by the end of a year, from the plans, the payments so far and the earlier years that the house holds.

use crate::course::courses;
use crate::error::{AppError, AppResult};
use crate::house::{House, Which};
use crate::show_figures::day_in;
use mingzhang_domain::Date;
use mingzhang_domain::forecast::{Basis, Forecast, YearOf};
use mingzhang_domain::ids::{FiscalYear, ProjectCode, Seq};
use mingzhang_domain::monitoring::Course;
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::shapes::Percent;
use std::collections::HashMap;

/// A year and those before it, as far as a forecast looks at them.
pub struct ForecastYear {
    /// What is registered.
    pub register: Register,
    /// The day from which it looks ahead.
    pub as_of: Date,
    /// The last recorded change that counts.
    pub known_up_to: Seq,
    courses: HashMap<ProjectCode, Course>,
    earlier: Vec<(FiscalYear, Register, HashMap<ProjectCode, Course>)>,
}

impl House {
    /// Reads what a forecast from a day is made of.
    ///
    /// # Errors
    /// No such year, a day outside it, or a database that cannot be read.
    pub async fn forecast(&self, which: &Which, as_of: Date) -> AppResult<ForecastYear> {
        let mut year = self.year(which).await?;
        let as_of = day_in(year.ledger.year, Some(as_of))?;
        let courses = courses(&mut year).await?;
        let mut before: Vec<FiscalYear> = Vec::new();
        for ledger in year.tx.ledgers().await? {
            if ledger.unit == year.ledger.unit && ledger.year < year.ledger.year {
                before.push(ledger.year);
            }
        }
        let (register, known_up_to) = (year.register, year.known_up_to);
        // A read of another year is a transaction of its own; an embedded database must not wait for itself.
        drop(year.tx);
        let mut earlier = Vec::new();
        for of in before {
            let which = Which { year: of, unit: Some(register.unit.code.clone()), known_up_to: None };
            // The unit's code may have been another one then.
            let Ok(mut year) = self.year(&which).await else { continue };
            let courses = self::courses(&mut year).await?;
            earlier.push((of, year.register, courses));
        }
        Ok(ForecastYear { register, as_of, known_up_to, courses, earlier })
    }
}

impl ForecastYear {
    /// The forecast, with what is needed to reach a rate.
    ///
    /// # Errors
    /// When a sum does not fit.
    pub fn forecast(&self, target: Percent) -> AppResult<Forecast<'_>> {
        let earlier = self.earlier.iter();
        let basis = Basis {
            as_of: self.as_of,
            year: year_of(&self.register, &self.courses),
            earlier: earlier
                .map(|(year, register, courses)| (year.last_day(), year_of(register, courses)))
                .collect(),
            target,
        };
        basis.forecast().ok_or(AppError::TooLarge)
    }

    /// The earlier years that it looked at.
    pub fn earlier(&self) -> Vec<FiscalYear> {
        self.earlier.iter().map(|(year, ..)| *year).collect()
    }
}

/// The projects that money ever touched.
fn year_of<'y>(register: &'y Register, courses: &'y HashMap<ProjectCode, Course>) -> YearOf<'y> {
    let touched = register.projects.iter().filter_map(|project| Some((project, courses.get(&project.code)?)));
    touched.collect()
}
