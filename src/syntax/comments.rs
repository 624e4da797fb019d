//! Where the comments of a text are, in the grammars that have some.

use crate::syntax::tree::{Entry, Node, NodeKind, YamlDocuments};
use crate::syntax::write::tokens::{Token, TokenKind, tokens};
use crate::text::{FileId, Span, TextFile};

/// A comment, or one line of a comment of several lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comment {
    /// From its mark (`#`, `//`, `/*`) or the first letter of the line to the end of the comment or the
    /// line, the line end left out.
    pub span: Span,
    /// Where the whole comment ends.
    pub end: u32,
    /// Does nothing but blanks stand before the whole comment on its line, and behind it?
    pub alone: bool,
    /// Does a mark of its own end it: `/* */`?
    pub is_block: bool,
}

impl Comment {
    /// What it says, without its marks and the blanks around.
    #[must_use]
    pub fn text<'a>(&self, file: &'a TextFile) -> &'a str {
        let text = file.slice(self.span);
        if !self.is_block {
            return text.trim_start_matches(['#', '/']).trim();
        }
        let text = text.trim().trim_start_matches(['/', '*']);
        text.strip_suffix("*/").unwrap_or(text).trim()
    }
}

/// The comments of an HCL text that hold a word, in order. Heredocs and strings hold none.
#[must_use]
pub fn in_hcl(id: FileId, file: &TextFile, word: &str) -> Vec<Comment> {
    if !file.text.contains(word) {
        return Vec::new();
    }
    let holding = tokens(&file.text).into_iter().filter(|token| file.text[token.start..token.end].contains(word));
    let comments = holding.flat_map(|token| match token.kind {
        TokenKind::LineComment => vec![comment(id, file, token.start)],
        TokenKind::BlockComment => in_block(id, file, &token, word),
        _ => Vec::new(),
    });
    comments.collect()
}

/// The lines of a comment between `/*` and `*/` that hold a word.
fn in_block(id: FileId, file: &TextFile, token: &Token, word: &str) -> Vec<Comment> {
    let (start, end) = (token.start as u32, token.end as u32);
    let (first, last) = (file.line_of(start), file.line_of(end.saturating_sub(1).max(start)));
    let before = &file.text[file.line_start(first) as usize..token.start];
    let behind = file.text[token.end..].lines().next().unwrap_or_default();
    let alone = is_blank(before) && is_blank(behind);
    let spans = (first..=last).map(|line| {
        let line_end = file.line_start(line) + file.line_text(line).len() as u32;
        Span { file: id, start: file.line_start(line).max(start), end: line_end.min(end) }
    });
    let holding = spans.filter(|span| file.slice(*span).contains(word));
    holding.map(|span| Comment { span, end, alone, is_block: true }).collect()
}

/// The comments of a YAML text that hold a word, in order. `documents` is its tree.
#[must_use]
pub fn in_yaml(id: FileId, file: &TextFile, documents: &YamlDocuments, word: &str) -> Vec<Comment> {
    if !file.text.contains(word) {
        return Vec::new();
    }
    let mut strings = Vec::new();
    documents.roots.iter().for_each(|root| collect_strings(root, &mut strings));
    let lines = 1..=file.line_count();
    let starts = lines.filter_map(|line| {
        let text = file.line_text(line);
        let word_at = text.find(word)?;
        let marks = text[..word_at].match_indices('#').map(|(at, _)| at);
        let at = marks
            .filter(|&at| at == 0 || text[..at].ends_with([' ', '\t', '\u{feff}']))
            .map(|at| file.line_start(line) + at as u32);
        at.into_iter().find(|&at| !strings.iter().any(|string| string.start <= at && at < string.end))
    });
    starts.map(|at| comment(id, file, at as usize)).collect()
}

/// The comment that starts at a byte.
fn comment(id: FileId, file: &TextFile, start: usize) -> Comment {
    let line = file.line_of(start as u32);
    let line_start = file.line_start(line);
    let end = line_start + file.line_text(line).len() as u32;
    let before = &file.text[line_start as usize..start];
    let span = Span { file: id, start: start as u32, end };
    Comment { span, end, alone: is_blank(before), is_block: false }
}

fn is_blank(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim().is_empty()
}

fn collect_strings(node: &Node, out: &mut Vec<Span>) {
    match &node.kind {
        NodeKind::Text(_) => out.push(node.span),
        NodeKind::Tagged { value, .. } => collect_strings(value, out),
        NodeKind::List(list) => list.items.iter().for_each(|item| collect_strings(item, out)),
        NodeKind::Map(map) => map.entries.iter().for_each(|Entry { key, value }| {
            collect_strings(key, out);
            collect_strings(value, out);
        }),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Expression(_) | NodeKind::Alias(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::testing::FILE;
    use crate::syntax::yaml;

    fn found(file: &TextFile, comments: &[Comment]) -> Vec<(String, bool)> {
        comments.iter().map(|comment| (comment.text(file).to_owned(), comment.alone)).collect()
    }

    #[test]
    fn comments_of_hcl_are_found_and_text_that_looks_like_some_is_not() {
        let file = TextFile::new(
            "a.tf",
            "# note: one\r\na = 1 // note: two\r\nb = \"# note: no\"\r\nc = <<EOT\n# note: no\n/* note: no */\nEOT\n  ## note: three",
        );
        let expected = [("note: one", true), ("note: two", false), ("note: three", true)];
        assert_eq!(found(&file, &in_hcl(FILE, &file, "note:")), expected.map(|(text, alone)| (text.to_owned(), alone)));
    }

    #[test]
    fn comments_between_marks_are_read_line_by_line() {
        let file = TextFile::new(
            "a.tf",
            "/* note: one */\r\na = 1 /* note: two */\n/* note: three */ b = 2\n/**\n * note: four\n * more\n   note: five */\nc = \"/* note: no */\"\n/* note: open",
        );
        let expected = [
            ("note: one", true),
            ("note: two", false),
            ("note: three", false),
            ("note: four", true),
            ("note: five", true),
            ("note: open", true),
        ];
        let comments = in_hcl(FILE, &file, "note:");
        assert_eq!(found(&file, &comments), expected.map(|(text, alone)| (text.to_owned(), alone)));
        assert!(
            comments.iter().all(|comment| comment.is_block && file.text[..comment.end as usize].ends_with(['/', 'n']))
        );
    }

    #[test]
    fn comments_of_yaml_are_found_and_text_that_looks_like_some_is_not() {
        let file = TextFile::new(
            "a.yaml",
            "\u{feff}# note: one\na: 1 # note: two\nb: |\n  # note: no\n  x\n# note: three\nc: 'x # note: no'\nd: x#note:no\ne: \"\n  # note: no\"\n",
        );
        let documents = yaml::parse(FILE, &file.text).expect("YAML");
        let expected = [("note: one", true), ("note: two", false), ("note: three", true)];
        let comments = in_yaml(FILE, &file, &documents, "note:");
        assert_eq!(found(&file, &comments), expected.map(|(text, alone)| (text.to_owned(), alone)));
    }
}
