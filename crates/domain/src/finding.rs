//! Something is wrong in a paper, a sheet, a data set or a policy: one finding, with its place and what to do.

use crate::paper::{Paper, Span};

/// How sure and how grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 提示: a person should look.
    Note,
    /// 警告: a rule of good practice or of form is broken.
    Warning,
    /// 错误: it contradicts itself or cannot be taken in; certain.
    Error,
}

impl Severity {
    /// The name in machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Note => "提示",
            Severity::Warning => "警告",
            Severity::Error => "错误",
        }
    }
}

/// What sort of fault it is; stable names, more general than the rule that found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Parts do not add up to their total.
    Sum,
    /// Counts of parts do not add up to their total.
    CountSum,
    /// A list has more or fewer names than it says.
    ListCount,
    /// A share of a whole is not the quotient.
    Share,
    /// A rate is not the quotient of its two amounts.
    Rate,
    /// A growth is not the change over its base.
    Growth,
    /// The same quantity stands with two values.
    Repeat,
    /// A total score is not the sum of its rows.
    ScoreTotal,
    /// A difference is not the difference.
    Difference,
    /// A product is not the product.
    Product,
    /// A converted unit does not match.
    UnitConversion,
    /// A grade does not belong to its score.
    GradeBand,
    /// Grade bands leave a gap or overlap.
    BandGap,
    /// Dates run backwards.
    DateOrder,
    /// Weights do not add up to their group or to the whole.
    WeightTotal,
    /// A score stands above its weight.
    ScoreAboveWeight,
    /// A score is missing.
    MissingScore,
    /// A cell stands in another column than its heading.
    ShiftedCell,
    /// A signature is missing.
    MissingSignature,
    /// A column that the text promises is missing.
    MissingColumn,
    /// A rule of good practice is broken, or a person should look.
    Practice,
    /// Personal data in a paper that others will read.
    PersonalData,
    /// A figure of a returned paper no longer equals the ledger.
    LedgerMismatch,
    /// An input file, a row or a cell cannot be taken in.
    Input,
    /// The ledger's rules refuse an act.
    Refusal,
    /// A policy is incomplete or contradicts itself.
    Policy,
    /// The evaluation is incomplete or against its policy.
    Evaluation,
    /// An indicator that cannot be measured, or measures something else than it says.
    Indicator,
    /// Something is off its course, and what has to be said or done about it is missing or late.
    Monitoring,
}

impl Kind {
    /// The name in machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Sum => "sum",
            Kind::CountSum => "count_sum",
            Kind::ListCount => "list_count",
            Kind::Share => "share",
            Kind::Rate => "rate",
            Kind::Growth => "growth",
            Kind::Repeat => "repeat",
            Kind::ScoreTotal => "score_total",
            Kind::Difference => "difference",
            Kind::Product => "product",
            Kind::UnitConversion => "unit_conversion",
            Kind::GradeBand => "grade_band",
            Kind::BandGap => "band_gap",
            Kind::DateOrder => "date_order",
            Kind::WeightTotal => "weight_total",
            Kind::ScoreAboveWeight => "score_above_weight",
            Kind::MissingScore => "missing_score",
            Kind::ShiftedCell => "shifted_cell",
            Kind::MissingSignature => "missing_signature",
            Kind::MissingColumn => "missing_column",
            Kind::Practice => "practice",
            Kind::PersonalData => "personal_data",
            Kind::LedgerMismatch => "ledger_mismatch",
            Kind::Input => "input",
            Kind::Refusal => "refusal",
            Kind::Policy => "policy",
            Kind::Evaluation => "evaluation",
            Kind::Indicator => "indicator",
            Kind::Monitoring => "monitoring",
        }
    }
}

/// Where something stands. Which parts are known depends on what was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as the user named it.
    pub file: Option<String>,
    /// Characters of the decoded text of a paper.
    pub span: Option<Span>,
    /// The paper's block, counted from 0.
    pub block: Option<usize>,
    /// The page, counted from 1, where the format has pages.
    pub page: Option<u32>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The line of a text file or the row of a sheet, counted from 1 with the headings as 1.
    pub row: Option<usize>,
    /// The heading of a column.
    pub column: Option<String>,
    /// The cell: `B4` in a workbook, `第3行第5列` in a table of a paper.
    pub cell: Option<String>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Place {
        Place { file: Some(file.into()), ..Place::default() }
    }

    /// A line of a file.
    pub fn row(file: impl Into<String>, row: usize) -> Place {
        Place { row: Some(row), ..Place::file(file) }
    }

    /// A field of a line of a file.
    pub fn field(file: impl Into<String>, row: usize, column: impl Into<String>) -> Place {
        Place { column: Some(column.into()), ..Place::row(file, row) }
    }

    /// Characters of a block of a paper.
    pub fn text(block: usize, span: Span) -> Place {
        Place { span: Some(span), block: Some(block), ..Place::default() }
    }

    /// Adds page, sheet and cell as the paper knows them; what is stated already stays.
    pub fn locate(&mut self, paper: &Paper) {
        let Some(index) = self.block else { return };
        let Some(block) = paper.blocks.get(index) else { return };
        let page = self.span.map_or(block.page, |span| paper.page_at(index, span.start));
        self.page = self.page.or(page);
        if let Some(sheet) = &block.sheet {
            let cell = self.span.and_then(|span| paper.cell_at(index, span.start));
            self.cell = self.cell.take().or_else(|| cell.map(|cell| cell.to_string()));
            self.sheet.get_or_insert_with(|| sheet.name.clone());
        }
    }
}

