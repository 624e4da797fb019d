//! A fix as SARIF readers take it: whole lines, one replacement per file.
//!
//! Some readers keep only the last replacement of a file and know no half lines, so everything
//! from the first changed line to the last goes into one.

use super::super::replaced::{Replaced, replaced};
use super::super::room;
use super::location::uri;
use super::model::{ArtifactChange, ArtifactLocation, Content, Message, Region, Repair, Replacement};
use crate::edit::Fix;
use crate::outcome::ProgramOutcome;
use crate::text::{FileId, TextFile};

/// The fix in SARIF's words; none where it changes no file, for a fix without changes is no fix, or
/// where its lines are too long to be repeated.
pub(super) fn repair(program: &ProgramOutcome, fix: &Fix) -> Option<Repair> {
    if !room::fits(&program.files, fix) {
        return None;
    }
    let files = (0..).map(FileId).zip(&program.files);
    let artifact_changes: Vec<_> = files.filter_map(|(id, file)| change(id, file, fix)).collect();
    if artifact_changes.is_empty() {
        return None;
    }
    Some(Repair { description: Message::text(&fix.title), artifact_changes })
}

fn change(id: FileId, file: &TextFile, fix: &Fix) -> Option<ArtifactChange> {
    let Replaced { lines, content } = replaced(id, file, fix)?;
    let end = file.position_utf16(lines.end as u32);
    let deleted_region = Region {
        start_line: file.line_of(lines.start as u32),
        start_column: 1,
        end_line: end.line,
        end_column: end.column,
    };
    Some(ArtifactChange {
        artifact_location: ArtifactLocation { uri: uri(&file.path) },
        replacements: [Replacement { deleted_region, inserted_content: Content { text: content } }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Applicability, Edit, apply};
    use crate::text::Span;

    fn replaced(text: &str, edits: &[(u32, u32, &str)]) -> (u32, u32, u32, String) {
        let edit = |&(start, end, content): &(u32, u32, &str)| Edit {
            span: Span { file: FileId(0), start, end },
            content: content.into(),
        };
        let fix =
            Fix { title: "x".into(), edits: edits.iter().map(edit).collect(), applicability: Applicability::Safe };
        let file = TextFile::new("a.tf", text);
        let change = change(FileId(0), &file, &fix).expect("a change");
        let [Replacement { deleted_region: region, inserted_content }] = change.replacements;
        assert_eq!(region.start_column, 1);
        (region.start_line, region.end_line, region.end_column, inserted_content.text)
    }

    /// The offset of a line and a column in UTF-16 code units, as a reader of SARIF finds it.
    fn offset(text: &str, line: u32, column: u32) -> usize {
        let start = text.split_inclusive('\n').take(line as usize - 1).map(str::len).sum::<usize>();
        let mark = if line == 1 && text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut units = 1;
        for (at, c) in text[start + mark..].char_indices() {
            if units == column {
                return start + mark + at;
            }
            units += c.len_utf16() as u32;
        }
        text.len()
    }

    proptest::proptest! {
        #[test]
        fn a_reader_that_replaces_the_region_gets_the_text_that_fix_writes(
            text in "(\u{feff})?([a🙂é]{0,3}(\r\n|\n)){0,5}[a🙂]{0,2}",
            content in "[x\n]{1,4}",
            picks in (0usize..40, 0usize..40),
        ) {
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (one, other) = (ends[picks.0 % ends.len()], ends[picks.1 % ends.len()]);
            // Nothing is written before a byte order mark, nor between the two bytes of a line end.
            let sound = |at: usize| at >= 3 * usize::from(text.starts_with('\u{feff}')) && !text[..at].ends_with('\r');
            proptest::prop_assume!(sound(one) && sound(other));
            let span = Span { file: FileId(0), start: one.min(other) as u32, end: one.max(other) as u32 };
            let edits = vec![Edit { span, content }];
            let fix = Fix { title: String::new(), edits, applicability: Applicability::Safe };
            let change = change(FileId(0), &TextFile::new("a.tf", text.as_str()), &fix).expect("a change");
            let [Replacement { deleted_region: region, inserted_content }] = change.replacements;
            let mut read = text.clone();
            let start = offset(&text, region.start_line, region.start_column);
            read.replace_range(start..offset(&text, region.end_line, region.end_column), &inserted_content.text);
            proptest::prop_assert_eq!(read, apply(FileId(0), &text, &fix.edits));
        }
    }

    #[test]
    fn an_insertion_replaces_its_line_by_the_line_and_what_is_new() {
        assert_eq!(replaced("a\nbb\nc\n", &[(5, 5, "x\n")]), (3, 3, 2, "x\nc".into()));
        assert_eq!(replaced("a\nbb\nc\n", &[(4, 4, "\nx")]), (2, 2, 3, "bb\nx".into()));
    }

    #[test]
    fn distant_edits_of_one_file_become_one_replacement() {
        assert_eq!(replaced("a\nb\nc\n", &[(0, 0, "x"), (4, 5, "C")]), (1, 3, 2, "xa\nb\nC".into()));
    }

    #[test]
    fn what_is_added_at_the_end_of_a_file_belongs_to_its_last_line() {
        assert_eq!(replaced("a\r\nb\r\n", &[(6, 6, "\r\nx\r\n")]), (2, 2, 2, "b\r\n\r\nx".into()));
        assert_eq!(replaced("a\nb", &[(3, 3, "\nx")]), (2, 2, 2, "b\nx".into()));
        assert_eq!(replaced("a\n", &[(2, 2, "x")]), (2, 2, 1, "x".into()));
    }
}
