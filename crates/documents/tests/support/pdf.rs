//! Small PDF files, object by object, as Chinese office software writes them and as nobody should.

use encoding_rs::GBK;

/// Objects numbered from 1; the first is the catalogue, the second the tree of pages.
#[derive(Default)]
pub struct Objects {
    bodies: Vec<Vec<u8>>,
}

/// How the table of places is written.
#[derive(Clone, Copy)]
pub enum Places {
    /// As a table in plain text.
    Table,
    /// As a stream, as since PDF 1.5.
    Stream,
}

impl Objects {
    /// Takes the next number and gives it a body.
    pub fn add(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.bodies.push(body.into());
        self.bodies.len()
    }

    pub fn set(&mut self, number: usize, body: impl Into<Vec<u8>>) {
        self.bodies[number - 1] = body.into();
    }

    pub fn add_stream(&mut self, dictionary: &str, data: &[u8]) -> usize {
        self.add(stream(dictionary, data))
    }

    /// The file, with more in its trailer.
    pub fn file(&self, places: Places, trailer: &str) -> Vec<u8> {
        let mut out = b"%PDF-1.5\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut begins = Vec::new();
        for (index, body) in self.bodies.iter().enumerate() {
            begins.push(out.len());
            out.extend([format!("{} 0 obj\n", index + 1).as_bytes(), body, b"\nendobj\n"].concat());
        }
        let (table, size) = (out.len(), begins.len() + 1);
        match places {
            Places::Table => {
                out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes());
                begins.iter().for_each(|at| out.extend(format!("{at:010} 00000 n \n").as_bytes()));
                out.extend(format!("trailer\n<</Size {size}/Root 1 0 R{trailer}>>\n").as_bytes());
            }
            Places::Stream => {
                begins.push(table);
                let mut data = vec![0; 7];
                for at in &begins {
                    data.push(1);
                    data.extend((*at as u32).to_be_bytes());
                    data.extend([0, 0]);
                }
                let head = format!("/Type/XRef/W[1 4 2]/Size {}/Root 1 0 R{trailer}", size + 1);
                out.extend(format!("{size} 0 obj\n").as_bytes());
                out.extend(stream(&head, &data));
                out.extend(b"\nendobj\n");
            }
        }
        out.extend(format!("startxref\n{table}\n%%EOF\n").as_bytes());
        out
    }
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary}/Length {}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// How a font's codes are written.
#[derive(Clone, Copy, Debug)]
pub enum Coding {
    /// A predefined encoding and no map to characters.
    Gbk,
    Ucs2,
    Utf16,
    /// Glyph numbers with a map to characters.
    Mapped,
    /// Glyph numbers of Adobe-GB1 without a map; digits only.
    Collection,
    /// One byte, names of glyphs; digits only.
    Named,
}

impl Coding {
    /// The font's dictionary; `map` is the object of its map to characters.
    fn font(self, map: usize) -> String {
        let composite = |encoding: &str, more: &str| {
            format!(
                "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{encoding}{more}/DescendantFonts[<</Type/Font\
                 /Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>\
                 /DW 1000/W[1 95 500 814 939 500]>>]>>"
            )
        };
        match self {
            Coding::Gbk => composite("GBK-EUC-H", ""),
            Coding::Ucs2 => composite("UniGB-UCS2-H", ""),
            Coding::Utf16 => composite("UniGB-UTF16-H", ""),
            Coding::Mapped => {
                composite("Identity-H", &format!("/ToUnicode {map} 0 R")).replace("GB1", "Identity")
            }
            Coding::Collection => composite("Identity-H", ""),
            Coding::Named => {
                "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Digits/Encoding<</Differences[1/zero/one\
                /two/three/four/five/six/seven/eight/nine/period/percent]>>/FirstChar 1\
                /Widths[500 500 500 500 500 500 500 500 500 500 500 500]>>"
                    .to_owned()
            }
        }
    }

