//! 抽查: which projects' self-evaluations are looked at again, drawn by a seed that is kept, and what came of it.

use crate::error::AppResult;
use crate::house::{House, Which};
use crate::self_evaluate::evaluations;
use mingzhang_domain::Date;
use mingzhang_domain::change::Change;
use mingzhang_domain::performance::recheck::{deviation, draw};
use mingzhang_domain::performance::{Deviation, Drawn, Project, Recheck, Sample};
use mingzhang_domain::scoring::shapes::Percent;
use mingzhang_store::Stamp;

/// A sample, and what its re-checks have shown so far.
#[derive(Clone, Debug)]
pub struct Sampled {
    /// The part of each office.
    pub offices: Vec<Drawn>,
    /// Whether it was recorded now; not where the same draw is recorded already.
    pub recorded: bool,
    /// All samples that are recorded for the year, in recording order: who draws until the sample suits leaves a trace.
    pub draws: Vec<Sample>,
    /// Every project of the year that was re-checked.
    pub rechecked: Vec<Rechecked>,
}

/// A project that was re-checked.
#[derive(Clone, Debug)]
pub struct Rechecked {
    /// The project.
    pub project: Project,
    /// Its sheet, in recording order.
    pub sheet: Vec<Recheck>,
    /// What it changes of the total; `None` where the project has no total.
    pub deviation: Option<Deviation>,
}

impl House {
    /// Draws a share of each office's projects that evaluated themselves, and records the draw.
    ///
    /// # Errors
    /// No such unit or year, or a database that cannot be used.
    pub async fn draw_sample(
        &self,
        which: &Which,
        stamp: &Stamp,
        (seed, share): (i64, Percent),
        date: Date,
    ) -> AppResult<Sampled> {
        let mut year = self.year(which).await?;
        let figures = self.figures_of(&mut year, None).await?;
        drop(year);
        let register = &figures.register;
        let evaluated = evaluations(register, &figures.set);
        let projects: Vec<&Project> = evaluated.iter().map(|evaluated| &evaluated.project).collect();
        let offices = draw(&projects, share, seed);
        let drawn = offices.iter().flat_map(|drawn| drawn.projects.clone()).collect();
        let sample = Sample { seed, share, date, projects: drawn };
        let is_same = |known: &Sample| {
            (known.seed, known.share, &known.projects) == (sample.seed, sample.share, &sample.projects)
        };
        let recorded = self
            .record(which, stamp, |register| {
                let is_known = register.samples.iter().any(is_same);
                Ok(if is_known { vec![] } else { vec![Change::from(sample.clone())] })
            })
            .await?;
        let recorded = recorded.changes > 0;
        let mut draws = register.samples.clone();
        draws.extend(recorded.then_some(sample));
        let of_project = |evaluated: &crate::self_evaluate::Evaluated| {
            let sheet: Vec<&Recheck> =
                register.rechecks.iter().filter(|it| it.project == evaluated.project.code).collect();
            (!sheet.is_empty()).then(|| Rechecked {
                project: evaluated.project.clone(),
                deviation: deviation(&evaluated.evaluation, &sheet),
                sheet: sheet.into_iter().cloned().collect(),
            })
        };
        Ok(Sampled { offices, recorded, draws, rechecked: evaluated.iter().filter_map(of_project).collect() })
    }
}
