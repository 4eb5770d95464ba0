//! 文号格式不合: a document's number that is not written as GB/T 9704 asks.

use super::{Review, finding};
use crate::outcome::Outcome;
use crate::read::passage::Passage;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Finding, Kind, Mention, Severity};

/// A document's number in another form.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C118",
    name: "damaged_document_number",
    kind: Kind::Practice,
    severity: Severity::Note,
    title: "文号的格式不规范",
    what: "引用的文号是否写成“代字〔年份〕序号号”：用六角括号，不加“第”，不编虚位。",
    why: "GB/T 9704 的规定；格式不规范的文号也难以检索。",
    advice: "请按“〔2020〕5号”的格式改写。",
    fails: "依据某财绩[2020]5号文件开展自评。",
    passes: "依据某财绩〔2020〕5号文件开展自评。",
    limits: "只认四位年份加括号、后跟序号和“号”的写法；全文合并为一条提示。",
};

const OPENING: &str = "〔[［（(【{﹝";
const CLOSING: &str = "〕]］）)】}﹞";

/// A number as it is written and as it should be.
struct Written {
    start: usize,
    end: usize,
    right: String,
}

/// Looks at every number in running text; the first is reported, with the others attached.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    let mut found: Option<Finding> = None;
    for passage in &review.reading.passages {
        for written in (0..passage.chars.len()).filter_map(|at| written(passage, at)) {
            let text = passage.printed(written.start, written.end);
            let place = passage.place(written.start, written.end);
            match &mut found {
                Some(finding) => finding.also.push(Mention { place, text }),
                None => {
                    let message = format!("文号“{text}”的格式不规范，应写作“{}”", written.right);
                    found = Some(finding(&RULE, &place, &text, message).figures(text, written.right));
                }
            }
        }
    }
    found.into_iter().for_each(|finding| outcome.report(finding));
}

/// A number that opens its bracket at a character and is not written as it should be.
fn written(passage: &Passage, at: usize) -> Option<Written> {
    let chars = passage.chars.get(at.checked_sub(1)?..)?;
    let [before, open, rest @ ..] = chars else { return None };
    if !OPENING.contains(*open) || !('\u{4e00}'..='\u{9fff}').contains(before) {
        return None;
    }
    let year: String = rest.iter().take(4).collect();
    let is_year = year.parse::<u32>().is_ok_and(|year| (1950..2100).contains(&year));
    if !is_year || !rest.get(4).is_some_and(|c| CLOSING.contains(*c)) {
        return None;
    }
    let ordinal = rest.get(5) == Some(&'第');
    let number: String =
        rest.iter().skip(5 + usize::from(ordinal)).take_while(|c| c.is_ascii_digit()).take(6).collect();
    let behind = 5 + usize::from(ordinal) + number.len();
    let value: u32 = number.parse().ok()?;
    let right = format!("〔{year}〕{value}号");
    let end = at + 1 + behind + 1;
    let is_right = rest.get(behind) == Some(&'号') && passage.slice(at, end) == right;
    (rest.get(behind) == Some(&'号') && !is_right).then_some(Written { start: at, end, right })
}
