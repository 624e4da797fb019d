//! The tokens of HCL, as far as `terraform fmt` looks at them when it lines text up.

/// Kinds of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum TokenKind {
    /// `=`, but not `==`, `=>`, `<=`, `>=`, `!=`.
    Equal,
    /// `(`, `[`, `{`, `${`, `%{`
    Open,
    /// `)`, `]`, `}`
    Close,
    /// `<<EOT` and the line end behind it.
    Heredoc,
    /// `#` or `//` up to the line end, which is part of it.
    LineComment,
    /// A line end.
    Newline,
    /// `/* */`
    BlockComment,
    /// Anything else: words, quotes, literal text.
    Other,
}

/// A token: a range of bytes.
#[derive(Debug, Clone, Copy)]
pub(in crate::syntax) struct Token {
    pub(in crate::syntax) kind: TokenKind,
    pub(in crate::syntax) start: usize,
    pub(in crate::syntax) end: usize,
}

/// What the scanner is inside of.
enum Inside<'a> {
    /// Code; how many braces are open since it began.
    Code(usize),
    /// `"..."`
    Quotes,
    /// A heredoc up to this marker.
    Heredoc(&'a str),
}

/// The tokens of a text, blanks left out. Whatever the text is, this ends and does not fail.
pub(in crate::syntax) fn tokens(text: &str) -> Vec<Token> {
    Scanner::until(text, text.len()).found
}

/// Does the byte at `at` belong to the literal text of a string or heredoc?
pub(super) fn is_in_string(text: &str, at: usize) -> bool {
    matches!(Scanner::until(text, at).inside.last(), Some(Inside::Quotes | Inside::Heredoc(_)))
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    inside: Vec<Inside<'a>>,
    found: Vec<Token>,
}

impl<'a> Scanner<'a> {
    /// The scanner after the last token that starts before `end`.
    fn until(text: &'a str, end: usize) -> Scanner<'a> {
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut scanner = Scanner { text, at: start, inside: vec![Inside::Code(0)], found: Vec::new() };
        while scanner.at < end {
            match scanner.inside.last() {
                Some(Inside::Quotes) => scanner.quoted(),
                Some(Inside::Heredoc(marker)) => scanner.heredoc(marker),
                Some(Inside::Code(_)) => scanner.code(),
                None => scanner.inside.push(Inside::Code(0)),
            }
        }
        scanner
    }

    fn push(&mut self, kind: TokenKind, length: usize) {
        let end = (self.at + length).min(self.text.len());
        self.found.push(Token { kind, start: self.at, end });
        self.at = end;
    }

    /// Length up to a byte that ends it, or all the rest.
    fn length_until(&self, ends: impl Fn(u8) -> bool) -> usize {
        let rest = &self.text.as_bytes()[self.at..];
        rest.iter().position(|&byte| ends(byte)).unwrap_or(rest.len())
    }

    fn code(&mut self) {
        let rest = &self.text[self.at..];
        match rest.as_bytes()[0] {
            b' ' | b'\t' => self.at += 1,
            b'\n' => self.push(TokenKind::Newline, 1),
            b'\r' if rest.starts_with("\r\n") => self.push(TokenKind::Newline, 2),
            b'#' => self.line_comment(),
            b'/' if rest.starts_with("//") => self.line_comment(),
            b'/' if rest.starts_with("/*") => {
                self.push(TokenKind::BlockComment, rest.find("*/").map_or(rest.len(), |length| length + 2));
            }
            b'"' => {
                self.push(TokenKind::Other, 1);
                self.inside.push(Inside::Quotes);
            }
            b'<' if rest.starts_with("<<") => self.heredoc_start(rest),
            b'=' | b'!' | b'<' | b'>' if rest[1..].starts_with('=') => self.push(TokenKind::Other, 2),
            b'=' if rest.starts_with("=>") => self.push(TokenKind::Other, 2),
            b'=' => self.push(TokenKind::Equal, 1),
            b'(' | b'[' => self.push(TokenKind::Open, 1),
            b')' | b']' => self.push(TokenKind::Close, 1),
            b'{' => self.brace(),
            b'}' => self.close_brace(),
            _ => self.other(),
        }
    }

    fn other(&mut self) {
        let word = |byte: u8| byte >= 0x80 || byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        let length = self.length_until(|byte| !word(byte));
        self.push(TokenKind::Other, length.max(1));
    }

    fn line_comment(&mut self) {
        let length = self.length_until(|byte| byte == b'\n');
        self.push(TokenKind::LineComment, length + 1);
    }

    fn brace(&mut self) {
        if let Some(Inside::Code(braces)) = self.inside.last_mut() {
            *braces += 1;
        }
        self.push(TokenKind::Open, 1);
    }

    fn close_brace(&mut self) {
        if let Some(Inside::Code(braces @ 1..)) = self.inside.last_mut() {
            *braces -= 1;
        } else if self.inside.len() > 1 {
            self.inside.pop();
        }
        self.push(TokenKind::Close, 1);
    }

    fn heredoc_start(&mut self, rest: &'a str) {
        let line = &rest[..rest.find('\n').map_or(rest.len(), |length| length + 1)];
        let marker = line[2..].strip_prefix('-').unwrap_or(&line[2..]).trim_end_matches(['\r', '\n']);
        let word = |char: char| char.is_alphanumeric() || char == '_' || char == '-';
        if !line.ends_with('\n') || marker.is_empty() || !marker.chars().all(word) {
            return self.push(TokenKind::Other, 2);
        }
        self.push(TokenKind::Heredoc, line.len());
        self.inside.push(Inside::Heredoc(marker));
    }

    fn quoted(&mut self) {
        let rest = &self.text[self.at..];
        if rest.starts_with('"') {
            self.push(TokenKind::Other, 1);
            self.inside.pop();
        } else if !self.template_start(rest) {
            let length = self.literal_length(rest, |byte| byte == b'"');
            self.push(TokenKind::Other, length);
        }
    }

    fn heredoc(&mut self, marker: &str) {
        let rest = &self.text[self.at..];
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        let starts_line = self.text[..self.at].ends_with('\n');
        if starts_line && line.trim() == marker {
            self.push(TokenKind::Other, line.trim_end_matches('\r').len());
            self.inside.pop();
        } else if !self.template_start(rest) {
            let length = self.literal_length(rest, |byte| byte == b'\n');
            let line_end = usize::from(rest[length..].starts_with('\n'));
            self.push(TokenKind::Other, length + line_end);
        }
    }

    /// Takes `${` or `%{`.
    fn template_start(&mut self, rest: &str) -> bool {
        let starts = rest.starts_with("${") || rest.starts_with("%{");
        if starts {
            self.push(TokenKind::Open, 2);
            self.inside.push(Inside::Code(0));
        }
        starts
    }

    /// How much literal text comes before a template or a byte that ends it.
    fn literal_length(&self, rest: &str, ends: impl Fn(u8) -> bool) -> usize {
        let bytes = rest.as_bytes();
        let in_quotes = matches!(self.inside.last(), Some(Inside::Quotes));
        let mut at = 0;
        while at < bytes.len() && !ends(bytes[at]) {
            let tail = &bytes[at..];
            match tail {
                [b'\\', _, ..] if in_quotes => at += 2,
                [b'$', b'$', b'{', ..] | [b'%', b'%', b'{', ..] => at += 3,
                [b'$' | b'%', b'{', ..] => break,
                _ => at += 1,
            }
        }
        while !rest.is_char_boundary(at.min(rest.len())) {
            at += 1;
        }
        at.min(rest.len())
    }
}
