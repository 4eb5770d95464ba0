//! Arguments that several commands share, the clock, files.

use super::fault::Fault;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use mingzhang_app::anchor;
use mingzhang_app::error::AppError;
use mingzhang_app::house::{House, Which};
use mingzhang_app::indicators::library;
use mingzhang_app::policies::Policies;
use mingzhang_app::post_vouchers::Desk;
use mingzhang_domain::Date;
use mingzhang_domain::ids::{ActorId, FiscalYear, Seq};
use mingzhang_domain::performance::IndicatorLibrary;
use mingzhang_store::Stamp;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where the data are and by which policies they are read.
#[derive(Args)]
pub(crate) struct Where {
    /// 数据库地址
    #[arg(long, value_name = "URL", env = "MINGZHANG_DB", default_value = "sqlite:mingzhang.db")]
    pub db: String,
    #[command(flatten)]
    pub policies: PolicyFolder,
}

/// A folder with policies beside the embedded ones.
#[derive(Args, Clone)]
pub(crate) struct PolicyFolder {
    /// 政策文件夹（覆盖同名的内置政策）
    #[arg(long, value_name = "DIR")]
    pub policies: Option<PathBuf>,
}

impl PolicyFolder {
    /// The embedded policies, with those of the folder over them.
    pub(crate) fn load(&self) -> Result<Policies, Fault> {
        match &self.policies {
            None => Ok(Policies::embedded()),
            Some(folder) => {
                Policies::with_dir(folder).map_err(|findings| AppError::Findings(findings).into())
            }
        }
    }
}

impl PolicyFolder {
    /// The embedded library of indicators, with that of the folder over it.
    pub(crate) fn library(&self) -> Result<IndicatorLibrary, Fault> {
        match &self.policies {
            None => Ok(library::embedded()),
            Some(folder) => library::with_dir(folder).map_err(|findings| AppError::Findings(findings).into()),
        }
    }
}

impl Where {
    /// Opens the database, does something in it, and closes it whatever came of that.
    pub(crate) async fn inside<T>(
        &self,
        act: impl AsyncFnOnce(&House) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let house = House::open(&self.db, self.policies.load()?).await?;
        let answer = act(&house).await;
        house.close().await;
        answer
    }
}

/// Where it is written down, outside the database, how far each history goes.
#[derive(Args, Clone)]
pub(crate) struct AnchorFile {
    /// 锚点文件：库外留存每个历史的末尾（SQLite 默认在库文件旁，加 .anchor）
    #[arg(long, value_name = "FILE", env = "MINGZHANG_ANCHOR")]
    anchor: Option<PathBuf>,
}

impl AnchorFile {
    /// The file that was named, or the default one of the database.
    pub(crate) fn of(&self, db: &str) -> Option<PathBuf> {
        self.anchor.clone().or_else(|| anchor::default_file(db))
    }

    /// The file that was named.
    pub(crate) fn named(&self) -> Option<&Path> {
        self.anchor.as_deref()
    }

    /// The file that was named, or the default one where it is there.
    pub(crate) fn to_read(&self, db: &str) -> Option<PathBuf> {
        self.anchor.clone().or_else(|| anchor::default_file(db).filter(|file| file.exists()))
    }
}

/// Which unit and year.
#[derive(Args)]
pub(crate) struct UnitYear {
    /// 预算年度（库中只有一个年度时可不写）
    #[arg(long, value_name = "Y")]
    pub year: Option<i16>,
    /// 单位代码（库中只有一个单位时可不写）
    #[arg(long, value_name = "CODE")]
    pub unit: Option<String>,
}

impl UnitYear {
    /// Does something in the unit and year that is meant, and says which year that was.
    pub(crate) async fn inside<T>(
        &self,
        database: &Where,
        act: impl AsyncFnOnce(&House, &Which) -> Result<T, Fault>,
    ) -> Result<(FiscalYear, T), Fault> {
        self.known(None, database, act).await
    }

