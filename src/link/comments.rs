//! The comments of a program.

use crate::catalogue::Language;
use crate::link::Program;
use crate::syntax::comments::{Comment, in_hcl, in_yaml};
use crate::syntax::json;
use crate::text::{FileId, TextFile};

impl Program {
    /// The program's own comments that hold a word, in text order. JSON has none, and neither has a text that
    /// does not parse.
    #[must_use]
    pub fn comments(&self, word: &str) -> Vec<Comment> {
        let files = (0..).map(FileId).zip(&self.files).filter(|(_, file)| file.text.contains(word));
        let comments = files.flat_map(|(id, file)| self.comments_of(id, file, word));
        comments.filter(|comment| self.extent.is_none_or(|extent| extent.contains(comment.span))).collect()
    }

    fn comments_of(&self, id: FileId, file: &TextFile, word: &str) -> Vec<Comment> {
        let is_broken = self.problems.iter().any(|problem| problem.at.file == id);
        match self.language {
            _ if is_broken || is_json(id, file) => Vec::new(),
            Language::Terraform => in_hcl(id, file, word),
            Language::CloudFormation => in_yaml(id, file, word),
        }
    }
}

/// JSON is YAML too, and YAML has comments: only what is no JSON can have some.
fn is_json(id: FileId, file: &TextFile) -> bool {
    let text = file.text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with(['{', '[']) && json::parse(id, &file.text).is_ok()
}
