//! Decoding a text while remembering where each byte came from.

use std::ops::Range;

use crate::syntax::tree::Encoding;
use crate::text::Span;

/// A decoded text, and where each of its bytes stands in the outermost file.
pub(super) struct Decoded {
    text: String,
    /// One offset per byte of `text`, and one for its end.
    starts: Vec<u32>,
}

/// What a text starts with: bytes that stand for themselves, or an escape of so many bytes and
/// what it stands for.
enum Piece {
    Plain(usize),
    Escape(usize, String),
}

impl Decoded {
    /// The bytes of a range of the outermost file, each of the given spans filled with a character
    /// of one byte. None where the range is not one of that text.
    pub(super) fn raw(outer: &str, range: Range<usize>, fill: impl Iterator<Item = (Span, char)>) -> Option<Decoded> {
        let mut text = outer.get(range.clone())?.to_owned();
        for (span, with) in fill {
            let start = (span.start as usize).checked_sub(range.start)?;
            let end = start + span.range().len();
            text.get(start..end)?;
            text.replace_range(start..end, &with.to_string().repeat(end - start));
        }
        let starts = (range.start as u32..=range.end as u32).collect();
        Some(Decoded { text, starts })
    }

    /// Without its first and last byte, the quotes.
    pub(super) fn unquoted(mut self) -> Option<Decoded> {
        let inside = self.text.len().checked_sub(1).and_then(|end| self.text.get(1..end))?.to_owned();
        self.starts.remove(0);
        self.starts.pop();
        self.text = inside;
        Some(self)
    }

    /// Undoes one encoding. None where an escape is not one of that encoding.
    pub(super) fn decode(&self, encoding: Encoding) -> Option<Decoded> {
        let mut out = Decoded { text: String::with_capacity(self.text.len()), starts: Vec::new() };
        let mut at = 0;
        while let Some(first) = self.text[at..].chars().next() {
            at += match piece(encoding, first, &self.text[at..])? {
                Piece::Escape(length, meaning) => {
                    out.starts.extend(meaning.bytes().map(|_| self.starts[at]));
                    out.text.push_str(&meaning);
                    length
                }
                Piece::Plain(length) => {
                    out.starts.extend_from_slice(&self.starts[at..at + length]);
                    out.text.push_str(&self.text[at..at + length]);
                    length
                }
            };
        }
        out.starts.push(self.starts[at]);
        Some(out)
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// Which bytes came from a span of the outermost file.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let place = |offset: u32| self.starts.partition_point(|&start| start < offset).min(self.text.len());
        place(span.start)..place(span.end)
    }
}

/// What a text starts with; none where it is a wrong escape.
fn piece(encoding: Encoding, first: char, rest: &str) -> Option<Piece> {
    match (encoding, first) {
        (Encoding::HclHeredoc | Encoding::HclQuoted, '$' | '%') => Some(marker(rest)),
        (Encoding::HclQuoted | Encoding::Quoted, '\\') => backslash(rest),
        (Encoding::YamlLiteral { indent }, '\r' | '\n') => Some(line_end(rest, indent as usize)),
        (Encoding::YamlSingle, '\'') => rest.starts_with("''").then(|| Piece::Escape(2, "'".to_owned())),
        (Encoding::YamlSingle | Encoding::Quoted, ' ' | '\t' | '\r' | '\n') => Some(fold(rest)),
        _ => Some(Piece::Plain(first.len_utf8())),
    }
}

/// `$${` and `%%{`
fn marker(rest: &str) -> Piece {
    if rest.starts_with("$${") || rest.starts_with("%%{") {
        Piece::Escape(3, rest[1..3].to_owned())
    } else {
        Piece::Plain(1)
    }
}

/// A line end and the indentation of the next line.
fn line_end(rest: &str, indent: usize) -> Piece {
    let Some(line) = rest.strip_prefix("\r\n").or(rest.strip_prefix('\n')) else { return Piece::Plain(1) };
    let blanks = line.bytes().take(indent).take_while(|&byte| byte == b' ').count();
    Piece::Escape(rest.len() - line.len() + blanks, "\n".to_owned())
}

/// Line ends in a quoted YAML scalar: one is a blank, each further one a line end.
fn fold(rest: &str) -> Piece {
    let length = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    match rest[..length].matches('\n').count() {
        0 => Piece::Plain(length),
        1 => Piece::Escape(length, " ".to_owned()),
        lines => Piece::Escape(length, "\n".repeat(lines - 1)),
    }
}

/// The escapes of HCL, JSON and YAML: where two of them know one, they mean the same.
fn backslash(rest: &str) -> Option<Piece> {
    let kind = rest[1..].chars().next()?;
    let hex = |digits: usize| hexadecimal(rest, 2, digits).map(|code| (2 + digits, code));
    let (length, code) = match kind {
        'u' => surrogates(rest).or_else(|| hex(4))?,
        'U' => hex(8)?,
        'x' => hex(2)?,
        '\r' | '\n' => return continued(rest),
        _ => (1 + kind.len_utf8(), named(kind)?),
    };
    Some(Piece::Escape(length, char::from_u32(code)?.to_string()))
}

fn named(kind: char) -> Option<u32> {
    Some(match kind {
        '0' => 0,
        'a' => 7,
        'b' => 8,
        't' | '\t' => 9,
        'n' => 10,
        'v' => 11,
        'f' => 12,
        'r' => 13,
        'e' => 27,
        'N' => 0x85,
        '_' => 0xa0,
        'L' => 0x2028,
        'P' => 0x2029,
        ' ' | '"' | '/' | '\\' => kind as u32,
        _ => return None,
    })
}

fn hexadecimal(rest: &str, at: usize, digits: usize) -> Option<u32> {
    let digits = rest.get(at..at + digits)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

/// `\uD83D\uDE00`: two escapes that are one character.
fn surrogates(rest: &str) -> Option<(usize, u32)> {
    let high = hexadecimal(rest, 2, 4).filter(|high| (0xd800..0xdc00).contains(high))?;
    let low = rest.get(6..8).filter(|&next| next == "\\u").and_then(|_| hexadecimal(rest, 8, 4))?;
    let low = low.checked_sub(0xdc00).filter(|&low| low < 0x400)?;
    Some((12, 0x10000 + ((high - 0xd800) << 10) + low))
}

/// A line end that YAML leaves out.
fn continued(rest: &str) -> Option<Piece> {
    let line = rest[1..].strip_prefix("\r\n").or(rest[1..].strip_prefix('\n'))?;
    let next = line.trim_start_matches([' ', '\t']);
    Some(Piece::Escape(rest.len() - next.len(), String::new()))
}
