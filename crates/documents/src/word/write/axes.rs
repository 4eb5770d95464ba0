//! The axes of a native chart, and all its lettering.

use crate::chart::{decimals, range};
use crate::markup::Markup;
use mingzhang_domain::paper::{Chart, ChartKind};

/// The colours of lettering that steps back, and of lines behind the bars.
pub(super) const GREY: &str = "595959";
const LIGHT: &str = "D9D9D9";

pub(super) fn category_axis(area: &mut Markup, chart: &Chart) {
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

pub(super) fn value_axis(area: &mut Markup, chart: &Chart) {
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
pub(super) fn number_format(places: u32) -> String {
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

pub(super) fn title(parent: &mut Markup, text: &str, size: u32, strong: bool) {
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

pub(super) fn text_properties(parent: &mut Markup, size: u32, colour: &str) {
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

pub(super) fn fill(parent: &mut Markup, colour: &str) {
    parent.element("a:solidFill", &[], |fill| fill.empty("a:srgbClr", &[("val", colour)]));
}

pub(super) fn value(parent: &mut Markup, name: &str, value: &str) {
    parent.empty(name, &[("val", value)]);
}
