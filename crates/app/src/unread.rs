//! What of a paper could not be read, as findings: silence about it would pass for a clean check.

use crate::text::rules;
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::paper::{Block, Content, Paper, Unread};

rules! {
    /// The rules of how a file can be read.
    RULES of Input;
    SCANNED_PAGE "MZ-D001" Warning "页面是扫描件，没有文字":
        "这些页没有核对。请提供原来的电子文档，或先做文字识别。";
    PAGE_OF_CODES "MZ-D002" Warning "页面的文字没有字符对照，读不出来":
        "这些页没有核对。请从原来的文档重新导出 PDF，或直接提供原文档。";
    HIDDEN_SHEET "MZ-D003" Note "工作表是隐藏的，没有读入":
        "要核对这些表，请取消隐藏后保存，再检查一次。";
    FORMULA_WITHOUT_RESULT "MZ-D004" Warning "公式没有存下结果，读不到数":
        "这些单元格没有核对。请用 Excel 或 WPS 打开工作簿，保存后再检查。";
    STRUCK_TEXT "MZ-D005" Note "划掉的文字当作已删除，没有读入":
        "这些文字没有核对。仍然有效的，请去掉删除线；不要的，请删掉，免得读者疑惑。";
}

/// One finding for all scanned pages, one for all pages of unknown letters, one for all hidden sheets and one for all
/// text that is struck through, each at the first of them; one for the formulas of each sheet.
pub(crate) fn unread(paper: &Paper) -> Vec<Finding> {
    let of = |wanted: Unread| {
        let blocks = paper.blocks.iter().enumerate();
        blocks.filter(move |(_, block)| block.content == Content::Unread(wanted)).collect::<Vec<_>>()
    };
    let pages = |unread: Vec<(usize, &Block)>| {
        let numbers: Vec<String> =
            unread.iter().filter_map(|(_, block)| block.page).map(|page| page.to_string()).collect();
        Some((place(unread.first()?), numbers.join("、")))
    };
    let scans = pages(of(Unread::Scan))
        .map(|(place, numbers)| SCANNED_PAGE.at(place, format!("第{numbers}页是扫描件，没有文字")));
    let codes = pages(of(Unread::Codes)).map(|(place, numbers)| {
        PAGE_OF_CODES.at(place, format!("第{numbers}页的文字没有字符对照（ToUnicode），读不出来"))
    });
    let found = scans.into_iter().chain(codes).chain(hidden(&of(Unread::HiddenSheet)));
    found.chain(paper.blocks.iter().enumerate().filter_map(formulas)).chain(struck(paper)).collect()
}

fn struck(paper: &Paper) -> Option<Finding> {
    let pieces = paper.blocks.iter().enumerate().filter_map(|found| match found.1.content {
        Content::Unread(Unread::Struck(count)) => Some((found, count)),
        _ => None,
    });
    let pieces: Vec<_> = pieces.collect();
    let mut pages: Vec<String> =
        pieces.iter().filter_map(|((_, block), _)| block.page).map(|page| page.to_string()).collect();
    pages.dedup();
    let on = if pages.is_empty() { String::new() } else { format!("第{}页", pages.join("、")) };
    let count: usize = pieces.iter().map(|(_, count)| count).sum();
    let (first, _) = pieces.first()?;
    Some(STRUCK_TEXT.at(place(first), format!("{on}有{count}处划掉的文字，没有读入")))
}

fn hidden(sheets: &[(usize, &Block)]) -> Option<Finding> {
    let names: Vec<&str> =
        sheets.iter().filter_map(|(_, block)| Some(block.sheet.as_ref()?.name.as_str())).collect();
    let message = format!("工作表“{}”是隐藏的，没有读入", names.join("”“"));
    Some(HIDDEN_SHEET.at(place(sheets.first()?), message))
}

fn formulas((index, block): (usize, &Block)) -> Option<Finding> {
    let Content::Unread(Unread::Formulas(count)) = block.content else { return None };
    let others = if count > 1 { format!("等{count}个单元格") } else { String::new() };
    let place = place(&(index, block));
    let first = place.cell.clone().unwrap_or_default();
    Some(FORMULA_WITHOUT_RESULT.at(place, format!("{first}{others}的公式没有存下结果，读不到数")))
}

/// Where it stands; it has no characters.
fn place((index, block): &(usize, &Block)) -> Place {
    let sheet = block.sheet.as_ref();
    Place {
        block: Some(*index),
        page: block.page,
        sheet: sheet.map(|sheet| sheet.name.clone()),
        cell: sheet.and_then(|sheet| sheet.cell).map(|cell| cell.to_string()),
        ..Place::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::paper::{CellAddress, OnSheet};

    #[test]
    fn what_could_not_be_read_is_said_once_for_each_kind() {
        let what =
            [Unread::Scan, Unread::HiddenSheet, Unread::Scan, Unread::Formulas(2), Unread::HiddenSheet];
        let struck = [Unread::Struck(2), Unread::Struck(1)];
        let mut paper = Paper::lay_out(what.into_iter().chain(struck).map(Content::Unread));
        for (block, nth) in paper.blocks.iter_mut().zip(1..) {
            let cell = Some(CellAddress { row: 4, column: 2 });
            block.page = Some(nth);
            block.sheet = Some(OnSheet { name: format!("表{nth}"), cell });
        }
        let said: Vec<String> = unread(&paper).into_iter().map(|finding| finding.message).collect();
        let expected = [
            "第1、3页是扫描件，没有文字",
            "工作表“表2”“表5”是隐藏的，没有读入",
            "B4等2个单元格的公式没有存下结果，读不到数",
            "第6、7页有3处划掉的文字，没有读入",
        ];
        assert_eq!(said, expected);
    }
}
