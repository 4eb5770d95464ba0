//! What is missing or late in a round, what is due, and what makes a monitoring policy unusable, in words.

use super::{Rule, Sentence, rules};
use crate::dataset::{BAD_ORDER, TORN_PROPOSAL, TORN_TASK};
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::monitoring::{Due, Lapse, MonitoringFault, Signal, Subject};
use mingzhang_domain::performance::{Correction, FreezeProposal, Project, ProposalRefusal, TaskRefusal};

rules! {
    /// Every rule of a round.
    RULES of Monitoring;
    UNEXPLAINED "MZ-M001" Error "偏离目标，却没有写原因或措施":
        "请在 monitor_reports.csv 补一行填报（日期写今天），写明 cause、reason 和 measure。";
    WITHOUT_WORDS "MZ-M002" Error "原因写的是“其他”，却没有说明": "请在 reason 列写明是什么原因。";
    UNKNOWN_FREEZE "MZ-M003" Error "冻结决定所指的凭证没有冻结这个项目的钱":
        "请先用 mingzhang post 记冻结凭证，voucher 写它的凭证号，指标属于这个项目。";
    UNREPORTED "MZ-M004" Warning "绩效指标没有填报": "请由项目单位补报本轮的完成值、全年预计和完成目标可能性。";
    CONTRADICTION "MZ-M005" Warning "说确定能完成，预计值却达不到指标值": "请核对 expected 和 likelihood，改报其中一个。";
    APART "MZ-M006" Warning "目标实现程度与预算执行进度相差过大": "请核对完成值；属实的，在填报里说明原因，必要时调整目标或预算。";
    NO_TASK "MZ-M007" Warning "支付亮红灯，没有挂账督办": "请挂账（mingzhang correction open），写明责任人和完成期限。";
    TASK_OVERDUE "MZ-M008" Warning "督办逾期": "请销账（mingzhang correction close）并写明结果，或者延期（extend）并写明原因。";
    UNDECIDED "MZ-M009" Warning "冻结提请逾期未决定": "请财政部门决定冻结（mingzhang freeze order），或者继续执行、调剂、取消（freeze decide）。";
    LATE "MZ-M010" Note "填报晚于截止日": "下一轮请按时填报。";
    OVER "MZ-M011" Note "完成值远超指标值": "指标值可能定低了：请说明原因，下一年按实际调高。";
}

/// A finding about a round, at the column of the file where it is mended.
pub fn lapse_finding(lapse: &Lapse) -> Finding {
    let reports = |column: &str| at("monitor_reports.csv", column);
    match lapse {
        Lapse::Unexplained { of, light, reported, cause, measure } => {
            let missing = match (cause, measure) {
                (true, true) => "偏差原因和措施",
                (true, false) => "偏差原因",
                _ => "措施",
            };
            let how = if *reported { "填报里没有写" } else { "本轮没有填报" };
            let message = format!("{}亮{}灯，{how}{missing}。", subject(of), light.label());
            UNEXPLAINED.at(reports(if *cause { "cause" } else { "measure" }), message)
        }
        Lapse::WithoutWords { of } => {
            WITHOUT_WORDS.at(reports("reason"), format!("{}的偏差原因是“其他”，没有说明。", subject(of)))
        }
        Lapse::UnknownFreeze { project, order } => {
            let message = format!(
                "{}的冻结提请 {} 决定冻结，凭证写的是 {}，它没有冻结这个项目的钱。",
                name(project),
                order.proposal,
                order.voucher
            );
            UNKNOWN_FREEZE.at(at("freeze_proposals.csv", "voucher"), message)
        }
        Lapse::Unreported { project, indicators } => {
            let whose = project.map_or("部门整体".to_owned(), name);
            let message =
                format!("{whose}有 {} 个绩效指标本轮没有填报：{}。", indicators.len(), some(indicators));
            UNREPORTED.at(reports("indicator"), message)
        }
        Lapse::Contradiction { of, expected, target } => {
            let message = format!("{}说确定能完成，全年预计 {expected}，达不到 {target}。", subject(of));
            CONTRADICTION.at(reports("expected"), message)
        }
        Lapse::Apart { project, goals, rate } => {
            let apart = percent((goals - rate).abs());
            let message = format!(
                "{}目标实现 {}%，预算执行 {}%，相差 {apart} 个百分点。",
                name(project),
                percent(*goals),
                percent(*rate)
            );
            APART.at(reports("value"), message)
        }
        Lapse::NoTask { project } => {
            let message = format!("{}支付亮{}灯，没有未销账的督办。", name(project), Signal::Red.label());
            NO_TASK.at(at("corrections.csv", "task"), message)
        }
        Lapse::TaskOverdue { project, task, person, due, days } => {
            let message = format!(
                "{}的督办 {task}（责任人 {person}）应于 {due} 完成，已逾期 {days} 天。",
                name(project)
            );
            TASK_OVERDUE.at(at("corrections.csv", "due"), message)
        }
        Lapse::Undecided { project, proposal, decide_by } => {
            let message = format!(
                "{}的冻结提请 {} 于 {} 提出，应不晚于 {decide_by} 决定，仍未决定。",
                name(project),
                proposal.proposal,
                proposal.date
            );
            UNDECIDED.at(at("freeze_proposals.csv", "event"), message)
        }
        Lapse::Late { of, date } => {
            LATE.at(reports("date"), format!("{}于 {date} 才填报，晚于截止日。", subject(of)))
        }
        Lapse::Over { of } => {
            OVER.at(reports("value"), format!("{}的完成值或全年预计远超指标值。", subject(of)))
        }
    }
}

