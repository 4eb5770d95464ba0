//! A round for people: totals, the projects that are off their course with bars, why, what is due, what is missing.

use super::super::print::{self, say};
use mingzhang_app::monitor_round::MonitoredRound;
use mingzhang_app::text;
use mingzhang_domain::finding::Finding;
use mingzhang_domain::monitoring::{Due, MoneyView, Monitoring, ProjectView, Reminder, Signal, TaskLight};
use mingzhang_domain::performance::MonitorReport;
use mingzhang_domain::points::Points;

/// How many characters a bar has: a twentieth of the quota each.
const BAR: usize = 20;
/// How many characters of a project's name are shown.
const NAME: usize = 14;
/// How many reminders are shown.
const REMINDERS: usize = 12;

/// Prints it.
pub(super) fn print(round: &MonitoredRound, seen: &Monitoring, findings: &[Finding], all: bool) {
    heading(round, seen);
    let (shown, hidden): (Vec<_>, Vec<_>) =
        seen.projects.iter().partition(|view| all || view.light().is_some_and(Signal::is_off_course));
    table(&shown);
    if !hidden.is_empty() {
        say!("另有 {} 个项目没有亮红灯、黄灯，加 --all 列出。", hidden.len());
    }
    reasons(&shown);
    tasks(&shown);
    reminders(seen);
    if !findings.is_empty() {
        say!("\n问题：{}", print::tally(findings));
        findings.iter().for_each(|finding| say!("{}", print::finding_line(finding)));
    }
}

fn heading(round: &MonitoredRound, seen: &Monitoring) {
    let (name, as_of) = (&round.round.name, round.round.as_of);
    let cadence = round.round.cadence().label();
    say!(
        "{} {name} {cadence}监控，截至 {as_of}，填报截止 {}",
        round.register.unit.name,
        round.round.deadline
    );
    say!("阈值：{}（{}）", round.policy.title, round.policy.id);
    say!("支付  {}", counts(|light| seen.count(light)));
    say!("指标  {}", counts(|light| seen.count_indicators(light)));
    let MoneyView { so_far, .. } = &seen.total;
    say!(
        "合计  已支付 {} 万元，调整后预算 {} 万元，执行率 {}，时间进度 {}，计划进度 {}",
        so_far.paid.wan_grouped(),
        so_far.adjusted.wan_grouped(),
        rate(seen.total.rate().percent()),
        rate(seen.total.elapsed.percent()),
        rate(seen.total.expected_by_plan().and_then(|expected| expected.percent())),
    );
}

fn counts(count: impl Fn(Option<Signal>) -> usize) -> String {
    let of = |light: Signal| format!("{} {}", light.label(), count(Some(light)));
    let lights = [Signal::Red, Signal::Yellow, Signal::Green].map(of).join(" · ");
    format!("{lights} · — {}", count(None))
}

fn table(shown: &[&ProjectView]) {
    if shown.is_empty() {
        return;
    }
    let row = |view: &&ProjectView| {
        let money = &view.money;
        let count = |light| view.indicators.iter().filter(|it| it.light == light).count();
        let lights = [Some(Signal::Red), Some(Signal::Yellow), Some(Signal::Green), None].map(count);
        let open = view.tasks.iter().filter(|task| task.light != TaskLight::Closed).count();
        vec![
            view.light().map_or("—", Signal::label).to_owned(),
            short(&view.project.name, NAME),
            bar(money),
            money.light.map_or("—", Signal::label).to_owned(),
            rate(money.rate().percent()),
            points(money.behind_time()),
            points(money.behind_plan()),
            money.so_far.paid.wan_grouped(),
            money.so_far.adjusted.wan_grouped(),
            lights.map(|count| count.to_string()).join("/"),
            open.to_string(),
        ]
    };
    let headings = [
        "灯",
        "项目",
        "支付 █ 到此应付 ░",
        "款",
        "执行率",
        "落后时间",
        "落后计划",
        "已付万元",
        "预算万元",
        "指标红/黄/绿/未报",
        "督办",
    ];
    print::table(&headings, 4, shown.iter().map(row).collect());
}