    fn encode(self, text: &str) -> Vec<u8> {
        let digit = |c: char| "0123456789.%".chars().position(|d| d == c).expect("a digit");
        match self {
            Coding::Gbk => GBK.encode(text).0.into_owned(),
            Coding::Ucs2 | Coding::Utf16 | Coding::Mapped => {
                text.encode_utf16().flat_map(u16::to_be_bytes).collect()
            }
            // The digits are the CIDs from 17 on, the period is 15, the sign of percent 6.
            Coding::Collection => text
                .chars()
                .flat_map(|c| [0, [17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 15, 6][digit(c)]])
                .collect(),
            Coding::Named => text.chars().map(|c| digit(c) as u8 + 1).collect(),
        }
    }

    fn width(self, c: char) -> f64 {
        // Glyph numbers beyond 95 are as wide as they are high in the font of maps.
        let half = c.is_ascii() && (!matches!(self, Coding::Mapped) || c as u32 <= 95);
        if half { 0.5 } else { 1.0 }
    }
}

/// A page: its text by place (from the lower left corner, in points) and size, what is drawn besides, and its attributes.
#[derive(Default)]
pub struct Sheet {
    pub texts: Vec<(f64, f64, f64, String)>,
    pub drawn: String,
    pub attributes: String,
}

impl Sheet {
    /// A page of lines from the top, in 12 points on 20, from the left margin of 80.
    pub fn of(lines: &[&str]) -> Sheet {
        let mut sheet = Sheet::default();
        lines.iter().enumerate().for_each(|(index, line)| sheet.put(80.0, 740.0 - 20.0 * index as f64, line));
        sheet
    }

    pub fn put(&mut self, x: f64, y: f64, text: &str) {
        self.texts.push((x, y, 12.0, text.to_owned()));
    }

    /// A ruled table: the edges of its columns and rows, and the text of its fields, row by row.
    pub fn table(&mut self, xs: &[f64], ys: &[f64], rows: &[&[&str]]) {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        ys.iter().for_each(|y| self.drawn += &format!("{left} {y} m {right} {y} l S\n"));
        xs.iter().for_each(|x| self.drawn += &format!("{x} {top} m {x} {bottom} l S\n"));
        for (row, y) in rows.iter().zip(ys) {
            row.iter().zip(xs).for_each(|(text, x)| self.put(x + 4.0, y - 16.0, text));
        }
    }
}

/// A file of pages in one coding.
pub fn pdf(coding: Coding, sheets: &[Sheet]) -> Vec<u8> {
    objects(coding, sheets).file(Places::Table, "")
}

/// The objects of a file of pages.
pub fn objects(coding: Coding, sheets: &[Sheet]) -> Objects {
    let mut objects = Objects::default();
    objects.add("<</Type/Catalog/Pages 2 0 R>>");
    objects.add("");
    let map = "/CIDInit/ProcSet findresource begin 12 dict begin begincmap /CMapName/X def\n1 begincodespacerange\n\
        <0000> <FFFF>\nendcodespacerange\n1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\nendcmap end end";
    let map = objects.add_stream("", map.as_bytes());
    let font = objects.add(coding.font(map));
    let pages: Vec<usize> = sheets.iter().map(|sheet| page(&mut objects, coding, font, sheet)).collect();
    let kids: String = pages.iter().map(|page| format!("{page} 0 R ")).collect();
    objects.set(2, format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()));
    objects
}

fn page(objects: &mut Objects, coding: Coding, font: usize, sheet: &Sheet) -> usize {
    let mut content = sheet.drawn.clone().into_bytes();
    for (x, y, size, text) in &sheet.texts {
        let codes: String = coding.encode(text).iter().map(|byte| format!("{byte:02X}")).collect();
        content.extend(format!("BT /F1 {size} Tf {x} {y} Td <{codes}> Tj ET\n").as_bytes());
    }
    let content = objects.add_stream("", &content);
    let attributes =
        if sheet.attributes.is_empty() { "/MediaBox[0 0 595 842]" } else { sheet.attributes.as_str() };
    objects.add(format!(
        "<</Type/Page/Parent 2 0 R{attributes}/Contents {content} 0 R/Resources<</Font<</F1 {font} 0 R>>>>>>"
    ))
}

/// How wide a text is in a size.
pub fn width(coding: Coding, text: &str, size: f64) -> f64 {
    text.chars().map(|c| coding.width(c) * size).sum()
}
