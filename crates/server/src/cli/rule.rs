//! `mingzhang rule`: lists the rules, explains one.

use super::Outcome;
use super::fault::Fault;
use super::print::{self, say};
use clap::Args;
use mingzhang_app::text::{Rule, rules_of_input};
use mingzhang_checker::{RuleDoc, rules};
use mingzhang_domain::performance::{QualityRule, indicator_quality};

/// Which rule.
#[derive(Args)]
pub(crate) struct Arguments {
    /// 规则代码，例如 MZ-C001；不写则全部列出
    code: Option<String>,
}

/// Lists or explains.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Fault> {
    let Some(code) = &arguments.code else {
        list();
        return Ok(Outcome::Fine);
    };
    let code = code.to_uppercase();
    let of_paper = rules().iter().find(|rule| rule.code == code);
    let of_input = rules_of_input().find(|rule| rule.code == code);
    let of_indicators = indicator_quality::rules().iter().find(|rule| rule.code == code);
    match (of_paper, of_input, of_indicators) {
        (Some(rule), ..) => explain_paper_rule(rule),
        (None, Some(rule), _) => explain_input_rule(rule),
        (None, None, Some(rule)) => explain_indicator_rule(rule),
        (None, None, None) => {
            return Err(Fault::new(format!("没有规则 {code}。用 mingzhang rule 查看全部。")));
        }
    }
    Ok(Outcome::Fine)
}

fn list() {
    let row = |code: &str, severity: &str, kind: &str, title: &str| {
        vec![code.to_owned(), severity.to_owned(), kind.to_owned(), title.to_owned()]
    };
    say!("核查报告的规则");
    let of_paper = rules().iter().map(|r| row(r.code, r.severity.label(), r.kind.as_str(), r.title));
    print::table(&["代码", "级别", "种类", "问题"], usize::MAX, of_paper.collect());
    say!("\n校验数据、政策与凭证的规则");
    let of_input = rules_of_input().map(|r| row(r.code, r.severity.label(), r.kind.as_str(), r.title));
    print::table(&["代码", "级别", "种类", "问题"], usize::MAX, of_input.collect());
    say!("\n检查绩效指标的规则");
    let of_indicators = indicator_quality::rules().iter();
    let of_indicators = of_indicators.map(|r| row(r.code, r.severity.label(), "indicator", r.title));
    print::table(&["代码", "级别", "种类", "问题"], usize::MAX, of_indicators.collect());
    say!("\n用 mingzhang rule 代码 查看一条规则的说明。");
}

fn explain_paper_rule(rule: &RuleDoc) {
    say!("{} {}（{}，{}）", rule.code, rule.title, rule.severity.label(), rule.kind.as_str());
    for (heading, text) in [
        ("检查什么", rule.what),
        ("为什么", rule.why),
        ("有问题的例子", rule.fails),
        ("没有问题的例子", rule.passes),
        ("怎样改", rule.advice),
        ("界限", rule.limits),
    ] {
        say!("\n{heading}\n  {}", text.trim().replace('\n', "\n  "));
    }
}

fn explain_input_rule(rule: &Rule) {
    say!("{} {}（{}，{}）", rule.code, rule.title, rule.severity.label(), rule.kind.as_str());
    say!("\n怎样改\n  {}", rule.advice);
}

fn explain_indicator_rule(rule: &QualityRule) {
    say!("{} {}（{}，indicator）", rule.code, rule.title, rule.severity.label());
    for (heading, text) in [
        ("检查什么", rule.what),
        ("为什么", rule.why),
        (
            "有问题的例子（二级指标,三级指标,运算符,指标值,单位,依据,佐证,上年指标值,上年完成值,分值）",
            rule.fails,
        ),
        ("没有问题的例子", rule.passes),
        ("怎样改", rule.advice),
        ("界限", rule.limits),
    ] {
        say!("\n{heading}\n  {}", text.trim().replace('\n', "\n  "));
    }
}
