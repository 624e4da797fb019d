//! What is wrong with a file that somebody wrote for the program, and where.

use std::fmt;

/// A mistake in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// In one line, without a full stop.
    pub message: String,
}

impl Mistake {
    /// A mistake at this byte of a text.
    #[must_use]
    pub fn at(text: &str, byte: usize, message: &str) -> Mistake {
        let before = text.get(..byte).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let message = message.trim_end().replace('\n', "; ");
        Mistake { line: before.matches('\n').count() + 1, column: before[start..].chars().count() + 1, message }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::Mistake;

    #[test]
    fn a_place_is_counted_in_lines_and_characters() {
        assert_eq!(Mistake::at("ä: 1\nöü: 2\n", 10, "two\nlines\n").to_string(), "2:3: two; lines");
        assert_eq!(Mistake::at("a", 99, "behind the end").to_string(), "1:2: behind the end");
    }
}
