//! Comments for what no fix closes: one above each statement and rule, with the reason.
//!
//! `# unconfuse: missing-source-condition: why nothing was done`. A comment that is no longer
//! true goes away; one that is true already stays as it is.

mod harmless;
mod place;

use crate::edit::{Edit, Fix, merge};
use crate::finding::{Finding, Remedy, Severity};
use crate::forms::Policies;
use crate::link::Program;
use crate::outcome::Problem;
use crate::syntax::comments::Comment;
use crate::syntax::write::{align, comment_above, comments_above, remove_comment_line};
use crate::text::{FileId, Span, TextFile};
use crate::{catalogue::Language, text};
use place::{Anchor, anchor};
use std::collections::BTreeSet;

/// What the text of such a comment begins with.
const MARK: &str = "unconfuse: ";

/// Edits of comments, and where there should be a comment that cannot be.
#[derive(Debug, Default)]
pub(super) struct Annotated {
    /// The edits, merged; none overlaps an edit of a fix.
    pub(super) edits: Vec<Edit>,
    /// Statements that cannot be commented on, and why.
    pub(super) silent: Vec<Problem>,
}

/// Makes the comments say what is true once all remedies are known. `places` tells for each
/// finding which statement it is of: document and number.
pub(super) fn annotate(
    program: &Program,
    policies: &Policies,
    findings: &[Finding],
    places: &[(usize, usize)],
    fixes: &[Fix],
) -> Annotated {
    let mut writer = Writer { program, old: notes(program), edits: Vec::new(), out: Annotated::default() };
    let mut seen = BTreeSet::new();
    for (finding, &(document, number)) in findings.iter().zip(places) {
        let Some(text) = note(finding) else { continue };
        let document = &policies.documents[document];
        let anchor = anchor(program, document, &document.statements[number]);
        let line = program.file(anchor.at).line_of(anchor.at.start);
        if seen.insert((anchor.at.file, line, text.clone())) {
            writer.put(finding, &anchor, &text);
        }
    }
    writer.finish(fixes)
}

/// The comment that a finding deserves, without its mark; none where there is something better.
fn note(finding: &Finding) -> Option<String> {
    match &finding.remedy {
        Remedy::Manual { reason, .. } if finding.severity > Severity::Info && finding.suppressed.is_none() => {
            let text = format!("{MARK}{}: {}", finding.rule.id, reason.text);
            Some(text.replace(|c| c == '\n' || text::is_hostile(c), " "))
        }
        _ => None,
    }
}

/// The comments in the program that were written by this, whatever rules there were then.
fn notes(program: &Program) -> Vec<Comment> {
    let is_note = |comment: &Comment| {
        let text = comment.text(program.file(comment.span));
        let rule = text.strip_prefix(MARK).and_then(|rest| rest.split_once(": ")).map(|(rule, _)| rule);
        comment.alone
            && !comment.is_block
            && rule.is_some_and(|rule| rule.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
    };
    program.comments(MARK).into_iter().filter(is_note).collect()
}

struct Writer<'p> {
    program: &'p Program,
    /// Comments that are there and that nothing has asked for yet.
    old: Vec<Comment>,
    edits: Vec<Edit>,
    out: Annotated,
}

impl Writer<'_> {
    fn put(&mut self, finding: &Finding, anchor: &Anchor, text: &str) {
        if let Err(reason) = self.program.is_authored(anchor.at) {
            return self.cannot(finding.at, &reason.text);
        }
        let file = self.program.file(anchor.at);
        let above = comments_above(file, anchor.at);
        let is_there = |comment: &Comment| above.contains(&comment.span) && comment.text(file) == text.trim_end();
        if let Some(at) = self.old.iter().position(is_there) {
            self.old.remove(at);
            return;
        }
        match comment_above(file, &anchor.layout, anchor.at, text) {
            Ok(edit) => self.edits.push(edit),
            Err(reason) => self.cannot(finding.at, &reason.text),
        }
    }

    fn cannot(&mut self, at: Span, why: &str) {
        self.out.silent.push(Problem { at, message: format!("no comment is written here: {why}") });
    }

    fn finish(mut self, fixes: &[Fix]) -> Annotated {
        // Where a file was not read, a finding may be missing, and its comment may still be true.
        if self.program.problems.is_empty() {
            let stale = self.old.iter().filter(|comment| self.program.is_authored(comment.span).is_ok());
            let stale = stale.map(|comment| remove_comment_line(self.program.file(comment.span), comment.span));
            self.edits.extend(stale);
        }
        for (id, file) in (0..).map(FileId).zip(&self.program.files) {
            let of_file: Vec<Edit> = self.edits.iter().filter(|edit| edit.span.file == id).cloned().collect();
            if !of_file.is_empty() {
                self.finish_file(id, file, of_file, fixes);
            }
        }
        self.out
    }

    /// Takes the edits of a file that go with every fix and change nothing but comments.
    fn finish_file(&mut self, id: FileId, file: &TextFile, edits: Vec<Edit>, fixes: &[Fix]) {
        let goes = |edit: &Edit| fixes.iter().flat_map(|fix| &fix.edits).all(|other| !overlap(edit, other));
        let (edits, others): (Vec<Edit>, Vec<Edit>) = edits.into_iter().partition(goes);
        for edit in others {
            self.cannot(edit.span, "a fix changes this line; annotate again after it");
        }
        let Ok(edits) = merge(edits) else { return };
        if !harmless::is_harmless(self.program.language, id, file, &edits, fixes) {
            return self.cannot(
                edits.first().map_or(Span { file: id, start: 0, end: 0 }, |edit| edit.span),
                "it would be no comment",
            );
        }
        let aligned = match self.program.language {
            Language::Terraform => align(id, &file.text, &edits),
            Language::CloudFormation => edits.clone(),
        };
        self.out.edits.extend(if aligned.iter().all(goes) { aligned } else { edits });
    }
}

/// Do two edits want to change the same bytes?
fn overlap(one: &Edit, other: &Edit) -> bool {
    one.span.file == other.span.file && one.span.start < other.span.end && other.span.start < one.span.end
}
