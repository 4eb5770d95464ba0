//! 缺少栏目: the text promises columns of a list that the list does not have.

use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::Grid;
use crate::read::passage::Passage;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Finding, Kind, Mention, Severity};

/// A column that is promised and missing.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C018",
    name: "missing_column",
    kind: Kind::MissingColumn,
    severity: Severity::Warning,
    title: "名单缺少正文要求的栏目",
    what: "正文在括号里写明名单应有的栏目（如“姓名、工作单位、职务、职称”），名单是否都有。",
    why: "缺少单位、职称，无法核实成员的资格和回避。",
    advice: "请在名单中补上该栏，或改正正文。",
    fails: "一、成员名单（姓名、单位、职务）\n序号\t姓名\t职务\n1\t甲某\t主任\n2\t乙某\t职员",
    passes: "一、成员名单（姓名、单位、职务）\n序号\t姓名\t单位\t职务\n1\t甲某\t某局\t主任\n2\t乙某\t某局\t职员",
    limits: "只核对带“名单”字样并在括号里列出两个以上栏目、且至少一个与名单相符的句子。",
};

/// Tests every promise against the list that keeps most of it.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let grids: Vec<&Grid> = reading.grids.iter().filter(|g| g.header_rows > 0).collect();
    for passage in &reading.passages {
        for (start, names) in promises(passage) {
            let kept = |grid: &&Grid| names.iter().filter(|n| has(grid, &n.0)).count();
            let Some(grid) = near(&grids, passage, start).iter().copied().max_by_key(kept) else { continue };
            if kept(&grid) == 0 {
                continue;
            }
            for (name, offset) in names.iter().filter(|n| !has(grid, &n.0)) {
                let at = start + offset;
                let place = passage.place(at, at + name.chars().count());
                let message = format!("正文要求名单列出“{name}”，名单没有这一栏");
                let mut finding =
                    Finding::new(RULE.code, RULE.kind, RULE.severity, place, message).advise(RULE.advice);
                finding.stated = Some(name.clone());
                let first = grid.cell(0, 0).map(|c| Mention { place: c.place.clone(), text: c.text.clone() });
                finding.also.extend(first);
                outcome.report(finding);
            }
        }
    }
}

/// The tables around a promise: a list stands in the same paper, even where a file holds hundreds of papers.
fn near<'a>(grids: &'a [&'a Grid], passage: &Passage, at: usize) -> &'a [&'a Grid] {
    const SIDE: usize = 60;
    let block = passage.place(at, at + 1).block;
    let after = grids.partition_point(|g| g.cell(0, 0).and_then(|c| c.place.block) < block);
    grids.get(after.saturating_sub(SIDE)..(after + SIDE).min(grids.len())).unwrap_or_default()
}

fn has(grid: &Grid, name: &str) -> bool {
    (0..grid.width()).any(|column| {
        let heading = grid.heading(column);
        !heading.is_empty() && (heading.contains(name) || name.contains(heading))
    })
}

/// Names of columns in brackets behind `名单`: where the brackets' text begins, each name with its distance from there.
fn promises(passage: &Passage) -> Vec<(usize, Vec<(String, usize)>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = passage.find("名单", from) {
        from = at + 2;
        let rest = passage.chars.iter().skip(from).take(12);
        let Some(open) = rest.take_while(|c| !"。，；".contains(**c)).position(|c| "（(".contains(*c))
        else {
            continue;
        };
        let start = from + open + 1;
        let inner: String =
            passage.chars.iter().skip(start).take(60).take_while(|c| !"）)".contains(**c)).collect();
        let mut offset = 0;
        let mut names = Vec::new();
        for name in inner.split('、') {
            names.push((name.to_owned(), offset));
            offset += name.chars().count() + 1;
        }
        let short = names.iter().all(|(name, _)| (2..=8).contains(&name.chars().count()));
        if names.len() >= 2 && short {
            found.push((start, names));
        }
    }
    found
}
