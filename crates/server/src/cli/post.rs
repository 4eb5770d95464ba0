//! `mingzhang post`: instructions from a file or a pipe, each answered as soon as it is durable.

use super::Outcome;
use super::common::{self, AnchorFile, Where};
use super::fault::Fault;
use super::{json, print};
use clap::Args;
use jiff::Timestamp;
use mingzhang_app::error::AppError;
use mingzhang_app::house::Which;
use mingzhang_app::instruction_line;
use mingzhang_app::post_vouchers::{Answer, Answered, Poster};
use mingzhang_app::text;
use mingzhang_domain::finding::Finding;
use mingzhang_domain::ids::FiscalYear;
use serde_json::{Value, json};
use std::io::BufRead;
use std::path::PathBuf;
use tokio::sync::{mpsc, oneshot};

/// How many lines may wait for their answers.
const WAITING: usize = 4096;

/// Which instructions, into which year.
#[derive(Args)]
pub(crate) struct Arguments {
    /// 凭证文件，每行一个 JSON；不写或写 - 时从标准输入读
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    database: Where,
    #[command(flatten)]
    anchor: AnchorFile,
    /// 预算年度
    #[arg(long, value_name = "Y")]
    year: i16,
    /// 单位代码（库中只有一个单位时可不写）
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
}

/// A line that was read, on the way to its answer.
enum Pending {
    Asked { number: String, answer: oneshot::Receiver<Answered> },
    Invalid(Vec<Finding>),
}

/// Posts them. Answers come in the order of the lines, one JSON object each.
pub(crate) async fn run(arguments: Arguments) -> Result<Outcome, Fault> {
    let which = Which { year: FiscalYear(arguments.year), unit: arguments.unit.clone(), known_up_to: None };
    let anchors = arguments.anchor.of(&arguments.database.db);
    let (name, lines) = lines(arguments.file)?;
    arguments
        .database
        .inside(async |house| {
            let ledger = house.ledger(&which).await?;
            let poster = Poster::start(common::desk(house));
            let (pending, answers) = mpsc::channel(WAITING);
            let asking = ask(&name, lines, &poster, ledger, pending);
            let ((), outcome) = tokio::join!(asking, say_answers(answers));
            let outcome = outcome?;
            if let Some(file) = &anchors {
                house.anchor(file, Timestamp::now()).await?;
            }
            Ok(outcome)
        })
        .await
}

async fn ask(
    name: &str,
    mut lines: mpsc::Receiver<(usize, String)>,
    poster: &Poster,
    ledger: mingzhang_store::Ledger,
    pending: mpsc::Sender<Pending>,
) {
    while let Some((row, line)) = lines.recv().await {
        let next = match instruction_line::read(&line, name, row) {
            Ok(instruction) => {
                let number = instruction.number.to_string();
                Pending::Asked { number, answer: poster.submit(ledger, instruction).await }
            }
            Err(findings) => Pending::Invalid(findings),
        };
        if pending.send(next).await.is_err() {
            return;
        }
    }
}

async fn say_answers(mut answers: mpsc::Receiver<Pending>) -> Result<Outcome, Fault> {
    let mut outcome = Outcome::Fine;
    while let Some(pending) = answers.recv().await {
        let said = match pending {
            Pending::Invalid(findings) => {
                outcome = Outcome::Found;
                json!({"answer": "invalid", "findings": findings.iter().map(json::finding).collect::<Vec<_>>()})
            }
            Pending::Asked { number, answer } => match answer.await {
                Ok(Ok(answer)) => {
                    if matches!(answer, Answer::Refused(_)) {
                        outcome = Outcome::Found;
                    }
                    said(&number, &answer)
                }
                Ok(Err(error)) => return Err(AppError::Shared(error).into()),
                Err(_) => return Err(Fault::from(mingzhang_store::StoreError::Stopped)),
            },
        };
        print::line(&said.to_string());
    }
    Ok(outcome)
}

fn said(number: &str, answer: &Answer) -> Value {
    match answer {
        Answer::Recorded(seq) => json!({"number": number, "answer": "recorded", "seq": seq.0}),
        Answer::AlreadyRecorded => json!({"number": number, "answer": "already_recorded"}),
        Answer::Refused(refusal) => {
            let sentence = text::refusal(refusal);
            json!({
                "number": number,
                "answer": "refused",
                "code": refusal.code(),
                "message": sentence.message,
                "advice": sentence.advice,
            })
        }
    }
}

/// The lines of a file or of standard input with their numbers, read by a thread of their own.
fn lines(file: Option<PathBuf>) -> Result<(String, mpsc::Receiver<(usize, String)>), Fault> {
    let (name, reader): (String, Box<dyn BufRead + Send>) = match file {
        Some(path) if path.as_os_str() != "-" => {
            let opened = std::fs::File::open(&path);
            let file = opened.map_err(|source| AppError::File { path: path.clone(), source })?;
            (path.display().to_string(), Box::new(std::io::BufReader::new(file)))
        }
        _ => ("标准输入".to_owned(), Box::new(std::io::BufReader::new(std::io::stdin()))),
    };
    let (send, lines) = mpsc::channel(WAITING);
    std::thread::spawn(move || {
        for (at, line) in reader.split(b'\n').enumerate() {
            // A line that is no UTF-8 is read as far as it goes, and found faulty there.
            let Ok(line) = line.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()) else { return };
            if !line.trim().is_empty() && send.blocking_send((at + 1, line)).is_err() {
                return;
            }
        }
    });
    Ok((name, lines))
}
