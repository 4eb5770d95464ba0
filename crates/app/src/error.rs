//! Why a use case could not run at all: a fault of our machine, a file or a database. What is wrong in the user's
//! data is a finding or a refusal and never comes this way.

use mingzhang_documents::{MarkError, ReadError, WriteError};
use mingzhang_domain::finding::Finding;
use mingzhang_store::StoreError;
use std::path::PathBuf;

/// Why a use case could not run.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database cannot be used, which several met at once.
    #[error(transparent)]
    Shared(std::sync::Arc<StoreError>),
    /// A file cannot be read or written.
    #[error("{path}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The database holds no year like the one asked for.
    #[error("no such year")]
    NoSuchYear {
        /// The year asked for.
        year: i16,
        /// What there is, as `code year`.
        there_is: Vec<String>,
    },
    /// The database holds several units for the year and none was named.
    #[error("several units")]
    WhichUnit {
        /// Their codes.
        codes: Vec<String>,
    },
    /// The database holds several years, or none, and none was named.
    #[error("several years")]
    WhichYear {
        /// Which.
        years: Vec<i16>,
    },
    /// The day lies outside the year.
    #[error("day outside the year")]
    DayOutsideYear {
        /// The day, as written.
        day: String,
        /// The year.
        year: i16,
    },
    /// A bench would write into a database that holds a real house.
    #[error("not a database for a bench")]
    NotForBench {
        /// A unit that it holds.
        unit: String,
    },
    /// There is no figure of the key.
    #[error("no such figure")]
    NoSuchFigure {
        /// The key asked for.
        key: String,
        /// Keys that are like it.
        like: Vec<String>,
    },
    /// There is no line of the code.
    #[error("no such line")]
    NoSuchLine {
        /// The code asked for.
        line: String,
        /// Codes that are like it.
        like: Vec<String>,
    },
    /// There is no round of the name.
    #[error("no such round")]
    NoSuchRound {
        /// The name asked for.
        round: String,
        /// What there is.
        there_is: Vec<String>,
    },
    /// There is no monitoring policy of the name.
    #[error("no such policy")]
    NoSuchPolicy {
        /// The name asked for.
        name: String,
        /// What there is.
        there_is: Vec<String>,
    },
    /// A sum does not fit into 64 bits of fen.
    #[error("a sum does not fit")]
    TooLarge,
    /// A bundle cannot be written.
    #[error("the bundle cannot be written")]
    Bundle(#[source] std::io::Error),
    /// A paper cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A paper cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A file takes no comments.
    #[error(transparent)]
    Mark(#[from] MarkError),
    /// What is registered does not make a report.
    #[error("the report cannot be composed")]
    Findings(Vec<Finding>),
}

/// A result of a use case.
pub type AppResult<T> = Result<T, AppError>;
