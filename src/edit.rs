//! Edits of texts and the fixes made of them.

use std::collections::BTreeSet;

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
    let mut given: Vec<Edit> = edits.into_iter().collect();
    given.sort_by_key(|edit| edit.span);
    let mut all: Vec<Edit> = Vec::with_capacity(given.len());
    for edit in given {
        let of_span = all.iter().rev().take_while(|other| other.span == edit.span);
        if !of_span.clone().any(|other| *other == edit) {
            all.push(edit);
        }
    }
    for pair in all.windows(2) {
        if share_bytes(pair[0].span, pair[1].span) {
            return Err(Overlap(pair[0].clone(), pair[1].clone()));
        }
    }
    Ok(all)
}

/// Do two spans share bytes, or does one begin inside of the other? `first` is the one that comes first.
fn share_bytes(first: Span, second: Span) -> bool {
    first.file == second.file && second.start < first.end
}

/// Edits that fit together, of any number of fixes.
#[derive(Debug, Default)]
pub struct Fitting(BTreeSet<Edit>);

impl Fitting {
    /// Takes in edits that are merged, all or none; did they fit to those that are here? They do
    /// where [`merge`] would join them all.
    pub fn take(&mut self, edits: &[Edit]) -> bool {
        let fits = edits.iter().all(|edit| self.fits(edit));
        if fits {
            self.0.extend(edits.iter().cloned());
        }
        fits
    }

    /// Those that are here share no bytes among themselves, so only the next on either side can be in the way.
    fn fits(&self, edit: &Edit) -> bool {
        let (before, after) = (self.0.range(..edit).next_back(), self.0.range(edit..).next());
        self.0.contains(edit)
            || !before.is_some_and(|before| share_bytes(before.span, edit.span))
                && !after.is_some_and(|after| share_bytes(edit.span, after.span))
    }
}

/// Those of merged edits that are of one file.
#[must_use]
pub fn of_file(file: FileId, edits: &[Edit]) -> &[Edit] {
    let first = edits.partition_point(|edit| edit.span.file < file);
    let end = edits.partition_point(|edit| edit.span.file <= file);
    &edits[first..end]
}

/// The text of `file` with the edits done. `edits` must be merged; those of other files are passed over.
#[must_use]
pub fn apply(file: FileId, text: &str, edits: &[Edit]) -> String {
    let added: usize = of_file(file, edits).iter().map(|edit| edit.content.len()).sum();
    let mut out = String::with_capacity(text.len() + added);
    let mut at = 0;
    for edit in of_file(file, edits) {
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
