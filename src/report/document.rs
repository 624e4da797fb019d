//! All of a report that is data: what JSON version 1 holds.
//!
//! Most formats are made of this and of nothing else, so that they can also be made of the JSON of
//! earlier runs.

mod join;
mod model;
mod of;

pub use join::join;
pub use model::{
    Closed, Cure, Document, Evidence, Found, Grant, Part, Place, Problem, Splice, Summary, Suppressed, Text, Tool,
    Unread,
};
pub use of::{document, summary};

use crate::outcome::State;

/// A service principal as people read it, also where it is told at deployment only.
#[must_use]
pub fn service_name(principal: &str) -> &str {
    match principal {
        "?" => "(not known)",
        "" => "(none)",
        name => name,
    }
}

impl Found<'_> {
    /// Does it count, or was it said that it does not?
    #[must_use]
    pub fn counts(&self) -> bool {
        self.suppressed.is_none()
    }

    /// The services that have the fault.
    #[must_use]
    pub fn services(&self) -> Vec<&str> {
        std::iter::once(&self.service).chain(&self.other_services).map(|service| &**service).collect()
    }

    /// The file; empty where nobody knows.
    #[must_use]
    pub fn path(&self) -> &str {
        self.at.as_ref().map_or("", |at| &at.path)
    }

    /// The line, 1-based.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.at.as_ref().map_or(1, |at| at.line)
    }

    /// What can be done about it, in one line.
    #[must_use]
    pub fn advice(&self) -> String {
        match &self.remedy {
            Cure::Fix { applicability, title, .. } => match &**applicability {
                "safe" => format!("fix: {title}"),
                "display-only" => format!("suggestion: {title}"),
                other => format!("fix, {other}: {title}"),
            },
            Cure::Manual { reason, .. } => format!("left to you: {reason}"),
        }
    }
}

impl Cure<'_> {
    /// What tells a fix from others: file and place of its first edit, and its patch. A patch alone
    /// may be that of another repository, or empty.
    #[must_use]
    pub fn identity(&self) -> Option<(&str, u32, &str)> {
        match self {
            Cure::Fix { edits, patch, .. } => {
                let (path, start) = edits.first().map_or(("", 0), |edit| (&*edit.path, edit.start));
                Some((path, start, patch))
            }
            Cure::Manual { .. } => None,
        }
    }
}

impl Summary {
    /// How many grants are in a state.
    #[must_use]
    pub fn of(&self, state: State) -> usize {
        match state {
            State::Clean => self.clean,
            State::Fixable => self.fixable,
            State::NeedsReview => self.needs_review,
            State::CannotDecide => self.cannot_decide,
            State::Information => self.information,
            State::Ignored => self.ignored,
            State::Known => self.known,
        }
    }
}

/// The report of a run that has read nothing.
impl Default for Document<'_> {
    fn default() -> Self {
        Document {
            version: 1,
            tool: Tool {
                name: env!("CARGO_PKG_NAME").into(),
                version: env!("CARGO_PKG_VERSION").into(),
                catalogue: env!("CATALOGUE_DATE").into(),
            },
            summary: Summary::default(),
            grants: Vec::new(),
            unread_policies: Vec::new(),
            findings: Vec::new(),
            fixed: None,
            written: None,
            problems: Vec::new(),
            parts: Vec::new(),
        }
    }
}

impl Document<'_> {
    /// The findings that count, the worst first; among equals in the order of the document.
    #[must_use]
    pub fn by_severity(&self) -> Vec<&Found<'_>> {
        let mut counting: Vec<&Found<'_>> = self.findings.iter().filter(|found| found.counts()).collect();
        counting.sort_by_key(|found| std::cmp::Reverse(found.severity));
        counting
    }
}
