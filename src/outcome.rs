//! All that a report may print.

use crate::edit::{Applicability, Edit, Fix};
use crate::finding::{Finding, Remedy, Severity, SuppressionKind};
use crate::policy::statement::PolicyKind;
use crate::reason::Reason;
use crate::text::{Span, TextFile};
use serde::{Deserialize, Serialize};

/// The outcome of a run: one entry per program that had anything to say, sorted by path.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The programs.
    pub programs: Vec<ProgramOutcome>,
    /// How many files were read (opened), whether or not they held anything.
    pub files_read: usize,
    /// Problems that belong to no program: a path that does not exist, a folder that cannot be listed.
    pub problems: Vec<PathProblem>,
}

/// The outcome of one module or template.
#[derive(Debug, Default, Clone)]
pub struct ProgramOutcome {
    /// The files that the spans below point into, by [`crate::text::FileId`].
    pub files: Vec<TextFile>,
    /// Every statement that lets a service in, once per place and service, in text order.
    pub grants: Vec<GrantRow>,
    /// The findings, in text order.
    pub findings: Vec<Finding>,
    /// The fixes, all proven in memory.
    pub fixes: Vec<Fix>,
    /// Edits that make the comments of `fix --annotate` say what is true: one above each statement
    /// that has a finding without a fix, none where there is none any more. They overlap no fix.
    pub annotations: Vec<Edit>,
    /// Where `fix --annotate` would put a comment and cannot, and why.
    pub silent: Vec<Problem>,
    /// Files that could not be parsed, proofs that failed.
    pub problems: Vec<Problem>,
    /// Policies that could not be followed, so that nobody knows whether they let a service in.
    pub unread: Vec<UnreadPolicy>,
    /// Do the files hold values that nobody should print, as a plan of Terraform does?
    pub is_secret: bool,
}

/// One grant to an AWS service.
#[derive(Debug, Clone, PartialEq)]
pub struct GrantRow {
    /// The statement.
    pub statement: Span,
    /// The address of the block or resource that holds it.
    pub address: String,
    /// Kind of policy.
    pub kind: PolicyKind,
    /// The service principal.
    pub service: String,
    /// Addresses of the resources that are known to use the grant.
    pub used_by: Vec<String>,
    /// The condition as it stands, in words; empty where there is none.
    pub condition: String,
    /// The verdict.
    pub verdict: Verdict,
}

/// What is to be said of one grant.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It has a right condition, or another accepted guard, or needs none; in words.
    Clean(String),
    /// It has these findings (indices into [`ProgramOutcome::findings`]).
    Findings(Vec<usize>),
    /// Nobody can tell, and why.
    CannotDecide(Reason),
}

/// How a grant stands: what there is to do about it, and for whom. Every grant is in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing is to be done.
    Clean,
    /// It has findings, and fixes of this run close them all.
    Fixable,
    /// It has findings that a person should look at.
    NeedsReview,
    /// Nobody can tell.
    CannotDecide,
    /// It has findings of severity info only.
    Information,
    /// All its findings are ignored, in the text or by the configuration.
    Ignored,
    /// All its findings are ignored, or known from a baseline.
    Known,
}

/// A policy that could not be followed.
#[derive(Debug, Clone, PartialEq)]
pub struct UnreadPolicy {
    /// Where it is named.
    pub at: Span,
    /// The address of the resource.
    pub address: String,
    /// Why.
    pub reason: Reason,
}

/// Something went wrong at a place of a file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub at: Span,
    /// What, in one line.
    pub message: String,
}

/// Something went wrong with a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathProblem {
    /// The path as given.
    pub path: String,
    /// What, in one line.
    pub message: String,
}

/// Counts for the summary line. Every grant is counted exactly once.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Files opened.
    pub files_read: usize,
    /// Grants to a service.
    pub grants: usize,
    /// Clean ones.
    pub clean: usize,
    /// With findings that a safe fix closes, all of them.
    pub fixable: usize,
    /// With findings for a person to look at (unsafe or no fix), info-only ones aside.
    pub review: usize,
    /// With findings of severity info only.
    pub info: usize,
    /// With findings that are all ignored, in the text or by the configuration.
    pub ignored: usize,
    /// With findings that are all ignored or known from a baseline.
    pub known: usize,
    /// Cannot be decided, plus policies that could not be followed.
    pub undecided: usize,
    /// Files with a problem, and path problems.
    pub problems: usize,
}

impl ProgramOutcome {
    /// This outcome and that of another template of the same file, in text order.
    #[must_use]
    pub fn with(mut self, other: ProgramOutcome) -> ProgramOutcome {
        let (findings, fixes) = (self.findings.len(), self.fixes.len());
        self.grants.extend(other.grants.into_iter().map(|mut grant| {
            if let Verdict::Findings(indices) = &mut grant.verdict {
                indices.iter_mut().for_each(|index| *index += findings);
            }
            grant
        }));
        self.findings.extend(other.findings.into_iter().map(|mut finding| {
            if let Remedy::Fix(index) = &mut finding.remedy {
                *index += fixes;
            }
            finding
        }));
        self.fixes.extend(other.fixes);
        self.annotations.extend(other.annotations);
        self.silent.extend(other.silent);
        self.problems.extend(other.problems);
        self.unread.extend(other.unread);
        self.is_secret |= other.is_secret;
        self.in_text_order()
    }

