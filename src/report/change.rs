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

/// What becomes of a file, as far as a diff shows it. A report shows each fix by itself, and a file may
/// have many: for each, no more of it is looked at than the lines around its edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt<'a> {
    /// The file.
    pub file: &'a TextFile,
    /// Its parts that change, in order.
    pub parts: Vec<Part<'a>>,
}

/// Lines of a file that follow each other, before and after some edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// How many lines of the file as it was read come before.
    pub skipped: usize,
    /// How many lines of the file come before afterwards.
    pub skipped_after: usize,
    /// The lines as they were read.
    pub before: &'a str,
    /// The lines afterwards.
    pub after: Cow<'a, str>,
}

/// How many unchanged lines stand around the edits of a part: as many as a diff shows, and those over
/// which it may move a hunk among lines that are alike.
const AROUND: u32 = 64;

impl<'a> Excerpt<'a> {
    /// All of a file.
    #[must_use]
    pub fn whole(file: &'a TextFile, after: &'a str) -> Excerpt<'a> {
        let part = Part { skipped: 0, skipped_after: 0, before: &file.text, after: Cow::Borrowed(after) };
        Excerpt { file, parts: vec![part] }
    }

    /// The lines around edits of a file, which must be merged.
    fn around(file: &'a TextFile, edits: &[Edit]) -> Excerpt<'a> {
        let is_near = |one: &Edit, next: &Edit| {
            file.line_of(next.span.start).saturating_sub(file.line_of(one.span.end)) <= 2 * AROUND
        };
        let mut parts: Vec<Part<'a>> = Vec::new();
        for near in edits.chunk_by(is_near) {
            let (Some(first), Some(last)) = (near.first(), near.last()) else { continue };
            let skipped = (file.line_of(first.span.start) - 1).saturating_sub(AROUND);
            let start = file.line_start(skipped + 1);
            let end = file.line_start(file.line_of(last.span.end).saturating_add(AROUND));
            let moved = |edit: &Edit| {
                let span = Span { start: edit.span.start - start, end: edit.span.end - start, ..edit.span };
                Edit { span, content: edit.content.clone() }
            };
            let edits: Vec<Edit> = near.iter().map(moved).collect();
            let before = file.slice(Span { file: first.span.file, start, end });
            let after = Cow::Owned(edit::apply(first.span.file, before, &edits));
            let skipped = skipped as usize;
            let skipped_after = parts.last().map_or(skipped, |part| part.line_after(skipped));
            parts.push(Part { skipped, skipped_after, before, after });
        }
        parts.retain(|part| part.before != part.after);
        Excerpt { file, parts }
    }
}

impl Part<'_> {
    /// How many lines come before a line behind this part afterwards; `line` is how many did.
    fn line_after(&self, line: usize) -> usize {
        let count = |text: &str| memchr::memchr_iter(b'\n', text.as_bytes()).count();
        line + self.skipped_after + count(&self.after) - self.skipped - count(self.before)
    }
}

/// What these edits change, for each file the lines around them, sorted by path. `edits` must be merged.
#[must_use]
pub fn excerpts<'a>(files: &'a [TextFile], edits: &[Edit]) -> Vec<Excerpt<'a>> {
    let all = by_file(files, edits).into_iter().map(|(file, edits)| Excerpt::around(file, edits));
    all.filter(|excerpt| !excerpt.parts.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Style, diff};
    use crate::text::FileId;

    #[test]
    fn an_excerpt_gives_the_diff_that_the_whole_file_gives() {
        let text: String = (0..900).map(|number| format!("line {number}\n")).collect();
        let files = [TextFile::new("a.tf", text.as_str())];
        let edit = |start: usize, end: usize, content: &str| {
            let span = Span { file: FileId(0), start: start as u32, end: end as u32 };
            Edit { span, content: content.to_owned() }
        };
        let at = |line: usize| text.find(&format!("line {line}\n")).expect("the line");
        let sets = [
            vec![edit(0, 0, "new\n")],
            vec![edit(at(200), at(202), "")],
            vec![edit(at(10), at(10) + 4, "LINE"), edit(at(300), at(300), "x\ny\n"), edit(at(800), at(801), "")],
            vec![edit(at(20), at(30), ""), edit(at(100), at(100), "x\n"), edit(text.len(), text.len(), "no line end")],
        ];
        for edits in sets {
            let whole = apply_each(&files, &edits);
            let (whole, around) = (Excerpt::whole(&files[0], &whole[0].after), &excerpts(&files, &edits)[0]);
            assert!(around.parts.iter().all(|part| part.before.len() < text.len() / 3), "{edits:?}");
            assert_eq!(diff::unified(around, Style::PLAIN), diff::unified(&whole, Style::PLAIN), "{edits:?}");
        }
    }
}
