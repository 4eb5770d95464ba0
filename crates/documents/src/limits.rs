//! How large and how deep a file may be. Everything beyond is refused or cut with a reason, never followed.
//!
//! A report of a thousand pages has about 5 MiB of `document.xml`, nests some 30 elements deep, and its widest table
//! has fewer than 60 columns: each bound is an order of magnitude above what an office writes.

/// Bytes of one part of a Word file, after unpacking.
pub const PART_BYTES_MAX: u64 = 64 * MIB;
/// Bytes of all parts of a Word file that are read, after unpacking.
pub const PARTS_BYTES_MAX: u64 = 128 * MIB;
/// Entries of a Word file's container.
pub const ENTRIES_MAX: usize = 10_000;
/// Elements inside elements in a part of a Word file.
pub const XML_DEPTH_MAX: usize = 256;
/// Elements and texts of one part of a Word file: a report of a thousand pages has about 200,000.
pub const XML_NODES_MAX: usize = 2_000_000;
/// Bytes of a text or an HTML page.
pub const TEXT_BYTES_MAX: u64 = 64 * MIB;
/// Elements inside elements in an HTML page; a deeper page is read as text without tags, because the standard's way
/// of building the tree takes quadratic time on it.
pub const HTML_DEPTH_MAX: usize = 512;
/// Cells of a workbook that show something: an appendix of 10,000 rows and 30 columns has 300,000.
pub const WORKBOOK_CELLS_MAX: usize = 500_000;
/// Cells of one table of a sheet, empty ones counted: cells far apart make a table wide and high.
pub const SHEET_TABLE_CELLS_MAX: usize = 2_000_000;
/// Columns of a table.
pub const COLUMNS_MAX: usize = 1_000;
/// Cells of a table that merges may add.
pub const MERGED_CELLS_MAX: usize = 200_000;
/// Bytes of a PDF file.
pub const PDF_BYTES_MAX: u64 = 512 * MIB;
/// Bytes of all streams of a PDF file that are no pictures, after unpacking: fonts are the largest of them.
pub const PDF_UNPACKED_BYTES_MAX: u64 = 512 * MIB;
/// Bytes of one stream of a PDF file, after unpacking; a page of text has some 50 KiB.
pub const PDF_STREAM_BYTES_MAX: u64 = 64 * MIB;
/// Pages of a PDF file.
pub const PDF_PAGES_MAX: usize = 10_000;
/// Drawing instructions of one page of a PDF file, and the tenfold of it for all pages: a page of a dense table has
/// some 20,000.
pub const PDF_INSTRUCTIONS_MAX: u64 = 5_000_000;
/// Characters on one page of a PDF file: the smallest type on a large sheet stays below.
pub const PDF_PAGE_CHARS_MAX: usize = 100_000;
/// Forms inside forms of a PDF file.
pub const PDF_DEPTH_MAX: usize = 16;

/// 1 MiB in bytes.
pub const MIB: u64 = 1024 * 1024;
