//! The commands.
//!
//! - one file per command: `demo`, `init`, `import`, `figures`, `why`, `report`, `check`, `verify`, `rule`, `policy`
//! - [`common`]: arguments that several commands share, the clock, files
//! - [`fault`]: the sentences for what could not run
//! - [`print`], [`json`], [`progress`]: tables and sentences, machine formats, bars

mod check;
mod common;
mod demo;
mod fault;
mod figures;
mod import;
mod init;
mod json;
mod policy;
mod print;
mod progress;
mod report;
mod rule;
mod verify;
mod why;

use clap::{Parser, Subcommand};
use fault::Fault;
use std::process::ExitCode;

/// The command could not run.
pub const COULD_NOT_RUN: u8 = 2;
/// Findings of severity error, a refusal, or a difference.
const FOUND: u8 = 1;

/// How a command ended that could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing wrong.
    Fine,
    /// Findings of severity error, a refusal, or a difference.
    Found,
}

impl Outcome {
    /// Found, if so.
    fn found_if(found: bool) -> Outcome {
        if found { Outcome::Found } else { Outcome::Fine }
    }
}

/// 明账：部门预算执行、绩效评价与自评报告，每个数都能追到凭证
#[derive(Parser)]
#[command(name = "mingzhang", version, about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 演示：建库、导入示例年度、出报告、核查
    Demo(demo::Arguments),
    /// 新建数据库
    Init(init::Arguments),
    /// 导入一个年度的数据（CSV 文件夹）
    Import(import::Arguments),
    /// 列出数据项
    Figures(figures::Arguments),
    /// 说明一个数据项的来由，直到凭证
    Why(why::Arguments),
    /// 写自评报告（Word、HTML）
    Report(report::Arguments),
    /// 核查任何一份报告
    Check(check::Arguments),
    /// 由凭证重算全部余额与合计，逐条核对历史
    Verify(verify::Arguments),
    /// 列出核查规则，或说明一条
    Rule(rule::Arguments),
    /// 列出政策文件，或校验一份
    Policy(policy::Arguments),
}

/// Reads the arguments, runs the command, answers with its exit code.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers; anything else could not run.
            let code = if error.use_stderr() { COULD_NOT_RUN } else { 0 };
            let _closed_pipe_is_fine = error.print();
            return ExitCode::from(code);
        }
    };
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("MINGZHANG_LOG"))
        .init();
    match dispatch(arguments.command) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(FOUND),
        Err(fault) => {
            fault.print();
            ExitCode::from(fault.exit_code())
        }
    }
}

fn dispatch(command: Command) -> Result<Outcome, Fault> {
    // SQLite works on threads of its own, so one thread here is enough.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Command::Demo(arguments) => demo::run(arguments).await,
            Command::Init(arguments) => init::run(arguments).await,
            Command::Import(arguments) => import::run(arguments).await,
            Command::Figures(arguments) => figures::run(arguments).await,
            Command::Why(arguments) => why::run(arguments).await,
            Command::Report(arguments) => report::run(arguments).await,
            Command::Check(arguments) => check::run(arguments).await,
            Command::Verify(arguments) => verify::run(arguments).await,
            Command::Rule(arguments) => rule::run(&arguments),
            Command::Policy(arguments) => policy::run(arguments),
        }
    })
}
