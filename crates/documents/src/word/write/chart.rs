//! Native charts (DrawingML): drawn by Word from the values in the part, edited through the workbook inside.

use super::axes::{GREY, category_axis, fill, number_format, text_properties, title, value, value_axis};
use super::package::{XML, relations as relations_part};
use super::workbook::{SHEET, column};
use crate::chart::{colour, decimals, shown};
use crate::markup::Markup;
use mingzhang_domain::paper::{Chart, ChartKind, Series};

const NAMESPACES: [(&str, &str); 3] = [
    ("xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];
const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
/// 1 mm in the format's unit of length.
const MM: usize = 36_000;
/// With more categories than this, numbers at every bar would run into each other.
const LABELLED_MAX: usize = 8;
/// The size of the numbers at the points, in hundredths of a point, and the width of a digit of it in 1/10 mm.
const LABEL_SIZE: u32 = 850;
const LABEL_DIGIT: usize = 15;
/// The width between the axis and the right edge in 1/10 mm, on an upright and on a lying page.
const PLOT_UPRIGHT: usize = 1300;
const PLOT_LYING: usize = 1880;
const MARKERS: [&str; 4] = ["circle", "square", "triangle", "diamond"];

/// The chart's place in a paragraph.
pub(super) fn drawing(p: &mut Markup, chart: &Chart, number: usize, lying: bool) {
    let (width, height) = size(chart, lying);
    let id = (1000 + number).to_string();
    p.element("w:r", &[], |run| {
        run.element("w:drawing", &[], |drawing| {
            let zero = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
            drawing.element("wp:inline", &zero, |inline| {
                inline.empty("wp:extent", &[("cx", &width.to_string()), ("cy", &height.to_string())]);
                inline.empty("wp:effectExtent", &[("l", "0"), ("t", "0"), ("r", "0"), ("b", "0")]);
                let name = format!("图表 {number}");
                inline.empty("wp:docPr", &[("id", &id), ("name", &name), ("descr", &chart.title)]);
                inline.empty("wp:cNvGraphicFramePr", &[]);
                inline.element("a:graphic", &[], |graphic| {
                    graphic.element("a:graphicData", &[("uri", CHART)], |data| {
                        data.empty("c:chart", &[("r:id", &format!("chart{number}"))]);
                    });
                });
            });
        });
    });
}

/// Width and height: nearly the width of the text, and for lying bars as high as they need.
fn size(chart: &Chart, lying: bool) -> (usize, usize) {
    let width = if lying { 210 } else { 152 };
    let bars = chart.categories.len() * chart.series.len().max(1);
    let height = match chart.kind {
        ChartKind::Bar => (36 + 7 * bars + 3 * chart.categories.len()).clamp(60, 190),
        ChartKind::Column | ChartKind::Line => 82,
    };
    (width * MM, if lying { height.min(120) } else { height } * MM)
}

/// What the part refers to: its workbook.
pub(super) fn relations(number: usize) -> String {
    relations_part(&[("workbook".to_owned(), "package", format!("../embeddings/chart{number}.xlsx"))])
}

/// `word/charts/chartN.xml`.
pub(super) fn part(chart: &Chart, lying: bool) -> String {
    let mut part = Markup::default();
    part.raw(XML);
    part.element("c:chartSpace", &NAMESPACES, |space| {
        value(space, "c:date1904", "0");
        value(space, "c:lang", "zh-CN");
        value(space, "c:roundedCorners", "0");
        space.element("c:chart", &[], |c| {
            title(c, &chart.title, 1300, true);
            value(c, "c:autoTitleDeleted", "0");
            c.element("c:plotArea", &[], |area| {
                area.empty("c:layout", &[]);
                plot(area, chart, lying);
                category_axis(area, chart);
                value_axis(area, chart);
            });
            if chart.series.len() > 1 {
                c.element("c:legend", &[], |legend| {
                    value(legend, "c:legendPos", "b");
                    value(legend, "c:overlay", "0");
                });
            }
            value(c, "c:plotVisOnly", "1");
            value(c, "c:dispBlanksAs", "gap");
        });
        space.element("c:spPr", &[], |shape| {
            shape.empty("a:noFill", &[]);
            shape.element("a:ln", &[], |line| line.empty("a:noFill", &[]));
        });
        text_properties(space, 1000, GREY);
        space.element("c:externalData", &[("r:id", "workbook")], |data| value(data, "c:autoUpdate", "0"));
    });
    part.finish()
}

fn plot(area: &mut Markup, chart: &Chart, lying: bool) {
    let name = if chart.kind == ChartKind::Line { "c:lineChart" } else { "c:barChart" };
    area.element(name, &[], |plot| {
        match chart.kind {
            ChartKind::Column => value(plot, "c:barDir", "col"),
            ChartKind::Bar => value(plot, "c:barDir", "bar"),
            ChartKind::Line => {}
        }
        value(plot, "c:grouping", if chart.kind == ChartKind::Line { "standard" } else { "clustered" });
        value(plot, "c:varyColors", "0");
        for (index, one) in chart.series.iter().enumerate() {
            series(plot, chart, index, one);
        }
        labels(plot, chart, lying);
        if chart.kind == ChartKind::Line {
            value(plot, "c:marker", "1");
        } else {
            value(plot, "c:gapWidth", if chart.series.len() > 1 { "70" } else { "90" });
            value(plot, "c:overlap", if chart.series.len() > 1 { "-5" } else { "0" });
        }
        value(plot, "c:axId", "1");
        value(plot, "c:axId", "2");
    });
}

fn series(plot: &mut Markup, chart: &Chart, index: usize, series: &Series) {
    let last = chart.categories.len() + 1;
    let letters = column(index + 1);
    plot.element("c:ser", &[], |ser| {
        value(ser, "c:idx", &index.to_string());
        value(ser, "c:order", &index.to_string());
        ser.element("c:tx", &[], |tx| {
            strings(tx, &format!("{SHEET}!${letters}$1"), std::slice::from_ref(&series.name));
        });
        look(ser, chart.kind, index);
        if chart.kind != ChartKind::Line {
            value(ser, "c:invertIfNegative", "0");
        }
        ser.element("c:cat", &[], |cat| strings(cat, &format!("{SHEET}!$A$2:$A${last}"), &chart.categories));
        ser.element("c:val", &[], |val| {
            val.element("c:numRef", &[], |reference| {
                reference.leaf("c:f", &[], &format!("{SHEET}!${letters}$2:${letters}${last}"));
                reference.element("c:numCache", &[], |cache| {
                    cache.leaf("c:formatCode", &[], "General");
                    value(cache, "c:ptCount", &chart.categories.len().to_string());
                    for (at, number) in series.values.iter().enumerate().take(chart.categories.len()) {
                        let Some(number) = number else { continue };
                        cache.element("c:pt", &[("idx", &at.to_string())], |pt| {
                            pt.leaf("c:v", &[], &number.to_string());
                        });
                    }
                });
            });
        });
        if chart.kind == ChartKind::Line {
            value(ser, "c:smooth", "0");
        }
    });
}

fn look(ser: &mut Markup, kind: ChartKind, index: usize) {
    let colour = colour(index);
    ser.element("c:spPr", &[], |shape| match kind {
        ChartKind::Line => shape.element("a:ln", &[("w", "28575")], |line| fill(line, colour)),
        ChartKind::Column | ChartKind::Bar => fill(shape, colour),
    });
    if kind == ChartKind::Line {
        ser.element("c:marker", &[], |marker| {
            value(marker, "c:symbol", MARKERS.get(index % MARKERS.len()).copied().unwrap_or("circle"));
            value(marker, "c:size", "6");
            marker.element("c:spPr", &[], |shape| fill(shape, colour));
        });
    }
}

fn strings(parent: &mut Markup, formula: &str, strings: &[String]) {
    parent.element("c:strRef", &[], |reference| {
        reference.leaf("c:f", &[], formula);
        reference.element("c:strCache", &[], |cache| {
            value(cache, "c:ptCount", &strings.len().to_string());
            for (index, string) in strings.iter().enumerate() {
                cache.element("c:pt", &[("idx", &index.to_string())], |pt| pt.leaf("c:v", &[], string));
            }
        });
    });
}

/// Numbers at the points, as far as there is room: with fewer decimals where they would run into each other, none
/// where they would all the same.
fn labels(plot: &mut Markup, chart: &Chart, lying_page: bool) {
    let format = label_decimals(chart, lying_page).map(number_format);
    plot.element("c:dLbls", &[], |labels| {
        if let Some(format) = &format {
            labels.empty("c:numFmt", &[("formatCode", format), ("sourceLinked", "0")]);
            text_properties(labels, LABEL_SIZE, "262626");
            value(labels, "c:dLblPos", if chart.kind == ChartKind::Line { "t" } else { "outEnd" });
        }
        value(labels, "c:showLegendKey", "0");
        value(labels, "c:showVal", if format.is_some() { "1" } else { "0" });
        for hidden in ["c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"] {
            value(labels, hidden, "0");
        }
    });
}

fn label_decimals(chart: &Chart, lying_page: bool) -> Option<u32> {
    let (bars, places) = (chart.categories.len() * chart.series.len().max(1), decimals(chart));
    match chart.kind {
        ChartKind::Bar => (bars <= 4 * LABELLED_MAX).then_some(places),
        _ if chart.categories.len() > LABELLED_MAX || chart.series.len() > 3 => None,
        ChartKind::Line => (chart.series.len() == 1).then_some(places),
        ChartKind::Column => {
            let plot = if lying_page { PLOT_LYING } else { PLOT_UPRIGHT };
            // Between two groups of bars lies a gap of about one bar.
            let room = plot / (bars + chart.categories.len()).max(1);
            [places, 0].into_iter().find(|places| longest(chart, *places) * LABEL_DIGIT <= room)
        }
    }
}

/// Characters of the longest label.
fn longest(chart: &Chart, places: u32) -> usize {
    let values = chart.series.iter().flat_map(|series| series.values.iter().flatten());
    values.map(|value| shown(*value, places).len()).max().unwrap_or(0)
}
