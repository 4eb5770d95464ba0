//! Native charts (DrawingML): drawn by Word from the values in the part, edited through the workbook inside.

use super::package::{XML, relations as relations_part};
use super::workbook::{SHEET, column};
use crate::chart::{colour, decimals, range, shown};
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
const GREY: &str = "595959";
const LIGHT: &str = "D9D9D9";
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

fn category_axis(area: &mut Markup, chart: &Chart) {
    let lying = chart.kind == ChartKind::Bar;
    area.element("c:catAx", &[], |axis| {
        value(axis, "c:axId", "1");
        // Lying bars are read from above; the format counts from below.
        let orientation = if lying { "maxMin" } else { "minMax" };
        axis.element("c:scaling", &[], |scaling| value(scaling, "c:orientation", orientation));
        value(axis, "c:delete", "0");
        value(axis, "c:axPos", if lying { "l" } else { "b" });
        axis.empty("c:numFmt", &[("formatCode", "General"), ("sourceLinked", "0")]);
        value(axis, "c:majorTickMark", "none");
        value(axis, "c:minorTickMark", "none");
        value(axis, "c:tickLblPos", "low");
        axis.element("c:spPr", &[], |shape| {
            shape.element("a:ln", &[("w", "9525")], |line| fill(line, "7F7F7F"))
        });
        text_properties(axis, 1000, "262626");
        value(axis, "c:crossAx", "2");
        value(axis, "c:crosses", "autoZero");
        value(axis, "c:auto", "0");
        value(axis, "c:lblAlgn", "ctr");
        value(axis, "c:lblOffset", "100");
        value(axis, "c:noMultiLvlLbl", "1");
    });
}

fn value_axis(area: &mut Markup, chart: &Chart) {
    let lying = chart.kind == ChartKind::Bar;
    area.element("c:valAx", &[], |axis| {
        value(axis, "c:axId", "2");
        axis.element("c:scaling", &[], |scaling| {
            value(scaling, "c:orientation", "minMax");
            // A bar that does not begin at zero lies; a rate that cannot pass 100 needs no axis beyond it.
            let (least, most) = range(chart);
            if chart.unit == "%" && (50.0..=100.0).contains(&most) {
                value(scaling, "c:max", "100");
            }
            if least >= 0.0 {
                value(scaling, "c:min", "0");
            }
        });
        value(axis, "c:delete", "0");
        value(axis, "c:axPos", if lying { "b" } else { "l" });
        axis.element("c:majorGridlines", &[], |lines| {
            lines.element("c:spPr", &[], |shape| {
                shape.element("a:ln", &[("w", "6350")], |line| fill(line, LIGHT))
            });
        });
        if !chart.unit.is_empty() {
            title(axis, &format!("单位：{}", chart.unit), 900, false);
        }
        axis.empty("c:numFmt", &[("formatCode", &axis_format(chart)), ("sourceLinked", "0")]);
        value(axis, "c:majorTickMark", "none");
        value(axis, "c:minorTickMark", "none");
        value(axis, "c:tickLblPos", "nextTo");
        axis.element("c:spPr", &[], |shape| shape.element("a:ln", &[], |line| line.empty("a:noFill", &[])));
        text_properties(axis, 900, GREY);
        value(axis, "c:crossAx", "1");
        value(axis, "c:crosses", if lying { "max" } else { "autoZero" });
        value(axis, "c:crossBetween", "between");
    });
}

/// Thousands apart, with so many decimals.
fn number_format(places: u32) -> String {
    match places {
        0 => "#,##0".to_owned(),
        places => format!("#,##0.{}", "0".repeat(places as usize)),
    }
}

/// Along the axis decimals only crowd, unless all values are small.
fn axis_format(chart: &Chart) -> String {
    let (least, most) = range(chart);
    number_format(if most.max(-least) >= 10.0 { 0 } else { decimals(chart) })
}

fn title(parent: &mut Markup, text: &str, size: u32, strong: bool) {
    parent.element("c:title", &[], |title| {
        title.element("c:tx", &[], |tx| {
            tx.element("c:rich", &[], |rich| {
                rich.empty("a:bodyPr", &[]);
                rich.element("a:p", &[], |p| {
                    p.element("a:pPr", &[], |properties| font(properties, "a:defRPr", size, GREY, strong));
                    p.element("a:r", &[], |run| {
                        font(run, "a:rPr", size, if strong { "262626" } else { GREY }, strong);
                        run.leaf("a:t", &[], text);
                    });
                });
            });
        });
        value(title, "c:overlay", "0");
    });
}

fn text_properties(parent: &mut Markup, size: u32, colour: &str) {
    parent.element("c:txPr", &[], |text| {
        text.empty("a:bodyPr", &[]);
        text.element("a:p", &[], |p| {
            p.element("a:pPr", &[], |properties| font(properties, "a:defRPr", size, colour, false));
            p.empty("a:endParaRPr", &[("lang", "zh-CN")]);
        });
    });
}

/// Size in hundredths of a point; titles in 黑体, the rest in 宋体.
fn font(parent: &mut Markup, name: &str, size: u32, colour: &str, strong: bool) {
    let east = if strong { "黑体" } else { "宋体" };
    let size = size.to_string();
    let mut attributes = vec![("sz", size.as_str()), ("b", "0")];
    if name == "a:rPr" {
        attributes.insert(0, ("lang", "zh-CN"));
    }
    parent.element(name, &attributes, |font| {
        fill(font, colour);
        font.empty("a:latin", &[("typeface", "Times New Roman")]);
        font.empty("a:ea", &[("typeface", east)]);
    });
}

fn fill(parent: &mut Markup, colour: &str) {
    parent.element("a:solidFill", &[], |fill| fill.empty("a:srgbClr", &[("val", colour)]));
}

fn value(parent: &mut Markup, name: &str, value: &str) {
    parent.empty(name, &[("val", value)]);
}
