//! The limits of a review from the text of their policy.

use super::WRONG_VALUE;
use super::fields::{Fields, Source};
use mingzhang_checker::{Form, ReviewLimits};

/// The sections of such a policy.
pub(super) const SECTIONS: [&str; 6] =
    ["full_marks", "formal_targets", "over_achievement", "adjustment", "goals", "form"];

/// Reads and proves the limits: everything that is wrong with them at once.
pub(super) fn limits(root: Fields, source: &mut Source) -> Option<ReviewLimits> {
    let full_marks_rows = count(root, "full_marks", "rows", source);
    let formal_targets = count(root, "formal_targets", "rows", source);
    let over_achievement = percent(root, "over_achievement", "from", source);
    let adjustment = percent(root, "adjustment", "above", source);
    let goal_answered = percent(root, "goals", "answered", source);
    let forms: Vec<Option<Form>> =
        root.list("form", source).into_iter().map(|form| self::form(form, source)).collect();
    let limits = ReviewLimits {
        full_marks_rows: full_marks_rows?,
        formal_targets: formal_targets?,
        over_achievement: over_achievement?,
        adjustment: adjustment?,
        goal_answered: goal_answered?,
        forms: forms.into_iter().collect::<Option<_>>()?,
    };
    prove(root, &limits, source);
    Some(limits)
}

/// Reports limits at which a rule would say nothing, or something of every paper.
fn prove(root: Fields, limits: &ReviewLimits, source: &mut Source) {
    if limits.over_achievement <= 10_000 {
        let message = "over_achievement 的 from 要大于 100：达到目标不是超额。";
        source.report(WRONG_VALUE, root.at("over_achievement"), "from", message);
    }
    if limits.goal_answered > 10_000 {
        source.report(WRONG_VALUE, root.at("goals"), "answered", "goals 的 answered 不能大于 100。");
    }
}

fn count<'t>(root: Fields<'t>, section: &'t str, key: &str, source: &mut Source) -> Option<usize> {
    let fields = root.table(section, source)?;
    fields.only(&[key], source);
    fields.count(key, source)
}

fn percent<'t>(root: Fields<'t>, section: &'t str, key: &str, source: &mut Source) -> Option<i128> {
    let fields = root.table(section, source)?;
    fields.only(&[key], source);
    Some(fields.percent(key, source)?.0.into())
}

fn form(fields: Fields, source: &mut Source) -> Option<Form> {
    fields.only(&["name", "title", "parts"], source);
    let name = fields.text("name", source);
    let title = fields.texts("title", source);
    let parts = fields.texts("parts", source)?;
    let words = |part: String| part.split('|').map(|word| word.trim().to_owned()).collect::<Vec<_>>();
    let parts: Vec<Vec<String>> = parts.into_iter().map(words).collect();
    if parts.iter().flatten().any(String::is_empty) {
        // An empty word stands in every text: the part would never be missed.
        source.report(WRONG_VALUE, fields.at("parts"), "parts", "parts 里有空的词：检查 | 两边是否都有字。");
        return None;
    }
    Some(Form { name: name?, title: title?, parts })
}
