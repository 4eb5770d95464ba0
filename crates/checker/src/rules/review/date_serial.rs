//! 日期序列号: a day that lost its format on the way out of a workbook and stands as a number.

use super::{Review, finding};
use crate::outcome::Outcome;
use crate::read::grid::GridCell;
use crate::rules::RuleDoc;
use mingzhang_domain::Date;
use mingzhang_domain::finding::{Kind, Severity};
use std::time::Duration;

/// A day that lost its format.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C119",
    name: "date_serial",
    kind: Kind::Practice,
    severity: Severity::Warning,
    title: "日期成了序列号",
    what: "时效指标和日期栏里是否有 40000—60000 之间的五位数。",
    why: "Excel 的日期丢了格式就成了序列号，读者看不出是哪一天。",
    advice: "请改回日期。",
    fails: "一级指标\t二级指标\t三级指标\t指标值\t完成值\n产出指标\t时效指标\t完工时间\t44196\t44180\n\t数量指标\t道路维修\t4条\t4条",
    passes: "一级指标\t二级指标\t三级指标\t指标值\t完成值\n产出指标\t时效指标\t完工时间\t2020年12月31日\t2020年12月15日\n\t数量指标\t道路维修\t44196平方米\t44180平方米",
    limits: "只看时效指标的指标值、完成值，和栏名含“日期、时间”的一栏。",
};

/// The serial numbers of the years 2009 to 2064.
const SERIALS: std::ops::RangeInclusive<i32> = 40_000..=60_000;

/// Looks at indicators of time and at columns of days.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    let timely = review.indicators().filter(|row| row.class.contains("时效") || of_days(&row.name.text));
    timely.flat_map(|row| [&row.target, &row.actual]).for_each(|cell| look(cell, outcome));
    for grid in &review.reading.grids {
        for column in grid.columns(of_days) {
            grid.body().filter_map(|(_, row)| row.get(column)).for_each(|cell| look(cell, outcome));
        }
    }
}

fn of_days(name: &str) -> bool {
    ["日期", "时间"].iter().any(|word| name.contains(word))
}

fn look(cell: &GridCell, outcome: &mut Outcome) {
    let Some(day) = day(&cell.text) else { return };
    let right = format!("{}年{}月{}日", day.year(), day.month(), day.day());
    let message = format!("“{}”是日期的序列号，即{right}", cell.text);
    outcome.report(finding(&RULE, &cell.place, &cell.text, message).figures(&cell.text, right));
}

/// The day of a serial number.
fn day(text: &str) -> Option<Date> {
    let serial: i32 = text.parse().ok().filter(|serial| SERIALS.contains(serial))?;
    let days = u64::try_from(serial - SERIALS.start()).ok()?;
    // Serial 40,000 is 6 July 2009, as any workbook shows.
    Date::new(2009, 7, 6).ok()?.checked_add(Duration::from_secs(days * 24 * 60 * 60)).ok()
}
