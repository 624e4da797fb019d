//! The page of one grant.

use std::fmt::Write;

use crate::callers::Caller;
use crate::catalogue::{Confidence, Pair};
use crate::choose::{Grant, Refusal};
use crate::forms::{Document, Use};
use crate::link::Program;
use crate::outcome::{GrantRow, Verdict};
use crate::text::{Span, is_hostile};
use crate::value::SymbolId;

/// What is known of one grant.
pub(super) struct Chain<'a> {
    pub(super) program: &'a Program,
    pub(super) row: &'a GrantRow,
    pub(super) document: &'a Document,
    pub(super) grant: &'a Grant<'a>,
    pub(super) refused: &'a [Refusal],
}

impl Chain<'_> {
    pub(super) fn page(&self) -> String {
        let mut out = format!("# {} in {}\n", harmless(&self.row.service), harmless(&self.row.address));
        section("Where it stands", self.place(), &mut out);
        section("Who uses it", self.users(), &mut out);
        section("What the service sends there", self.sent(), &mut out);
        section("The condition as it stands", self.condition(), &mut out);
        section("Narrower conditions that cannot be written", self.narrower(), &mut out);
        section("Verdict", self.verdict(), &mut out);
        out
    }

    fn place(&self) -> Vec<String> {
        let mut items = vec![format!("the statement: {}, in {}", self.at(self.row.statement), self.row.address)];
        items.extend(self.document.uses.iter().map(|usage| self.usage(usage)));
        if self.document.uses.is_empty() {
            items.push("which policy it is for is not to be seen here".to_owned());
        }
        items
    }

    /// `role-trust of aws_iam_role.it (role.tf:1), for aws_kms_key.it (key.tf:1)`.
    fn usage(&self, usage: &Use) -> String {
        let mut text = format!("{} of {}", usage.kind, self.symbol(usage.holder));
        let others: Vec<String> =
            usage.owners.iter().filter(|&&owner| owner != usage.holder).map(|&owner| self.symbol(owner)).collect();
        if !others.is_empty() {
            let _ = write!(text, ", for {}", others.join(", "));
        }
        text
    }

    fn users(&self) -> Vec<String> {
        let callers = &self.grant.callers;
        let mut items: Vec<String> = callers.known.iter().map(|caller| self.caller(caller)).collect();
        items.extend(callers.escapes.iter().chain(&callers.unknown_use).map(|reason| reason.text.clone()));
        if items.is_empty() {
            items.push("nobody is to be seen here".to_owned());
        }
        items
    }

    fn caller(&self, caller: &Caller<'_>) -> String {
        let mut text = format!("{} at {}: {}", self.address(caller.holder), self.at(caller.at), caller.pair.usage);
        let others: Vec<&str> =
            caller.sources.iter().filter(|&&source| source != caller.holder).map(|&id| self.address(id)).collect();
        if !others.is_empty() {
            let _ = write!(text, "; the service calls for {}", others.join(", "));
        }
        text
    }

    fn sent(&self) -> Vec<String> {
        let callers = &self.grant.callers;
        let all_visible = !callers.known.is_empty() && callers.escapes.is_none() && callers.unknown_use.is_none();
        let is_used = |pair: &&&Pair| callers.known.iter().any(|caller| std::ptr::eq(caller.pair, **pair));
        let pairs = self.grant.pairs.iter().filter(|pair| !all_visible || is_used(pair));
        let mut items: Vec<String> = pairs.map(|pair| sent(pair)).collect();
        match self.grant.pairs.len() - items.len() {
            0 if items.is_empty() => items.push("the catalogue knows no such use".to_owned()),
            0 => {}
            others => items.push(format!("other uses that it may have elsewhere, and has not here: {others}")),
        }
        items
    }

    fn condition(&self) -> Vec<String> {
        let none = self.row.condition.is_empty();
        vec![if none { "there is none".to_owned() } else { self.row.condition.clone() }]
    }

    fn narrower(&self) -> Vec<String> {
        self.refused.iter().map(|it| format!("the exact ARN of {}: {}", it.source, it.why)).collect()
    }

    fn verdict(&self) -> Vec<String> {
        match &self.row.verdict {
            Verdict::Clean(why) if why.is_empty() => vec!["clean".to_owned()],
            Verdict::Clean(why) => vec![format!("clean: {why}")],
            Verdict::CannotDecide(reason) => vec![format!("cannot decide: {}", reason.text)],
            // Each is shown with its patch below the page.
            Verdict::Findings(indices) => vec![format!("findings: {}", indices.len())],
        }
    }

    fn symbol(&self, id: SymbolId) -> String {
        format!("{} ({})", self.address(id), self.at(self.program.symbol(id).head))
    }

    fn address(&self, id: SymbolId) -> &str {
        &self.program.symbol(id).address
    }

    fn at(&self, span: Span) -> String {
        let file = self.program.file(span);
        format!("{}:{}", file.path, file.line_of(span.start))
    }
}

/// `logging role of a server: aws:SourceArn, aws:SourceAccount (documented: PAGE)`, and its forms.
fn sent(pair: &Pair) -> String {
    let mut text = format!("{}: ", pair.usage);
    let keys: Vec<&str> = pair.keys().collect();
    match &pair.leave_alone {
        Some(why) => text.push_str(why),
        None if keys.is_empty() => text.push_str("AWS's documents do not tell"),
        None => text.push_str(&keys.join(", ")),
    }
    let confidence = match pair.confidence {
        Confidence::Documented => "documented",
        Confidence::Inferred => "inferred",
        Confidence::Unknown => "unknown",
    };
    if let Some(evidence) = pair.evidence.first() {
        let _ = write!(text, " ({confidence}: {evidence})");
    } else if let Some(searched) = pair.searched.first() {
        let _ = write!(text, " (read: {searched})");
    }
    for pattern in &pair.patterns {
        let _ = write!(text, "\n  - `{}`", pattern.pattern);
    }
    text
}

/// A heading and a list, where there is anything to list.
fn section(heading: &str, items: Vec<String>, out: &mut String) {
    if items.is_empty() {
        return;
    }
    let _ = write!(out, "\n## {heading}\n\n");
    for item in items {
        let _ = writeln!(out, "- {}", harmless(&item));
    }
}

/// Without the controls of a terminal that a template may hold.
fn harmless(text: &str) -> String {
    let shown = |c: char| if c != '\n' && is_hostile(c) { c.escape_default().collect() } else { c.to_string() };
    text.chars().map(shown).collect()
}
