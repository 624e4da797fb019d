//! Reports of many repositories as one.

use super::{Cure, Document, Found, Part, Place, Summary, Text};
use crate::finding::Fingerprint;

/// Joins reports, each with the name of what it is a report of.
///
/// Paths get the name before them, and fingerprints are made anew from the name and the old one,
/// so that findings of two repositories are never taken for the same. A patch stays as it is: it
/// applies in its own repository. One report alone is not changed.
#[must_use]
pub fn join(mut reports: Vec<(String, Document<'static>)>) -> Document<'static> {
    if reports.len() == 1
        && let Some((_, only)) = reports.pop()
    {
        return only;
    }
    let mut joined = Document::default();
    for (name, mut report) in reports {
        report.move_into(&name);
        joined.add(name, report);
    }
    joined
}

impl Document<'static> {
    fn add(&mut self, name: String, other: Document<'static>) {
        self.summary.add(&other.summary);
        if other.parts.is_empty() {
            self.parts.push(Part { name: name.into(), summary: other.summary });
        } else {
            let within = |part: Part<'static>| Part { name: format!("{name}/{}", part.name).into(), ..part };
            self.parts.extend(other.parts.into_iter().map(within));
        }
        self.grants.extend(other.grants);
        self.unread_policies.extend(other.unread_policies);
        self.findings.extend(other.findings);
        self.problems.extend(other.problems);
        extend(&mut self.fixed, other.fixed);
        extend(&mut self.written, other.written);
    }

    /// Puts the name before every path.
    fn move_into(&mut self, name: &str) {
        let places = self.grants.iter_mut().map(|grant| &mut grant.statement);
        let places = places.chain(self.unread_policies.iter_mut().map(|policy| &mut policy.at));
        places.for_each(|at| move_place(at, name));
        for grant in &mut self.grants {
            grant.findings.iter_mut().for_each(|print| rename(print, name));
        }
        self.findings.iter_mut().for_each(|found| move_finding(found, name));
        self.problems.iter_mut().for_each(|problem| move_path(&mut problem.path, name));
        for closed in self.fixed.iter_mut().flatten() {
            move_path(&mut closed.path, name);
            rename(&mut closed.fingerprint, name);
        }
        self.written.iter_mut().flatten().for_each(|path| move_path(path, name));
    }
}

fn extend<T>(all: &mut Option<Vec<T>>, more: Option<Vec<T>>) {
    if let Some(more) = more {
        all.get_or_insert_default().extend(more);
    }
}

fn move_finding(found: &mut Found<'static>, name: &str) {
    let evidence = found.evidence.iter_mut().map(|evidence| &mut evidence.at);
    let suppressed = found.suppressed.iter_mut().map(|suppressed| &mut suppressed.at);
    let places = [&mut found.at, &mut found.statement].into_iter().chain(evidence).chain(suppressed);
    places.for_each(|at| move_place(at, name));
    rename(&mut found.fingerprint, name);
    if let Cure::Fix { edits, .. } = &mut found.remedy {
        edits.iter_mut().for_each(|edit| move_path(&mut edit.path, name));
    }
}

fn move_place(at: &mut Option<Place<'static>>, name: &str) {
    at.iter_mut().for_each(|at| move_path(&mut at.path, name));
}

fn move_path(path: &mut Text<'static>, name: &str) {
    *path = format!("{name}/{}", path.trim_start_matches('/')).into();
}

fn rename(fingerprint: &mut Text<'static>, name: &str) {
    *fingerprint = Fingerprint::new(fingerprint, name, "", "", "").0.into();
}

impl Summary {
    fn add(&mut self, other: &Summary) {
        self.files_read += other.files_read;
        self.grants += other.grants;
        self.clean += other.clean;
        if let Some(fixed) = other.fixed {
            *self.fixed.get_or_insert_default() += fixed;
        }
        self.fixable += other.fixable;
        self.needs_review += other.needs_review;
        self.information += other.information;
        self.ignored += other.ignored;
        self.known += other.known;
        self.cannot_decide += other.cannot_decide;
        self.problems += other.problems;
    }
}
