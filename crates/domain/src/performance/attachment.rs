//! 附件: a paper of evidence as it is kept, under the hash of its content: which kinds are taken, and how large.

use crate::history::{Canonical, Decoder, Encoder};

/// How many bytes a paper may have: a scan of some hundred pages.
pub const LARGEST: usize = 32 << 20;

/// Declares the kinds, each with the ending of its files and how their content begins.
macro_rules! kinds {
    ($($kind:ident $ending:literal [$($begins:expr),*];)+) => {
        /// What a paper is, by the ending of its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum AttachmentKind {
            $(#[doc = $ending] $kind,)+
        }

        impl AttachmentKind {
            /// All of them.
            pub const ALL: &'static [AttachmentKind] = &[$(AttachmentKind::$kind),+];

            /// The ending of the file's name, which also stands in storage and machine formats.
            pub fn as_str(self) -> &'static str {
                match self { $(AttachmentKind::$kind => $ending,)+ }
            }

            /// How the content begins; nothing where it may begin with anything.
            fn beginnings(self) -> &'static [&'static [u8]] {
                match self { $(AttachmentKind::$kind => &[$($begins),*],)+ }
            }
        }
    };
}

const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0";
const JPEG: &[u8] = b"\xff\xd8\xff";

kinds! {
    Pdf "pdf" [b"%PDF"];
    Ofd "ofd" [ZIP];
    Docx "docx" [ZIP];
    Xlsx "xlsx" [ZIP];
    Doc "doc" [OLE];
    Xls "xls" [OLE];
    Jpg "jpg" [JPEG];
    Jpeg "jpeg" [JPEG];
    Png "png" [b"\x89PNG"];
    Tif "tif" [b"II*\0", b"MM\0*"];
    Zip "zip" [ZIP];
    Csv "csv" [];
    Txt "txt" [];
}

/// Why a file is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttachmentFault {
    /// It has no content.
    Empty,
    /// It has more than [`LARGEST`] bytes: so many.
    TooLarge(usize),
    /// Its name has another ending, or none.
    UnknownKind(String),
    /// Its content does not begin like files with its ending.
    OtherContent(AttachmentKind),
}

impl AttachmentKind {
    /// The kind of an ending, in small or large letters.
    pub fn parse(ending: &str) -> Option<AttachmentKind> {
        AttachmentKind::ALL.iter().copied().find(|kind| kind.as_str().eq_ignore_ascii_case(ending))
    }

    /// The kind of a file.
    ///
    /// # Errors
    /// Why it is not kept.
    pub fn of_file(name: &str, content: &[u8]) -> Result<AttachmentKind, AttachmentFault> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let kind = AttachmentKind::parse(ending);
        let kind = kind.ok_or_else(|| AttachmentFault::UnknownKind(ending.to_owned()))?;
        match content.len() {
            0 => return Err(AttachmentFault::Empty),
            size if size > LARGEST => return Err(AttachmentFault::TooLarge(size)),
            _ => {}
        }
        let beginnings = kind.beginnings();
        let fits = beginnings.is_empty() || beginnings.iter().any(|beginning| content.starts_with(beginning));
        if fits { Ok(kind) } else { Err(AttachmentFault::OtherContent(kind)) }
    }
}

/// A paper whose content is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// SM3 of its content, 64 hexadecimal digits.
    pub hash: String,
    /// Its size in bytes.
    pub size: i64,
    /// What it is.
    pub kind: AttachmentKind,
}

impl Attachment {
    /// Reads the canonical encoding; `None` where it is none.
    pub fn decode(canonical: &str) -> Option<Attachment> {
        let mut fields = Decoder::new(canonical, Attachment::KIND)?;
        let (hash, size) = (fields.text()?.to_owned(), fields.int()?);
        Some(Attachment { hash, size, kind: AttachmentKind::parse(fields.text()?)? })
    }
}

impl Canonical for Attachment {
    const KIND: &'static str = "attachment";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.hash).int(self.size).text(self.kind.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_kept_where_ending_size_and_beginning_fit() {
        use AttachmentFault::{Empty, OtherContent, TooLarge, UnknownKind};
        for (name, content, expected) in [
            ("合同.pdf", &b"%PDF-1.7"[..], Ok(AttachmentKind::Pdf)),
            ("照片.JPG", JPEG, Ok(AttachmentKind::Jpg)),
            ("名册.csv", b"a,b", Ok(AttachmentKind::Csv)),
            ("合同.pdf", b"", Err(Empty)),
            ("合同.pdf", b"MZ\x90", Err(OtherContent(AttachmentKind::Pdf))),
            ("程序.exe", b"MZ", Err(UnknownKind("exe".to_owned()))),
            ("没有后缀", b"MZ", Err(UnknownKind(String::new()))),
        ] {
            assert_eq!(AttachmentKind::of_file(name, content), expected, "{name}");
        }
        let large = vec![b'a'; LARGEST + 1];
        assert_eq!(AttachmentKind::of_file("a.txt", &large), Err(TooLarge(LARGEST + 1)));
        assert_eq!(AttachmentKind::of_file("a.txt", &large[1..]), Ok(AttachmentKind::Txt));
    }

    #[test]
    fn what_the_history_says_of_a_paper_is_read_back() {
        let paper = Attachment { hash: "66c7".to_owned(), size: 3, kind: AttachmentKind::Tif };
        assert_eq!(Attachment::decode(&paper.canonical()), Some(paper.clone()));
        assert_eq!(Attachment::decode(&paper.canonical().replace("tif", "exe")), None);
    }
}
