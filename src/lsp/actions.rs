//! What can be done about findings: each fix alone, and all safe ones of a file.

use gen_lsp_types::{ChangeAnnotation, CodeAction, CodeActionKind, Range};
use std::collections::BTreeSet;

use super::diagnostics::of_finding;
use super::edits::workspace_edit;
use super::ranges::Ranges;
use super::view::View;
use crate::check::Found;
use crate::edit::{Applicability, merge};
use crate::engine::Judged;
use crate::fix::plan::Planned;
use crate::report::escape;
use crate::text::FileId;

/// The kind of the action that takes all safe fixes of a file.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.unconfuse");

/// Each fix is proven alone, so that a wide selection would take long; it has [`FIX_ALL`].
const MOST_ALONE: usize = 8;

/// What an editor asks for.
pub(super) struct Wish<'a> {
    /// The file.
    pub(super) path: &'a str,
    /// Where in it.
    pub(super) range: Range,
    /// Fixes of single findings.
    pub(super) single: bool,
    /// All safe fixes of the file.
    pub(super) all: bool,
}

impl Wish<'_> {
    /// Which actions are wanted: those of the kinds asked for, or below them.
    pub(super) fn kinds(only: Option<&[CodeActionKind]>, is_invoked: bool) -> (bool, bool) {
        let wants = |kind: &CodeActionKind| match only {
            Some(kinds) => kinds.iter().any(|asked| is_below(kind.as_str(), asked.as_str())),
            None => *kind == CodeActionKind::QuickFix || is_invoked,
        };
        (wants(&CodeActionKind::QuickFix), wants(&FIX_ALL))
    }
}

fn is_below(kind: &str, asked: &str) -> bool {
    asked.is_empty() || kind.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The actions for a place of a unit.
pub(super) fn actions(view: View<'_>, wish: &Wish<'_>) -> Vec<CodeAction> {
    let mut out = Vec::new();
    for judged in &view.looked.programs {
        let ranges = Ranges::new(&judged.program.files, view.client.encoding);
        let Some(file) = ranges.file(wish.path) else { continue };
        let actor = Actor { view, judged, ranges, file };
        if wish.single {
            out.extend(actor.single(wish.range));
        }
        if wish.all {
            out.extend(actor.all());
        }
    }
    out
}

struct Actor<'a> {
    view: View<'a>,
    judged: &'a Judged,
    ranges: Ranges<'a>,
    file: FileId,
}

impl Actor<'_> {
    /// The fixes of the findings that a range touches, each proven alone.
    fn single(&self, range: Range) -> Vec<CodeAction> {
        let Some(lines) = self.ranges.lines(self.file) else { return Vec::new() };
        let (start, end) = (lines.offset(range.start) as u32, lines.offset(range.end) as u32);
        let touches = |found: &Found| found.finding.at.start <= end && start <= found.finding.at.end;
        let all = self.judged.checked.found.iter().enumerate();
        let touched = all.filter(|(_, found)| self.is_open(found) && touches(found)).map(|(number, _)| number);
        let (mut closed, mut out) = (BTreeSet::new(), Vec::new());
        for number in touched {
            if out.len() < MOST_ALONE && !closed.contains(&number) {
                for planned in self.offered(|wanted| wanted == number, Applicability::DisplayOnly) {
                    closed.extend(planned.closes.iter().copied());
                    out.push(self.one(&planned));
                }
            }
        }
        out
    }

    /// The safe fixes of the file as one action, proven together; none where there is none.
    fn all(&self) -> Option<CodeAction> {
        let found = &self.judged.checked.found;
        let here = |number: usize| found.get(number).is_some_and(|it| self.is_open(it));
        let fixes = self.offered(here, Applicability::Safe);
        let edits = merge(fixes.iter().flat_map(|planned| planned.fix.edits.iter().cloned())).ok()?;
        (!edits.is_empty()).then(|| CodeAction {
            title: "Write all safe fixes of this file".to_owned(),
            kind: Some(FIX_ALL),
            edit: Some(workspace_edit(&edits, &self.ranges, None, self.view.desk, self.view.client)),
            ..CodeAction::default()
        })
    }

    /// Does a finding count, and is it one of the file?
    fn is_open(&self, found: &Found) -> bool {
        found.finding.counts() && found.finding.at.file == self.file
    }

    fn offered(&self, is_wanted: impl Fn(usize) -> bool, at_least: Applicability) -> Vec<Planned> {
        self.view.offer(self.judged, is_wanted, at_least).fixes
    }

    fn one(&self, planned: &Planned) -> CodeAction {
        let closes = || planned.closes.iter().filter_map(|&number| self.judged.checked.found.get(number));
        let is_safe = planned.fix.applicability == Applicability::Safe;
        let title = escape::one_line(&planned.fix.title);
        let doubt = (!is_safe).then(|| ChangeAnnotation {
            label: title.clone().into_owned(),
            needs_confirmation: Some(true),
            description: closes().find_map(doubt),
        });
        let here = closes().filter(|found| self.is_open(found));
        CodeAction {
            title: if is_safe { title.into_owned() } else { format!("{title} (unsafe: look first)") },
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(
                here.map(|it| of_finding(&it.finding, &self.ranges, self.view.desk, self.view.client)).collect(),
            ),
            is_preferred: is_safe.then_some(true),
            edit: Some(workspace_edit(&planned.fix.edits, &self.ranges, doubt, self.view.desk, self.view.client)),
            ..CodeAction::default()
        }
    }
}

/// Why a person should look at the fix of a finding first.
pub(super) fn doubt(found: &Found) -> Option<String> {
    let reason = found.condition.as_ref()?.doubt.as_ref()?;
    Some(escape::one_line(&reason.text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_gets_the_kinds_that_it_asks_for() {
        let kinds = |only: &[&'static str]| {
            let only: Vec<CodeActionKind> = only.iter().map(|&kind| kind.into()).collect();
            Wish::kinds(Some(&only), true)
        };
        assert_eq!(kinds(&["quickfix"]), (true, false));
        assert_eq!(kinds(&["source"]), (false, true));
        assert_eq!(kinds(&["source.fixAll"]), (false, true));
        assert_eq!(kinds(&["source.fixAll.unconfuse"]), (false, true));
        assert_eq!(kinds(&["source.fix", "refactor"]), (false, false));
        assert_eq!(kinds(&[""]), (true, true));
    }

    #[test]
    fn all_fixes_of_a_file_are_not_worked_out_at_each_move_of_the_cursor() {
        assert_eq!(Wish::kinds(None, true), (true, true));
        assert_eq!(Wish::kinds(None, false), (true, false));
    }
}
