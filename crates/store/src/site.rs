//! Where a new embedded database is built before it is put in its place, whole: nobody ever finds half of one, and two
//! who make the same one at the same moment do not disturb each other.

use crate::error::{StoreError, StoreResult};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A file beside the place where a database is to be.
pub struct Site {
    pub(crate) beside: PathBuf,
    place: PathBuf,
}

impl Site {
    /// A site for a place that is free.
    pub(crate) fn of(place: PathBuf) -> StoreResult<Site> {
        if place.exists() {
            return Err(exists(&place));
        }
        let mut beside = place.clone().into_os_string();
        beside.push(format!(".{}.part", std::process::id()));
        let site = Site { beside: PathBuf::from(beside), place };
        remove_files(&site.beside)?;
        Ok(site)
    }

    /// Puts the database, which is closed by now, in its place.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where somebody else put one there in the meantime; what was built here is gone then.
    pub fn settle(self) -> StoreResult<()> {
        let settled = match std::fs::hard_link(&self.beside, &self.place) {
            // A file system without links: the moment between looking and moving is the price.
            Err(error) if error.kind() != ErrorKind::AlreadyExists && !self.place.exists() => {
                std::fs::rename(&self.beside, &self.place)
            }
            linked => linked,
        };
        let taken = exists(&self.place);
        self.clear()?;
        settled.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => taken,
            _ => StoreError::from(sqlx::Error::Io(error)),
        })
    }

    /// Takes away what was built.
    ///
    /// # Errors
    /// Where the operating system refuses.
    pub fn clear(self) -> StoreResult<()> {
        remove_files(&self.beside)
    }
}

fn exists(place: &Path) -> StoreError {
    StoreError::Exists(place.display().to_string())
}

/// Takes a database away, with what SQLite keeps beside it.
pub(crate) fn remove_files(path: &Path) -> StoreResult<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        match std::fs::remove_file(&file) {
            Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Err(StoreError::Remove { path: PathBuf::from(file), source: error });
            }
            _ => {}
        }
    }
    Ok(())
}
