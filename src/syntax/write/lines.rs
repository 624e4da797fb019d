//! The lines of an HCL text as `terraform fmt` sees them, and the blanks it wants in them.
//!
//! A line ends where a line-end token does, so a heredoc is part of one line. In each run of
//! lines with an assignment the `=` stand in one column, and so do the comments behind
//! consecutive lines. An assignment whose value goes on on the next line stands in no column: one
//! blank comes before its `=`.

use super::tokens::{Token, TokenKind, tokens};

/// One line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Offset of its first byte and of its first token.
    pub(super) start: usize,
    pub(super) first: usize,
    /// The blanks before the first `=`.
    pub(super) equal: Option<Gap>,
    /// Does that `=` stand in a column with those of the lines around?
    pub(super) in_column: bool,
    /// The blanks before a trailing comment.
    pub(super) comment: Option<Gap>,
    /// Characters before the blanks before `=`, or before the comment's where there is no `=`.
    lead_width: usize,
    /// Characters from `=` to the end of the last token before the comment.
    assign_width: usize,
    /// Brackets opened less brackets closed.
    net: isize,
    /// Holds a token besides a line end.
    holds_text: bool,
}

/// Blanks from `start` up to `end`, bytes; `wanted` is how many there should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) wanted: usize,
}

impl Gap {
    /// Are there as many as there should be, and are they spaces?
    pub(super) fn is_right(self, text: &str) -> bool {
        self.end - self.start == self.wanted && text[self.start..self.end].bytes().all(|byte| byte == b' ')
    }
}

/// The lines of a text with what is wanted in each.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let tokens = tokens(text);
    let ends_line = |token: &Token| matches!(token.kind, TokenKind::Newline | TokenKind::LineComment);
    let mut lines: Vec<Line> = Vec::new();
    let mut start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    for line in tokens.split_inclusive(ends_line) {
        lines.push(cells(text, start, line));
        start = line.last().map_or(start, |token| token.end);
    }
    want_columns(&mut lines);
    lines
}

/// Splits a line into what leads, `=` and what follows, and the comment.
fn cells(text: &str, start: usize, all: &[Token]) -> Line {
    let (tokens, comment) = match all {
        [before @ .., last] if last.kind == TokenKind::LineComment && !before.is_empty() => (before, Some(last)),
        all => (all, None),
    };
    let content: &[Token] = match tokens {
        [before @ .., last] if last.kind == TokenKind::Newline => before,
        tokens => tokens,
    };
    let end = content.last().map_or(start, |token| token.end);
    let equal = content.iter().skip(1).position(|token| token.kind == TokenKind::Equal).map(|at| at + 1);
    let assignment = equal.filter(|&at| content[at..].iter().map(bracket).sum::<isize>() == 0);
    let lead_end = equal.map_or(end, |at| content[at - 1].end);
    let gap = |start: usize, end: usize| Gap { start, end, wanted: end - start };
    Line {
        start,
        first: all.first().map_or(start, |token| token.start),
        equal: equal.map(|at| gap(lead_end, content[at].start)),
        in_column: assignment.is_some(),
        comment: comment.map(|comment| gap(end, comment.start)),
        lead_width: width(&text[start..lead_end]),
        assign_width: equal.map_or(0, |at| width(&text[content[at].start..end])),
        net: net_brackets(content, assignment),
        holds_text: !content.is_empty() || comment.is_some(),
    }
}

/// Brackets opened less brackets closed; before an assignment, up to a heredoc only.
fn net_brackets(content: &[Token], equal: Option<usize>) -> isize {
    let (lead, assign) = content.split_at(equal.unwrap_or(content.len()));
    let until = lead.iter().position(|token| token.kind == TokenKind::Heredoc).unwrap_or(lead.len());
    lead[..until].iter().chain(assign).map(bracket).sum()
}

fn bracket(token: &Token) -> isize {
    match token.kind {
        TokenKind::Open => 1,
        TokenKind::Close => -1,
        _ => 0,
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// Sets the wanted blanks before `=`, then those before comments.
fn want_columns(lines: &mut [Line]) {
    for run in lines.chunk_by_mut(Line::shares_column) {
        let widest = run.iter().map(|line| line.lead_width).max().unwrap_or(0);
        for line in run {
            let width = line.lead_width;
            if let Some(gap) = &mut line.equal {
                gap.wanted = widest - width + 1;
            }
        }
    }
    for run in lines.chunk_by_mut(Line::shares_comment_column) {
        let widest = run.iter().map(Line::width).max().unwrap_or(0);
        for line in run {
            let width = line.width();
            if let Some(gap) = &mut line.comment {
                gap.wanted = widest - width + 1;
            }
        }
    }
}

impl Line {
    /// Do the `=` of two lines, one after the other, stand in one column?
    pub(super) fn shares_column(&self, next: &Line) -> bool {
        self.in_column && next.in_column
    }

    /// Do their comments?
    pub(super) fn shares_comment_column(&self, next: &Line) -> bool {
        self.comment.is_some() && next.comment.is_some()
    }

    /// Characters up to the comment, as wanted.
    fn width(&self) -> usize {
        self.lead_width + self.equal.map_or(0, |gap| gap.wanted) + self.assign_width
    }
}

/// The indentation that `terraform fmt` wants of each line: two spaces for each line that left
/// brackets open.
pub(super) fn indents(lines: &[Line]) -> Vec<usize> {
    let mut open: Vec<isize> = Vec::new();
    lines
        .iter()
        .map(|line| {
            let depth = open.len();
            if line.net > 0 {
                open.push(line.net);
                return 2 * depth;
            }
            close(&mut open, -line.net);
            2 * open.len()
        })
        .collect()
}

fn close(open: &mut Vec<isize>, mut closed: isize) {
    while closed > 0
        && let Some(last) = open.last_mut()
    {
        if closed < *last {
            *last -= closed;
            return;
        }
        closed -= *last;
        open.pop();
    }
}

impl Line {
    /// The blanks the line starts with; none for an empty line.
    pub(super) fn indent(&self, wanted: usize) -> Option<Gap> {
        self.holds_text.then_some(Gap { start: self.start, end: self.first, wanted })
    }
}
