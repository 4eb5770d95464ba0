//! A chart as SVG: it scales with its page, is read aloud by its title, and needs no font but the system's.

use super::scale::Scale;
use super::{approximate, colour, decimals, range, shown};
use crate::markup::Markup;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::paper::{Chart, ChartKind};

/// The width of the picture's own measure; it is shown as wide as its place.
const WIDTH: f64 = 560.0;
const FONT: &str = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Micro Hei',sans-serif";
/// Sizes of type, and the width of half a character of the small ones. They are still read at the width of a phone.
const TITLE: f64 = 17.0;
const SMALL: f64 = 13.5;
const HALF: f64 = SMALL / 2.0 + 0.4;
const LABEL: f64 = 12.0;
const LABEL_HALF: f64 = LABEL / 2.0 + 0.3;
const INK: &str = "#262626";
const GREY: &str = "#595959";
const LINE: &str = "#d9d9d9";
/// With more points than this, numbers at each would run into each other.
const LABELLED_POINTS_MAX: usize = 12;
/// A longer name of a category is cut.
const NAME_LINES_MAX: usize = 3;
/// Categories beyond this are not drawn: the picture would show nothing.
const CATEGORIES_MAX: usize = 400;

/// Draws a chart as one `<svg>` element with a `viewBox`, to be placed into an HTML page.
///
/// Values that are not computable leave a gap. Colours can be told apart with every kind of colour vision, and lines
/// have marks of different shape besides.
pub fn svg(chart: &Chart) -> String {
    let frame = Frame::of(chart);
    let mut svg = Markup::default();
    let view = format!("0 0 {WIDTH} {:.0}", frame.height);
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("viewBox", &*view),
        ("role", "img"),
        ("font-family", FONT),
    ];
    svg.element("svg", &attributes, |svg| {
        svg.leaf("title", &[], &chart.title);
        for (index, line) in frame.title.iter().enumerate() {
            let y = 24.0 + 22.0 * index as f64;
            text(svg, line, WIDTH / 2.0, y, Style { size: TITLE, anchor: "middle", fill: INK });
        }
        legend(svg, chart, &frame);
        axis(svg, chart, &frame);
        match chart.kind {
            ChartKind::Column | ChartKind::Bar => bars(svg, chart, &frame),
            ChartKind::Line => lines(svg, chart, &frame),
        }
        categories(svg, chart, &frame);
    });
    svg.finish()
}

/// Where things stand.
struct Frame {
    height: f64,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    title: Vec<String>,
    scale: Scale,
    count: usize,
    lying: bool,
}

impl Frame {
    fn of(chart: &Chart) -> Frame {
        let title = wrapped(&chart.title, 30);
        let (least, most) = range(chart);
        let lying = chart.kind == ChartKind::Bar;
        let count = chart.categories.len().clamp(1, CATEGORIES_MAX);
        let series = chart.series.len().max(1);
        let longest = chart.categories.iter().map(|name| halves(name)).max().unwrap_or(0) as f64;
        let left = if lying { (longest * HALF + 16.0).clamp(60.0, 200.0) } else { 84.0 };
        let legend = if series > 1 { 26.0 } else { 0.0 };
        let top = 28.0 + 22.0 * title.len() as f64 + legend;
        let plot = if lying { count as f64 * (series as f64 * 20.0 + 16.0) } else { 260.0 };
        let names =
            if lying { 40.0 } else { 28.0 + 16.0 * name_lines(chart, (WIDTH - 104.0) / count as f64) as f64 };
        Frame {
            height: top + plot + names,
            left,
            right: WIDTH - if lying { 74.0 } else { 20.0 },
            top,
            bottom: top + plot,
            title,
            scale: Scale::over(least, most, chart.unit == "%"),
            count,
            lying,
        }
    }

    /// The place of a value along its axis.
    fn along(&self, value: f64) -> f64 {
        let part = self.scale.part(value);
        if self.lying {
            self.left + part * (self.right - self.left)
        } else {
            self.bottom - part * (self.bottom - self.top)
        }
    }

    /// The room of one category.
    fn slot(&self) -> f64 {
        (if self.lying { self.bottom - self.top } else { self.right - self.left }) / self.count as f64
    }

    /// Where the room of a category begins.
    fn slot_at(&self, category: usize) -> f64 {
        (if self.lying { self.top } else { self.left }) + self.slot() * category as f64
    }
}

