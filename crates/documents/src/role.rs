//! What a line of a paper without styles is for, judged by how offices write: 一、 （一） 1. and their like.

use mingzhang_domain::paper::{Block, Content, Role};

/// A longer line is running text, whatever it begins with.
const HEADING_CHARS_MAX: usize = 50;
/// A longer first line is no title.
const TITLE_CHARS_MAX: usize = 50;

/// Whether a title may come next: at the very beginning, and under the mark of an appendix.
pub(crate) fn title_may_follow(last: Option<&Content>) -> bool {
    match last {
        None => true,
        Some(Content::Paragraph(paragraph)) => paragraph.role == Role::AppendixMark,
        Some(_) => false,
    }
}

/// The role of a line; `first` is whether a title may stand here.
pub(crate) fn of_line(line: &str, first: bool) -> Role {
    let chars = line.chars().count();
    if is_appendix_mark(line, chars) {
        return Role::AppendixMark;
    }
    if chars <= 24 && is_unit(line) {
        return Role::Unit;
    }
    if line.starts_with("注：") || line.starts_with("注:") {
        return Role::Note;
    }
    let ends_as_sentence = line.ends_with(['。', '；', ';', '！', '？', '，', '、']);
    if ends_as_sentence || chars > HEADING_CHARS_MAX {
        return Role::Body;
    }
    if let Some(level) = heading_level(line) {
        return Role::Heading(level);
    }
    if is_caption(line) {
        return Role::Caption;
    }
    if is_date(line) {
        return Role::Signature;
    }
    if first && chars <= TITLE_CHARS_MAX && !line.contains('。') && !line.ends_with(['：', ':']) {
        return Role::Title;
    }
    Role::Body
}

/// The level of a heading by its number: 一、 and 第一章 1, （一） 2, 1. 3, （1） 4.
fn heading_level(line: &str) -> Option<u8> {
    if line.contains('。') {
        return None;
    }
    if let Some(rest) = line.strip_prefix('第') {
        let rest = strip_while(rest, is_numeral)?;
        return rest.starts_with(['章', '部']).then_some(1);
    }
    if let Some(rest) = strip_while(line, is_numeral) {
        return rest.starts_with(['、', '．', '.']).then_some(1);
    }
    if let Some(inner) = line.strip_prefix(['（', '(']) {
        let (rest, level) = match strip_while(inner, is_numeral) {
            Some(rest) => (rest, 2),
            None => (strip_while(inner, |c| c.is_ascii_digit())?, 4),
        };
        return rest.starts_with(['）', ')']).then_some(level);
    }
    let rest = strip_while(line, |c| c.is_ascii_digit())?;
    let digits = line.len() - rest.len();
    let after = rest.strip_prefix(['.', '．', '、'])?.trim_start();
    (digits <= 2 && after.starts_with(|c: char| !c.is_ascii_digit())).then_some(3)
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十百〇零".contains(c)
}

/// What stands behind the characters that fit; `None` where none does.
fn strip_while(text: &str, fits: impl Fn(char) -> bool) -> Option<&str> {
    let rest = text.trim_start_matches(fits);
    (rest.len() < text.len()).then_some(rest)
}

/// 附件, 附件1, 附表二: alone on their line.
fn is_appendix_mark(line: &str, chars: usize) -> bool {
    let Some(rest) = line.strip_prefix("附件").or_else(|| line.strip_prefix("附表")) else {
        return false;
    };
    chars <= 8 && rest.chars().all(|c| c.is_ascii_digit() || is_numeral(c) || ":： -－".contains(c))
}

/// 单位：万元, with or without brackets; also 金额单位.
fn is_unit(line: &str) -> bool {
    let line = line.trim_matches(['（', '）', '(', ')', ' ']);
    let line = line.strip_prefix("金额").unwrap_or(line);
    line.strip_prefix("单位").is_some_and(|rest| rest.trim_start().starts_with(['：', ':']))
}

/// 表1 …, 图 2-1 …
fn is_caption(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(['表', '图']) else { return false };
    rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// A date alone: 2021年3月5日.
pub(crate) fn is_date(line: &str) -> bool {
    let fits = |c: char| c.is_ascii_digit() || "年月日〇零一二三四五六七八九十 ".contains(c);
    line.ends_with('日') && line.contains('年') && line.contains('月') && line.chars().all(fits)
}

/// Gives the short line above a lonely date its role: the body that signs.
pub(crate) fn mark_signatures(blocks: &mut [Block]) {
    for index in 1..blocks.len() {
        let [.., above, date] = blocks.get_mut(..=index).unwrap_or_default() else { continue };
        let (Content::Paragraph(above), Content::Paragraph(date)) = (&mut above.content, &date.content)
        else {
            continue;
        };
        let is_pair = date.role == Role::Signature && above.role == Role::Body;
        if is_pair && reads_as_a_name(&above.content()) {
            above.role = Role::Signature;
        }
    }
}

fn reads_as_a_name(line: &str) -> bool {
    (2..=30).contains(&line.chars().count()) && !line.contains(['。', '，', '；', '：', ':', '、'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_an_office_would_call_it() {
        for (line, role) in [
            ("一、基本情况", Role::Heading(1)),
            ("第三部分 绩效情况", Role::Heading(1)),
            ("（二）绩效目标", Role::Heading(2)),
            ("(一) 主要做法", Role::Heading(2)),
            ("1. 综合管理", Role::Heading(3)),
            ("（1）土地供应", Role::Heading(4)),
            ("1. 科学编制预算。进一步提高到位率", Role::Body),
            ("2020年全年支付", Role::Body),
            ("3.5万元", Role::Body),
            ("附件1:", Role::AppendixMark),
            ("附件", Role::AppendixMark),
            ("附件1：评价指标体系", Role::Body),
            ("单位：万元", Role::Unit),
            ("（金额单位: 元）", Role::Unit),
            ("表1 预算执行情况", Role::Caption),
            ("表决通过", Role::Body),
            ("注：尾差由四舍五入引起", Role::Note),
            ("2021年3月5日", Role::Signature),
            ("一是加强管理；", Role::Body),
        ] {
            assert_eq!(of_line(line, false), role, "{line}");
        }
        assert_eq!(of_line("某局2020年度自评报告", true), Role::Title);
        assert_eq!(of_line("各处室：", true), Role::Body);
    }
}
