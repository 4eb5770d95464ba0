//! `mingzhang init`: a new database.

use super::Outcome;
use super::common::Where;
use super::fault::Fault;
use super::print::say;
use clap::Args;
use mingzhang_app::house::House;
use mingzhang_store::database::shown;

/// Where it is to be.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Where,
}

/// Makes it.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let policies = arguments.database.policies.load()?;
    House::create(&arguments.database.db, policies).await?.close().await;
    say!("已新建数据库 {}。下一步：用 mingzhang import 导入数据。", shown(&arguments.database.db));
    Ok(Outcome::Fine)
}
