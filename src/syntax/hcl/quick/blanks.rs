//! Blanks and comments.

use super::{Lines, Quick};

impl Quick<'_> {
    /// Passes over blanks and `/* */`, and over line ends and line comments where `lines` allows.
    pub(super) fn pass(&mut self, lines: Lines) -> Option<()> {
        loop {
            match self.peek() {
                b' ' | b'\t' => self.at += 1,
                b'\n' if lines == Lines::Many => self.at += 1,
                b'#' if lines == Lines::Many => self.pass_line(),
                b'/' if lines == Lines::Many && self.sees("//") => self.pass_line(),
                b'/' if self.sees("/*") => {
                    let rest = &self.bytes[self.at + 2..];
                    self.at += memchr::memmem::find(rest, b"*/")? + 4;
                }
                _ => return Some(()),
            }
        }
    }

    /// Passes over blanks within a line, and over `/* */`.
    pub(super) fn pass_blanks(&mut self) -> Option<()> {
        self.pass(Lines::One)
    }

    /// Passes over blanks, line ends and comments.
    pub(super) fn pass_lines(&mut self) -> Option<()> {
        self.pass(Lines::Many)
    }

    /// Passes over the rest of a line, its end not included.
    fn pass_line(&mut self) {
        let rest = &self.bytes[self.at..];
        self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    }

    /// Passes over blanks and a comment up to the end of a line, and over that.
    pub(super) fn pass_line_end(&mut self) -> Option<()> {
        self.pass_blanks()?;
        if self.peek() == b'#' || self.sees("//") {
            self.pass_line();
        }
        let ends = self.at == self.bytes.len();
        (self.takes("\n") || ends).then_some(())
    }
}
