//! What is told of a unit, file by file, unasked.

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation as Related, DiagnosticSeverity as Level, Message,
    Range,
};
use std::collections::BTreeMap;

use super::client::Client;
use super::desk::Desk;
use super::ranges::Ranges;
use crate::engine::{Judged, Looked};
use crate::finding::{Finding, Severity};
use crate::outcome::{Problem, Verdict};
use crate::report::{escape, rule_page};
use crate::text::Span;

/// The diagnostics of files, by their paths.
pub(super) type ByPath = BTreeMap<String, Vec<Diagnostic>>;

/// All that is to be told of a unit.
pub(super) fn of_unit(looked: &Looked<'_>, desk: &Desk, client: Client) -> ByPath {
    let mut told = Told { by_path: ByPath::new(), desk, client };
    for judged in &looked.programs {
        told.program(judged);
    }
    if let Some((files, problems)) = &looked.broken {
        told.problems(problems, &Ranges::new(files, client.encoding));
    }
    told.by_path
}

/// A finding as it is told.
pub(super) fn of_finding(finding: &Finding, ranges: &Ranges<'_>, desk: &Desk, client: Client) -> Diagnostic {
    let labels = finding.labels.iter().filter(|_| client.shows_related);
    let related = labels.filter_map(|label| {
        Some(Related {
            location: ranges.location(label.span, desk)?,
            message: escape::one_line(&label.text).into_owned(),
        })
    });
    let related: Vec<Related> = related.collect();
    Diagnostic {
        code: Some(Code::String(finding.rule.id.to_owned())),
        code_description: rule_page(finding.rule.id).map(|page| CodeDescription { href: page.into() }),
        related_information: (!related.is_empty()).then_some(related),
        ..diagnostic(ranges.range(finding.at), level(finding.severity), &finding.message)
    }
}

/// How loud a finding is.
fn level(severity: Severity) -> Level {
    match severity {
        Severity::High => Level::Error,
        Severity::Medium => Level::Warning,
        Severity::Low | Severity::Info => Level::Information,
    }
}

fn diagnostic(range: Range, level: Level, message: &str) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(level),
        source: Some("unconfuse".to_owned()),
        message: Message::String(escape::one_line(message).into_owned()),
        ..Diagnostic::default()
    }
}

struct Told<'d> {
    by_path: ByPath,
    desk: &'d Desk,
    client: Client,
}

impl Told<'_> {
    fn program(&mut self, Judged { program, checked }: &Judged<'_>) {
        let ranges = Ranges::new(&program.files, self.client.encoding);
        self.problems(&program.problems, &ranges);
        let found = checked.found.iter().map(|found| &found.finding).chain(&checked.faults);
        for finding in found.filter(|finding| finding.counts()) {
            self.tell(finding.at, &ranges, of_finding(finding, &ranges, self.desk, self.client));
        }
        for grant in &checked.grants {
            if let Verdict::CannotDecide(reason) = &grant.verdict {
                let what = format!("cannot decide: {} lets {} in: {reason}", grant.address, grant.service);
                self.hint(grant.statement, &what, &ranges);
            }
        }
        for policy in &checked.unread {
            let what = format!("cannot decide: the policy of {} was not followed: {}", policy.address, policy.reason);
            self.hint(policy.at, &what, &ranges);
        }
    }

    fn problems(&mut self, problems: &[Problem], ranges: &Ranges<'_>) {
        for problem in problems {
            self.tell(problem.at, ranges, diagnostic(ranges.range(problem.at), Level::Error, &problem.message));
        }
    }

    /// What cannot be decided is not clean, and no mistake either.
    fn hint(&mut self, at: Span, what: &str, ranges: &Ranges<'_>) {
        self.tell(at, ranges, diagnostic(ranges.first_line(at), Level::Hint, what));
    }

    fn tell(&mut self, at: Span, ranges: &Ranges<'_>, diagnostic: Diagnostic) {
        if let Some(path) = ranges.path(at) {
            self.by_path.entry(path.to_owned()).or_default().push(diagnostic);
        }
    }
}
