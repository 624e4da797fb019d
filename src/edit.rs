//! Edits of texts and the fixes made of them.

use crate::text::{FileId, Span};

/// Replace the bytes of `span` by `content`. An insertion has an empty span, a deletion no content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// Which bytes of the text as it was read.
    pub span: Span,
    /// What stands there afterwards.
    pub content: String,
}

/// How far a fix may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Shown as text, never written.
    DisplayOnly,
    /// Written only with `--unsafe-fixes`: a person should look first.
    Unsafe,
    /// Written by `fix`.
    Safe,
}

/// All edits that one amendment needs, in any number of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// One line for a person: what the fix does.
    pub title: String,
    /// The edits, sorted by span, none overlapping another.
    pub edits: Vec<Edit>,
    /// How far it may be trusted.
    pub applicability: Applicability,
}

/// Two edits that change the same bytes in different ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap(pub Edit, pub Edit);

/// Joins edits into one sorted list: equal edits fold into one.
///
/// Two different insertions at one offset are both kept, in the order given. Edits that share
/// bytes and are not equal are an [`Overlap`].
///
/// # Errors
/// The first pair that overlaps.
pub fn merge(edits: impl IntoIterator<Item = Edit>) -> Result<Vec<Edit>, Overlap> {
    let mut all: Vec<Edit> = Vec::new();
    for edit in edits {
        if !all.contains(&edit) {
            all.push(edit);
        }
    }
    all.sort_by_key(|edit| edit.span);
    for pair in all.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        if first.span.file == second.span.file && second.span.start < first.span.end {
            return Err(Overlap(first.clone(), second.clone()));
        }
    }
    Ok(all)
}

/// The text of `file` with the edits done. `edits` must be merged; those of other files are passed over.
#[must_use]
pub fn apply(file: FileId, text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + edits.iter().map(|e| e.content.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits.iter().filter(|edit| edit.span.file == file) {
        out.push_str(&text[at..edit.span.start as usize]);
        out.push_str(&edit.content);
        at = edit.span.end as usize;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: u32, end: u32, content: &str) -> Edit {
        Edit { span: Span { file: FileId(0), start, end }, content: content.into() }
    }

    #[test]
    fn equal_edits_fold_and_overlapping_ones_are_refused() {
        let merged = merge([edit(3, 3, "x"), edit(0, 1, "A"), edit(3, 3, "x")]).expect("no overlap");
        assert_eq!(apply(FileId(0), "abcd", &merged), "Abcxd");
        assert!(merge([edit(0, 2, "x"), edit(1, 3, "y")]).is_err());
    }
}
