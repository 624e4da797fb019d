//! Source text of keys and strings in the quotes that a grammar and its neighbours want.

use crate::syntax::tree::{Grammar, TextStyle};

/// A key as source text: in `like`'s quotes where the grammar allows it for this key.
pub(super) fn key(grammar: Grammar, like: TextStyle, text: &str) -> String {
    match (grammar, like) {
        (Grammar::Hcl, TextStyle::Plain) if is_identifier(text) => text.to_owned(),
        (Grammar::YamlBlock, TextStyle::Plain) if is_plain(text) => text.to_owned(),
        (Grammar::YamlFlow, TextStyle::Plain) if is_plain(text) && !text.contains([',', '[', ']', '{', '}', ':']) => {
            text.to_owned()
        }
        (grammar, like) => string(grammar, like, text),
    }
}

/// A string in quotes: single ones where `like` has them and the text allows it, else double ones.
pub(super) fn string(grammar: Grammar, like: TextStyle, text: &str) -> String {
    match (grammar, like) {
        (Grammar::YamlBlock | Grammar::YamlFlow, TextStyle::Single) if !text.contains(char::is_control) => {
            format!("'{}'", single(text))
        }
        (grammar, _) => format!("\"{}\"", double(grammar, text)),
    }
}

/// What stands between YAML's single quotes for a text without line ends.
pub(super) fn single(text: &str) -> String {
    text.replace('\'', "''")
}

/// What stands between double quotes for a text, in the escapes of the grammar.
pub(super) fn double(grammar: Grammar, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, char) in text.char_indices() {
        match char {
            '"' | '\\' => out.extend(['\\', char]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if grammar == Grammar::Hcl && text[at + 1..].starts_with('{') => out.extend([char, char]),
            char if char.is_control() => out.push_str(&format!("\\u{:04x}", char as u32)),
            char => out.push(char),
        }
    }
    out
}

/// Can this stand as a key of an HCL object without quotes?
fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && chars.all(|char| char.is_alphanumeric() || char == '_' || char == '-')
        && !matches!(text, "for" | "true" | "false" | "null")
}

/// Is this one-line text, as a YAML plain scalar in block context, the string it looks like?
pub(super) fn is_plain(text: &str) -> bool {
    let indicator = |first: char| "-?:,[]{}#&*!|>'\"%@`".contains(first);
    !text.is_empty()
        && !text.starts_with(indicator)
        && !text.contains(char::is_control)
        && text.trim() == text
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !reads_as_other_than_text(text)
}

/// YAML 1.1 readers take these for a boolean, null, a number or a date.
fn reads_as_other_than_text(text: &str) -> bool {
    let word = text.to_ascii_lowercase();
    matches!(word.as_str(), "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null" | "~" | "=" | "<<")
        || text.starts_with(|first: char| first.is_ascii_digit() || "+.".contains(first))
}

/// A YAML scalar as source, made fit for a flow collection: a plain one that holds one of the
/// flow's own signs gets quotes, its tag stays.
pub(super) fn for_flow(source: &str) -> String {
    let (tag, scalar) = split_tag(source);
    if fits_flow(scalar) { source.to_owned() } else { format!("{tag}\"{}\"", double(Grammar::YamlFlow, scalar)) }
}

/// Can this scalar stand in a YAML flow collection as it is?
pub(super) fn fits_flow(source: &str) -> bool {
    let (_, scalar) = split_tag(source);
    scalar.starts_with(['"', '\'', '[', '{', '*']) || !scalar.contains([',', '[', ']', '{', '}'])
}

/// The tag of a YAML scalar with the blank behind it, and the rest.
fn split_tag(source: &str) -> (&str, &str) {
    match source.find(' ') {
        Some(blank) if source.starts_with('!') => source.split_at(blank + 1),
        _ => ("", source),
    }
}
