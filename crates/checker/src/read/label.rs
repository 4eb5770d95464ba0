//! What a figure is of: its label taken apart into a subject (谁的) and a measure (哪一种数).

use super::label_words::{COMPARED, LEADS, MEASURES, ROLES};

/// Which side of a relation a figure stands on, by the words of its measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// The words do not tell.
    #[default]
    Plain,
    /// 安排、预算、计划、到位: what there is to be used.
    Plan,
    /// 支出、支付、执行、完成: what was used.
    Done,
    /// 未支付、剩余、结余: what was not.
    Left,
    /// 节约: what was not needed.
    Saved,
    /// 增加, 增长: a change upwards.
    Up,
    /// 减少, 下降: a change downwards.
    Down,
}

/// A label taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Label {
    /// The whole label without conjunctions and adverbs of time.
    pub text: String,
    /// What is left of it without the words of the measure; empty where the label names a measure alone.
    pub subject: String,
    /// The side on which the figure stands.
    pub role: Role,
    /// It is the figure before the year's changes, or last year's.
    pub earlier: bool,
}

impl Label {
    /// It says what is measured, not of what: the subject was named before.
    pub(crate) fn is_bare(&self) -> bool {
        self.subject.is_empty()
    }

    /// It is a change against something, not an amount.
    pub(crate) fn is_change(&self) -> bool {
        matches!(self.role, Role::Up | Role::Down)
    }
}

/// Takes a label apart.
pub(crate) fn label(raw: &str) -> Label {
    let text = without_leads(raw.trim());
    let text = text.trim_end_matches("达到").trim_end_matches(['为', '是', '达']).to_owned();
    let compared = COMPARED.iter().filter_map(|word| text.find(word)).min().unwrap_or(text.len());
    let subject = without_measures(text.get(..compared).unwrap_or_default());
    let measure = raw.rsplit_once(subject.as_str()).map_or(raw, |(_, tail)| tail);
    let measure = if subject.is_empty() { raw } else { measure };
    // `与2021年的1425.60万元相比`: the words of the comparison are among those that lead in.
    let begins = |word: &str| raw.trim_start_matches(['，', ' ']).starts_with(word);
    let compares = compared < text.len() || COMPARED.iter().any(|word| begins(word));
    let earlier = compares || ["年初", "上年", "去年", "期初"].iter().any(|word| raw.contains(word));
    let role = match role(measure) {
        _ if compares && let Some(role) = more_or_less(raw) => role,
        _ if text.starts_with("节约") => Role::Saved,
        _ if text.starts_with(['未', '尚']) || text.starts_with("仍有") => Role::Left,
        // 上年结转 is a source of this year's money, no remainder of it.
        Role::Left if earlier => Role::Plain,
        _ if let Some(role) = after_change(&text) => role,
        Role::Plain if let Some(role) = change_before(&text) => role,
        Role::Plain if plan_before(&text) => Role::Plan,
        // `实际采购`: the side stands before the subject.
        Role::Plain if ["资金", "金额", "总金额", "总投资"].contains(&text.as_str()) => Role::Plan,
        Role::Plain => role(raw.strip_suffix(text.as_str()).unwrap_or_default()),
        role => role,
    };
    Label { role, earlier, subject, text }
}

/// `比上年多兑付`, `较2021年少支出`: the verb says of what, the word before it which way.
fn more_or_less(raw: &str) -> Option<Role> {
    let words = COMPARED.iter().filter_map(|word| raw.find(word).map(|at| at + word.len())).max()?;
    let behind =
        raw.get(words..)?.trim_start_matches(|c: char| c.is_ascii_digit() || "年度同期末初的".contains(c));
    match behind.chars().next()? {
        '多' => Some(Role::Up),
        '少' => Some(Role::Down),
        _ => None,
    }
}

