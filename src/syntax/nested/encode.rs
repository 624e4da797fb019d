//! Encoding a text that is to be inserted into a text inside other texts.

use crate::syntax::tree::Encoding;

/// Writes a text so that, decoded from all the encodings of `nest`, it is `text` again.
///
/// `nest` lists the encodings outermost first, as [`crate::syntax::tree::Layout::nest`] does, so
/// the last one is applied first. Where the outermost text is HCL, a `${...}` in `text` is an
/// interpolation, at any depth: it stays as it is, and `$${` stays an escaped `${`. A literal
/// `%{` is escaped. Lines after the first are indented for a YAML literal; in a single-quoted
/// YAML scalar a line end stays one, and so reads as a blank.
#[must_use]
pub fn encode(nest: &[Encoding], text: &str) -> String {
    if !matches!(nest.first(), Some(Encoding::HclHeredoc | Encoding::HclQuoted)) {
        return encode_literal(nest, text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((literal, interpolation, behind)) = next_interpolation(rest) {
        out.push_str(&encode_literal(nest, literal));
        out.push_str(interpolation);
        rest = behind;
    }
    out + &encode_literal(nest, rest)
}

fn encode_literal(nest: &[Encoding], text: &str) -> String {
    nest.iter().rev().fold(text.to_owned(), |text, encoding| match encoding {
        Encoding::HclHeredoc => hcl_markers(&text),
        Encoding::HclQuoted => escape(&hcl_markers(&text)),
        Encoding::YamlLiteral { indent } => indented(&text, *indent as usize),
        Encoding::YamlSingle => text.replace('\'', "''"),
        Encoding::Quoted => escape(&text),
    })
}

/// Escapes `%{`, and a `${` that is never closed.
fn hcl_markers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("${").into_iter().chain(rest.find("%{")).min() {
        let marker = &rest[at..at + 1];
        out.push_str(&rest[..at]);
        if !rest[..at].ends_with(marker) {
            out.push_str(marker);
        }
        out.push_str(&rest[at..at + 2]);
        rest = &rest[at + 2..];
    }
    out + rest
}

/// Escapes quotes, backslashes and control characters, as HCL, JSON and YAML all read them.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

fn indented(text: &str, indent: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
            if !line.trim().is_empty() {
                out.push_str(&" ".repeat(indent));
            }
        }
        out.push_str(line);
    }
    out
}

/// The next interpolation: what comes before it, its own bytes, what comes behind.
fn next_interpolation(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("${") {
        let at = from + found;
        let escaped = text[..at].ends_with('$');
        match interpolation_length(&text[at..]) {
            Some(length) if !escaped => {
                return Some((&text[..at], &text[at..at + length], &text[at + length..]));
            }
            _ => from = at + 2,
        }
    }
    None
}

/// The length of an interpolation that a text starts with: braces and quotes inside are balanced.
fn interpolation_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let quoted = open.last() == Some(&b'"');
        match bytes[at] {
            b'\\' if quoted => at += 1,
            b'"' if quoted => {
                open.pop();
            }
            b'$' if quoted && bytes[at..].starts_with(b"${") => {
                open.push(b'{');
                at += 1;
            }
            _ if quoted => {}
            byte @ (b'{' | b'"') => open.push(byte),
            b'}' => {
                open.pop();
                if open.is_empty() {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}
