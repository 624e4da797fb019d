//! Positions as the protocol counts them: lines, and characters in units that both sides agreed on.

use gen_lsp_types::{Position, PositionEncodingKind, Range};
use memchr::memchr2_iter;

use crate::text::Span;

/// What a character of a position counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Code units of UTF-16: what every client understands.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Encoding {
    /// The one that costs least of those that a client offers.
    #[must_use]
    pub fn among(offered: &[&str]) -> Encoding {
        let known = [("utf-8", Encoding::Utf8), ("utf-32", Encoding::Utf32)];
        let found = known.into_iter().find(|(name, _)| offered.contains(name));
        found.map_or(Encoding::Utf16, |(_, encoding)| encoding)
    }

    /// Its name in the protocol.
    #[must_use]
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}

/// The lines of a text as the protocol knows them: they end with `\n`, `\r\n` or `\r`.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    encoding: Encoding,
    /// Where each line starts. The first starts behind a byte order mark: no editor shows one.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of a text.
    #[must_use]
    pub fn new(text: &'t str, encoding: Encoding) -> Lines<'t> {
        let bytes = text.as_bytes();
        let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let ends = memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        Lines { text, encoding, starts: std::iter::once(first).chain(ends.map(|at| at + 1)).collect() }
    }

    /// The position of a byte.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let before = self.text.get(self.starts[line]..offset).unwrap_or_default();
        let character: usize = before.chars().map(|c| self.encoding.width(c)).sum();
        Position { line: line as u32, character: character as u32 }
    }

    /// The range of a span of this text.
    #[must_use]
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start as usize), end: self.position(span.end as usize) }
    }

    /// The byte of a position. What lies behind the end of a line means its end, what lies behind
    /// the last line the end of the text, and what lies inside of a character its start.
    #[must_use]
    pub fn offset(&self, position: Position) -> usize {
        let Some(&start) = self.starts.get(position.line as usize) else { return self.text.len() };
        let mut left = position.character as usize;
        let mut at = start;
        for c in self.text[start..].chars() {
            let width = self.encoding.width(c);
            if left < width || matches!(c, '\n' | '\r') {
                break;
            }
            left -= width;
            at += c.len_utf8();
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "a\u{e9}\u{1f642}x\r\nb\rc\n";

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn characters_are_counted_in_the_units_agreed_on() {
        let x = TEXT.find('x').expect("x");
        for (encoding, character) in [(Encoding::Utf8, 7), (Encoding::Utf16, 4), (Encoding::Utf32, 3)] {
            let lines = Lines::new(TEXT, encoding);
            assert_eq!(lines.position(x), at(0, character), "{encoding:?}");
            assert_eq!(lines.offset(at(0, character)), x, "{encoding:?}");
        }
    }

    #[test]
    fn every_line_end_of_the_protocol_ends_a_line() {
        let lines = Lines::new(TEXT, Encoding::Utf16);
        for (letter, line) in [('b', 1), ('c', 2)] {
            assert_eq!(lines.position(TEXT.find(letter).expect("a letter")), at(line, 0));
        }
        assert_eq!(lines.position(TEXT.len()), at(3, 0));
    }

    #[test]
    fn what_lies_outside_of_a_text_means_the_nearest_place_inside() {
        let lines = Lines::new(TEXT, Encoding::Utf16);
        let end_of_first = TEXT.find('\r').expect("a line end");
        assert_eq!(lines.offset(at(0, 99)), end_of_first);
        assert_eq!(lines.offset(at(99, 0)), TEXT.len());
        let inside_of_a_pair = at(0, 3);
        assert_eq!(lines.offset(inside_of_a_pair), TEXT.find('\u{1f642}').expect("a face"));
    }

    #[test]
    fn a_byte_order_mark_is_no_character() {
        let lines = Lines::new("\u{feff}ab", Encoding::Utf16);
        assert_eq!((lines.position(3), lines.offset(at(0, 0))), (at(0, 0), 3));
    }

    #[test]
    fn the_cheapest_encoding_that_is_offered_is_taken() {
        assert_eq!(Encoding::among(&["utf-16", "utf-8", "utf-32"]), Encoding::Utf8);
        assert_eq!(Encoding::among(&["utf-32", "utf-16"]), Encoding::Utf32);
        assert_eq!(Encoding::among(&[]), Encoding::Utf16);
    }

    proptest! {
        #[test]
        fn a_place_in_a_text_keeps_its_position(text in "[a\u{e9}\u{1f642}\r\n]{0,20}", at in 0usize..60) {
            let between_ends = |at: usize| at > 0 && text[..at].ends_with('\r') && text[at..].starts_with('\n');
            let at = at.min(text.len());
            prop_assume!(text.is_char_boundary(at) && !between_ends(at));
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let lines = Lines::new(&text, encoding);
                prop_assert_eq!(lines.offset(lines.position(at)), at);
            }
        }

        #[test]
        fn any_position_is_a_place_in_the_text(text in "[a\u{e9}\u{1f642}\r\n]{0,20}", line in 0u32..9, character in 0u32..30) {
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                prop_assert!(text.is_char_boundary(Lines::new(&text, encoding).offset(at(line, character))));
            }
        }
    }
}
