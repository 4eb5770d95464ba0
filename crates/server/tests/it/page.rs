//! The report as a page, in a browser, on a telephone.

use crate::figures::by_key;
use crate::readback::check_bound;
use crate::support::{Desk, REPORT_DOCX, REPORT_HTML, bound_texts, in_browser};
use serde_json::Value;

/// Shows a page in a frame as wide as a telephone and tells what the browser made of it.
const TELEPHONE: &str = r#"<!doctype html><meta charset="utf-8"><pre></pre>
<iframe style="width:390px;height:844px;border:0" scrolling="no" srcdoc="PAGE"></iframe>
<script>
addEventListener("load", () => {
  const page = document.querySelector("iframe").contentDocument;
  const root = page.documentElement;
  const hidden = element => element.getClientRects().length === 0;
  const keyed = [...page.querySelectorAll("[data-key]")];
  document.querySelector("pre").textContent = JSON.stringify({
    width: root.clientWidth,
    scrolls_to: Math.max(root.scrollWidth, page.body.scrollWidth),
    figures: keyed.map(element => [element.dataset.key, element.textContent]),
    hidden: keyed.filter(hidden).length,
    charts: [...page.querySelectorAll("svg")].map(svg => Math.round(svg.getBoundingClientRect().width)),
  });
});
</script>"#;

/// What the browser says about a page at 390 pixels.
fn on_a_telephone(desk: &Desk, page: &str) -> Value {
    let frame = TELEPHONE.replace("PAGE", &page.replace('&', "&amp;").replace('"', "&quot;"));
    desk.write("telephone.html", frame);
    let dom = in_browser(&desk.path("telephone.html"));
    let told = dom.split_once("<pre>").and_then(|(_, rest)| rest.split_once("</pre>")).expect("an answer").0;
    serde_json::from_str(&told.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")).expect("JSON")
}

#[test]
fn at_390_pixels_the_page_does_not_scroll_sideways_and_every_figure_is_there() {
    let desk = Desk::with_demo();
    let seen = on_a_telephone(&desk, &desk.text(REPORT_HTML));
    assert_eq!((&seen["width"], &seen["scrolls_to"]), (&390.into(), &390.into()));
    assert_eq!(seen["hidden"], 0, "figures that do not show");
    let charts: Vec<u64> = serde_json::from_value(seen["charts"].clone()).expect("widths");
    assert!(charts.len() == 3 && charts.iter().all(|width| (200..=390).contains(width)), "{charts:?}");
    let figures: Vec<(String, String)> = serde_json::from_value(seen["figures"].clone()).expect("figures");
    check_bound(&figures, &by_key(&desk.figures(&[])));
    let in_word = bound_texts(&desk.path(REPORT_DOCX));
    let missing: Vec<_> = in_word.iter().filter(|figure| !figures.contains(figure)).collect();
    assert!(missing.is_empty(), "in Word, not in the page: {missing:?}");
}

#[test]
fn a_page_that_does_scroll_sideways_would_be_seen() {
    let desk = Desk::empty();
    let wide = "<!doctype html><meta name=viewport content=width=device-width><p style='width:600px'>宽</p>";
    assert!(on_a_telephone(&desk, wide)["scrolls_to"].as_u64() >= Some(600));
}
