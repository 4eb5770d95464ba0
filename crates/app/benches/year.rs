//! How long a year takes, and how it grows: the example year and one with ten times as many projects, lines and
//! vouchers, imported into a new database, shown as figures, written as a report, checked and verified.
//!
//! `cargo bench -p mingzhang-app --bench year`; both sizes run in turn in one process, the better of three each.

use jiff::Timestamp;
use mingzhang_app::check_paper::check_paper;
use mingzhang_app::dataset::{SourceFile, embedded};
use mingzhang_app::house::{House, Which};
use mingzhang_app::policies::Policies;
use mingzhang_app::write_report::{Format, write};
use mingzhang_domain::ids::{ActorId, FiscalYear};
use mingzhang_store::Stamp;
use std::time::{Duration, Instant};

/// The columns that name something of which a larger year has more.
const NAMES: [&str; 5] = ["project", "line", "voucher", "contract", "refers_to"];
/// The files that grow.
const GROWING: [&str; 6] =
    ["projects.csv", "lines.csv", "quota_entries.csv", "plans.csv", "contracts.csv", "payments.csv"];

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    println!(
        "{:>6} {:>10} {:>10} {:>10} {:>10} {:>10} {:>10} {:>12}",
        "size", "import", "figures", "report", "check", "verify", "total", "peak MiB"
    );
    let mut totals = Vec::new();
    for times in [1, 10] {
        let files = larger(&embedded(), times);
        let runs = (0..3).map(|_| runtime.block_on(year(&files)));
        let best = runs.min_by_key(|steps| steps.iter().sum::<Duration>()).expect("three runs");
        let total: Duration = best.iter().sum();
        let shown: Vec<String> =
            best.iter().chain([&total]).map(|d| format!("{:>9.3}s", d.as_secs_f64())).collect();
        println!("{times:>5}x {} {:>12}", shown.join(" "), peak_mib());
        totals.push(total.as_secs_f64());
    }
    println!("ten times the data takes {:.1} times as long", totals[1] / totals[0]);
}

/// Import, figures, report, check and verification of one year.
async fn year(files: &[SourceFile]) -> [Duration; 5] {
    let folder = tempfile::tempdir().expect("a folder");
    let address = format!("sqlite:{}", folder.path().join("bench.db").display());
    let house = House::create(&address, Policies::embedded()).await.expect("a database");
    let stamp = Stamp { at: Timestamp::UNIX_EPOCH, actor: ActorId::new("bench") };
    let which = Which { year: FiscalYear(2020), unit: None, known_up_to: None };

    let start = Instant::now();
    let import = house.import(files, &stamp, false, &mut |_, _| {}).await.expect("an import");
    assert!(import.saved, "{:?}", import.findings);
    let imported = start.elapsed();
    let figures = house.figures(&which, None).await.expect("figures");
    let shown = start.elapsed();
    let written = write(&figures, &[Format::Docx, Format::Html]).expect("a report");
    let reported = start.elapsed();
    for file in &written {
        check_paper(&file.name, &file.bytes).expect("a readable paper");
    }
    let checked = start.elapsed();
    let found = house.verify().await.expect("a verification");
    assert_eq!(found.count(), 0);
    let verified = start.elapsed();
    [imported, shown - imported, reported - shown, checked - reported, verified - checked]
}

/// The same year with every project, line, voucher and contract so many times, under other codes.
fn larger(files: &[SourceFile], times: usize) -> Vec<SourceFile> {
    let grow = |file: &SourceFile| {
        if !GROWING.contains(&file.name.as_str()) {
            return SourceFile { name: file.name.clone(), bytes: file.bytes.clone() };
        }
        let text = String::from_utf8(file.bytes.clone()).expect("UTF-8");
        let (head, rows) = text.split_once('\n').expect("headings");
        let named: Vec<bool> = head.split(',').map(|column| NAMES.contains(&column)).collect();
        let mut grown = format!("{head}\n");
        for copy in 0..times {
            for row in rows.lines() {
                let fields = row.split(',').enumerate().map(|(at, field)| match field {
                    "" => String::new(),
                    field if named[at] && copy > 0 => format!("{field}x{copy}"),
                    field => field.to_owned(),
                });
                grown.push_str(&fields.collect::<Vec<_>>().join(","));
                grown.push('\n');
            }
        }
        SourceFile { name: file.name.clone(), bytes: grown.into_bytes() }
    };
    files.iter().map(grow).collect()
}

/// The most memory that the process has held so far, in MiB, where the system tells.
fn peak_mib() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok());
    kib.map_or("?".to_owned(), |kib| (kib / 1024).to_string())
}
