//! The commands.
//!
//! - one file per command: `demo`, `init`, `import`, `post`, `balance`, `statement`, `carry`, `figures`, `why`, `report`, `check`, `verify`, `backup`, `restore`, `seal`, `project`, `selfeval`, `sample`, `monitor`, `attach`, `evidence`, `correction`, `freeze`, `measure`, `institution`, `rectification`, `forecast`, `indicator`, `bench`, `rule`, `policy`
//! - [`common`]: arguments that several commands share, the clock, files
//! - [`fault`]: the sentences for what could not run
//! - [`usage`]: help, and what is wrong with arguments, in Chinese
//! - [`print`], [`json`], [`progress`]: tables and sentences, machine formats, bars

mod attach;
mod back_up;
mod bench;
mod carry;
mod check;
mod common;
mod correction;
mod demo;
mod department;
mod fault;
mod figures;
mod forecast;
mod freeze;
mod import;
mod indicator;
mod init;
mod json;
mod monitor;
mod policy;
mod post;
mod print;
mod progress;
mod project;
mod report;
mod rule;
mod sample;
mod selfeval;
mod statement;
mod usage;
mod verify;
mod why;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
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
#[command(
    name = "mingzhang",
    version,
    about = "明账：部门预算执行、绩效评价与自评报告，每个数都能追到凭证",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// 显示帮助
    #[arg(short, long, action = clap::ArgAction::Help, global = true, help_heading = "选项")]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
}

#[derive(Subcommand)]
enum Command {
    /// 演示：建库、导入示例年度、出报告、核查
    Demo(demo::Arguments),
    /// 新建数据库
    Init(init::Arguments),
    /// 导入一个年度的数据（CSV 文件夹）
    Import(import::Arguments),
    /// 逐笔记账：每行一个 JSON，记牢一笔答复一笔
    Post(post::Arguments),
    /// 各指标的余额，截至任何一天
    Balance(statement::BalanceArguments),
    /// 一条指标的对账单，逐笔列出余额
    Statement(statement::StatementArguments),
    /// 年末结转：收回计划、转出、转入下一年度
    Carry(carry::Arguments),
    /// 列出数据项
    Figures(figures::Arguments),
    /// 说明一个数据项的来由，直到凭证
    Why(why::Arguments),
    /// 写自评报告（Word、HTML）
    Report(report::Arguments),
    /// 核查任何一份报告
    Check(check::Arguments),
    /// 由凭证重算全部余额与合计，逐条核对历史；写文件名时核验备份或封存
    Verify(verify::Arguments),
    /// 备份整个数据库到一个文件，边用边备
    Backup(back_up::BackupArguments),
    /// 把备份恢复到空的数据库（SQLite 或 PostgreSQL）
    Restore(back_up::RestoreArguments),
    /// 封存一个年度：历史、政策、数据项和报告，不用数据库也能核验
    Seal(back_up::SealArguments),
    /// 项目库：列出、查看、办理下一步、延续到下一年度
    Project(project::Arguments),
    /// 项目支出绩效自评：逐个项目计分、定级、预警
    Selfeval(selfeval::Arguments),
    /// 抽查自评：按种子从每个处室抽取项目，登记并列出复核偏差
    Sample(sample::Arguments),
    /// 测速
    Bench(bench::Arguments),
    /// 指标：按项目类型推荐，或检查一张指标表
    Indicator(indicator::Arguments),
    /// 绩效运行监控：一轮的支付与指标、预警灯、原因措施、督办、提醒
    Monitor(monitor::Arguments),
    /// 留存佐证文件：按内容的校验值，每份只存一次
    Attach(attach::AttachArguments),
    /// 佐证：列出、取出
    Evidence(attach::EvidenceArguments),
    /// 挂账督办：挂账、延期、销账、列出
    Correction(correction::Arguments),
    /// 冻结：单位提请，财政决定；决定冻结的，同时在账上冻结
    Freeze(freeze::Arguments),
    /// 部门整体共性指标：分子、分母、结果，不能计算的说明为什么
    Measure(department::MeasureArguments),
    /// 内部制度：有效的、失效的、缺的
    Institution(department::InstitutionArguments),
    /// 问题整改：审计和检查发现的问题
    Rectification(department::RectificationArguments),
    /// 预测年末执行：逐个项目与合计，过去的误差，达到目标还要付多少
    Forecast(forecast::Arguments),
    /// 列出核查规则，或说明一条
    Rule(rule::Arguments),
    /// 列出政策文件，或校验一份
    Policy(policy::Arguments),
}

/// Says something on stderr.
pub fn complain(sentence: &str) {
    print::error_line(sentence);
}

/// Reads the arguments, runs the command, answers with its exit code.
pub fn run() -> ExitCode {
    let parsed = usage::in_chinese(Arguments::command()).try_get_matches();
    let arguments = match parsed.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) => return usage::answer(&error),
    };
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("MINGZHANG_LOG"))
        .init();
    let outcome = dispatch(arguments.command);
    if !print::arrived() {
        print::error_line("输出没有写完：磁盘已满，或输出的去处不可写。");
        return ExitCode::from(COULD_NOT_RUN);
    }
    match outcome {
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
            Command::Post(arguments) => post::run(arguments).await,
            Command::Balance(arguments) => statement::balance(arguments).await,
            Command::Statement(arguments) => statement::statement(arguments).await,
            Command::Carry(arguments) => carry::run(arguments).await,
            Command::Figures(arguments) => figures::run(arguments).await,
            Command::Why(arguments) => why::run(arguments).await,
            Command::Report(arguments) => report::run(arguments).await,
            Command::Check(arguments) => check::run(arguments).await,
            Command::Verify(arguments) => verify::run(arguments).await,
            Command::Backup(arguments) => back_up::backup(arguments).await,
            Command::Restore(arguments) => back_up::restore(arguments).await,
            Command::Seal(arguments) => back_up::seal(arguments).await,
            Command::Project(arguments) => project::run(arguments).await,
            Command::Selfeval(arguments) => selfeval::run(arguments).await,
            Command::Sample(arguments) => sample::run(arguments).await,
            Command::Bench(arguments) => bench::run(arguments).await,
            Command::Indicator(arguments) => indicator::run(arguments),
            Command::Monitor(arguments) => monitor::run(arguments).await,
            Command::Attach(arguments) => attach::attach(arguments).await,
            Command::Evidence(arguments) => attach::evidence(arguments).await,
            Command::Correction(arguments) => correction::run(arguments).await,
            Command::Freeze(arguments) => freeze::run(arguments).await,
            Command::Measure(arguments) => department::measure(arguments).await,
            Command::Institution(arguments) => department::institution(arguments).await,
            Command::Rectification(arguments) => department::rectification(arguments).await,
            Command::Forecast(arguments) => forecast::run(arguments).await,
            Command::Rule(arguments) => rule::run(&arguments),
            Command::Policy(arguments) => policy::run(arguments),
        }
    })
}
