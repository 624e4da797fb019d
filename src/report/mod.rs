//! An outcome in the formats people and machines read: one file per format.

pub mod change;
pub mod commit_message;
pub mod concise;
pub mod diff;
pub mod document;
pub mod escape;
pub mod github;
pub mod github_output;
pub mod gitlab;
pub mod html;
pub mod human;
pub mod inventory;
pub mod json;
pub mod junit;
pub mod markdown;
mod markup;
pub mod overview;
pub mod rdjson;
mod replaced;
mod room;
pub mod sarif;
mod summary;

use crate::edit::Applicability;
use crate::finding::{Fingerprint, RuleInfo};
use crate::outcome::{Outcome, Summary};
use change::Wish;
use document::{Document, document};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// A format: a name for `--format`, and a function from a report to bytes.
#[derive(Debug)]
pub struct Format {
    /// What the user writes.
    pub name: &'static str,
    /// What it is, for the help.
    pub about: &'static str,
    /// Writes the whole report.
    pub writer: Writer,
}

/// What a format is made of.
#[derive(Debug, Clone, Copy)]
pub enum Writer {
    /// The texts that were read.
    Texts(WriteReport),
    /// Data alone, whether of this run or read from the JSON of others.
    Data(WriteData),
    /// The texts where they are at hand, else data.
    Either(WriteReport, WriteData),
}

/// Writes a report of this run.
pub type WriteReport = fn(&Report<'_>, &mut dyn Write) -> io::Result<()>;

/// Writes the data of a report.
pub type WriteData = fn(&Document<'_>, View, &mut dyn Write) -> io::Result<()>;

/// Every format, the default first.
pub const FORMATS: &[Format] = &[
    human::FORMAT,
    concise::FORMAT,
    diff::FORMAT,
    json::FORMAT,
    sarif::FORMAT,
    github::FORMAT,
    github_output::FORMAT,
    gitlab::FORMAT,
    junit::FORMAT,
    rdjson::FORMAT,
    markdown::FORMAT,
    inventory::CSV,
    html::FORMAT,
    commit_message::FORMAT,
];

impl Format {
    /// The writer of data alone; none where the texts are needed.
    #[must_use]
    pub fn data_writer(&self) -> Option<WriteData> {
        match self.writer {
            Writer::Data(write) | Writer::Either(_, write) => Some(write),
            Writer::Texts(_) => None,
        }
    }

    /// Writes a report of this run.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        match self.writer {
            Writer::Texts(write) | Writer::Either(write, _) => write(report, out),
            Writer::Data(write) => write(&document(report), report.view(), out),
        }
    }
}

/// How to show a report.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// How much to say.
    pub verbosity: Verbosity,
    /// How to say it.
    pub style: Style,
}

/// All that a format may print.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// What was found; after a run that wrote, what was found once it had written.
    pub outcome: &'a Outcome,
    /// All rules there are.
    pub rules: &'a [&'a RuleInfo],
    /// Which edits `fix` would make with the flags of this run.
    pub wish: Wish,
    /// What this run has closed by writing; none where it was not to write.
    pub fixed: Option<&'a Fixed>,
    /// How much to say.
    pub verbosity: Verbosity,
    /// How to say it.
    pub style: Style,
    /// The findings of the baseline that these were compared with; none where there is none.
    pub baseline: Option<&'a BTreeSet<Fingerprint>>,
    /// The paths this run was pointed at, as given.
    pub roots: &'a [String],
}

/// What a run has closed by writing.
#[derive(Debug, Default)]
pub struct Fixed {
    /// How many grants have no finding any more that counts.
    pub grants: usize,
    /// The findings, by path and line.
    pub findings: Vec<FixedFinding>,
    /// The files that were written, sorted.
    pub written: Vec<String>,
}

/// A finding that is no more, in words: its places are gone with the old text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedFinding {
    /// The file.
    pub path: String,
    /// The line before the fix, 1-based.
    pub line: u32,
    /// Rule id.
    pub rule: &'static str,
    /// The message of the finding.
    pub message: String,
    /// What the fix did.
    pub title: String,
    /// Identity of the finding.
    pub fingerprint: String,
}

/// How much to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Findings only.
    Quiet,
    /// Findings, the summary and what to do next.
    Normal,
    /// Also what could not be decided, each with its reason.
    Verbose,
}

/// What the receiver of a text can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Colours are wanted.
    pub color: bool,
    /// A person looks at it: hostile characters are shown as numbers even where bytes would
    /// otherwise be exact.
    pub terminal: bool,
    /// Text may carry an address behind it.
    pub links: bool,
}

impl Style {
    /// For files and pipes.
    pub const PLAIN: Style = Style { color: false, terminal: false, links: false };
}

/// The site that has a page for each rule. Whoever builds the program knows where theirs is; without
/// `UNCONFUSE_SITE` it is the package's home page, and where there is none, nothing is linked.
const SITE: &str = match option_env!("UNCONFUSE_SITE") {
    Some(site) => site,
    None => env!("CARGO_PKG_HOMEPAGE"),
};

/// The page of a rule, where the program was told of a site.
#[must_use]
pub fn rule_page(rule: &str) -> Option<String> {
    page_below(SITE, rule)
}

fn page_below(site: &str, rule: &str) -> Option<String> {
    site.starts_with("https://").then(|| format!("{}/rules/{rule}.html", site.trim_end_matches('/')))
}

impl Report<'_> {
    /// How to show it.
    #[must_use]
    pub fn view(&self) -> View {
        View { verbosity: self.verbosity, style: self.style }
    }

    /// The counts of the summary line. Grants that this run has mended count as clean here, and
    /// [`Fixed::grants`] tells how many of them there are.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.outcome.summary(self.wish.level)
    }

    /// Fixes that a run with `--unsafe-fixes` would write and this one does not.
    #[must_use]
    pub fn unsafe_fixes(&self) -> usize {
        let fixes = self.outcome.programs.iter().flat_map(|program| &program.fixes);
        fixes.filter(|fix| fix.applicability == Applicability::Unsafe && fix.applicability < self.wish.level).count()
    }
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
