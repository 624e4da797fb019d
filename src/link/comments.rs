//! The comments of a program.

use crate::catalogue::Language;
use crate::link::Program;
use crate::syntax::comments::{Comment, in_hcl, in_yaml};
use crate::syntax::tree::{Document, Node, NodeKind};
use crate::text::{FileId, Span, TextFile};

/// A comment of Terraform in JSON: the property `//` of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// The object.
    pub object: Span,
    /// The text, with its quotes.
    pub span: Span,
    /// What it says.
    pub text: String,
}

impl Program {
    /// The program's own comments that hold a word, in text order. JSON has none, and those of a
    /// text that does not parse are not known.
    #[must_use]
    pub fn comments(&self, word: &str) -> Vec<Comment> {
        let files = (0..).map(FileId).zip(&self.files).filter(|(_, file)| file.text.contains(word));
        let comments = files.flat_map(|(id, file)| self.comments_of(id, file, word));
        comments.filter(|comment| self.extent.is_none_or(|extent| extent.contains(comment.span))).collect()
    }

    /// The comments of Terraform in JSON that hold a word, in text order.
    #[must_use]
    pub fn properties(&self, word: &str) -> Vec<Property> {
        let mut found = Vec::new();
        if self.language == Language::Terraform {
            for (document, file) in self.documents.iter().zip(&self.files) {
                match document {
                    Some(Document::Json(root)) if file.text.contains(word) => in_json(root, word, &mut found),
                    _ => {}
                }
            }
        }
        found
    }

    fn comments_of(&self, id: FileId, file: &TextFile, word: &str) -> Vec<Comment> {
        let is_broken = self.problems.iter().any(|problem| problem.at.file == id);
        match self.documents.get(id.0 as usize).and_then(Option::as_ref) {
            _ if is_broken => Vec::new(),
            Some(Document::Hcl(_)) => in_hcl(id, file, word),
            Some(Document::Yaml(documents)) => in_yaml(id, file, documents, word),
            Some(Document::Json(_) | Document::Text(_)) => Vec::new(),
            // A file of a module that nobody needed to parse.
            None if self.language == Language::Terraform => in_hcl(id, file, word),
            None => Vec::new(),
        }
    }
}

fn in_json(node: &Node, word: &str, found: &mut Vec<Property>) {
    match &node.kind {
        NodeKind::List(list) => list.items.iter().for_each(|item| in_json(item, word, found)),
        NodeKind::Map(map) => {
            for entry in &map.entries {
                let text = entry.value.literal().filter(|text| text.contains(word));
                match text.filter(|_| entry.key.literal().as_deref() == Some("//")) {
                    Some(text) => found.push(Property { object: node.span, span: entry.value.span, text }),
                    None => in_json(&entry.value, word, found),
                }
            }
        }
        _ => {}
    }
}
