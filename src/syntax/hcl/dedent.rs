//! The blanks that a `<<-` heredoc is written with and that are no part of its text.

use crate::syntax::tree::TextPart;

/// Takes from the lines of a `<<-` heredoc as many blanks as the one with the fewest begins with.
/// Lines of blanks alone do not count, and stay. HCL native syntax specification, Template
/// Expressions; where it says little, as Terraform's own parser does it.
pub(super) fn dedent(parts: &mut [TextPart]) {
    let mut indent = usize::MAX;
    let mut at_line_start = true;
    for part in parts.iter() {
        match part {
            TextPart::Literal { value, .. } => {
                let indents = lines(value, at_line_start).filter(|line| line.counts).map(|line| blanks(line.text));
                indent = indents.fold(indent, usize::min);
                at_line_start = value.ends_with('\n');
            }
            _ if at_line_start => return,
            _ => {}
        }
    }
    let mut at_line_start = true;
    for part in parts.iter_mut().filter(|_| indent > 0) {
        if let TextPart::Literal { value, .. } = part {
            let starts_line = std::mem::replace(&mut at_line_start, value.ends_with('\n'));
            let without =
                lines(value, starts_line).map(|line| if line.counts { cut(line.text, indent) } else { line.text });
            *value = without.collect();
        } else {
            at_line_start = false;
        }
    }
}

struct Line<'t> {
    text: &'t str,
    /// Does it say how far the text is indented?
    counts: bool,
}

/// The lines of a literal, with their ends. The first one may go on from what stands before it.
fn lines(text: &str, starts_line: bool) -> impl Iterator<Item = Line<'_>> {
    text.split_inclusive('\n').enumerate().map(move |(number, text)| {
        let is_whole = number > 0 || starts_line;
        let is_blank = text.ends_with('\n') && text.trim_start().is_empty();
        Line { text, counts: is_whole && !is_blank }
    })
}

/// How many blanks a line begins with, in characters.
fn blanks(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}

/// A line without so many characters at its start.
fn cut(line: &str, count: usize) -> &str {
    line.char_indices().nth(count).map_or("", |(at, _)| &line[at..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::tree::{Node, NodeKind};
    use crate::text::{FileId, Span};
    use std::sync::Arc;

    const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

    /// The literals of a heredoc once it is dedented; `$` stands for an interpolation.
    fn dedented(text: &str) -> String {
        let literal = |value: &str| TextPart::Literal { value: value.to_owned(), span: NOWHERE };
        let value = Arc::new(Node { span: NOWHERE, kind: NodeKind::Null });
        let interpolation = TextPart::Interpolation { value, span: NOWHERE };
        let mut parts = Vec::new();
        for (number, piece) in text.split('$').enumerate() {
            parts.extend((number > 0).then(|| interpolation.clone()));
            parts.extend((!piece.is_empty()).then(|| literal(piece)));
        }
        dedent(&mut parts);
        let said = parts.iter().map(|part| match part {
            TextPart::Literal { value, .. } => value.as_str(),
            _ => "$",
        });
        said.collect()
    }

    #[test]
    fn the_line_with_the_fewest_blanks_says_how_many_go() {
        assert_eq!(dedented("    a\n      b\n"), "a\n  b\n");
        assert_eq!(dedented("  a $ b\n    c$\n"), "a $ b\n  c$\n");
    }

    #[test]
    fn nothing_goes_where_one_line_has_no_blanks_whatever_stands_behind_it() {
        for text in ["{\n  a $,\n    b $\n}\n", "$\n  a\n", "  a\n$ b\n", "  $,\n  b $\nc\n"] {
            assert_eq!(dedented(text), text);
        }
    }

    #[test]
    fn lines_of_blanks_alone_do_not_count_and_stay() {
        assert_eq!(dedented("    a\n\n  \n    b\n"), "a\n\n  \nb\n");
        assert_eq!(dedented("    a\n  $\n"), "  a\n$\n");
    }
}
