//! A value of a row, as all tables share it.

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A BIGINT.
    Int(i64),
    /// A TEXT.
    Text(String),
    /// A BOOLEAN.
    Flag(bool),
}

impl Cell {
    /// The number, where it is one.
    pub(crate) fn int(&self) -> Option<i64> {
        if let Cell::Int(number) = self { Some(*number) } else { None }
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Int(number)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Cell {
        Cell::Int(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Cell {
        Cell::Int(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Cell {
        Cell::Flag(flag)
    }
}
