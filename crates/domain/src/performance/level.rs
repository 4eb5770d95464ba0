//! 一级和二级指标: the words of all common schemes as a few levels.

/// 一级指标.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level1 {
    /// 产出.
    Output,
    /// 效益, 效果.
    Benefit,
    /// 满意度, where it stands beside output and benefit.
    Satisfied,
    /// 成本, where it stands beside output and benefit.
    Costs,
}

impl Level1 {
    /// The level of a word: `产出指标`, `产出`, `项目产出`; `None` of any other, such as 过程 or 预算执行率.
    pub fn parse(word: &str) -> Option<Level1> {
        let is = |part: &str| word.contains(part);
        match () {
            () if is("满意") => Some(Level1::Satisfied),
            () if is("成本") => Some(Level1::Costs),
            () if is("产出") => Some(Level1::Output),
            () if is("效益") || is("效果") => Some(Level1::Benefit),
            () => None,
        }
    }
}

/// 二级指标 of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level2Kind {
    /// 数量.
    Quantity,
    /// 质量.
    Quality,
    /// 时效.
    Timeliness,
    /// 成本.
    Cost,
    /// 经济效益.
    Economic,
    /// 社会效益.
    Social,
    /// 生态效益.
    Ecological,
    /// 可持续影响.
    Sustainable,
    /// 服务对象满意度.
    Satisfaction,
}

impl Level2Kind {
    /// All, in the order of the forms.
    pub const ALL: [Level2Kind; 9] = [
        Level2Kind::Quantity,
        Level2Kind::Quality,
        Level2Kind::Timeliness,
        Level2Kind::Cost,
        Level2Kind::Economic,
        Level2Kind::Social,
        Level2Kind::Ecological,
        Level2Kind::Sustainable,
        Level2Kind::Satisfaction,
    ];

    /// The word of the field.
    pub fn label(self) -> &'static str {
        match self {
            Level2Kind::Quantity => "数量",
            Level2Kind::Quality => "质量",
            Level2Kind::Timeliness => "时效",
            Level2Kind::Cost => "成本",
            Level2Kind::Economic => "经济效益",
            Level2Kind::Social => "社会效益",
            Level2Kind::Ecological => "生态效益",
            Level2Kind::Sustainable => "可持续影响",
            Level2Kind::Satisfaction => "服务对象满意度",
        }
    }

    /// The kind of a word: `数量指标`, `产出数量`, `社会公众满意度`, `生态环境成本`; `None` of any other.
    pub fn parse(word: &str) -> Option<Level2Kind> {
        // The order decides where two words stand in one: 社会公众满意度 is satisfaction, 社会成本 is cost.
        let words = [
            ("满意", Level2Kind::Satisfaction),
            ("成本", Level2Kind::Cost),
            ("数量", Level2Kind::Quantity),
            ("质量", Level2Kind::Quality),
            ("时效", Level2Kind::Timeliness),
            ("可持续", Level2Kind::Sustainable),
            ("生态", Level2Kind::Ecological),
            ("社会", Level2Kind::Social),
            ("经济", Level2Kind::Economic),
        ];
        words.into_iter().find(|(part, _)| word.contains(part)).map(|(_, kind)| kind)
    }

    /// Whether it stands under 效益.
    pub fn is_benefit(self) -> bool {
        matches!(
            self,
            Level2Kind::Economic | Level2Kind::Social | Level2Kind::Ecological | Level2Kind::Sustainable
        )
    }

    /// Whether it may stand under a 一级指标.
    pub fn fits(self, level1: Level1) -> bool {
        match level1 {
            Level1::Satisfied => self == Level2Kind::Satisfaction,
            Level1::Costs => self == Level2Kind::Cost,
            Level1::Output => self <= Level2Kind::Cost,
            // Older schemes put satisfaction under 效益.
            Level1::Benefit => self.is_benefit() || self == Level2Kind::Satisfaction,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_known_by_the_words_of_all_schemes() {
        for (word, kind) in [
            ("数量指标", Some(Level2Kind::Quantity)),
            ("产出时效", Some(Level2Kind::Timeliness)),
            ("社会公众或服务对象满意度", Some(Level2Kind::Satisfaction)),
            ("生态环境成本", Some(Level2Kind::Cost)),
            ("可持续影响效益", Some(Level2Kind::Sustainable)),
            ("资金管理", None),
        ] {
            assert_eq!(Level2Kind::parse(word), kind, "{word}");
        }
        assert_eq!(Level1::parse("项目产出"), Some(Level1::Output));
        assert_eq!(Level1::parse("预算执行率"), None);
    }

    #[test]
    fn a_benefit_does_not_stand_under_outputs() {
        assert!(Level2Kind::Social.fits(Level1::Benefit));
        assert!(!Level2Kind::Social.fits(Level1::Output));
        assert!(!Level2Kind::Quantity.fits(Level1::Benefit));
        assert!(Level2Kind::Satisfaction.fits(Level1::Benefit));
    }
}
