//! HTML pages: what is written comes back, by itself and for the eye.

mod support;

use mingzhang_documents::html;
use proptest::prelude::*;
use support::{dump, lines, meta, quarters, rates, report, without_charts};

#[test]
fn a_report_comes_back_from_html_as_it_was() {
    let paper = report();
    let page = html::write(&paper, &meta());
    if let Ok(path) = std::env::var("SAMPLE_HTML") {
        std::fs::write(path, &page).unwrap();
    }
    let read = html::read(&page);
    assert_eq!(dump(&read), dump(&without_charts(&paper)));
    assert_eq!(read.text, without_charts(&paper).text);
}

#[test]
fn a_page_needs_no_other_file_and_states_its_times() {
    let page = html::write(&report(), &meta());
    for outside in ["src=", "href=", "url(", "@import", "<script"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("<meta name=\"mingzhang.figures_as_of\" content=\"2020-12-31\"/>"));
    assert!(page.contains("数据截至2020年12月31日，账簿记到第1287号。"));
    assert!(page.contains("<data class=\"figure\" data-key=\"rate.all\" value=\"98.50\">98.50%</data>"));
}

#[test]
fn a_page_in_the_encoding_of_old_sites_is_read() {
    let page = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"></head><body><p>预算执行率98.50%，㎡。</p></body></html>";
    let (bytes, ..) = encoding_rs::GB18030.encode(page);
    assert_eq!(mingzhang_documents::read("a.htm", &bytes).unwrap().text, "预算执行率98.50%，㎡。\n");
}

#[test]
fn a_chart_shows_its_title_its_names_and_its_values() {
    let svg = mingzhang_documents::chart::svg(&rates());
    for shown in
        ["<title>上级转移支付", ">一般公共预算<", ">99.89<", ">84.26<", ">单位：%<", "viewBox=\"0 0 560 "]
    {
        assert!(svg.contains(shown), "{shown}");
    }
    // Two bars beside each other leave no room for decimals.
    assert!(mingzhang_documents::chart::svg(&quarters()).contains(">122,161<"));
    // A month without a value parts the line.
    let line = mingzhang_documents::chart::svg(&lines());
    let path = line.split("<path d=\"").find(|path| path.contains("fill=\"none\"")).unwrap_or_default();
    assert_eq!(path.matches('M').count(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_to_a_page_makes_the_reader_panic(at in 0.0..1.0f64, byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = html::write(&report(), &meta()).into_bytes();
        let at = (at * bytes.len() as f64) as usize;
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let _ = mingzhang_documents::read("a.html", &bytes);
    }

    #[test]
    fn no_page_makes_the_reader_panic(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "<p>", "</p>", "<table>", "</table>", "<tr>", "<td rowspan=3>", "<td colspan=9>", "</td>", "<th>", "<b>",
            "</b>", "<div>", "</div>", "<br>", "<caption>", "<thead>", "<tbody>", "字", " ", "<data data-key=a.b>",
            "</data>", "<svg>", "</svg>", "<script>", "</script>", "<!--", "-->", "<td rowspan=0>", "<h1>", "</h1>",
        ]), 0..60),
    ) {
        let paper = html::read(&pieces.concat());
        for block in &paper.blocks {
            for run in block.runs() {
                prop_assert_eq!(paper.slice(run.span), &run.text);
            }
        }
    }
}
