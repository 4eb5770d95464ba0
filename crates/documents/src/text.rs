//! Plain text: decoding, and reading it as a paper.
//!
//! - [`decode`]: bytes to text, also for CSV files
//! - [`read`]: text to paper; every span counts characters of exactly the text that was given

mod decode;
mod lines;
mod tables;

pub use decode::{Decoded, Encoding, decode};

use crate::{role, stacked};
use lines::Line;
use mingzhang_domain::paper::{Block, Content, Paper, Paragraph, Role, Run, Span};

/// Reads a text as a paper: a line is a paragraph; lines with tabs or `|`, and names and numbers that alternate line by
/// line, are tables. The marks of a Markdown heading or list are left out.
///
/// The paper's text is the given one, unchanged. Lines are not joined, neither over a page break nor otherwise. A
/// heading is known by its number (一、 （一） 1.), the title by being short and first.
pub fn read(text: &str) -> Paper {
    let lines = lines::split(text);
    let mut blocks = Vec::new();
    let mut rest = lines.as_slice();
    while let [line, after @ ..] = rest {
        if let Some((block, taken)) = tables::table(rest) {
            blocks.push(block);
            rest = rest.get(taken..).unwrap_or_default();
            continue;
        }
        if !line.trimmed.is_empty() {
            let first = role::title_may_follow(blocks.last().map(|block: &Block| &block.content));
            blocks.push(paragraph(line, first));
        }
        rest = after;
    }
    stacked::join(&mut blocks);
    role::mark_signatures(&mut blocks);
    Paper { text: text.to_owned(), blocks, pages: Vec::new() }
}

fn paragraph(line: &Line<'_>, first: bool) -> Block {
    let text = line.markdown_heading().unwrap_or_else(|| line.without_list_mark());
    let start = line.trimmed_at + lines::chars(line.trimmed) - lines::chars(text);
    let span = Span { start, end: start + lines::chars(text) };
    let role = match line.markdown_level() {
        Some(1) if first => Role::Title,
        Some(level) => Role::Heading(level),
        None => role::of_line(text, first),
    };
    let runs = vec![Run { span, text: text.to_owned(), figure: None }];
    Block { span, page: None, sheet: None, content: Content::Paragraph(Paragraph { role, runs }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(text: &str) -> Vec<(Role, String)> {
        let paper = read(text);
        assert_eq!(paper.text, text);
        for block in &paper.blocks {
            for run in block.runs() {
                assert_eq!(paper.slice(run.span), run.text);
            }
        }
        let paragraph = |block: &Block| match &block.content {
            Content::Paragraph(p) => Some((p.role, p.content())),
            _ => None,
        };
        paper.blocks.iter().filter_map(paragraph).collect()
    }

    #[test]
    fn a_line_is_a_paragraph_with_its_exact_place() {
        let text = "\n  某局自评报告 \r\n\r\n一、基本情况\r\n　　全年支付3.5万元。\r\n某局\n2021年3月5日";
        assert_eq!(
            roles(text),
            [
                (Role::Title, "某局自评报告".to_owned()),
                (Role::Heading(1), "一、基本情况".to_owned()),
                (Role::Body, "全年支付3.5万元。".to_owned()),
                (Role::Signature, "某局".to_owned()),
                (Role::Signature, "2021年3月5日".to_owned()),
            ]
        );
    }

    #[test]
    fn an_appendix_has_its_own_title() {
        let text = "报告\n正文。\n附件1\n\n评价指标体系\n说明文字\n";
        let titles = [(Role::AppendixMark, "附件1".to_owned()), (Role::Title, "评价指标体系".to_owned())];
        assert_eq!(roles(text)[2..4], titles);
    }

    #[test]
    fn markdown_headings_lose_their_marks_and_keep_their_level() {
        let text = "# 标题\n\n## 一、情况\n正文 # 不是标题\n";
        assert_eq!(
            roles(text),
            [
                (Role::Title, "标题".to_owned()),
                (Role::Heading(2), "一、情况".to_owned()),
                (Role::Body, "正文 # 不是标题".to_owned()),
            ]
        );
    }

    #[test]
    fn the_marks_of_a_list_are_left_out_and_minus_signs_are_not() {
        let text = "报告\n- 支付3.5万元；\n  * > 结余1万元。\n-5万元\n- \n";
        let read: Vec<String> = roles(text).into_iter().map(|(_, text)| text).collect();
        assert_eq!(read, ["报告", "支付3.5万元；", "结余1万元。", "-5万元", "-"]);
    }
}
