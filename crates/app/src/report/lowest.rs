//! The finding that a chart of rates shows: which is lowest.

use super::sentence::listed;
use mingzhang_domain::figure::Value;

/// `乙执行率最低，为80.00%`: which of the named rates is lowest, as a sentence. `what` is the rate, `of` are the names
/// together. `None` where there are not two to compare.
pub(super) fn lowest(what: &str, of: &str, rates: &[(String, Value)]) -> Option<String> {
    let percent = |value: &Value| match value {
        Value::Rate(ratio) => ratio.percent_hundredths(),
        _ => None,
    };
    let known: Vec<(&str, i64, String)> = rates
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), percent(value)?, value.display())))
        .collect();
    let (_, least, display) = known.iter().min_by_key(|(_, percent, _)| *percent)?;
    let names: Vec<&str> =
        known.iter().filter(|(_, percent, _)| percent == least).map(|(name, ..)| *name).collect();
    match known.len() {
        0 | 1 => None,
        all if names.len() == all => Some(format!("{of}{what}同为{display}")),
        _ => Some(format!("{}{what}最低，为{display}", listed(&names))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::ratio::Ratio;

    fn title(rates: &[(&str, i64)]) -> Option<String> {
        let rate = |(name, over): &(&str, i64)| {
            ((*name).to_owned(), Value::Rate(Ratio { over: *over, under: if *over < 0 { 0 } else { 100 } }))
        };
        lowest("执行率", "各类资金", &rates.iter().map(rate).collect::<Vec<_>>())
    }

    #[test]
    fn the_lowest_rate_is_named_with_all_that_share_it() {
        for (rates, sentence) in [
            (&[("甲", 90), ("乙", 80)][..], Some("乙执行率最低，为80.00%")),
            (&[("甲", 80), ("乙", 90), ("丙", 80)], Some("甲和丙执行率最低，为80.00%")),
            (&[("甲", 80), ("乙", 80)], Some("各类资金执行率同为80.00%")),
            (&[("甲", 80), ("无预算", -1)], None),
            (&[], None),
        ] {
            assert_eq!(title(rates).as_deref(), sentence);
        }
    }
}
