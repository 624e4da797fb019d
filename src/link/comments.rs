//! The comments of a program.

use crate::catalogue::Language;
use crate::link::Program;
use crate::syntax::comments::{Comment, in_hcl, in_yaml};
use crate::syntax::tree::Document;
use crate::text::{FileId, TextFile};

impl Program {
    /// The program's own comments that hold a word, in text order. JSON has none, and those of a
    /// text that does not parse are not known.
    #[must_use]
    pub fn comments(&self, word: &str) -> Vec<Comment> {
        let files = (0..).map(FileId).zip(&self.files).filter(|(_, file)| file.text.contains(word));
        let comments = files.flat_map(|(id, file)| self.comments_of(id, file, word));
        comments.filter(|comment| self.extent.is_none_or(|extent| extent.contains(comment.span))).collect()
    }

    fn comments_of(&self, id: FileId, file: &TextFile, word: &str) -> Vec<Comment> {
        let is_broken = self.problems.iter().any(|problem| problem.at.file == id);
        match self.documents.get(id.0 as usize).and_then(Option::as_ref) {
            _ if is_broken => Vec::new(),
            Some(Document::Hcl(_)) => in_hcl(id, file, word),
            Some(Document::Yaml(documents)) => in_yaml(id, file, documents, word),
            Some(Document::Json(_)) => Vec::new(),
            // A file of a module that nobody needed to parse.
            None if self.language == Language::Terraform => in_hcl(id, file, word),
            None => Vec::new(),
        }
    }
}
