//! `docs/rules/` is written from the rules and says what they say: `UPDATE_GOLDEN=1` writes it anew.

use mingzhang_checker::{Profile, RuleDoc, rules};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

#[test]
fn the_pages_of_the_rules_say_what_the_rules_say() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules");
    let mut pages: BTreeMap<String, String> = rules().iter().map(|rule| (name(rule), page(rule))).collect();
    pages.insert("README.md".to_owned(), overview());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(&folder).expect("a folder");
        present(&folder).keys().for_each(|old| fs::remove_file(folder.join(old)).expect("a page goes"));
        pages.iter().for_each(|(name, text)| fs::write(folder.join(name), text).expect("a page is written"));
    }
    let present = present(&folder);
    let names = |pages: &BTreeMap<String, String>| pages.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&present), names(&pages), "docs/rules (left) and the rules (right)");
    let stale: Vec<&String> = pages.keys().filter(|name| present.get(*name) != pages.get(*name)).collect();
    assert_eq!(stale, [""; 0], "run the test with UPDATE_GOLDEN=1");
}

fn present(folder: &PathBuf) -> BTreeMap<String, String> {
    let entries =
        fs::read_dir(folder).map(|entries| entries.flatten().collect::<Vec<_>>()).unwrap_or_default();
    let read = |entry: fs::DirEntry| {
        (entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path()).expect("UTF-8"))
    };
    entries.into_iter().map(read).collect()
}

fn name(rule: &RuleDoc) -> String {
    format!("{}.md", rule.code)
}

fn profile(rule: &RuleDoc) -> &'static str {
    match rule.profile() {
        Profile::Figures => "总是核查",
        Profile::Review => "`--profile review`",
        Profile::Publish => "`--profile publish`（审阅时为警告）",
    }
}

fn overview() -> String {
    let mut text = "# 核查规则\n\n每条规则一页：查什么、为什么、有问题和没有问题的例子、界限。由规则文件自动写成，请勿手改；\
        与 `mingzhang rule 代码` 所显示的相同。\n\n| 代码 | 级别 | 种类 | 问题 | 何时核查 |\n|---|---|---|---|---|\n"
        .to_owned();
    for rule in rules() {
        let (code, severity, kind) = (rule.code, rule.severity.label(), rule.kind.as_str());
        text += &format!(
            "| [{code}]({code}.md) | {severity} | `{kind}` | {} | {} |\n",
            rule.title,
            profile(rule)
        );
    }
    text
}

fn page(rule: &RuleDoc) -> String {
    let RuleDoc { code, name, title, what, why, advice, fails, passes, limits, .. } = rule;
    let (severity, kind) = (rule.severity.label(), rule.kind.as_str());
    let example = |text: &str| format!("```text\n{}\n```", text.trim_end_matches('\n'));
    format!(
        "# {code} {title}\n\n{severity} · `{kind}` · `{name}` · {}\n\n## 检查什么\n\n{what}\n\n## 为什么\n\n{why}\n\n\
         ## 有问题的例子\n\n{}\n\n## 没有问题的例子\n\n{}\n\n## 怎样改\n\n{advice}\n\n## 界限\n\n{limits}\n",
        profile(rule),
        example(fails),
        example(passes),
    )
}
