//! Text files and positions in them.
//!
//! Every position inside the program is a byte offset, 0-based. Lines and columns are made from
//! it only where a report needs them.

use std::sync::{Arc, OnceLock};

/// One file of a [`crate::link::Program`], by its place in the program's table of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes of one file: `start` included, `end` excluded, 0-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range as `usize`, to slice a text with.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Is the other span inside this one (or equal to it)?
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both. Both must be of one file.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty span at the end of this one.
    #[must_use]
    pub fn after(self) -> Span {
        Span { file: self.file, start: self.end, end: self.end }
    }

    /// The empty span at the start of this one.
    #[must_use]
    pub fn before(self) -> Span {
        Span { file: self.file, start: self.start, end: self.start }
    }
}

/// A line and a column, both 1-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, 1-based.
    pub line: u32,
    /// Column, 1-based, in the unit that the caller asked for.
    pub column: u32,
}

/// A file as it was read: UTF-8 text, byte order mark and line ends included.
#[derive(Debug, Clone)]
pub struct TextFile {
    /// The path as the user would write it, with `/` between its parts.
    pub path: Arc<str>,
    /// The whole text, byte order mark included.
    pub text: Arc<str>,
    /// Counted when a line is first asked for: most files are never reported on.
    line_starts: OnceLock<Arc<[u32]>>,
}

impl PartialEq for TextFile {
    fn eq(&self, other: &TextFile) -> bool {
        (&self.path, &self.text) == (&other.path, &other.text)
    }
}

impl Eq for TextFile {}

impl TextFile {
    /// A file from its path and its whole text.
    #[must_use]
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> TextFile {
        TextFile { path: path.into(), text: text.into(), line_starts: OnceLock::new() }
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect()
        })
    }

    /// The bytes of a span of this file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// Length in bytes of the byte order mark: 3 or 0.
    #[must_use]
    pub fn bom_len(&self) -> usize {
        if self.text.starts_with('\u{feff}') { 3 } else { 0 }
    }

    /// The line of a byte offset, 1-based.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> u32 {
        self.line_starts().partition_point(|&start| start <= offset) as u32
    }

    /// Offset of the first byte of a line (1-based); past the last line, the length of the text.
    #[must_use]
    pub fn line_start(&self, line: u32) -> u32 {
        self.line_starts().get(line as usize - 1).copied().unwrap_or(self.text.len() as u32)
    }

    /// How many lines there are; a text that ends in a newline has an empty last line.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        self.line_starts().len() as u32
    }

    /// The text of a line (1-based) without its line end.
    #[must_use]
    pub fn line_text(&self, line: u32) -> &str {
        let range = self.line_start(line) as usize..self.line_start(line + 1) as usize;
        self.text[range].trim_end_matches(['\n', '\r'])
    }

    /// Line and column of an offset; the column counts Unicode scalar values.
    #[must_use]
    pub fn position_chars(&self, offset: u32) -> Position {
        let line = self.line_of(offset);
        let before = &self.text[self.line_start(line) as usize..offset as usize];
        Position { line, column: before.trim_start_matches('\u{feff}').chars().count() as u32 + 1 }
    }

    /// Line and column of an offset; the column counts UTF-16 code units (SARIF, LSP).
    #[must_use]
    pub fn position_utf16(&self, offset: u32) -> Position {
        let line = self.line_of(offset);
        let before = &self.text[self.line_start(line) as usize..offset as usize];
        let column = before.trim_start_matches('\u{feff}').encode_utf16().count() as u32 + 1;
        Position { line, column }
    }

    /// The line end of this file: `"\r\n"` where its first line ends so, else `"\n"`.
    #[must_use]
    pub fn newline(&self) -> &'static str {
        match self.text.find('\n') {
            Some(at) if at > 0 && self.text.as_bytes()[at - 1] == b'\r' => "\r\n",
            _ => "\n",
        }
    }
}

/// Does the character do something to a screen instead of showing on it? Tab and line feed are
/// not meant: every caller says itself what they become.
#[must_use]
pub fn is_hostile(c: char) -> bool {
    match c {
        '\t' | '\n' => false,
        // Marks and overrides of writing direction, line separators, a byte order mark in the middle.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => true,
        _ => c.is_control(),
    }
}

/// The text of a file's bytes.
///
/// # Errors
/// Why it is none, in words that tell what to do: encrypted, UTF-16, or another encoding, with the
/// 1-based line of the first byte that does not fit.
pub fn decode(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| not_text(error.as_bytes(), error.utf8_error().valid_up_to()))
}

/// Did git-crypt write these bytes? They begin with its name:
/// <https://github.com/AGWA/git-crypt/blob/0.7.0/commands.cpp>.
#[must_use]
pub fn is_encrypted(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\0GITCRYPT\0")
}

/// Why bytes are no text, of which the first `valid` are.
fn not_text(bytes: &[u8], valid: usize) -> String {
    if is_encrypted(bytes) {
        return "encrypted by git-crypt; unlock the repository, or exclude the file".to_owned();
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return "UTF-16; save it as UTF-8".to_owned();
    }
    let line = bytes[..valid].iter().filter(|&&byte| byte == b'\n').count() + 1;
    format!("not UTF-8 (line {line}); save it as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_told_with_what_to_do() {
        let why = |bytes: &[u8]| decode(bytes.to_vec()).expect_err("no text");
        assert_eq!(why(b"\0GITCRYPT\0\xf1"), "encrypted by git-crypt; unlock the repository, or exclude the file");
        assert_eq!(why(b"\xff\xfea\0"), "UTF-16; save it as UTF-8");
        assert_eq!(why(b"a = 1\n# caf\xe9\n"), "not UTF-8 (line 2); save it as UTF-8");
        assert_eq!(decode("é".into()).as_deref(), Ok("é"));
    }

    #[test]
    fn lines_and_columns_are_one_based_and_skip_the_byte_order_mark() {
        let file = TextFile::new("a.tf", "\u{feff}ab\r\né🙂x\n");
        assert_eq!(file.position_chars(3), Position { line: 1, column: 1 });
        let x = file.text.find('x').expect("x") as u32;
        assert_eq!(file.position_chars(x), Position { line: 2, column: 3 });
        assert_eq!(file.position_utf16(x), Position { line: 2, column: 4 });
        assert_eq!(file.line_text(2), "é🙂x");
        assert_eq!((file.newline(), file.line_count(), file.bom_len()), ("\r\n", 3, 3));
    }
}
