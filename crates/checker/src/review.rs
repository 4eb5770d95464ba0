//! What a check looks for beyond figures, and from where on it says something.

/// How much is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// Figures that contradict each other, and form around them.
    #[default]
    Figures,
    /// Besides, what a reviewer asks of goals, indicators, marks and chapters: warnings and notes.
    Review,
    /// Besides, what must not be published: personal data are errors.
    Publish,
}

/// What is looked for, with the limits from which on it is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How much is looked for.
    pub profile: Profile,
    /// The limits of the review.
    pub limits: ReviewLimits,
}

/// From where on a reviewer should look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewLimits {
    /// So many indicators at least must all have full marks to be named.
    pub full_marks_rows: usize,
    /// So many benefits with the same percentage as their aim are formal.
    pub formal_targets: usize,
    /// What is reached, in hundredths of a percent of the aim, that needs a reason.
    pub over_achievement: i128,
    /// A change of the budget within the year, in hundredths of a percent, above which it needs a reason.
    pub adjustment: i128,
    /// The part of a goal's words, in hundredths of a percent, that the rest of the paper takes up where it answers it.
    pub goal_answered: i128,
    /// What papers of each form must have.
    pub forms: Vec<Form>,
}

/// A form: which papers follow it, and what they must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its name for people.
    pub name: String,
    /// The words that the title of such a paper has, all of them.
    pub title: Vec<String>,
    /// What must be there; a part is any of some words in a heading or in a cell of a table.
    pub parts: Vec<Vec<String>>,
}

impl Form {
    /// A form in which each part is written `概况|基本情况`.
    pub fn new(name: &str, title: &[&str], parts: &[&str]) -> Form {
        let words = |part: &&str| part.split('|').map(str::to_owned).collect();
        Form {
            name: name.to_owned(),
            title: title.iter().map(|word| (*word).to_owned()).collect(),
            parts: parts.iter().map(words).collect(),
        }
    }
}

/// What holds where no policy says otherwise; the policy that comes with the program says the same.
impl Default for ReviewLimits {
    fn default() -> ReviewLimits {
        ReviewLimits {
            full_marks_rows: 5,
            formal_targets: 3,
            over_achievement: 13_000,
            adjustment: 2_000,
            goal_answered: 4_000,
            forms: vec![
                Form::new(
                    "部门整体支出绩效自评报告",
                    &["整体", "自评报告"],
                    &[
                        "概况|基本情况",
                        "绩效目标|预期目标",
                        "自评工作|评价工作|自评组织|自评过程|组织实施",
                        "绩效实现|完成情况|绩效分析|评价分析|指标分析",
                        "评价结论|自评结论|自评结果|评价结果|得分",
                        "问题|不足",
                        "措施|建议|改进|整改",
                    ],
                ),
                Form::new(
                    "项目支出绩效自评表",
                    &["项目", "自评表"],
                    &[
                        "项目名称",
                        "主管部门|主管单位",
                        "实施单位",
                        "全年预算数|预算数",
                        "执行数",
                        "年度总体目标|总体目标|绩效目标",
                        "三级指标|绩效指标",
                        "指标值|目标值",
                        "完成值|完成情况",
                        "分值",
                        "得分",
                    ],
                ),
                Form::new(
                    "绩效评价报告",
                    &["评价报告"],
                    &[
                        "基本情况|概况",
                        "评价工作|评价组织|评价过程|评价的组织",
                        "结论|评价结果",
                        "分析",
                        "问题|不足",
                        "建议|措施|改进",
                    ],
                ),
            ],
        }
    }
}
