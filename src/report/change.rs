//! What a run that writes would make of each file: the one text that `diff` shows and `fix` writes.

use std::borrow::Cow;

use crate::edit::{self, Applicability, Edit};
use crate::outcome::ProgramOutcome;
use crate::text::{Span, TextFile};

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

fn apply_each<'a>(files: &'a [TextFile], edits: &[Edit]) -> Vec<Change<'a>> {
    let after = |(file, edits): (&'a TextFile, &[Edit])| {
        let after = edits.first().map(|first| edit::apply(first.span.file, &file.text, edits))?;
        (*after != *file.text).then_some(Change { file, after })
    };
    by_file(files, edits).into_iter().filter_map(after).collect()
}

/// The edits of each file that has some, sorted by path. `edits` must be merged.
fn by_file<'a, 'e>(files: &'a [TextFile], edits: &'e [Edit]) -> Vec<(&'a TextFile, &'e [Edit])> {
    let groups = edits.chunk_by(|one, next| one.span.file == next.span.file);
    let of_file = groups.filter_map(|edits| Some((files.get(edits.first()?.span.file.0 as usize)?, edits)));
    let mut out: Vec<_> = of_file.collect();
    out.sort_by(|(one, _), (other, _)| one.path.cmp(&other.path));
    out
}

/// The lines of a file around some edits, before and after them. A report shows each fix by itself, and
/// a file may have many: for each, no more of it is looked at than these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt<'a> {
    /// The file.
    pub file: &'a TextFile,
    /// How many lines of the file come before.
    pub skipped: usize,
    /// The lines as they were read.
    pub before: &'a str,
    /// The lines afterwards.
    pub after: Cow<'a, str>,
}

/// How many unchanged lines stand around the edits of an excerpt: as many as a diff shows, and those
/// over which it may move a hunk among lines that are alike.
const AROUND: u32 = 64;

impl<'a> From<&'a Change<'a>> for Excerpt<'a> {
    fn from(change: &'a Change<'a>) -> Excerpt<'a> {
        Excerpt { file: change.file, skipped: 0, before: &change.file.text, after: Cow::Borrowed(&change.after) }
    }
}

/// What these edits change, for each file the lines around them, sorted by path. `edits` must be merged.
#[must_use]
pub fn excerpts<'a>(files: &'a [TextFile], edits: &[Edit]) -> Vec<Excerpt<'a>> {
    let all = by_file(files, edits).into_iter().filter_map(|(file, edits)| excerpt(file, edits));
    all.filter(|excerpt| excerpt.after != excerpt.before).collect()
}

fn excerpt<'a>(file: &'a TextFile, edits: &[Edit]) -> Option<Excerpt<'a>> {
    let (first, last) = (edits.first()?.span, edits.last()?.span);
    let skipped = (file.line_of(first.start) - 1).saturating_sub(AROUND);
    let (start, end) = (file.line_start(skipped + 1), file.line_start(file.line_of(last.end).saturating_add(AROUND)));
    let lines = Span { file: first.file, start, end };
    let moved = |edit: &Edit| {
        let span = Span { start: edit.span.start - start, end: edit.span.end - start, ..edit.span };
        Edit { span, content: edit.content.clone() }
    };
    let edits: Vec<Edit> = edits.iter().map(moved).collect();
    let before = file.slice(lines);
    let after = Cow::Owned(edit::apply(first.file, before, &edits));
    Some(Excerpt { file, skipped: skipped as usize, before, after })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Style, diff};
    use crate::text::FileId;

    #[test]
    fn an_excerpt_gives_the_diff_that_the_whole_file_gives() {
        let text: String = (0..400).map(|number| format!("line {number}\n")).collect();
        let files = [TextFile::new("a.tf", text.as_str())];
        let edit = |start: usize, end: usize, content: &str| {
            let span = Span { file: FileId(0), start: start as u32, end: end as u32 };
            Edit { span, content: content.to_owned() }
        };
        let at = |line: &str| text.find(line).expect("the line");
        let sets = [
            vec![edit(0, 0, "new\n")],
            vec![edit(at("line 200"), at("line 202"), "")],
            vec![edit(at("line 10\n"), at("line 10\n") + 4, "LINE"), edit(at("line 300"), at("line 300"), "x\ny\n")],
            vec![edit(text.len(), text.len(), "no line end")],
        ];
        for edits in sets {
            let whole = apply_each(&files, &edits);
            let (whole, part) = (Excerpt::from(&whole[0]), &excerpts(&files, &edits)[0]);
            assert!(part.before.len() < whole.before.len() || edits.len() > 1, "{edits:?}");
            assert_eq!(diff::unified(part, Style::PLAIN), diff::unified(&whole, Style::PLAIN), "{edits:?}");
        }
    }
}