fn axis(svg: &mut Markup, chart: &Chart, frame: &Frame) {
    let places = if frame.scale.step >= 1.0 { 0 } else { decimals(chart).max(1) };
    for value in frame.scale.lines() {
        let at = frame.along(value);
        let stroke = if value == 0.0 { "#7f7f7f" } else { LINE };
        let printed = tick(value, places);
        if frame.lying {
            line(svg, at, frame.top, at, frame.bottom, stroke);
            text(svg, &printed, at, frame.bottom + 18.0, Style { size: SMALL, anchor: "middle", fill: GREY });
        } else {
            line(svg, frame.left, at, frame.right, at, stroke);
            text(svg, &printed, frame.left - 8.0, at + 4.5, Style { size: SMALL, anchor: "end", fill: GREY });
        }
    }
    if !chart.unit.is_empty() {
        let unit = format!("单位：{}", chart.unit);
        let (x, y) = if frame.lying { (frame.right, frame.bottom + 35.0) } else { (8.0, frame.top - 12.0) };
        let anchor = if frame.lying { "end" } else { "start" };
        text(svg, &unit, x, y, Style { size: SMALL, anchor, fill: GREY });
    }
}

/// A round number along the axis.
fn tick(value: f64, places: u32) -> String {
    let unit = 10f64.powi(i32::try_from(places).unwrap_or(0));
    // A step has few digits; beyond 2^53 the axis could not be drawn to the digit anyway.
    let digits = (value * unit).round() as i128;
    shown(Decimal { digits, places }, places)
}

fn bars(svg: &mut Markup, chart: &Chart, frame: &Frame) {
    let count = chart.series.len().max(1) as f64;
    let thick = frame.slot() * if count > 1.0 { 0.8 } else { 0.56 } / count;
    let start = (frame.slot() - thick * count) / 2.0;
    let places = label_decimals(chart, if frame.lying { f64::MAX } else { thick + 4.0 });
    let zero = frame.along(0.0);
    for (at, series) in chart.series.iter().enumerate() {
        let fill = format!("#{}", colour(at));
        for (category, value) in series.values.iter().take(frame.count).enumerate() {
            let Some(value) = *value else { continue };
            let side = frame.slot_at(category) + start + thick * at as f64;
            let end = frame.along(approximate(value));
            let (low, long) = (zero.min(end), (zero - end).abs());
            let place =
                if frame.lying { [low, side, long, thick - 1.0] } else { [side, low, thick - 1.0, long] };
            let [x, y, width, height] = place.map(|number| format!("{number:.1}"));
            svg.empty(
                "rect",
                &[("x", &x), ("y", &y), ("width", &width), ("height", &height), ("fill", &fill)],
            );
            let Some(places) = places else { continue };
            let (x, y, anchor) = if frame.lying {
                (end.max(zero) + 6.0, side + thick / 2.0 + 4.5, "start")
            } else {
                (side + thick / 2.0, low - 5.0, "middle")
            };
            text(svg, &shown(value, places), x, y, Style { size: LABEL, anchor, fill: INK });
        }
    }
}

fn lines(svg: &mut Markup, chart: &Chart, frame: &Frame) {
    let labelled = chart.series.len() == 1 && chart.categories.len() <= LABELLED_POINTS_MAX;
    let places = label_decimals(chart, frame.slot()).filter(|_| labelled);
    for (at, series) in chart.series.iter().enumerate() {
        let stroke = format!("#{}", colour(at));
        let mut path = String::new();
        let mut joined = false;
        for (category, value) in series.values.iter().take(frame.count).enumerate() {
            let Some(value) = *value else {
                joined = false;
                continue;
            };
            let (x, y) = (frame.slot_at(category) + frame.slot() / 2.0, frame.along(approximate(value)));
            path.push_str(&format!("{}{x:.1} {y:.1}", if joined { "L" } else { "M" }));
            joined = true;
            mark(svg, at, x, y, &stroke);
            if let Some(places) = places {
                text(
                    svg,
                    &shown(value, places),
                    x,
                    y - 10.0,
                    Style { size: LABEL, anchor: "middle", fill: INK },
                );
            }
        }
        svg.empty("path", &[("d", &path), ("fill", "none"), ("stroke", &stroke), ("stroke-width", "2.5")]);
    }
}

