//! What a paper says about itself: properties of the file, beside its content.

use mingzhang_domain::Date;
use mingzhang_domain::ids::Seq;

/// The properties of a written paper. Nothing in it depends on the moment of writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The title, for the window and the list of files.
    pub title: String,
    /// The unit that answers for the paper.
    pub unit_name: String,
    /// The business day at whose end the figures hold.
    pub figures_as_of: Option<Date>,
    /// The last recorded change that the figures know of.
    pub known_up_to: Option<Seq>,
    /// The hash of that change's entry, with which the paper vouches for the whole history behind it.
    pub head_hash: Option<String>,
}

impl Meta {
    /// Names and values of the properties that are ours, for machines.
    pub(crate) fn properties(&self) -> Vec<(&'static str, String)> {
        let as_of = self.figures_as_of.map(|day| ("mingzhang.figures_as_of", day.to_string()));
        let known = self.known_up_to.map(|seq| ("mingzhang.known_up_to", seq.0.to_string()));
        let hash = self.head_hash.clone().map(|hash| ("mingzhang.head_sm3", hash));
        as_of.into_iter().chain(known).chain(hash).collect()
    }

    /// One sentence for people about the figures' two times and the history behind them; `None` where neither is known.
    pub(crate) fn statement(&self) -> Option<String> {
        let as_of = self.figures_as_of.map(|d| format!("数据截至{}年{}月{}日", d.year(), d.month(), d.day()));
        let known = self.known_up_to.map(|seq| format!("账簿记到第{}号", seq.0));
        let hash = self.head_hash.as_ref().map(|hash| format!("校验值SM3 {hash}"));
        let parts: Vec<String> = as_of.into_iter().chain(known).chain(hash).collect();
        (!parts.is_empty()).then(|| format!("{}。", parts.join("，")))
    }
}