    /// The same, by what was known up to a place in the history.
    pub(crate) async fn known<T>(
        &self,
        known_up_to: Option<i64>,
        database: &Where,
        act: impl AsyncFnOnce(&House, &Which) -> Result<T, Fault>,
    ) -> Result<(FiscalYear, T), Fault> {
        let find = async |house: &House| {
            let year = match self.year {
                Some(year) => FiscalYear(year),
                None => house.only_year().await?,
            };
            let which = Which { year, unit: self.unit.clone(), known_up_to: known_up_to.map(Seq) };
            Ok((year, act(house, &which).await?))
        };
        database.inside(find).await
    }
}

/// Which unit and year, and for whom.
#[derive(Args)]
pub(crate) struct OfYear {
    #[command(flatten)]
    pub database: Where,
    #[command(flatten)]
    pub of: UnitYear,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    pub format: TextOrJson,
}

/// Which unit and year, as of which day, known up to which place in the history.
#[derive(Args)]
pub(crate) struct Period {
    /// 预算年度
    #[arg(long, value_name = "Y")]
    pub year: i16,
    /// 单位代码（库中只有一个单位时可不写）
    #[arg(long, value_name = "CODE")]
    pub unit: Option<String>,
    /// 截至哪一天（默认 12 月 31 日）
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// 只计历史中到这一号为止的记录
    #[arg(long, value_name = "SEQ", value_parser = clap::value_parser!(i64).range(1..))]
    pub known_up_to: Option<i64>,
}

impl Period {
    /// The unit and year.
    pub(crate) fn which(&self) -> Which {
        Which { year: FiscalYear(self.year), unit: self.unit.clone(), known_up_to: self.known_up_to.map(Seq) }
    }
}

/// For people or for machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    /// 给人看
    Text,
    /// 给程序用
    Json,
}

/// Who does something now: the user of the operating system, at this moment.
pub(crate) fn stamp() -> Stamp {
    let user = std::env::var("USER").ok().filter(|user| !user.is_empty());
    Stamp { at: Timestamp::now(), actor: ActorId::new(user.unwrap_or_else(|| "local".to_owned())) }
}

/// Today in China, whatever the machine's clock is set to.
pub(crate) fn today() -> Date {
    jiff::tz::Offset::constant(8).to_datetime(Timestamp::now()).date()
}

/// Who posts in a house, now and by its rules.
pub(crate) fn desk(house: &House) -> Desk {
    Desk {
        database: house.database.clone(),
        rules: house.policies.treasury().clone(),
        actor: stamp().actor,
        now: Timestamp::now,
    }
}

/// Reads a file.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, Fault> {
    std::fs::read(path).map_err(|source| AppError::File { path: path.to_owned(), source }.into())
}

/// A file that is written beside its place and moved there when it is whole; one that is dropped before leaves nothing.
pub(crate) struct PartFile {
    file: std::io::BufWriter<std::fs::File>,
    beside: PathBuf,
    place: PathBuf,
}

impl PartFile {
    /// Begins one.
    pub(crate) fn create(place: &Path) -> Result<PartFile, Fault> {
        let mut beside = place.as_os_str().to_owned();
        beside.push(".part");
        let beside = PathBuf::from(beside);
        let fault = |source| AppError::File { path: place.to_owned(), source };
        let file = std::fs::File::create(&beside).map_err(fault)?;
        Ok(PartFile {
            file: std::io::BufWriter::with_capacity(1 << 16, file),
            beside,
            place: place.to_owned(),
        })
    }

    /// Where to write.
    pub(crate) fn writer(&mut self) -> &mut impl Write {
        &mut self.file
    }

    /// Puts it in its place, durably.
    pub(crate) fn keep(mut self) -> Result<(), Fault> {
        let moved = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        let moved = moved.and_then(|()| std::fs::rename(&self.beside, &self.place));
        moved.map_err(|source| AppError::File { path: self.place.clone(), source }.into())
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        // After `keep` there is nothing beside the place.
        let _gone = std::fs::remove_file(&self.beside);
    }
}

/// Writes a file beside its place first and moves it there, so that nobody ever sees half of it.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let mut file = PartFile::create(path)?;
    let written = file.writer().write_all(bytes);
    written.map_err(|source| AppError::File { path: path.to_owned(), source })?;
    file.keep()
}

/// Makes a folder and those above it.
pub(crate) fn make_folder(path: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(path).map_err(|source| AppError::File { path: path.to_owned(), source }.into())
}
