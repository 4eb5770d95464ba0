//! Fields: what Word computes. Their instruction is not printed, their last result is.

/// The fields that are open where a line is read.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Field>,
}

#[derive(Default)]
struct Field {
    instruction: String,
    /// The instruction has ended.
    shows: bool,
}

impl Fields {
    /// A mark of a field: `begin`, `separate`, `end`. A field that began in another paragraph shows its result here.
    pub(super) fn mark(&mut self, kind: &str) {
        match kind {
            "begin" => self.open.push(Field::default()),
            "separate" => self.open.last_mut().into_iter().for_each(|field| field.shows = true),
            "end" => drop(self.open.pop()),
            _ => {}
        }
    }

    /// A piece of an instruction.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.shows) {
            field.instruction.push_str(text);
        }
    }

    /// Whether what stands here is not part of the text: an instruction, or the number of a page.
    pub(super) fn is_silent(&self) -> bool {
        self.open.iter().any(|field| !field.shows || self.is_page_number(&field.instruction))
    }

    /// Whether a field shows the number of a page.
    pub(super) fn is_page_number(&self, instruction: &str) -> bool {
        let name = instruction.split_whitespace().next().unwrap_or_default();
        ["PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"].iter().any(|known| name.eq_ignore_ascii_case(known))
    }
}