    fn in_text_order(mut self) -> ProgramOutcome {
        let mut findings: Vec<(usize, Finding)> = self.findings.into_iter().enumerate().collect();
        findings.sort_by_key(|(_, finding)| finding.statement);
        let mut places = vec![0; findings.len()];
        findings.iter().enumerate().for_each(|(place, (before, _))| places[*before] = place);
        for grant in &mut self.grants {
            if let Verdict::Findings(indices) = &mut grant.verdict {
                *indices = indices.iter().filter_map(|&index| places.get(index).copied()).collect();
            }
        }
        self.findings = findings.into_iter().map(|(_, finding)| finding).collect();
        self.grants.sort_by_key(|grant| grant.statement);
        self.unread.sort_by_key(|policy| policy.at);
        self.annotations.sort();
        self
    }

    /// The fix of a finding, where there is one.
    #[must_use]
    pub fn fix_of(&self, finding: &Finding) -> Option<&Fix> {
        match &finding.remedy {
            Remedy::Fix(index) => self.fixes.get(*index),
            Remedy::Manual { .. } => None,
        }
    }

    /// Will a run that writes fixes down to `level` close this finding?
    #[must_use]
    pub fn is_closed(&self, finding: &Finding, level: Applicability) -> bool {
        self.fix_of(finding).is_some_and(|fix| fix.applicability >= level)
    }

    /// All edits of the fixes down to `level`, equal ones folded, sorted. Fixes were proven
    /// together, so they do not overlap.
    #[must_use]
    pub fn edits(&self, level: Applicability) -> Vec<Edit> {
        let fixes = self.fixes.iter().filter(|fix| fix.applicability >= level);
        crate::edit::merge(fixes.flat_map(|fix| fix.edits.iter().cloned())).unwrap_or_default()
    }
}

impl ProgramOutcome {
    /// How a grant stands, seen from a run that writes fixes down to `level`.
    #[must_use]
    pub fn state(&self, grant: &GrantRow, level: Applicability) -> State {
        match &grant.verdict {
            Verdict::Clean(_) => State::Clean,
            Verdict::CannotDecide(_) => State::CannotDecide,
            Verdict::Findings(indices) => self.state_of(indices, level),
        }
    }

    fn state_of(&self, indices: &[usize], level: Applicability) -> State {
        let all = || indices.iter().filter_map(|&index| self.findings.get(index));
        let suppressions = || all().filter_map(|finding| finding.suppressed.as_ref());
        let counting = || all().filter(|finding| finding.counts());
        let is_info = |finding: &Finding| finding.severity == Severity::Info;
        if counting().next().is_none() && suppressions().any(|it| it.kind == SuppressionKind::Baseline) {
            State::Known
        } else if counting().next().is_none() && suppressions().next().is_some() {
            State::Ignored
        } else if counting().all(is_info) {
            State::Information
        } else if counting().all(|finding| is_info(finding) || self.is_closed(finding, level)) {
            State::Fixable
        } else {
            State::NeedsReview
        }
    }
}

impl State {
    /// All of them, what asks for work first.
    pub const ALL: [State; 7] = [
        State::NeedsReview,
        State::Fixable,
        State::CannotDecide,
        State::Information,
        State::Ignored,
        State::Known,
        State::Clean,
    ];

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            State::Clean => "clean",
            State::Fixable => "fixable",
            State::NeedsReview => "needs-review",
            State::CannotDecide => "cannot-decide",
            State::Information => "information",
            State::Ignored => "ignored",
            State::Known => "known",
        }
    }
}

impl Summary {
    /// Counts a grant.
    fn count(&mut self, state: State) {
        self.grants += 1;
        *match state {
            State::Clean => &mut self.clean,
            State::Fixable => &mut self.fixable,
            State::NeedsReview => &mut self.review,
            State::Information => &mut self.info,
            State::Ignored => &mut self.ignored,
            State::Known => &mut self.known,
            State::CannotDecide => &mut self.undecided,
        } += 1;
    }
}

impl Outcome {
    /// The counts of the summary line, seen from a run that writes fixes down to `level`.
    #[must_use]
    pub fn summary(&self, level: Applicability) -> Summary {
        let mut sum = Summary { files_read: self.files_read, problems: self.problems.len(), ..Summary::default() };
        for program in &self.programs {
            sum.problems += program.problems.len();
            sum.undecided += program.unread.len();
            program.grants.iter().for_each(|grant| sum.count(program.state(grant, level)));
        }
        sum
    }

    /// The findings that count, those of severity info left out.
    #[must_use]
    pub fn counted(&self) -> usize {
        let findings = self.programs.iter().flat_map(|program| &program.findings);
        findings.filter(|finding| finding.counts() && finding.severity > Severity::Info).count()
    }

    /// Did anything go wrong, so that the job is not done?
    #[must_use]
    pub fn has_problems(&self) -> bool {
        !self.problems.is_empty() || self.programs.iter().any(|program| !program.problems.is_empty())
    }
}
