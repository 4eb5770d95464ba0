//! Marked copies of the files.

use super::papers::File;
use crate::cli::common;
use crate::cli::fault::Fault;
use mingzhang_app::check_paper::CheckedPaper;
use mingzhang_app::mark_paper::{Marked, mark_paper};
use std::path::PathBuf;

/// Where copies go.
pub(super) enum Target {
    /// The copy of the one file.
    File(PathBuf),
    /// A folder with the copies of several, each under its path inside the folder that was named.
    Folder(PathBuf),
}

/// A copy that was written.
pub(super) struct Copy {
    /// Where.
    pub place: PathBuf,
    /// It is a page, because the file holds no comments.
    pub is_page: bool,
}

impl Target {
    /// A folder is made where several copies go.
    pub(super) fn new(place: PathBuf, folder: bool) -> Result<Target, Fault> {
        if folder {
            common::make_folder(&place)?;
            return Ok(Target::Folder(place));
        }
        if place.is_dir() {
            return Ok(Target::Folder(place));
        }
        Ok(Target::File(place))
    }
}

/// Writes the copy of a checked file; the reason, where that does not go. The file itself is never written over.
pub(super) fn write(
    target: &Target,
    file: &File,
    name: &str,
    bytes: &[u8],
    checked: &CheckedPaper,
) -> Result<Copy, String> {
    let (bytes, is_page) = match mark_paper(name, bytes, checked).map_err(|error| error.to_string())? {
        Marked::Copy(bytes) => (bytes, false),
        Marked::Page(page) => (page.into_bytes(), true),
    };
    let mut place = match target {
        Target::File(place) => place.clone(),
        Target::Folder(folder) => folder.join(&file.inside),
    };
    if is_page && place.extension().is_none_or(|extension| extension != "html") {
        let mut page = place.into_os_string();
        page.push(".html");
        place = PathBuf::from(page);
    }
    let same =
        |a: &PathBuf, b: &PathBuf| matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if same(&place, &file.path) {
        return Err(format!("--mark 不能写到报告自己身上（{}），请换一个去处。", place.display()));
    }
    let folder = place.parent().map_or(Ok(()), common::make_folder);
    let written = folder.and_then(|()| common::write_file(&place, &bytes));
    written.map_err(|fault| fault.text())?;
    Ok(Copy { place, is_page })
}
