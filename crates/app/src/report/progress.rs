//! The money by month: quota and cumulative payment at the end of each month, as table and chart.

use super::draft::{Draft, header};
use super::{Report, period};
use mingzhang_domain::figure::{FigureKey, FigureSet, Measure, Scope, Value};
use mingzhang_domain::paper::{Align, Cell, Chart, ChartKind, Content, Row, Series, Table};

/// Half of the quota, in hundredths of a percent.
const HALF: i64 = 50_00;

/// Writes table and chart; nothing where fewer than two months can be compared.
pub(super) fn write(report: &Report, draft: &mut Draft) {
    let figures = report.figures;
    let months: Vec<Month> = (1..=12).filter_map(|month| Month::of(figures, month)).collect();
    if months.len() < 2 {
        return;
    }
    let mut rows = vec![header(&["时间", "调整后预算", "累计支付", "执行率"])];
    rows.extend(months.iter().map(|month| month.row(draft)));
    let title = format!("{}年各月末累计支付与执行率", figures.year);
    draft.table(&title, Some("万元"), Table { header_rows: 1, widths: vec![16, 28, 28, 28], rows });
    if let Some(title) = finding(&months) {
        draft.push(Content::Chart(chart(title, figures, &months)));
    }
}

/// What is known of a month's end.
struct Month<'a> {
    name: String,
    scope: Scope,
    rate: &'a Value,
}

impl<'a> Month<'a> {
    fn of(figures: &'a FigureSet, month: i8) -> Option<Month<'a>> {
        let scope = Scope::Until(format!("{}-{month:02}", figures.year));
        let rate = &figures.get(&FigureKey::of(Measure::Rate, &scope))?.value;
        Some(Month { name: period::month_end(figures, month), scope, rate })
    }

    fn row(&self, draft: &mut Draft) -> Row {
        let mut cells = vec![Cell::text(&self.name).aligned(Align::Center)];
        cells.extend([Measure::Adjusted, Measure::Paid, Measure::Rate].map(|m| draft.cell(m, &self.scope)));
        Row { cells }
    }

    fn percent(&self) -> Option<i64> {
        match self.rate {
            Value::Rate(ratio) => ratio.percent_hundredths(),
            _ => None,
        }
    }
}

fn chart(title: String, figures: &FigureSet, months: &[Month]) -> Chart {
    let series = |name: &str, measure| Series {
        name: name.to_owned(),
        values: months
            .iter()
            .map(|month| figures.get(&FigureKey::of(measure, &month.scope))?.value.number())
            .collect(),
    };
    Chart {
        kind: ChartKind::Line,
        title,
        unit: "万元".to_owned(),
        categories: months.iter().map(|month| month.name.clone()).collect(),
        series: vec![series("调整后预算", Measure::Adjusted), series("累计支付", Measure::Paid)],
    }
}

/// When half of the quota was paid and how far payment has come; `None` where the last rate is not computable.
fn finding(months: &[Month]) -> Option<String> {
    let last = months.last()?;
    last.percent()?;
    let reached = format!("{}为{}", last.name, last.rate.display());
    let past_half = months.iter().find(|month| month.percent().is_some_and(|percent| percent >= HALF));
    Some(match past_half {
        Some(month) => format!("执行率在{}达到一半，{reached}", month.name),
        None => format!("执行率还没有达到一半，{reached}"),
    })
}
