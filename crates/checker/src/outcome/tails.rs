//! 尾差: a sum or difference that holds within the rounding of its figures, but not with the figures as printed.

use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Finding, Kind, Mention, Severity};
use std::collections::BTreeMap;

/// Printed parts that miss the printed total by the last digit.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C047",
    name: "tail",
    kind: Kind::Sum,
    severity: Severity::Note,
    title: "各数相加减与所列结果有尾差",
    what: "按印出的各数相加减，与印出的结果相差末位几个单位，四舍五入足以解释。",
    why: "尾差本身不是错误，但读者逐数验算时会对不上；末位写错也会是这个样子。",
    advice: "请核对末位；确为四舍五入的，加注“分项之和与合计因四舍五入有尾差”。",
    fails: "全年支出121.01万元，由基本支出80.20万元和项目支出40.80万元组成。",
    passes: "全年支出121.00万元，由基本支出80.20万元和项目支出40.80万元组成。",
    limits: "文中已经说明四舍五入或尾差的不提示；一段文字或一张表只提示一次，其余各处列在一起；超出四舍五入范围的按不符报告。",
};

/// A tail: where the result stands, what it says, of what it is made and what that gives.
#[derive(Debug)]
pub(crate) struct Tail {
    stated: Operand,
    others: Vec<Mention>,
    recomputed: String,
    text: String,
}

/// The tail of a relation that holds.
pub(super) fn tail(relation: &Relation) -> Option<Tail> {
    if relation.formula != Formula::Sum {
        return None;
    }
    let (sum, printed) = (relation.solve(0)?, relation.stated.value?.amount);
    let tail = sum.value != printed.value && sum.half > 0;
    let recomputed =
        relation.stated.print(sum).filter(|recomputed| tail && *recomputed != relation.stated.text)?;
    let others = relation.others.iter().map(Operand::mention).collect();
    Some(Tail { stated: relation.stated.clone(), others, recomputed, text: relation.text() })
}

/// One note for each block: the first tail, with the others as places that belong to it.
pub(super) fn findings(tails: Vec<Tail>) -> Vec<Finding> {
    let mut of_block: BTreeMap<Option<usize>, Finding> = BTreeMap::new();
    for Tail { stated, others, recomputed, text } in tails {
        let result = stated.mention();
        let finding = of_block.entry(stated.place.block).or_insert_with(|| note(stated, recomputed, &text));
        let first = (finding.place == result.place).then_some(others.clone());
        finding.also.extend(first.unwrap_or_else(|| [vec![result], others].concat()));
        finding.also.truncate(PLACES_MAX);
    }
    of_block.into_values().collect()
}

/// A note names no more places than this.
const PLACES_MAX: usize = 200;

fn note(stated: Operand, recomputed: String, text: &str) -> Finding {
    let Operand { place, text: printed, .. } = stated;
    let message = format!("{text}，按印出的数应为{recomputed}，相差在四舍五入的范围之内");
    Finding::new(RULE.code, RULE.kind, RULE.severity, place, message)
        .figures(printed, recomputed)
        .advise(RULE.advice)
}
