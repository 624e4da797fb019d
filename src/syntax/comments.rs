//! Where the comments of a text are, in the grammars that have some.

use crate::syntax::tree::{Entry, Node, NodeKind, YamlDocuments};
use crate::syntax::write::tokens::{TokenKind, tokens};
use crate::text::{FileId, Span, TextFile};

/// A comment that ends with its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comment {
    /// From its mark (`#`, `//`) to the end of its line, the line end left out.
    pub span: Span,
    /// Does nothing but blanks stand before it on its line?
    pub alone: bool,
}

impl Comment {
    /// What it says, without its mark and the blanks around.
    #[must_use]
    pub fn text<'a>(&self, file: &'a TextFile) -> &'a str {
        file.slice(self.span).trim_start_matches(['#', '/']).trim()
    }
}

/// The comments of an HCL text that hold a word, in order. Heredocs and strings hold none.
#[must_use]
pub fn in_hcl(id: FileId, file: &TextFile, word: &str) -> Vec<Comment> {
    if !file.text.contains(word) {
        return Vec::new();
    }
    let comments = tokens(&file.text).into_iter().filter(|token| token.kind == TokenKind::LineComment);
    let holding = comments.filter(|token| file.text[token.start..token.end].contains(word));
    holding.map(|token| comment(id, file, token.start)).collect()
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
    Comment { span, alone: before.trim_start_matches('\u{feff}').trim().is_empty() }
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
            "# note: one\r\na = 1 // note: two\r\nb = \"# note: no\"\r\nc = <<EOT\n# note: no\nEOT\n/* note: no */\n  ## note: three",
        );
        let expected = [("note: one", true), ("note: two", false), ("note: three", true)];
        assert_eq!(found(&file, &in_hcl(FILE, &file, "note:")), expected.map(|(text, alone)| (text.to_owned(), alone)));
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
