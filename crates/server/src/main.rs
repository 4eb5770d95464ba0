//! The program `mingzhang`.
//!
//! # Layout
//! - [`cli`]: the commands, one file each; a command reads its arguments, calls one use case and prints the answer
//!
//! # Invariants
//! - Exit codes: 0 fine; 1 findings of severity error, a refusal, or a difference found by `verify`; 2 could not run.
//! - With `--format json` stdout is JSON alone; progress and logs go to stderr; nothing ever asks on a terminal.
//! - The only clock is here, and it is read once per command.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or(String::new(), ToString::to_string);
        cli::complain(&format!("程序内部出错（{place}）。已经保存的内容不受影响；请把这一行发给维护者。"));
    }));
    std::panic::catch_unwind(cli::run).unwrap_or(ExitCode::from(cli::COULD_NOT_RUN))
}
