//! What a run that writes would make of each file: the one text that `diff` shows and `fix` writes.

use crate::edit::{self, Applicability, Edit};
use crate::outcome::ProgramOutcome;
use crate::text::TextFile;

/// A file and its text after the edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// The file as it was read.
    pub file: &'a TextFile,
    /// Its whole text afterwards.
    pub after: String,
}

/// Which edits a run is about to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Fixes down to this applicability.
    pub level: Applicability,
    /// Also the comments of `--annotate`.
    pub annotate: bool,
}

/// The files of a program that change, sorted by path.
#[must_use]
pub fn changes(program: &ProgramOutcome, wish: Wish) -> Vec<Change<'_>> {
    let fixes = program.edits(wish.level);
    let annotations = if wish.annotate { program.annotations.as_slice() } else { &[] };
    let all = edit::merge(fixes.iter().chain(annotations).cloned()).unwrap_or(fixes);
    apply_each(&program.files, &all)
}

/// The files that these edits change, sorted by path. `edits` must be merged.
#[must_use]
pub fn apply_each<'a>(files: &'a [TextFile], edits: &[Edit]) -> Vec<Change<'a>> {
    let mut changes = Vec::new();
    for of_file in edits.chunk_by(|one, next| one.span.file == next.span.file) {
        let id = of_file[0].span.file;
        let Some(file) = files.get(id.0 as usize) else { continue };
        let after = edit::apply(id, &file.text, of_file);
        if *after != *file.text {
            changes.push(Change { file, after });
        }
    }
    changes.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    changes
}