/// Another place that belongs to a finding: the parts of a sum, the second mention of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub place: Place,
    /// What stands there, as printed.
    pub text: String,
}

/// What a stated total would need a missing score to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// The stated total, as printed.
    pub if_total: String,
    /// The score that the missing cell would have.
    pub score: String,
}

/// The slip of the pen that most likely stands behind a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What was likely done.
    pub kind: SlipKind,
    /// The figure in which it was done; it may be another than the one that the finding stands at.
    pub figure: Mention,
    /// What the figure should say: with it every relation in which it stands holds.
    pub likely: String,
}

/// What goes wrong when figures are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlipKind {
    /// One digit is another one.
    Digit,
    /// Two neighbouring digits changed places.
    SwappedDigits,
    /// A digit was left out.
    MissingDigit,
    /// A digit stands twice.
    DoubledDigit,
    /// Ten, a hundred or ten thousand times too large or too small: a point or a unit.
    Factor,
    /// The sign is the other one.
    Sign,
    /// The percentage is that of another base.
    WrongBase,
    /// Rounded to more decimals first, then once more.
    RoundedTwice,
    /// Cut off instead of rounded.
    Cut,
    /// Nothing that is usual: only this figure can be wrong.
    Other,
}

impl SlipKind {
    /// The name in machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            SlipKind::Digit => "digit",
            SlipKind::SwappedDigits => "swapped_digits",
            SlipKind::MissingDigit => "missing_digit",
            SlipKind::DoubledDigit => "doubled_digit",
            SlipKind::Factor => "factor",
            SlipKind::Sign => "sign",
            SlipKind::WrongBase => "wrong_base",
            SlipKind::RoundedTwice => "rounded_twice",
            SlipKind::Cut => "cut",
            SlipKind::Other => "other",
        }
    }

    /// The words for people.
    pub fn label(self) -> &'static str {
        match self {
            SlipKind::Digit => "一位数字写错",
            SlipKind::SwappedDigits => "相邻两位数字颠倒",
            SlipKind::MissingDigit => "漏写一位数字",
            SlipKind::DoubledDigit => "多写一位数字",
            SlipKind::Factor => "小数点或单位错位",
            SlipKind::Sign => "正负号写反",
            SlipKind::WrongBase => "基数用错",
            SlipKind::RoundedTwice => "重复四舍五入",
            SlipKind::Cut => "截断而未四舍五入",
            SlipKind::Other => "此数写错",
        }
    }
}

/// Whether what the paper concludes (its grade, that a target is reached) would change with an error put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// It stays.
    Unchanged,
    /// The grade would be this one.
    Changed(String),
    /// A target that is missed as printed would be reached, or the other way round.
    Target {
        /// What is aimed at: `≥95%`.
        aim: String,
        /// Whether it is reached once the error is put right.
        reached: bool,
    },
    /// The paper does not tell enough.
    Unknown,
}

/// One finding. The message says what is wrong, the advice what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The stable code of the rule that found it: `MZ-C010`.
    pub rule: &'static str,
    /// What sort of fault it is.
    pub kind: Kind,
    /// How sure and how grave.
    pub severity: Severity,
    /// The figure as printed.
    pub stated: Option<String>,
    /// The figure as recomputed, at the printed precision and unit.
    pub recomputed: Option<String>,
    /// One or two sentences for people.
    pub message: String,
    /// What to do, where the message does not say it already.
    pub advice: Option<String>,
    /// Where the wrong figure itself stands.
    pub place: Place,
    /// The other places that belong to it.
    pub also: Vec<Mention>,
    /// For a missing score: what each stated total would need.
    pub solutions: Vec<Solution>,
    /// The slip that most likely stands behind it.
    pub slip: Option<Slip>,
    /// What it does to the paper's conclusion, where the paper has one.
    pub conclusion: Option<Conclusion>,
}

impl Finding {
    /// A finding with a message and a place, everything else empty.
    pub fn new(
        rule: &'static str,
        kind: Kind,
        severity: Severity,
        place: Place,
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            rule,
            kind,
            severity,
            stated: None,
            recomputed: None,
            message: message.into(),
            advice: None,
            place,
            also: Vec::new(),
            solutions: Vec::new(),
            slip: None,
            conclusion: None,
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Finding {
        self.advice = Some(advice.into());
        self
    }

    /// Adds the printed and the recomputed figure.
    #[must_use]
    pub fn figures(mut self, stated: impl Into<String>, recomputed: impl Into<String>) -> Finding {
        self.stated = Some(stated.into());
        self.recomputed = Some(recomputed.into());
        self
    }
}

/// Whether any of the findings is an error.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.severity == Severity::Error)
}
