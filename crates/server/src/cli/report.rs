//! `mingzhang report`: the self-evaluation report as files.

use super::Outcome;
use super::common::{self, Period, Where};
use super::fault::Fault;
use super::print::say;
use clap::{Args, ValueEnum};
use mingzhang_app::house::House;
use mingzhang_app::write_report::{Format, Written};
use std::path::{Path, PathBuf};

/// Which report, where to and in which formats.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    period: Period,
    /// 写到哪个文件夹
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// 格式，可写多个
    #[arg(long, value_enum, value_delimiter = ',', default_value = "docx,html")]
    format: Vec<Form>,
}

/// A format on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Word 文档
    Docx,
    /// 单个网页
    Html,
}

/// Writes it.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let formats: Vec<Format> = arguments.format.iter().map(|form| (*form).into()).collect();
    let (which, as_of) = (arguments.period.which(), arguments.period.as_of);
    let write = async |house: &House| Ok(house.report(&which, as_of, &formats).await?);
    let written = arguments.database.inside(write).await?;
    for path in save(&arguments.out, &written)? {
        say!("已写出 {}", path.display());
    }
    Ok(Outcome::Fine)
}

/// Writes the files into a folder, made where there is none.
pub(crate) fn save(folder: &Path, written: &[Written]) -> Result<Vec<PathBuf>, Fault> {
    common::make_folder(folder)?;
    let save = |file: &Written| {
        let path = folder.join(&file.name);
        common::write_file(&path, &file.bytes)?;
        Ok(path)
    };
    written.iter().map(save).collect()
}

impl From<Form> for Format {
    fn from(form: Form) -> Format {
        match form {
            Form::Docx => Format::Docx,
            Form::Html => Format::Html,
        }
    }
}
