//! Counts the pages of a file by the breaks that are set and noted in it.

/// Counts pages. Word notes where each began when it saved the file, mostly also behind a break that somebody has set,
/// but not on an empty paragraph; and other programs do not note breaks that are set.
pub(super) struct Pages {
    page: u32,
    /// A break was set, and neither text nor a noted break has come since.
    is_set: bool,
    /// A break was noted: without, the pages of the file are not known.
    pub(super) are_known: bool,
}

impl Default for Pages {
    fn default() -> Pages {
        Pages { page: 1, is_set: false, are_known: false }
    }
}

impl Pages {
    pub(super) fn set(&mut self) {
        self.page += u32::from(self.is_set);
        self.is_set = true;
    }

    pub(super) fn note(&mut self, count: u32) {
        self.are_known |= count > 0;
        self.is_set &= count == 0;
        self.page = self.page.saturating_add(count);
    }

    /// The page of what comes next.
    pub(super) fn of_content(&mut self) -> u32 {
        self.page += u32::from(self.is_set);
        self.is_set = false;
        self.page
    }
}
