//! Bars on stderr, and only where a person watches.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over a known number of steps. It hides itself where stderr is no terminal.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar with what is being done.
    pub(crate) fn new(doing: &str) -> Bar {
        let bar = ProgressBar::new(0);
        let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.set_message(doing.to_owned());
        Bar(bar)
    }

    /// How many of how many are done.
    pub(crate) fn set(&self, done: usize, total: usize) {
        self.0.set_length(total as u64);
        self.0.set_position(done as u64);
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}
