//! 整体预算支出绩效自评报告: from figures and what is registered to a paper.
//!
//! A new chapter is one file in `report/` and one line in `CHAPTERS`; a new appendix is one file and one line in
//! `APPENDICES`. Their ordinals come from their places in these lists.
//!
//! # Layout
//! - `basics` with `categories` and `progress`, `organisation`, `results` with `indicators`, `conclusion`,
//!   `problems` with `slow_projects`, `signatories`: the chapters and their tables
//! - `goals`: what chapter one sets out to reach, and how chapter three answers it
//! - `self_evaluation`, `monitoring`, `rectification`, `department`, `problem_list`: tables of chapters three to five
//! - `score_sheet`, `member_list`: the appendices
//! - `draft`: what chapters write into; `sentence`: words with bound figures
//! - `period`, `numeral`, `lowest`: how a day, an ordinal and the finding of a chart are worded; `rounding`: 尾差
//!
//! # Invariants
//! - A printed number is a run bound to its figure; a chart and its title take theirs from figures. Only ordinals,
//!   dates, the year, names, numbers of documents and the bounds of a policy's bands stand as plain text.
//! - A text that is not registered is left out, and a heading without text with it; what cannot be computed is `—`.
//! - No clock: the day on which the report is signed is left to the hand that signs.

mod basics;
mod categories;
mod conclusion;
mod department;
mod draft;
mod goals;
mod indicators;
mod lowest;
mod member_list;
mod monitoring;
mod numeral;
mod organisation;
mod period;
mod problem_list;
mod problems;
mod progress;
mod rectification;
mod results;
mod rounding;
mod score_sheet;
mod self_evaluation;
mod sentence;
mod signatories;
mod slow_projects;

#[cfg(test)]
mod tests;

use draft::Draft;
pub use draft::RULES;
use mingzhang_domain::figure::FigureSet;
use mingzhang_domain::finding::Finding;
use mingzhang_domain::ids::ProjectCode;
use mingzhang_domain::paper::{Content, Paper, Role};
use mingzhang_domain::performance::Section;
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::Evaluation;

/// What a report is written from; all three are of one unit and year.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The unit, its projects, results, members and texts.
    pub register: &'a Register,
    /// Every number that may be printed, as of one day.
    pub figures: &'a FigureSet,
    /// The scores; `None` where the scoring is not done yet, which the report then says.
    pub evaluation: Option<&'a Evaluation>,
}

/// A chapter: its heading without the ordinal, and what writes it.
struct Chapter {
    title: &'static str,
    write: fn(&Report, &mut Draft),
}

/// An appendix: its title behind the year, whether its page lies on its side, and what writes it.
struct Appendix {
    title: &'static str,
    landscape: bool,
    write: fn(&Report, &mut Draft),
}

/// The chapters in order.
const CHAPTERS: [Chapter; 6] = [
    Chapter { title: "基本情况", write: basics::write },
    Chapter { title: "自评工作情况", write: organisation::write },
    Chapter { title: "项目执行及绩效实现情况", write: results::write },
    Chapter { title: "综合评价结论和评价等级", write: conclusion::write },
    Chapter { title: "存在的问题及改进措施", write: problems::write },
    Chapter { title: "评价工作组人员名单及签字", write: signatories::write },
];

/// The appendices in order.
const APPENDICES: [Appendix; 2] = [
    Appendix { title: score_sheet::TITLE, landscape: true, write: score_sheet::write },
    Appendix { title: member_list::TITLE, landscape: false, write: member_list::write },
];

/// Left to fill in by hand.
const DATE_BY_HAND: &str = "　　　　年　　月　　日";

/// Writes the whole report.
///
/// # Errors
/// A finding for each `{{key}}` in a text for which there is no figure.
pub fn compose(report: &Report) -> Result<Paper, Vec<Finding>> {
    let mut draft = Draft::new(report.figures, report.evaluation.is_some());
    draft.line(Role::Title, &title(report));
    draft.narratives(report, Section::Preface);
    for chapter in &CHAPTERS {
        draft.chapter(chapter.title, |draft| (chapter.write)(report, draft));
    }
    draft.line(Role::Signature, &report.register.unit.name);
    draft.line(Role::Signature, DATE_BY_HAND);
    for appendix in &APPENDICES {
        draft.push(Content::NewPage { landscape: appendix.landscape });
        draft.line(Role::AppendixMark, &appendix_mark(appendix.title));
        draft.appendix(&format!("{}年度{}", report.figures.year, appendix.title));
        (appendix.write)(report, &mut draft);
    }
    draft.finish()
}

/// The title of the whole: of the paper, and for the properties of a file.
pub fn title(report: &Report) -> String {
    format!("{}{}年度整体预算支出绩效自评报告", report.register.unit.name, report.figures.year)
}

/// The mark of the appendix with that title: `附件1`.
fn appendix_mark(title: &str) -> String {
    let place = APPENDICES.iter().position(|appendix| appendix.title == title);
    place.map_or("附件".to_owned(), |place| format!("附件{}", place + 1))
}

impl<'a> Report<'a> {
    /// A project by name, or by code where it is not registered.
    fn project_name<'n>(&self, code: &'n ProjectCode) -> &'n str
    where
        'a: 'n,
    {
        let project = self.register.projects.iter().find(|project| project.code == *code);
        project.map_or(code.as_str(), |project| &project.name)
    }

    /// An office by name; whoever is no office as it is written.
    fn office_name<'n>(&self, code: &'n str) -> &'n str
    where
        'a: 'n,
    {
        let office = self.register.offices.iter().find(|office| office.code.as_str() == code);
        office.map_or(code, |office| &office.name)
    }

    /// The evaluation, where there are criteria and at least one sheet was handed in.
    fn scored(&self) -> Option<&'a Evaluation> {
        self.evaluation.filter(|evaluation| evaluation.sheets > 0 && !evaluation.means.is_empty())
    }
}
