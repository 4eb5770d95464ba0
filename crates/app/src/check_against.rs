//! A paper that came back from somebody's desk, held figure by figure against the ledger.

use crate::text::rules;
use mingzhang_domain::figure::FigureSet;
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::paper::Paper;

rules! {
    /// The rules of a paper against the ledger.
    RULES of LedgerMismatch;
    LEDGER_MISMATCH "MZ-A001" Error "文中的数与账簿不符":
        "请改回账簿数，或查明原因后更正账簿；用 mingzhang why 查看来由。";
    UNKNOWN_FIGURE "MZ-A002" Error "文中绑定的数据项在账簿中不存在":
        "请核对年度和单位，或重新生成报告。";
    NOTHING_BOUND "MZ-A003" Error "文中没有与账簿绑定的数":
        "只有本程序写出的 Word 或 HTML 报告才能逐数核对；绑定可能在别的软件里被去掉了，请重新生成报告。";
}

/// Every bound figure whose text is no longer what the ledger says.
pub fn check_against(paper: &Paper, figures: &FigureSet, file: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (block, run, key) in paper.figures() {
        let mut place = Place { file: Some(file.to_owned()), ..Place::text(block, run.span) };
        place.locate(paper);
        let stated = run.text.trim();
        let Some(figure) = figures.get(key) else {
            let message = format!("文中“{stated}”绑定的数据项 {key} 在账簿中不存在。");
            findings.push(UNKNOWN_FIGURE.at(place, message));
            continue;
        };
        let display = figure.value.display();
        if stated != display && stated != figure.value.display_grouped() {
            let message = format!("{}：文中写“{stated}”，账簿为“{display}”。", figure.label);
            findings.push(LEDGER_MISMATCH.at(place, message).figures(stated, display));
        }
    }
    if paper.figures().next().is_none() {
        let message = "没有一个数能与账簿核对。";
        findings.push(NOTHING_BOUND.at(Place::file(file), message));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::Date;
    use mingzhang_domain::figure::{Because, Figure, FigureKey, Value};
    use mingzhang_domain::ids::{FiscalYear, OfficeCode, Seq};
    use mingzhang_domain::money::Fen;
    use mingzhang_domain::paper::{Content, Paragraph, Role, Run};

    #[test]
    fn a_figure_that_no_longer_equals_the_ledger_is_found() {
        let mut figures = FigureSet::new(FiscalYear(2020), Date::constant(2020, 12, 31), Seq(1));
        figures.push(Figure {
            key: FigureKey::new("paid.all"),
            label: "支付数".to_owned(),
            value: Value::Money(Fen(123_456_000_000)),
            because: Because::Stated { office: OfficeCode::new("01") },
        });
        let run = |key: &str, text: &str| Run::figure(FigureKey::new(key), text);
        let runs = vec![
            run("paid.all", "123456.00"),
            run("paid.all", "123,456.00"),
            run("paid.all", "123465.00"),
            run("paid.gone", "1"),
        ];
        let paper = Paper::lay_out([Content::Paragraph(Paragraph { role: Role::Body, runs })]);
        let found = check_against(&paper, &figures, "a.docx");
        let codes: Vec<_> = found.iter().map(|f| (f.rule, f.stated.as_deref(), f.place.span)).collect();
        let spans: Vec<_> = paper.figures().map(|(_, run, _)| Some(run.span)).collect();
        assert_eq!(
            codes,
            [(LEDGER_MISMATCH.code, Some("123465.00"), spans[2]), (UNKNOWN_FIGURE.code, None, spans[3])]
        );
    }

    #[test]
    fn a_paper_without_a_bound_figure_is_not_passed_as_compared() {
        let figures = FigureSet::new(FiscalYear(2020), Date::constant(2020, 12, 31), Seq(1));
        let paper = Paper::lay_out([Content::Paragraph(Paragraph::plain(Role::Body, "支付123万元"))]);
        let found = check_against(&paper, &figures, "a.docx");
        assert_eq!(found.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [NOTHING_BOUND.code]);
    }
}
