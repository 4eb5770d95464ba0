//! Among what an average divides, by the words before it or behind the stroke of its unit.

use crate::read::mentions::Mention;
use crate::read::units::{Dimension, Unit, unit_at};

/// Among what an average divides: by the words before it, or behind the stroke of its unit.
pub(crate) fn per(mean: &Mention) -> Option<Vec<Unit>> {
    let unit = |text: &str| unit_at(&text.chars().collect::<Vec<_>>(), 0).map(|(unit, _)| unit);
    if mean.unit.dimension == Dimension::Price {
        let made = ["平均", "单位成本", "均"].iter().any(|word| mean.lead.contains(word));
        let (_, thing) = mean.unit.word.split_once(['/', '／']).filter(|_| made)?;
        return (!thing.contains(['/', '·'])).then(|| unit(thing).into_iter().collect());
    }
    if let Some((_, behind)) = mean.lead.rsplit_once("平均每") {
        // A word may be a measure and a thing: 站.
        let units: Vec<Unit> = unit(behind).into_iter().chain(noun(behind).unwrap_or_default()).collect();
        return (!units.is_empty()).then_some(units);
    }
    // `平均班额`
    let size = clause(mean).strip_prefix("平均").and_then(|behind| behind.strip_suffix('额'));
    if let Some(units) = size.and_then(noun) {
        return Some(units);
    }
    let clause = clause(mean);
    let made = ["折合", "单价", "单方", "造价", "成本", "投资"].iter().any(|word| clause.contains(word));
    if let Some((_, behind)) = clause.rsplit_once('每').filter(|_| made || is_weak(mean)) {
        let whole = |(unit, taken): (Unit, usize)| {
            let rest: String = behind.trim_end_matches(['为', '是', '达']).chars().skip(taken).collect();
            is_cost(&rest, clause).then_some(unit)
        };
        return unit_at(&behind.chars().collect::<Vec<_>>(), 0).and_then(whole).map(|unit| vec![unit]);
    }
    const NAMED: [(&str, &[&str]); 8] = [
        ("人均", &["人", "人次"]),
        ("生均", &["人"]),
        ("户均", &["户", "家"]),
        ("亩均", &["亩"]),
        ("次均", &["人次", "次"]),
        ("床均", &["床"]),
        ("台均", &["台"]),
        ("场均", &["场"]),
    ];
    if let Some((_, units)) = NAMED.iter().find(|(word, _)| clause.contains(word)) {
        return Some(units.iter().filter_map(|word| unit(word)).collect());
    }
    // 套均, 座均
    let (before, _) =
        clause.rsplit_once('均').filter(|(before, _)| !before.ends_with(['平', '年', '月', '日']))?;
    let word = before.chars().next_back()?.to_string();
    unit(&word).map(|unit| vec![unit]).or_else(|| noun(&word))
}

/// Nothing but a cost stands behind `每公里`, and no cost that is only allowed.
fn is_cost(rest: &str, clause: &str) -> bool {
    const COSTS: [&str; 5] = ["造价", "成本", "投资", "单价", "费用"];
    const ALLOWED: [&str; 9] = ["控制", "指导", "标准", "上限", "批复", "定额", "限额", "计划", "概算"];
    rest.is_empty() || COSTS.contains(&rest) && !ALLOWED.iter().any(|word| clause.contains(word))
}

/// `成交价款20.52亿元，每亩150万元`: nothing says whether it is an average or a price.
pub(super) fn is_weak(mean: &Mention) -> bool {
    clause(mean).starts_with('每')
}

/// The base that the words before an average name: 入住 of `按实际入住套数计算，平均每套`.
pub(crate) fn said_base(mean: &Mention, per: &[Unit]) -> Option<String> {
    let (_, words) = mean.lead.rsplit_once('按')?;
    let (base, _) = words.split_once('数')?;
    let chars: Vec<char> = base.trim_start_matches("实际").chars().collect();
    let (last, name) = chars.split_last()?;
    let unit = unit_at(&[*last], 0).map(|(unit, _)| unit);
    // 参训天数 is no base of what each person gets.
    let other = unit.as_ref().is_some_and(|unit| per.iter().all(|own| own.dimension != unit.dimension));
    let name = if unit.is_some() { name } else { &chars };
    let sound = !other && (2..=8).contains(&name.len()) && !name.contains(&'，') && !name.contains(&'。');
    sound.then(|| name.iter().collect())
}

/// Things, and the units in which they are counted.
pub(super) const COUNTED: [(&str, &[&str]); 18] = [
    ("班", &["个"]),
    ("院", &["所", "家"]),
    ("馆", &["座", "个"]),
    ("园", &["所", "个"]),
    ("店", &["家"]),
    ("点", &["个"]),
    ("县", &["个"]),
    ("镇", &["个"]),
    ("社区", &["个"]),
    ("车", &["辆"]),
    ("生", &["人", "名"]),
    ("校", &["所"]),
    ("企业", &["家", "户"]),
    ("村", &["个"]),
    ("单", &["单", "件"]),
    ("机构", &["家", "个"]),
    ("项目", &["个"]),
    ("站", &["座", "个"]),
];

/// `平均每车`: the units in which the things of a noun are counted.
fn noun(text: &str) -> Option<Vec<Unit>> {
    let (_, units) = COUNTED.iter().find(|(word, _)| text.starts_with(word))?;
    Some(units.iter().filter_map(|word| Some(unit_at(&word.chars().collect::<Vec<_>>(), 0)?.0)).collect())
}

pub(super) fn clause(m: &Mention) -> &str {
    m.lead.rsplit(['，', '；']).next().unwrap_or_default()
}
