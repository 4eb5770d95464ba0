//! Indicators suggested for a kind of project and the words of a project.

use crate::dataset::nearest;
use mingzhang_domain::performance::{IndicatorLibrary, ProjectKind, Suggestion};

/// The kind is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKind {
    /// All that are.
    pub known: Vec<String>,
    /// The one that was probably meant.
    pub nearest: Option<String>,
}

/// The kind of a name and the suggestions for it, in the order of the forms.
///
/// # Errors
/// When no kind has the name, with those that there are.
pub fn suggest_indicators<'l>(
    library: &'l IndicatorLibrary,
    kind: &str,
    words: &str,
) -> Result<(&'l ProjectKind, Vec<Suggestion<'l>>), UnknownKind> {
    let Some(found) = library.kind(kind) else {
        let names = library.kinds.iter().map(|kind| kind.name.as_str());
        let all = library.kinds.iter().flat_map(|kind| {
            std::iter::once(kind.name.as_str()).chain(kind.aliases.iter().map(String::as_str))
        });
        let meant = nearest(kind.trim(), all).and_then(|name| library.kind(name));
        let shared = || {
            library.kinds.iter().find(|known| kind.contains(&known.name) || known.name.contains(kind.trim()))
        };
        let nearest = meant.or_else(shared).map(|kind| kind.name.clone());
        return Err(UnknownKind { known: names.map(str::to_owned).collect(), nearest });
    };
    Ok((found, library.suggest(found, words)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicators::library;

    #[test]
    fn an_unknown_kind_is_answered_with_the_nearest_and_all_others() {
        let library = library::embedded();
        let unknown = suggest_indicators(&library, "工程建没", "").unwrap_err();
        assert_eq!(unknown.nearest.as_deref(), Some("工程建设"));
        assert!(unknown.known.contains(&"执法监管".to_owned()), "{unknown:?}");
        assert_eq!(suggest_indicators(&library, "航天", "").unwrap_err().nearest, None);
    }

    #[test]
    fn a_kind_answers_to_its_english_name_too() {
        let library = library::embedded();
        for (english, kind) in [("engineering", "工程建设"), ("information-systems", "信息系统")] {
            assert_eq!(suggest_indicators(&library, english, "").unwrap().0.name, kind);
        }
    }

    #[test]
    fn the_words_of_a_project_choose_among_its_kind() {
        let library = library::embedded();
        let (kind, suggested) = suggest_indicators(&library, "征地补偿", "棚户区房屋征收").unwrap();
        assert_eq!(kind.name, "征地与补偿");
        assert_eq!(suggested[0].indicator.name, "完成房屋征收面积");
        assert!(suggested[0].matched.contains(&"棚户区".to_owned()));
    }
}
