//! The files of a data set and their columns.

/// A file of a data set.
#[derive(Debug)]
pub(super) struct Schema {
    /// Its name.
    pub file: &'static str,
    /// Whether it must be there.
    pub need: Need,
    /// Its columns.
    pub columns: &'static [Column],
}

/// Whether a file must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// It must, with at least one row.
    Rows,
    /// It must, but headings are enough.
    Headings,
    /// It may be left out.
    Optional,
}

/// A column of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Its heading.
    pub name: &'static str,
    /// Whether the heading must be there.
    pub needed: bool,
}

const fn needed(name: &'static str) -> Column {
    Column { name, needed: true }
}

const fn optional(name: &'static str) -> Column {
    Column { name, needed: false }
}

macro_rules! schemas {
    ($($constant:ident $file:literal $need:ident [$($column:expr),+ $(,)?];)+) => {
        $(pub(super) const $constant: &str = $file;)+
        /// All files of a data set, in the order in which findings are shown.
        pub(super) const SCHEMAS: &[Schema] = &[
            $(Schema { file: $file, need: Need::$need, columns: &[$($column),+] }),+
        ];
    };
}

schemas! {
    UNIT "unit.csv" Optional
        [needed("unit"), needed("name"), needed("region"), needed("year"), needed("policy")];
    OFFICES "offices.csv" Optional [needed("office"), needed("name"), needed("staff")];
    PROJECTS "projects.csv" Rows [
        needed("project"), needed("name"), needed("office"), needed("duty"), needed("expenditure_kind"),
        needed("report_category"), needed("project_kind"), needed("start"), needed("end"),
        needed("total_investment_yuan"), optional("activity"),
    ];
    LINES "lines.csv" Rows [
        needed("line"), needed("project"), needed("fund_nature"), needed("fund_source"),
        needed("functional_class"), needed("economic_class"),
    ];
    QUOTA_ENTRIES "quota_entries.csv" Rows [
        needed("voucher"), needed("date"), needed("line"), needed("kind"), needed("amount_yuan"),
        needed("document"), needed("reason"),
    ];
    PLANS "plans.csv" Headings [needed("voucher"), needed("month"), needed("line"), needed("amount_yuan")];
    CONTRACTS "contracts.csv" Optional [
        needed("contract"), needed("project"), needed("supplier"), needed("amount_yuan"), needed("signed"),
        needed("procurement"), needed("retention"),
    ];
    PAYMENTS "payments.csv" Headings [
        needed("voucher"), needed("date"), needed("line"), needed("kind"), needed("method"),
        needed("amount_yuan"), needed("payee"), needed("contract"), needed("refers_to"), needed("remark"),
    ];
    PROJECT_STEPS "project_steps.csv" Optional [
        needed("project"), needed("step"), needed("date"), needed("outcome"), needed("document"),
        needed("opinion"), needed("by"),
    ];
    APPRAISALS "appraisals.csv" Optional
        [needed("project"), needed("expert"), needed("criterion"), needed("score")];
    GOALS "goals.csv" Optional [
        needed("holder"), needed("horizon"), needed("text"), needed("date"), needed("document"),
        optional("version"), optional("reason"),
    ];
    INDICATORS "indicators.csv" Optional [
        needed("holder"), needed("level1"), needed("level2"), needed("indicator"), needed("op"),
        needed("target"), needed("unit"), needed("weight"), needed("basis"), needed("evidence"),
        optional("horizon"), optional("shape"), optional("figure"), optional("office"), optional("version"),
        optional("document"),
    ];
    ACTUALS "actuals.csv" Optional [
        needed("holder"), needed("indicator"), needed("date"), needed("value"), needed("method"), needed("by"),
        optional("reason"), optional("measure"),
    ];
    EVIDENCE "evidence.csv" Optional [
        needed("holder"), needed("indicator"), needed("kind"), needed("file"), needed("hash"), needed("size"),
        needed("date"), needed("by"),
    ];
    MONITOR_ROUNDS "monitor_rounds.csv" Optional [needed("round"), needed("as_of"), needed("deadline")];
    MONITOR_REPORTS "monitor_reports.csv" Optional [
        needed("round"), needed("holder"), needed("indicator"), needed("expected"), needed("likelihood"),
        needed("cause"), needed("reason"), needed("measure"), needed("by"), needed("date"), optional("value"),
    ];
    CORRECTIONS "corrections.csv" Optional [
        needed("task"), needed("project"), needed("event"), needed("date"), needed("person"), needed("due"),
        needed("text"), optional("round"),
    ];
    FREEZE_PROPOSALS "freeze_proposals.csv" Optional [
        needed("proposal"), needed("project"), needed("event"), needed("date"), needed("amount_yuan"),
        needed("reason"), needed("by"), needed("voucher"),
    ];
    CHECKS "checks.csv" Optional [
        needed("task"), needed("holder"), needed("indicator"), needed("kind"), needed("act"), needed("date"),
        needed("person"), needed("due"), needed("text"),
    ];
    RECHECKS "rechecks.csv" Optional [
        needed("project"), needed("indicator"), needed("value"), needed("points"), needed("date"), needed("by"),
        needed("reason"),
    ];
    INSTITUTIONS "institutions.csv" Optional [
        needed("title"), needed("subject"), needed("document"), needed("valid_from"), needed("valid_to"),
    ];
    RECTIFICATIONS "rectifications.csv" Optional [
        needed("problem"), needed("source"), needed("event"), needed("date"), needed("person"), needed("due"),
        needed("text"),
    ];
    PROPOSALS "proposals.csv" Optional
        [needed("project"), needed("amount_yuan"), needed("reason"), needed("problem")];
    UNIT_FACTS "unit_facts.csv" Optional
        [needed("name"), needed("this_year"), needed("last_year"), needed("office"), needed("basis")];
    OUTPUTS "outputs.csv" Optional [
        needed("level1"), needed("level2"), needed("indicator"), needed("unit"), needed("op"),
        needed("target"), needed("actual"), needed("office"),
    ];
    MEMBERS "members.csv" Optional [
        needed("member"), needed("office"), needed("work_unit"), needed("post"), needed("title"),
        needed("leader"),
    ];
    SCHEME "scheme.csv" Optional [
        needed("level1"), needed("level2"), needed("level3"), needed("weight"), needed("published_score"),
    ];
    GRADE_SCALE "grade_scale.csv" Optional [needed("grade"), needed("at_least"), needed("below")];
    SCORE_SHEETS "score_sheets.csv" Optional
        [needed("member"), needed("level3"), needed("score"), optional("office")];
    PUBLISHED_TOTALS "published_totals.csv" Optional [needed("where"), needed("total")];
    DESCRIPTIONS "descriptions.csv" Optional [needed("level3"), needed("text")];
    TEXTS "texts.csv" Optional [needed("section"), needed("title"), needed("text")];
}

/// The schema of a file name.
pub(super) fn schema_of(file: &str) -> Option<&'static Schema> {
    SCHEMAS.iter().find(|schema| schema.file == file)
}