/// `核减后总投资`, `压减后预算`: what there is after a change is no change.
fn after_change(text: &str) -> Option<Role> {
    const CHANGES: [&str; 11] =
        ["调整", "变更", "追加", "调增", "调减", "核增", "核减", "压减", "审减", "扣减", "核销"];
    let (before, behind) = text.split_once('后')?;
    let role = match role(behind) {
        Role::Done | Role::Left | Role::Saved => return None,
        _ => Role::Plan,
    };
    CHANGES.iter().any(|word| before.ends_with(word)).then_some(role)
}

/// `增列设备费`, `核减编制`: the change stands before its subject.
fn change_before(text: &str) -> Option<Role> {
    const UP: [&str; 6] = ["增加", "增列", "调增", "核增", "追加", "增拨"];
    const DOWN: [&str; 6] = ["减少", "减列", "调减", "核减", "压减", "核销"];
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    // 增加值 is what an economy produces.
    if begins(&UP) && !text.starts_with("增加值") {
        return Some(Role::Up);
    }
    begins(&DOWN).then_some(Role::Down)
}

/// `计划新建公厕`, `应参保`: what is to be done.
fn plan_before(text: &str) -> bool {
    let due =
        text.strip_prefix('应').is_some_and(|rest| !rest.starts_with(['急', '用', '对', '届', '答', '税']));
    due || ["计划", "拟", "目标为"].iter().any(|word| text.starts_with(word))
}

/// Changes and remainders decide wherever they stand (`未支付`, `比预算增加`), otherwise the last word does.
fn role(measure: &str) -> Role {
    let found = |strong: bool| {
        ROLES
            .iter()
            .filter(|(_, role)| strong != matches!(role, Role::Plan | Role::Done))
            .filter_map(|(word, role)| measure.rfind(word).map(|at| (at + word.len(), *role)))
            .max_by_key(|(end, _)| *end)
            .map(|(_, role)| role)
    };
    found(true).or_else(|| found(false)).unwrap_or_default()
}

fn without_leads(raw: &str) -> String {
    let mut text = raw;
    loop {
        let before = text;
        text = text.trim_start_matches(['，', ',', ' ', '、']);
        text = without_date(text);
        if let Some(rest) = LEADS.iter().find_map(|word| text.strip_prefix(word)) {
            text = rest;
        }
        if text == before {
            return text.to_owned();
        }
    }
}

/// Without `截至12月底`, `2020年` or `2020年度` at its beginning.
fn without_date(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix("截至").or_else(|| text.strip_prefix("截止")) {
        let end = rest.char_indices().take(14).find(|(_, c)| "底日末初".contains(*c));
        return end.map_or(text, |(at, c)| rest.get(at + c.len_utf8()..).unwrap_or_default());
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || "年月日度—-".contains(c));
    if rest.len() < text.len() { rest } else { text }
}

fn without_measures(text: &str) -> String {
    let mut rest = text;
    while let Some(shorter) = MEASURES.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter;
    }
    // `收、支总计`: income and expenditure alike.
    if ["支", "收", "收支", "收、支"].contains(&rest) { String::new() } else { rest.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_falls_into_a_subject_and_a_measure() {
        for (raw, subject, role) in [
            ("其中人员及公用经费安排", "人员及公用经费", Role::Plan),
            ("截至12月底共完成支出", "", Role::Done),
            ("安排资金", "", Role::Plan),
            ("调整预算数", "", Role::Plan),
            ("甲县核拨", "甲县", Role::Done),
            ("比上年同期减少", "", Role::Down),
            ("公务接待费增加", "公务接待费", Role::Up),
            ("未支付", "", Role::Left),
            ("和服务类", "服务类", Role::Plain),
            ("节约建设资金", "节约建设", Role::Saved),
            ("上年结转", "上年", Role::Plain),
            ("比2021年度决算数增加", "", Role::Up),
            ("资本性支出比上年增加", "资本性", Role::Up),
            ("压减后预算", "压减后", Role::Plan),
        ] {
            let found = label(raw);
            assert_eq!((found.subject.as_str(), found.role), (subject, role), "{raw}");
        }
    }
}
