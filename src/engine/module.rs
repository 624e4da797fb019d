//! The texts of Terraform modules: their code, what sets their variables, and what the code reads.

use std::collections::BTreeSet;

use memchr::memmem;

use super::text_of;
use crate::files::Files;
use crate::link::{Program, terraform};
use crate::load::{Tree, link_module};
use crate::outcome::Problem;
use crate::paths::{folder_of, join};
use crate::text::{FileId, Span, TextFile};

/// Longer texts that the code reads hold no policy: AWS takes none above 30 kB.
const LARGEST_TEXT: usize = 1 << 20;

/// Modules that were read, all that are judged together.
pub(super) struct Module<'s> {
    source: &'s dyn Files,
    /// Their files: code first, then values, then texts that the code reads.
    pub(super) files: Vec<TextFile>,
    unreadable: Vec<Problem>,
    /// Paths that are read or looked for already.
    sought: BTreeSet<String>,
}

impl<'s> Module<'s> {
    /// Reads code, and what sets the variables of its folders unasked.
    pub(super) fn read(code: &[String], source: &'s dyn Files) -> Module<'s> {
        let (mut files, mut unreadable) = (Vec::new(), Vec::new());
        let folders: BTreeSet<&str> = code.iter().map(|path| folder_of(path)).collect();
        let values = folders.into_iter().flat_map(|folder| values(folder, source));
        for path in code.iter().cloned().chain(values) {
            match text_of(&path, source) {
                Ok(file) => files.push(file),
                Err(message) => {
                    let at = Span { file: FileId(files.len() as u32), start: 0, end: 0 };
                    unreadable.push(Problem { at, message });
                    files.push(TextFile::new(path, ""));
                }
            }
        }
        let sought = files.iter().map(|file| file.path.to_string()).collect();
        Module { source, files, unreadable, sought }
    }

    /// Links the module, with all texts that its code reads.
    pub(super) fn link(&mut self, tree: impl Fn(FileId, &TextFile) -> Tree) -> Program {
        let asked =
            |id: FileId, files: &[TextFile]| files.get(id.0 as usize).map_or(Tree::Parse, |file| tree(id, file));
        let mut program = link_module(self.files.clone(), self.unreadable.clone(), |id| asked(id, &self.files));
        while self.fetch(&program.wanted()) {
            let parsed = &program.documents;
            let tree = |id: FileId| match parsed.get(id.0 as usize) {
                Some(Some(document)) => Tree::known(document),
                Some(None) | None => asked(id, &self.files),
            };
            program = link_module(self.files.clone(), self.unreadable.clone(), tree);
        }
        program
    }

    /// Reads those of the paths that were not sought yet; is there one more file now?
    fn fetch(&mut self, wanted: &[String]) -> bool {
        let before = self.files.len();
        for path in wanted {
            if self.sought.insert(path.clone()) {
                self.files.extend(self.policy(path));
            }
        }
        self.files.len() > before
    }

    /// A text that may hold a policy or say something that one is made of. Code that is read as a
    /// text, for a hash that changes with it, is none: it is judged where it is code.
    fn policy(&self, path: &str) -> Option<TextFile> {
        if terraform::is_code(path) || !self.source.holds(path) {
            return None;
        }
        let file = text_of(path, self.source).ok()?;
        let names_principals = || memmem::find(file.text.as_bytes(), b"rincipal").is_some();
        let holds_values = || [".json", ".yaml", ".yml"].iter().any(|ending| path.ends_with(ending));
        let matters = file.text.len() <= LARGEST_TEXT && (holds_values() || names_principals());
        matters.then_some(file)
    }
}

/// The files of a folder that set its variables unasked.
fn values(folder: &str, source: &dyn Files) -> Vec<String> {
    let names = source.list(folder).unwrap_or_default().into_iter();
    names.filter(|name| terraform::is_read_for_values(name)).map(|name| join(folder, &name)).collect()
}