/// What is due, in words.
pub fn due(due: Due) -> String {
    match due {
        Due::Reports(count) => format!("监控填报 {count} 项"),
        Due::Task { task, person } => format!("督办 {task}（责任人 {person}）"),
        Due::Decision { proposal } => format!("冻结提请 {proposal} 的决定"),
    }
}

/// Why an event of a task cannot be recorded: the rule, the field, the sentence.
pub fn task_refusal(event: &Correction, refusal: &TaskRefusal) -> (Rule, &'static str, String) {
    let Correction { task, act, date, .. } = event;
    let act = act.label();
    let message = match refusal {
        TaskRefusal::DueBefore(due) => {
            return (BAD_ORDER, "due", format!("完成期限 {due} 早于 {date}。"));
        }
        TaskRefusal::NotOpened => format!("督办 {task} 在 {date} 还没有挂账，不能{act}。"),
        TaskRefusal::Opened => format!("督办 {task} 已经挂账。"),
        TaskRefusal::Closed(on) => format!("督办 {task} 已于 {on} 销账，不能再{act}。"),
        TaskRefusal::OtherProject(project) => {
            format!("督办 {task} 属于项目 {project}，这里写的是 {}。", event.project)
        }
        TaskRefusal::BeforeLast(last) => format!("督办 {task} 的{act}日期 {date} 早于上一步的 {last}。"),
    };
    (TORN_TASK, "event", message)
}

/// Why an event of a proposal to freeze cannot be recorded.
pub fn proposal_refusal(event: &FreezeProposal, refusal: &ProposalRefusal) -> (Rule, String) {
    let FreezeProposal { proposal, act, date, .. } = event;
    let act = act.label();
    let message = match refusal {
        ProposalRefusal::NotProposed => {
            format!("冻结提请 {proposal} 在 {date} 还没有提出，不能决定{act}。")
        }
        ProposalRefusal::Proposed => format!("冻结提请 {proposal} 已经提出。"),
        ProposalRefusal::Decided(decided, on) => {
            format!("冻结提请 {proposal} 已于 {on} 决定{}。", decided.label())
        }
        ProposalRefusal::NotFrozen => format!("冻结提请 {proposal} 没有决定冻结，或者已经解冻，不能{act}。"),
        ProposalRefusal::OtherProject(project) => {
            format!("冻结提请 {proposal} 属于项目 {project}，这里写的是 {}。", event.project)
        }
        ProposalRefusal::BeforeLast(last) => {
            format!("冻结提请 {proposal} 的{act}日期 {date} 早于上一步的 {last}。")
        }
    };
    (TORN_PROPOSAL, message)
}

/// What is wrong with a monitoring policy, and what to do.
pub fn monitoring_fault(fault: MonitoringFault) -> Sentence {
    let stage = |stage: usize| format!("第 {} 个 [[money.stage]]", stage + 1);
    match fault {
        MonitoringFault::EndsBeforeItBegins => Sentence::new(
            "失效日期 to 不在生效日期 from 之后。",
            "to 写失效的第一天，要晚于 from；仍然有效的不写 to。",
        ),
        MonitoringFault::PaceOrder => Sentence::new(
            "红灯的阈值不低于黄灯的，或者黄灯的阈值超过 100%。",
            "请使 red_below 小于 yellow_below，yellow_below 不大于 100。",
        ),
        MonitoringFault::NoStages => {
            Sentence::new("没有写各月应达到的执行率。", "请写 [[money.stage]]：month、below、light。")
        }
        MonitoringFault::StageMonth { stage: index } => {
            Sentence::new(format!("{}的月份不对。", stage(index)), "month 写 1 到 12，逐个增大。")
        }
        MonitoringFault::StageBelow { stage: index } => Sentence::new(
            format!("{}的执行率比前一个还低，或者超过 100%。", stage(index)),
            "below 逐个不减，不大于 100。",
        ),
        MonitoringFault::StageGreen { stage: index } => {
            Sentence::new(format!("{}的灯是绿的，落后了看不出来。", stage(index)), "light 写 yellow 或 red。")
        }
        MonitoringFault::OverTooLow => Sentence::new(
            "over_from 不高于 100%，刚好达标的也会被提示。",
            "请写大于 100 的数，如 130；不要提示的，去掉这一行。",
        ),
        MonitoringFault::TaskOrder => {
            Sentence::new("督办先亮红灯、后亮黄灯。", "请使 red_within 不大于 yellow_within。")
        }
    }
}

fn at(file: &str, column: &str) -> Place {
    Place { column: Some(column.to_owned()), ..Place::file(file) }
}

fn name(project: &Project) -> String {
    format!("“{}”（{}）", project.name, project.code)
}

fn subject(of: &Subject) -> String {
    let whose = of.project.map_or("部门整体".to_owned(), name);
    if of.indicator.is_empty() {
        format!("{whose}支付进度")
    } else {
        format!("{whose}指标“{}”", of.indicator)
    }
}

/// The first three names, and that there are more.
fn some(names: &[&str]) -> String {
    let shown = names.iter().take(3).copied().collect::<Vec<_>>().join("、");
    if names.len() > 3 { format!("{shown} 等") } else { shown }
}

/// Hundredths of a percent with two decimals.
fn percent(hundredths: i64) -> String {
    mingzhang_domain::points::Points(hundredths).to_string()
}
