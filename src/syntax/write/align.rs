//! Lining up what edits put out of line, as `terraform fmt` wants it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::edit::Edit;
use crate::text::{FileId, Span};

use super::lines::{self, Gap, Line};

/// Completes all edits of one HCL file: where they put text out of line that stood in line, the
/// blanks of its neighbours follow.
///
/// `edits` must be merged and of `file`; the result is, too. A run of lines that was not lined up
/// before is left as it is, and so is one that is altogether new: the verbs line up what they
/// write. Call it once, on all edits together: two that lengthen one column do not conflict then.
#[must_use]
pub fn align(file: FileId, text: &str, edits: &[Edit]) -> Vec<Edit> {
    let old = lines::lines(text);
    let spliced = Spliced::new(text, edits);
    let indents = indent_gaps(text, &old, &spliced, &lines::lines(&spliced.text));
    let edits = spliced.with_gaps(file, edits, indents);
    // Columns count from the start of the line, so they come after the indentation.
    let spliced = Spliced::new(text, &edits);
    let new = lines::lines(&spliced.text);
    let mut wanted = column_gaps(text, &old, &spliced, &new, |line| line.equal, Line::shares_column);
    let comments = column_gaps(text, &old, &spliced, &new, |line| line.comment, Line::shares_comment_column);
    wanted.extend(comments);
    spliced.with_gaps(file, &edits, wanted)
}

/// The gaps to change in runs of lines that have them, all of whose old ones were right.
fn column_gaps(
    text: &str,
    old: &[Line],
    spliced: &Spliced,
    new: &[Line],
    gap_of: impl Fn(&Line) -> Option<Gap>,
    shares_column: impl Fn(&Line, &Line) -> bool,
) -> Vec<Gap> {
    let were: BTreeMap<usize, bool> = old.iter().filter_map(&gap_of).map(|gap| (gap.end, gap.is_right(text))).collect();
    let mut wanted = Vec::new();
    for run in new.chunk_by(shares_column) {
        let run: Vec<Gap> = run.iter().filter_map(&gap_of).collect();
        let before: Vec<bool> = run.iter().filter_map(|gap| were.get(&spliced.old_offset(gap.end)?).copied()).collect();
        if !before.is_empty() && before.iter().all(|&right| right) {
            wanted.extend(run.into_iter().filter(|gap| !gap.is_right(&spliced.text)));
        }
    }
    wanted
}

/// The indentations to change, where the whole text was indented as wanted before.
fn indent_gaps(text: &str, old: &[Line], spliced: &Spliced, new: &[Line]) -> Vec<Gap> {
    let gaps = |lines: &[Line]| -> Vec<Gap> {
        let indents = lines::indents(lines);
        lines.iter().zip(indents).filter_map(|(line, wanted)| line.indent(wanted)).collect()
    };
    if !gaps(old).iter().all(|gap| gap.is_right(text)) {
        return Vec::new();
    }
    gaps(new).into_iter().filter(|gap| !gap.is_right(&spliced.text)).collect()
}

/// A text with edits done, and where each of its pieces comes from.
struct Spliced {
    text: String,
    pieces: Vec<Piece>,
}

struct Piece {
    /// Its bytes in the new text.
    new: Range<usize>,
    from: From,
}

#[derive(Clone, Copy)]
enum From {
    /// The old text, from this offset.
    Old(usize),
    /// The edit at this place in the list.
    Edit(usize),
}

impl Spliced {
    fn new(text: &str, edits: &[Edit]) -> Spliced {
        let mut spliced = Spliced { text: String::with_capacity(text.len()), pieces: Vec::new() };
        let mut at = 0;
        for (index, edit) in edits.iter().enumerate() {
            spliced.push(&text[at..edit.span.start as usize], From::Old(at));
            spliced.push(&edit.content, From::Edit(index));
            at = edit.span.end as usize;
        }
        spliced.push(&text[at..], From::Old(at));
        spliced
    }

    fn push(&mut self, text: &str, from: From) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { new: start..self.text.len(), from });
    }

    /// The piece that holds the byte at this offset of the new text.
    fn piece(&self, at: usize) -> Option<&Piece> {
        let index = self.pieces.partition_point(|piece| piece.new.end <= at);
        self.pieces.get(index).filter(|piece| piece.new.contains(&at))
    }

    /// Where the byte at this offset of the new text stands in the old one.
    fn old_offset(&self, at: usize) -> Option<usize> {
        match self.piece(at)? {
            Piece { new, from: From::Old(old) } => Some(old + at - new.start),
            Piece { from: From::Edit(_), .. } => None,
        }
    }

    /// The edits, with the gaps brought to their wanted widths.
    fn with_gaps(&self, file: FileId, edits: &[Edit], mut gaps: Vec<Gap>) -> Vec<Edit> {
        let mut edits = edits.to_vec();
        // From the last to the first, so that places inside an edit's content stay right.
        gaps.sort_by_key(|gap| std::cmp::Reverse(gap.end));
        for gap in gaps {
            let is = gap.end - gap.start;
            match gap.wanted.checked_sub(is) {
                Some(more) => self.widen(file, gap.end, more, &mut edits),
                None => (gap.start + gap.wanted..gap.end).rev().for_each(|at| self.drop(file, at, &mut edits)),
            }
        }
        edits.sort_by_key(|edit| edit.span);
        join_deletions(edits)
    }

    /// Puts blanks before the byte at `at` of the new text.
    fn widen(&self, file: FileId, at: usize, blanks: usize, edits: &mut Vec<Edit>) {
        let blanks = " ".repeat(blanks);
        match self.piece(at) {
            Some(Piece { new, from: From::Edit(index) }) => {
                edits[*index].content.insert_str(at - new.start, &blanks);
            }
            _ => {
                if let Some(old) = self.old_offset(at) {
                    edits.push(Edit { span: span(file, old..old), content: blanks });
                }
            }
        }
    }

    /// Takes the byte at `at` of the new text away.
    fn drop(&self, file: FileId, at: usize, edits: &mut Vec<Edit>) {
        match self.piece(at) {
            Some(Piece { new, from: From::Edit(index) }) => {
                edits[*index].content.remove(at - new.start);
            }
            _ => {
                if let Some(old) = self.old_offset(at) {
                    edits.push(Edit { span: span(file, old..old + 1), content: String::new() });
                }
            }
        }
    }
}

fn span(file: FileId, range: Range<usize>) -> Span {
    Span { file, start: range.start as u32, end: range.end as u32 }
}

/// Deletions side by side become one.
fn join_deletions(edits: Vec<Edit>) -> Vec<Edit> {
    let mut out: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match out.last_mut() {
            Some(last) if last.content.is_empty() && edit.content.is_empty() && last.span.end == edit.span.start => {
                last.span.end = edit.span.end;
            }
            _ => out.push(edit),
        }
    }
    out
}
