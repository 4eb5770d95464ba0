//! A number without a direction.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet, Sign};
use super::rule::QualityRule;
use super::vague_target;
use crate::finding::Severity;

/// No operator.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q027",
    severity: Severity::Warning,
    title: "没有运算符，或运算符认不出",
    what: "指标值是数的，有没有写 ≥、≤、=、>、< 或区间。",
    why: "不知道是越多越好还是越少越好，就没法按完成值计分。",
    advice: "请补上运算符：要达到的写 ≥，要控制的写 ≤，正好的写 =。",
    fails: "数量,展板更新块数,,60,块,服务合同,验收单\n数量,展板更新块数,大约,60,块,服务合同,验收单",
    passes: "数量,展板更新块数,=,60,块,服务合同,验收单\n数量,标识更新块数,,≥60,块,服务合同,验收单",
    limits: "写在指标值前面的也算；日期和定性的可以不写；表里没有这一列的不看。",
};

/// Reports a number without an operator.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    if row.number().is_none() || found.has(row, &[vague_target::RULE]) {
        return;
    }
    let message = match &row.sign {
        Sign::Missing => format!("“{}”没有运算符，看不出要达到还是要控制。", row.name),
        Sign::Unknown(word) => format!("运算符“{word}”认不出。"),
        Sign::Qualitative => {
            format!("“{}”写作定性，指标值却是数 {}。", row.name, row.text(IndicatorColumn::Target))
        }
        _ => return,
    };
    found.report(&RULE, row, IndicatorColumn::Operator, message);
}
