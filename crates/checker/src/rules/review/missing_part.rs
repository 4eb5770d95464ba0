//! 缺少章节或栏目: what the form of such a paper asks for is not there.

use super::{Review, finding};
use crate::outcome::Outcome;
use crate::read::passage::Passage;
use crate::review::Form;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A form of which a part is missing.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C116",
    name: "missing_part",
    kind: Kind::Practice,
    severity: Severity::Warning,
    title: "缺少规定的章节或栏目",
    what: "标题表明是整体自评报告、项目自评表或评价报告的，规定的章节或栏目是否齐全。",
    why: "缺了规定的部分，报告不能作为结果应用的依据。",
    advice: "请补齐；内容写在别处的，请给出标题。",
    fails: "部门整体支出绩效自评报告\n一、部门概况\n二、绩效目标\n三、自评工作开展情况\n四、目标完成情况\n五、自评结论\n六、存在的问题",
    passes: "部门整体支出绩效自评报告\n一、部门概况\n二、绩效目标\n三、自评工作开展情况\n四、目标完成情况\n五、自评结论\n六、存在的问题\n七、改进措施",
    limits: "先按标题认出是哪一种材料，认不出、或缺了一半以上（摘录）就不核对；各种材料的部分由审阅政策规定，一份材料只报告一次。",
};

/// A title is short and stands near the beginning.
const TITLE_MAX: usize = 60;
const TITLE_WITHIN: usize = 8;
/// The characters of a numbered passage that are its heading.
const HEADING_MAX: usize = 30;

/// Finds the form by the title and looks for its parts in headings and cells.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    let Some((title, form)) = form(review) else { return };
    let passages = review.reading.passages.iter();
    let headings = passages.filter(|p| p.number.is_some() || p.chars.len() <= HEADING_MAX);
    let mut texts: Vec<String> =
        headings.filter(|p| !std::ptr::eq(*p, title)).map(|p| p.slice(0, HEADING_MAX)).collect();
    let cells = review.reading.grids.iter().flat_map(|grid| &grid.rows).flatten();
    texts.extend(cells.map(|cell| cell.text.chars().take(HEADING_MAX).collect::<String>()));
    let is_there =
        |part: &[String]| texts.iter().any(|text| part.iter().any(|word| text.contains(word.as_str())));
    let missing: Vec<&str> = form
        .parts
        .iter()
        .filter(|part| !is_there(part))
        .filter_map(|part| part.first().map(String::as_str))
        .collect();
    // A paper of which most is missing is an excerpt, or no such paper at all.
    if missing.is_empty() || missing.len() * 2 > form.parts.len() {
        return;
    }
    let end = title.chars.len();
    let message = format!("作为{}，缺少：{}", form.name, missing.join("、"));
    outcome.report(finding(&RULE, &title.place(0, end), &title.printed(0, end), message));
}

/// The title of the paper and the form that it names.
fn form<'r>(review: &'r Review) -> Option<(&'r Passage, &'r Form)> {
    let titles = review.reading.passages.iter().take(TITLE_WITHIN);
    let titles =
        titles.filter(|p| p.chars.len() <= TITLE_MAX && !p.chars.contains(&'。') && p.number.is_none());
    let of = |title: &Passage| {
        let names = |form: &&Form| form.title.iter().all(|word| title.find(word, 0).is_some());
        review.limits.forms.iter().find(names)
    };
    titles.filter_map(|title| Some((title, of(title)?))).next()
}