/// What is paid, what should be by now, and the rest of the quota.
fn bar(money: &MoneyView) -> String {
    let cells = |over: i64, under: i64| {
        let cells = i128::from(over).max(0) * BAR as i128 / i128::from(under.max(1));
        usize::try_from(cells).unwrap_or(BAR).min(BAR)
    };
    if money.so_far.adjusted.0 <= 0 {
        return "—".to_owned();
    }
    let paid = cells(money.so_far.paid.0, money.so_far.adjusted.0);
    let expected = cells(money.elapsed.over, money.elapsed.under).saturating_sub(paid);
    let rest = BAR - paid - expected;
    format!("{}{}{}", "█".repeat(paid), "░".repeat(expected), "·".repeat(rest))
}

fn reasons(shown: &[&ProjectView]) {
    let mut lines = Vec::new();
    for view in shown {
        let name = short(&view.project.name, NAME);
        lines.extend(view.money.report.and_then(|report| reason(&name, "支付", report)));
        for indicator in &view.indicators {
            let said = indicator.report.and_then(|report| reason(&name, &indicator.indicator.name, report));
            lines.extend(said);
        }
    }
    if !lines.is_empty() {
        say!("\n原因与措施");
        lines.iter().for_each(|line| say!("  {line}"));
    }
}

fn reason(project: &str, what: &str, report: &MonitorReport) -> Option<String> {
    let cause = report.cause?.label();
    let reason = if report.reason.is_empty() { String::new() } else { format!("（{}）", report.reason) };
    let measure = if report.measure.is_empty() { "没有写措施" } else { &report.measure };
    Some(format!("{project}·{what}：{}，{cause}{reason} → {measure}", report.likelihood.label()))
}

fn tasks(shown: &[&ProjectView]) {
    let all = || shown.iter().flat_map(|view| view.tasks.iter().map(|task| (view.project, task)));
    if all().next().is_none() {
        return;
    }
    say!("\n督办");
    for (project, view) in all() {
        let task = &view.task;
        let state = match (&task.closed, view.days) {
            (Some((day, result)), _) => format!("{day} 销账：{result}"),
            (None, ..0) => format!("{}，逾期 {} 天", view.light.label(), -view.days),
            (None, days) => format!("{}，还有 {days} 天", view.light.label()),
        };
        let extended =
            if task.extended > 0 { format!("（延期 {} 次）", task.extended) } else { String::new() };
        let name = short(&project.name, NAME);
        say!(
            "  {} {name}：{}，责任人 {}，{}{extended}，{state}",
            task.task,
            task.text,
            task.person,
            task.due
        );
    }
}

/// The reports that are missing in one line, so that they do not hide tasks and decisions; then these, by day.
fn reminders(seen: &Monitoring) {
    let reminders = seen.reminders();
    if reminders.is_empty() {
        return;
    }
    say!("\n提醒（按 {}）", seen.today);
    let mark = |due| if due < seen.today { "逾期" } else { "到期" };
    let missing: Vec<usize> = reminders.iter().filter_map(missing_reports).collect();
    if !missing.is_empty() {
        let (due, count) = (seen.round.deadline, missing.iter().sum::<usize>());
        say!("  {} {due} 填报截止：{} 个项目或单位还有 {count} 项没有填报", mark(due), missing.len());
    }
    let others = || reminders.iter().filter(|it| missing_reports(it).is_none());
    for it in others().take(REMINDERS) {
        let name = it.project.map_or("部门整体".to_owned(), |project| short(&project.name, NAME));
        say!("  {} {} {name}：{}", mark(it.due), it.due, text::due(it.what));
    }
    if let Some(more) = others().count().checked_sub(REMINDERS).filter(|more| *more > 0) {
        say!("  另有 {more} 条。");
    }
}

fn missing_reports(reminder: &Reminder) -> Option<usize> {
    match reminder.what {
        Due::Reports(count) => Some(count),
        _ => None,
    }
}

fn rate(percent: Option<String>) -> String {
    percent.map_or("—".to_owned(), |percent| format!("{percent}%"))
}

/// Percentage points with two decimals; what is ahead has a plus.
fn points(behind: Option<i64>) -> String {
    match behind {
        None => "—".to_owned(),
        Some(behind) if behind < 0 => format!("+{}", Points(behind.saturating_neg())),
        Some(behind) => format!("{}", Points(behind)),
    }
}

/// The first characters of a name.
fn short(name: &str, longest: usize) -> String {
    if name.chars().count() <= longest {
        return name.to_owned();
    }
    let kept: String = name.chars().take(longest.saturating_sub(1)).collect();
    format!("{kept}…")
}
