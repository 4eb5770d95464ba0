//! `mingzhang why`: what a figure is made of, down to vouchers.

use super::Outcome;
use super::common::{Period, TextOrJson, Where};
use super::fault::Fault;
use super::json;
use super::print::say;
use clap::Args;
use mingzhang_app::attach_paper::Paper;
use mingzhang_app::explain_figure::{Detail, Explanation};
use mingzhang_app::house::House;
use mingzhang_domain::figure::{Because, Figure};
use mingzhang_domain::performance::Evidence;
use mingzhang_store::trail::Step;
use serde_json::json;

/// How many vouchers of one sum are printed unless all are asked for.
const SHOWN: usize = 40;

/// Which figure.
#[derive(Args)]
pub(crate) struct Arguments {
    /// 数据项，例如 rate.category.存量资金
    key: String,
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    period: Period,
    /// 列出全部凭证（默认每项合计只列前 40 笔）
    #[arg(long)]
    all: bool,
    /// 输出形式
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

/// Explains it.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let (which, as_of) = (arguments.period.which(), arguments.period.as_of);
    let explain = async |house: &House| Ok(house.explain(&which, &arguments.key, as_of).await?);
    let explanation = arguments.database.inside(explain).await?;
    match arguments.format {
        TextOrJson::Json => {
            json::say(&json!({"format": "why/1", "figure": json::explanation(&explanation)}));
        }
        TextOrJson::Text => {
            let shown = if arguments.all { usize::MAX } else { SHOWN };
            print_tree(&explanation, 0, shown);
        }
    }
    Ok(Outcome::Fine)
}

/// A figure, why it is so, and below it what it is made of.
fn print_tree(explanation: &Explanation, depth: usize, shown: usize) {
    let indent = "  ".repeat(depth);
    let Explanation { figure, detail } = explanation;
    say!("{indent}{} {} = {}", figure.key, figure.label, shown_value(figure));
    if let Some(formula) = formula(explanation) {
        say!("{indent}  {formula}");
    }
    match detail {
        Detail::Inputs(inputs) => inputs.iter().for_each(|input| print_tree(input, depth + 1, shown)),
        Detail::Vouchers(steps) => print_vouchers(steps, &indent, shown),
        Detail::Sheets(sheets) => {
            for (member, points) in sheets {
                say!("{indent}  {member}  {points}");
            }
        }
        Detail::Policy { title, document, place } => say!("{indent}  依据 {document}《{title}》{place}"),
        Detail::Names(names) => names.iter().for_each(|name| say!("{indent}  {name}")),
        Detail::Counted(counted) => {
            counted.iter().for_each(|it| say!("{indent}  {} {} = {}", it.key, it.label, shown_value(it)));
        }
        Detail::Papers(papers) => {
            for Paper { evidence, kept } in papers {
                let Evidence { date, kind, file, hash, .. } = evidence;
                say!("{indent}  佐证 {date} {kind} {file} SM3 {hash}");
                if *kept {
                    let short = hash.get(..12).unwrap_or(hash);
                    say!("{indent}    已留存，取出：mingzhang evidence export {short} --out 文件");
                } else {
                    say!("{indent}    没有留存内容，只登记了校验值");
                }
            }
        }
        Detail::Stated { office } => say!("{indent}  由{office}填报"),
    }
}

/// A value with its unit, money in yuan because that is what vouchers say.
fn shown_value(figure: &Figure) -> String {
    match (figure.value.exact(), figure.value.unit()) {
        (None, _) => figure.value.display(),
        (Some(_), "元") => format!("{} 万元", figure.value.display_grouped()),
        (Some(exact), unit) => format!("{exact}{unit}"),
    }
}

/// The formula with its numbers in it.
fn formula(explanation: &Explanation) -> Option<String> {
    let exact = |at: usize| match &explanation.detail {
        Detail::Inputs(inputs) => inputs.get(at).and_then(|input| input.figure.value.exact()),
        _ => None,
    };
    Some(match &explanation.figure.because {
        Because::Ratio { over, under } => {
            format!("= {over} ÷ {under} = {} ÷ {}", exact(0)?, exact(1)?)
        }
        Because::Difference { from, less } => format!("= {from} − {less} = {} − {}", exact(0)?, exact(1)?),
        Because::Total { .. } => "= 以下各项之和".to_owned(),
        Because::Mean { sheets, .. } => format!("= {sheets} 张评分表的平均分（四舍五入到两位）"),
        Because::Band { policy, .. } => format!("按政策 {policy} 的等级区间"),
        Because::Sum { selection, count } => {
            format!("= 截至 {}、历史第 {} 号以前的 {count} 笔之和", selection.as_of, selection.known_up_to.0)
        }
        Because::Registered { count, .. } => format!("= 已登记 {count} 个"),
        Because::Listed { names } => format!("= 已登记 {} 个", names.len()),
        Because::Counted { figures, policy: Some(policy) } => {
            format!("= 按政策 {policy} 计入 {} 个（每个再用 why 追下去）", figures.len())
        }
        Because::Counted { figures, policy: None } => {
            format!("= 对照指标值计入 {} 个（每个再用 why 追下去）", figures.len())
        }
        Because::Marked { policy, .. } => format!("按政策 {policy} 计分"),
        Because::Same { figure } => format!("= {figure}"),
        Because::Reported { by, date, method } => format!("{by} 报告，截至 {date}，{}", method.label()),
        Because::NotStated => "没有登记".to_owned(),
        Because::Policy { .. } | Because::Stated { .. } => return None,
    })
}

/// One line per voucher, and the sum of all of them.
fn print_vouchers(steps: &[Step], indent: &str, shown: usize) {
    for step in steps.iter().take(shown) {
        let instruction = &step.voucher.instruction;
        let details = &instruction.details;
        let note = [&details.payee, &details.document, &details.reason];
        let note: Vec<&str> = note.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        say!(
            "{indent}    第{}号 {} {} {} {} {} 元 {}",
            step.seq.0,
            step.voucher.date,
            instruction.number,
            instruction.asked.act().label(),
            step.line,
            step.moved.amount.yuan_grouped(),
            note.join(" ")
        );
    }
    if steps.len() > shown {
        say!("{indent}    …… 其余 {} 笔：加 --all 全部列出", steps.len() - shown);
    }
    let sum: i128 = steps.iter().map(|step| i128::from(step.moved.amount.0)).sum();
    let sum = i64::try_from(sum).map(|fen| mingzhang_domain::money::Fen(fen).yuan_grouped());
    say!("{indent}    共 {} 笔，合计 {} 元", steps.len(), sum.unwrap_or_default());
}
