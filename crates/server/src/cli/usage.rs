//! Help, and what is wrong with arguments, in Chinese.

use super::{COULD_NOT_RUN, print};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use std::process::ExitCode;

/// How help is laid out.
const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}";

/// A command and all below it with help in Chinese.
pub(crate) fn in_chinese(command: Command) -> Command {
    let command =
        command.help_template(TEMPLATE).subcommand_help_heading("命令").subcommand_value_name("命令");
    command.next_help_heading("选项").mut_args(headed).mut_subcommands(in_chinese)
}

fn headed(argument: Arg) -> Arg {
    let heading = if argument.is_positional() { "对象" } else { "选项" };
    argument.help_heading(heading)
}

/// Help and version are answers; anything else could not run and is said in one sentence.
pub(crate) fn answer(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print::line(error.to_string().trim_end());
            ExitCode::SUCCESS
        }
        _ => {
            print::error_line(&sentence(error));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

fn sentence(error: &clap::Error) -> String {
    let of = |kind| error.get(kind).map(shown).unwrap_or_default();
    let (argument, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let valid = of(ContextKind::ValidValue);
    let choices = if valid.is_empty() { String::new() } else { format!("，可以写：{valid}") };
    let what = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            return error.to_string().trim_end().to_owned();
        }
        ErrorKind::InvalidSubcommand => format!("没有命令“{}”", of(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("不认识参数“{argument}”"),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::ArgumentConflict => format!("参数 {argument} 重复，或不能与别的参数同时写"),
        ErrorKind::InvalidValue if value.is_empty() => format!("参数 {argument} 后面要写值{choices}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("参数 {argument} 写的是“{value}”，不能用{choices}{}", form(&argument))
        }
        ErrorKind::NoEquals
        | ErrorKind::TooFewValues
        | ErrorKind::TooManyValues
        | ErrorKind::WrongNumberOfValues => {
            format!("参数 {argument} 的值的个数不对")
        }
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".to_owned(),
        _ => "参数有误".to_owned(),
    };
    format!("{what}。用 mingzhang --help 或 mingzhang 命令 --help 查看写法。")
}

/// What the value of an argument looks like.
fn form(argument: &str) -> &'static str {
    match argument.split_whitespace().next() {
        Some("--as-of") => "；日期写成 2020-09-30",
        Some("--year") => "；年度写成 2020",
        Some("--known-up-to") => "；写历史中的号，从 1 起的整数",
        _ => "",
    }
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join("、"),
        ContextValue::String(one) => one.clone(),
        other => other.to_string(),
    }
}