/// A mark whose shape belongs to the series, so that lines are told apart without colour.
fn mark(svg: &mut Markup, series: usize, x: f64, y: f64, fill: &str) {
    let path = match series % 3 {
        0 => format!("M{:.1} {y:.1}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z", x - 4.5),
        1 => format!("M{:.1} {:.1}h8v8h-8z", x - 4.0, y - 4.0),
        _ => format!("M{x:.1} {:.1}l5 9h-10z", y - 5.0),
    };
    svg.empty("path", &[("d", &path), ("fill", fill)]);
}

/// The decimals of numbers at the points: all, none where that is too wide, `None` where even that is.
fn label_decimals(chart: &Chart, room: f64) -> Option<u32> {
    let values = || chart.series.iter().flat_map(|series| series.values.iter().flatten());
    let fits = |places: &u32| values().all(|value| shown(*value, *places).len() as f64 * LABEL_HALF <= room);
    [decimals(chart), 0].into_iter().find(fits)
}

fn legend(svg: &mut Markup, chart: &Chart, frame: &Frame) {
    if chart.series.len() < 2 {
        return;
    }
    let width = |name: &str| 22.0 + halves(name) as f64 * HALF + 18.0;
    let all: f64 = chart.series.iter().map(|series| width(&series.name)).sum();
    let mut x = ((WIDTH - all) / 2.0).max(8.0);
    let y = 22.0 + 22.0 * frame.title.len() as f64;
    for (at, series) in chart.series.iter().enumerate() {
        mark(
            svg,
            if chart.kind == ChartKind::Line { at } else { 1 },
            x + 8.0,
            y,
            &format!("#{}", colour(at)),
        );
        text(svg, &series.name, x + 20.0, y + 4.5, Style { size: SMALL, anchor: "start", fill: INK });
        x += width(&series.name);
    }
}

fn categories(svg: &mut Markup, chart: &Chart, frame: &Frame) {
    // Names that are too close are thinned out, the first always shown.
    let every = if frame.lying { 1 } else { (34.0 / frame.slot()).ceil().max(1.0) as usize };
    let room = if frame.lying { frame.left - 12.0 } else { frame.slot() * every as f64 - 4.0 };
    for (at, name) in chart.categories.iter().take(frame.count).enumerate().filter(|(at, _)| at % every == 0)
    {
        let middle = frame.slot_at(at) + frame.slot() / 2.0;

        let lines = wrapped(name, (room / HALF / 2.0) as usize);
        for (index, part) in lines.iter().take(NAME_LINES_MAX).enumerate() {
            let down = index as f64 * 16.0;
            if frame.lying {
                let y = middle + 4.5 + down - 8.0 * (lines.len().min(NAME_LINES_MAX) - 1) as f64;
                text(svg, part, frame.left - 8.0, y, Style { size: SMALL, anchor: "end", fill: INK });
            } else {
                let y = frame.bottom + 18.0 + down;
                text(svg, part, middle, y, Style { size: SMALL, anchor: "middle", fill: INK });
            }
        }
    }
}

/// How many lines the longest name takes under an upright chart.
fn name_lines(chart: &Chart, slot: f64) -> usize {
    let every = (34.0 / slot).ceil().max(1.0);
    let room = ((slot * every - 4.0) / HALF / 2.0) as usize;
    chart.categories.iter().map(|name| wrapped(name, room).len()).max().unwrap_or(1).min(NAME_LINES_MAX)
}

struct Style {
    size: f64,
    anchor: &'static str,
    fill: &'static str,
}

fn text(svg: &mut Markup, content: &str, x: f64, y: f64, style: Style) {
    let (x, y, size) = (format!("{x:.1}"), format!("{y:.1}"), style.size.to_string());
    let attributes =
        [("x", &*x), ("y", &*y), ("font-size", &*size), ("text-anchor", style.anchor), ("fill", style.fill)];
    svg.leaf("text", &attributes, content);
}

fn line(svg: &mut Markup, x1: f64, y1: f64, x2: f64, y2: f64, stroke: &str) {
    let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(|number| format!("{number:.1}"));
    svg.empty("line", &[("x1", &x1), ("y1", &y1), ("x2", &x2), ("y2", &y2), ("stroke", stroke)]);
}

/// A text in lines of at most so many Chinese characters.
fn wrapped(text: &str, characters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for c in text.chars() {
        let width = if c.is_ascii() { 1 } else { 2 };
        if used + width > characters.max(1) * 2 {
            lines.push(String::new());
            used = 0;
        }
        used += width;
        if let Some(line) = lines.last_mut() {
            line.push(c);
        }
    }
    lines
}

fn halves(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
