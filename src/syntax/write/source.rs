//! The text that is edited, with the few questions about lines that every verb asks.

use std::ops::Range;

use crate::edit::Edit;
use crate::reason::{Reason, ReasonKind};
use crate::text::{FileId, Span, TextFile};

/// A text and the file it is of. All offsets are bytes, 0-based.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    pub(super) newline: &'static str,
    bom: usize,
}

impl<'a> Source<'a> {
    /// The text of the file that `at` is a span of. Where its line ends are mixed, the first one
    /// behind the start of `at` counts.
    pub(super) fn new(file: &'a TextFile, at: Span) -> Source<'a> {
        let mut source = Source { file: at.file, text: &file.text, newline: file.newline(), bom: file.bom_len() };
        let end = source.line_end(at.range().start);
        match source.text.as_bytes()[end..] {
            [b'\r', b'\n', ..] => source.newline = "\r\n",
            [b'\n', ..] => source.newline = "\n",
            _ => {}
        }
        source
    }

    /// First byte of the line that holds `at`; a byte order mark belongs to no line.
    pub(super) fn line_start(&self, at: usize) -> usize {
        memchr::memrchr(b'\n', &self.text.as_bytes()[..at]).map_or(self.bom.min(at), |newline| newline + 1)
    }

    /// Where the line that holds `at` ends: before its `\n` or `\r\n`.
    pub(super) fn line_end(&self, at: usize) -> usize {
        match memchr::memchr(b'\n', &self.text.as_bytes()[at..]) {
            Some(0) => at,
            Some(length) if self.text.as_bytes()[at + length - 1] == b'\r' => at + length - 1,
            Some(length) => at + length,
            None => self.text.len(),
        }
    }

    /// First byte after the line that holds `at` and its line end.
    pub(super) fn next_line(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.text.as_bytes()[at..]).map_or(self.text.len(), |length| at + length + 1)
    }

    /// What stands before `at` on its line.
    pub(super) fn prefix(&self, at: usize) -> &'a str {
        &self.text[self.line_start(at)..at]
    }

    /// The blanks that the line of `at` starts with.
    pub(super) fn indent(&self, at: usize) -> &'a str {
        let line = &self.text[self.line_start(at)..self.line_end(at)];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// Does only blank space stand before `at` on its line?
    pub(super) fn starts_line(&self, at: usize) -> bool {
        is_blank(self.prefix(at))
    }

    /// The line of `at` holds nothing but blanks.
    pub(super) fn is_blank_line(&self, at: usize) -> bool {
        is_blank(&self.text[self.line_start(at)..self.line_end(at)])
    }

    /// The lines that hold these bytes, with one line end: the one after them or, where the text
    /// ends without one, the one before.
    pub(super) fn whole_lines(&self, range: Range<usize>) -> Range<usize> {
        let start = self.line_start(range.start);
        let end = self.next_line(range.end);
        if end == self.text.len() && !self.text.ends_with('\n') && start > self.bom {
            return self.line_end(start - 1)..end;
        }
        start..end
    }

    /// Whole lines, and the blank ones around that nobody needs when they go: those before, where
    /// blank ones or the line of `close` come after, else those after, where the line of `open`
    /// comes before.
    pub(super) fn with_blank_lines(&self, mut lines: Range<usize>, open: usize, close: usize) -> Range<usize> {
        let first = self.next_line(open);
        let ends = |at: usize| at >= self.line_start(close) || self.is_blank_line(at);
        while lines.start > first && ends(lines.end) && self.is_blank_line(lines.start - 1) {
            lines.start = self.line_start(lines.start - 1);
        }
        while lines.start <= first && lines.end < self.line_start(close) && self.is_blank_line(lines.end) {
            lines.end = self.next_line(lines.end);
        }
        lines
    }

    /// The edit that puts `content` in the place of `range`.
    pub(super) fn replace(&self, range: Range<usize>, content: impl Into<String>) -> Edit {
        let span = Span { file: self.file, start: range.start as u32, end: range.end as u32 };
        Edit { span, content: content.into() }
    }

    /// The edit that puts `content` before the byte `at`.
    pub(super) fn insert(&self, at: usize, content: impl Into<String>) -> Edit {
        self.replace(at..at, content)
    }

    /// Does this range hold a line end?
    pub(super) fn has_newline(&self, range: Range<usize>) -> bool {
        memchr::memchr(b'\n', &self.text.as_bytes()[range]).is_some()
    }
}

/// Nothing but blanks and line ends.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}

/// The reason that a shape cannot be amended.
pub(super) fn shape(text: impl Into<String>) -> Reason {
    Reason::new(ReasonKind::Shape, text)
}
