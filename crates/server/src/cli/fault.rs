//! Why a command could not run: one sentence and what to do, on stderr.

use super::print;
use mingzhang_app::error::AppError;
pub(crate) use mingzhang_app::text::io_reason;
use mingzhang_domain::finding::has_errors;
use mingzhang_store::StoreError;

/// Why a command could not run.
pub(crate) struct Fault {
    sentences: Vec<String>,
    exit_code: u8,
}

impl Fault {
    /// A fault with its sentence.
    pub(crate) fn new(sentence: impl Into<String>) -> Fault {
        Fault { sentences: vec![sentence.into()], exit_code: super::COULD_NOT_RUN }
    }

    /// It ran as far as to see that it must not: exit code 1.
    pub(crate) fn refused(sentence: impl Into<String>) -> Fault {
        Fault { sentences: vec![sentence.into()], exit_code: super::FOUND }
    }

    /// Its sentences, on stderr.
    pub(crate) fn print(&self) {
        for sentence in &self.sentences {
            print::error_line(sentence);
        }
    }

    /// Its sentences, to be said elsewhere.
    pub(crate) fn text(&self) -> String {
        self.sentences.join("；")
    }

    /// The exit code that it ends with.
    pub(crate) fn exit_code(&self) -> u8 {
        self.exit_code
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Fault {
        Fault::new(format!("无法运行：{}", io_reason(&error)))
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Fault {
        AppError::Store(error).into()
    }
}

impl From<AppError> for Fault {
    fn from(error: AppError) -> Fault {
        tracing::debug!(?error, "could not run");
        match error {
            AppError::Findings(findings) => Fault {
                exit_code: if has_errors(&findings) { super::FOUND } else { super::COULD_NOT_RUN },
                sentences: findings.iter().map(print::finding_line).collect(),
            },
            other => Fault::new(sentence(&other)),
        }
    }
}

fn sentence(error: &AppError) -> String {
    match error {
        AppError::Store(error) => store_sentence(error),
        AppError::File { path, source } => format!("{}：{}", path.display(), io_reason(source)),
        AppError::NoSuchYear { year, there_is } if there_is.is_empty() => {
            format!("库中没有 {year} 年度的数据。请先用 mingzhang import 导入。")
        }
        AppError::NoSuchYear { year, there_is } => {
            format!("库中没有符合的 {year} 年度数据。库中有：{}。", there_is.join("、"))
        }
        AppError::WhichUnit { codes } => {
            format!("该年度有多个单位（{}），请用 --unit 指明。", codes.join("、"))
        }
        AppError::WhichYear { years } if years.is_empty() => "库中还没有任何年度的数据。".to_owned(),
        AppError::WhichYear { years } => {
            let years: Vec<String> = years.iter().map(i16::to_string).collect();
            format!("库中有多个年度（{}），请用 --year 指明。", years.join("、"))
        }
        AppError::DayOutsideYear { day, year } => {
            format!("{day} 不在 {year} 年度内，请改 --as-of 或 --year。")
        }
        AppError::Shared(error) => store_sentence(error),
        AppError::NotForBench { unit } => {
            format!("库中已有单位 {unit} 的账。测速要写入大量凭证，请用 --db 指定一个空数据库。")
        }
        AppError::NoSuchFigure { key, like } if like.is_empty() => {
            format!("没有数据项 {key}。用 mingzhang figures 查看全部。")
        }
        AppError::NoSuchFigure { key, like } => format!("没有数据项 {key}。相近的有：{}。", like.join("、")),
        AppError::NoSuchLine { line, like } if like.is_empty() => {
            format!("没有指标 {line}。用 mingzhang balance 查看全部。")
        }
        AppError::NoSuchLine { line, like } => format!("没有指标 {line}。相近的有：{}。", like.join("、")),
        AppError::NoSuchRound { round, there_is } if there_is.is_empty() => {
            format!("没有监控轮次 {round}。请在 monitor_rounds.csv 里登记轮次，再导入。")
        }
        AppError::NoSuchRound { round, there_is } => {
            format!("没有监控轮次 {round}。有：{}。", there_is.join("、"))
        }
        AppError::NoSuchPolicy { name, there_is } => {
            format!("没有运行监控政策 {name}。有：{}。", there_is.join("、"))
        }
        AppError::TooLarge => "合计超出可表示的范围，请核对金额。".to_owned(),
        AppError::Bundle(error) => format!("数据包写不出：{}", io_reason(error)),
        AppError::Read(error) => error.to_string(),
        AppError::Write(error) => error.to_string(),
        AppError::Mark(error) => error.to_string(),
        AppError::Findings(_) => String::new(),
    }
}

fn store_sentence(error: &StoreError) -> String {
    match error {
        StoreError::Address(address) => {
            format!("数据库地址“{address}”无法识别，请写成 sqlite:文件路径 或 postgres://用户@主机/库名。")
        }
        StoreError::Missing(place) => {
            format!("{place} 没有明账数据库。请先用 mingzhang init 新建，或核对 --db。")
        }
        StoreError::Exists(place) => format!("{place} 已有数据库，没有改动它。"),
        StoreError::Unreachable(_) => "数据库服务器连接不上，或拒绝登录。请核对地址、用户和网络。".to_owned(),
        StoreError::Conflict(_) => "与另一个程序同时写入，已放弃本次，没有保存任何内容，请重试。".to_owned(),
        StoreError::Remove { path, source } => {
            format!("无法删除 {}：{}。", path.display(), io_reason(source))
        }
        StoreError::Newer => "数据库由更新版本的程序建立，请升级本程序。".to_owned(),
        StoreError::Damaged { table, what } => {
            format!("数据库中 {table} 表有损坏的记录（{what}）。请用 mingzhang verify 查看，并从备份恢复。")
        }
        StoreError::TooLarge => "合计超出可表示的范围，请核对金额。".to_owned(),
        StoreError::Stale => "程序出错：历史在写入前已前移，没有保存任何内容，请重试。".to_owned(),
        StoreError::Stopped => "写入程序已停止，没有答复；请用同一凭证号再试一次。".to_owned(),
        StoreError::Full(_) => "磁盘已满，没有保存任何内容。请清理后重试。".to_owned(),
        StoreError::ReadOnly(_) => {
            "数据库文件打不开，或它所在的文件夹不存在、不可写。请核对路径（不能是文件夹）和权限。".to_owned()
        }
        StoreError::NotADatabase(_) => "文件不是明账数据库，或已损坏。请核对 --db，或从备份恢复。".to_owned(),
        StoreError::Busy(_) => "数据库正被另一个程序占用，请稍后重试。".to_owned(),
        StoreError::Sql(error) => format!("数据库出错，没有保存任何内容：{error}"),
        StoreError::Migrate(error) => {
            format!(
                "数据库的结构与本程序对不上，没有改动它。请用建库的那一版程序打开，或从备份恢复。原因：{error}"
            )
        }
    }
}
