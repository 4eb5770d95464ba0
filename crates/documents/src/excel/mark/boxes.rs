//! The drawing with a box for each comment: without it, office programs show none.

use crate::error::ReadError;
use crate::package::damaged;
use crate::rewrite::{Edits, Rewrite};
use mingzhang_domain::paper::CellAddress;

pub(super) const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// The number of the first box in a drawing, as Excel counts.
const FIRST_NUMBER: u32 = 1025;
/// Rows that a box covers at most.
const ROWS_MAX: u32 = 30;
const EMPTY: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
    xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/>\
    </o:shapelayout><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
    <v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype></xml>";

/// Adds a box for each of the cells to a drawing, which may be new; beside each cell the lines of its text.
pub(super) fn add(
    rewrite: &mut Rewrite<'_>,
    part: &str,
    cells: &[(CellAddress, usize)],
) -> Result<(), ReadError> {
    let text = rewrite.text(part)?.unwrap_or_else(|| EMPTY.to_owned());
    // Drawings of old programs are not always well-formed: they are taken as text.
    let numbers = text.split("_x0000_s").skip(1).filter_map(|piece| {
        let digits = piece.trim_start_matches(|c: char| c.is_ascii_digit());
        piece.strip_suffix(digits)?.parse::<u32>().ok()
    });
    let first = numbers.max().map_or(FIRST_NUMBER, |last| last.saturating_add(1).max(FIRST_NUMBER));
    let boxes: String =
        (first..).zip(cells).map(|(number, (cell, lines))| shape(number, *cell, *lines)).collect();
    let end = text.rfind("</xml>").ok_or_else(|| damaged(part, "不完整"))?;
    let mut edits = Edits::default();
    edits.insert(end, &boxes);
    rewrite.set(part, edits.apply(&text));
    Ok(())
}

/// A hidden yellow box to the right of its cell, a row higher than its text.
fn shape(number: u32, cell: CellAddress, lines: usize) -> String {
    let height = u32::try_from(lines).unwrap_or(ROWS_MAX).saturating_add(1).clamp(4, ROWS_MAX);
    let (row, column) = (cell.row - 1, cell.column - 1);
    let (top, left) = (row.saturating_sub(1), column + 1);
    let points = height * 15;
    format!(
        "<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\" id=\"_x0000_s{number}\" type=\"#_x0000_t202\" \
         style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:216pt;height:{points}pt;z-index:1;visibility:hidden\" \
         fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
         <v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
         <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {}, 15, {}, 4</x:Anchor>\
         <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
        left + 4,
        top + height,
    )
}
