//! What is known about a service: which source keys it sends, where, and for which resource.

use super::evidence::{Citation, Confidence, Verified};
use super::guard::Guard;
use super::hint::Hint;
use super::pattern::{Fill, Granularity, Pattern};
use crate::policy::condition::{SOURCE_ACCOUNT, SOURCE_ARN};
use crate::policy::statement::PolicyKind;
use serde::Deserialize;

/// What is known about one service principal: one data file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The principal, without Region and in the partition `aws`: `transfer.amazonaws.com`.
    pub principal: String,
    /// The name a person knows it by: `AWS Transfer Family`.
    pub name: String,
    /// The day on which the evidence was read: `2026-11-21`.
    pub read: String,
    /// Does its regional principal begin with the Region: `us-east-1.devops-guru.amazonaws.com`?
    #[serde(default)]
    pub region_first: bool,
    /// The uses of the service, each for one kind of policy.
    #[serde(rename = "pair")]
    pub pairs: Vec<Pair>,
}

/// One use of a service and what it sends there: the unit in which support is known.
///
/// A principal has several pairs for one kind of policy where its uses differ (the roles of a
/// Transfer server). A grant whose use is not visible may serve any of them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The principal of the service; set when the file is read.
    #[serde(skip)]
    pub principal: String,
    /// The kind of policy that the grant stands in; `*` for all of them.
    #[serde(deserialize_with = "kind")]
    pub kind: PolicyKind,
    /// What the grant is for, as a noun: `logging role of a server`.
    #[serde(rename = "use")]
    pub usage: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// How often the evidence was read.
    #[serde(default)]
    pub verified: Verified,
    /// Where it is written.
    #[serde(default)]
    pub evidence: Vec<Citation>,
    /// Pages about this use that were read and do not tell whether the keys are sent.
    #[serde(default)]
    pub searched: Vec<Citation>,
    /// Keys that are sent.
    #[serde(default)]
    sends: Vec<String>,
    /// Keys that are known not to be sent, or must not be used, however sure the pair is.
    #[serde(default)]
    never_sends: Vec<String>,
    /// Other keys that guard this use, to be kept where they stand: `sts:ExternalId`.
    #[serde(default)]
    pub guards: Vec<String>,
    /// Those of the guards that have the same value for every customer of AWS: they keep no stranger
    /// out.
    #[serde(default)]
    pub same_for_all: Vec<String>,
    /// What `aws:SourceArn` looks like, narrowest first. Alternatives, but for
    /// [`Pattern::part`].
    #[serde(default)]
    pub patterns: Vec<Pattern>,
    /// How narrow a source ARN may be.
    #[serde(default)]
    pub granularity: Granularity,
    /// Where the resource that calls usually lives.
    #[serde(default)]
    callers: Option<Callers>,
    /// The actions that this use needs, where the evidence tells: they part uses of one
    /// principal and kind.
    #[serde(default)]
    pub actions: Vec<String>,
    /// Services that AWS's own policy for this use names in the same statement. Beside one of
    /// them a grant is for this use, and else for another.
    #[serde(default)]
    pub beside: Vec<String>,
    /// Is this what many grants are for, although nothing tells what is sent? Then a grant whose use
    /// is not visible may well be one of them.
    #[serde(default)]
    pub often: bool,
    /// Names of roles that the service finds by name, so that no argument proves the use.
    #[serde(default)]
    pub role_names: Vec<String>,
    /// Is it known that the service looks at the policy only when it calls, and not already when what
    /// hands the grant over is created? Then the condition may wait for that.
    #[serde(default)]
    pub asks_later: bool,
    /// Why no source condition is written for this use. Where it is [guarded otherwise](Pair::guarded_by),
    /// it needs that guard; where it is not known that the keys are not sent, nothing can be decided.
    pub leave_alone: Option<String>,
    /// What AWS asks for in place of the source keys.
    pub guarded_by: Option<Guard>,
    /// What stops working when the condition does not match.
    pub breaks: Option<String>,
    /// Types of resources that may be the source where no argument shows it.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Is such a resource, where it stands beside the grant, what the grant is for? Only where the
    /// two are of no use to each other otherwise; else it proves nothing.
    #[serde(default)]
    pub sources_beside: bool,
    /// What else to know.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The arguments of Terraform that hand this grant to the service.
    #[serde(default, rename = "terraform")]
    terraform: Vec<Hint>,
    /// The properties of CloudFormation that hand this grant to the service.
    #[serde(default, rename = "cloudformation")]
    cloudformation: Vec<Hint>,
}

impl Pair {
    /// The arguments and properties that hand this grant to the service, of both languages.
    pub fn hints(&self) -> impl Iterator<Item = &Hint> {
        self.terraform.iter().chain(&self.cloudformation)
    }

    /// The hints of an argument. `path` is dotted and without indexes:
    /// `workflow_details.on_upload.execution_role`.
    pub fn hints_for<'a>(&'a self, holder: &'a str, path: &'a str) -> impl Iterator<Item = &'a Hint> {
        self.hints().filter(move |hint| hint.holder == holder && hint.takes(path))
    }

    /// Where the resource that calls usually lives. iam:PassRole keeps a role and its user in one
    /// account, so roles that say nothing else are of the same account.
    #[must_use]
    pub fn callers(&self) -> Callers {
        let usual = if self.kind.is_role_trust() { Callers::SameAccount } else { Callers::UsuallySame };
        self.callers.unwrap_or(usual)
    }

    /// Does the source ARN name the account? Where it does not (buckets, hosted zones), the
    /// account must stand beside it.
    #[must_use]
    pub fn arn_has_account(&self) -> bool {
        self.patterns.iter().all(Pattern::has_account)
    }

    /// Does no source ARN of this use name an account?
    #[must_use]
    pub fn names_no_account(&self) -> bool {
        !self.patterns.is_empty() && !self.patterns.iter().any(Pattern::has_account)
    }

    /// Of a use that gets no condition and has no other guard: is it well so? A condition would
    /// deny what sends nothing, and only services of its own account can be handed a role:
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html>.
    #[must_use]
    pub fn may_stay_open(&self) -> bool {
        self.sends_nothing() || self.kind.is_role_trust()
    }

    /// The source ARNs that are sent letter by letter, with the `*` that they end in.
    pub fn literal_arns(&self) -> impl Iterator<Item = &str> {
        let is_literal = self.granularity == Granularity::AccountLiteral;
        self.patterns.iter().filter(move |_| is_literal).map(|pattern| pattern.pattern.as_str())
    }

    /// Is it known that neither source key is sent, so that any condition on them would deny?
    #[must_use]
    pub fn sends_nothing(&self) -> bool {
        self.source_arn() == Sent::No && self.source_account() == Sent::No
    }

    /// A key that is said to be sent and not to be sent.
    pub(super) fn contradiction(&self) -> Option<&str> {
        let mut both = self.sends.iter().filter(|key| self.never_sends.iter().any(|it| it.eq_ignore_ascii_case(key)));
        both.next().map(String::as_str)
    }

    /// Is `aws:SourceArn` sent?
    #[must_use]
    pub fn source_arn(&self) -> Sent {
        self.sent(SOURCE_ARN)
    }

    /// Is `aws:SourceAccount` sent?
    #[must_use]
    pub fn source_account(&self) -> Sent {
        self.sent(SOURCE_ACCOUNT)
    }

    /// The keys of which something is known, those that are sent first.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.sends.iter().chain(&self.never_sends).map(String::as_str)
    }

    /// Is a key sent? Letter case does not matter.
    #[must_use]
    pub fn sent(&self, key: &str) -> Sent {
        let holds = |keys: &[String]| keys.iter().any(|it| it.eq_ignore_ascii_case(key));
        match (holds(&self.sends), holds(&self.never_sends)) {
            (true, _) => Sent::Yes,
            (false, true) => Sent::No,
            (false, false) => Sent::Unknown,
        }
    }

    /// The patterns to write, given what fills the placeholders: of each part the narrowest that
    /// can be said. Empty where a part cannot be said at all, or none should be.
    ///
    /// `fill` is asked by placeholder name (`ServerId`); `Partition`, `Region` and `Account` are
    /// taken as given. `|_| false` gives the wildcard form.
    pub fn narrowest<F: Into<Fill>>(&self, mut fill: impl FnMut(&str) -> F) -> Vec<&Pattern> {
        if self.granularity == Granularity::SourceAccountOnly {
            return Vec::new();
        }
        let mut fits = |pattern: &Pattern| {
            pattern.placeholders().all(|name| fill(name).into() == Fill::Said)
                && pattern.only_without.as_deref().is_none_or(|name| fill(name).into() == Fill::LeftOut)
        };
        let mut wanted: Vec<&Pattern> = Vec::new();
        for part in self.parts() {
            let mut of_part = self.written().filter(|pattern| pattern.part.as_deref() == part);
            let Some(pattern) = of_part.find(|pattern| fits(pattern)) else { return Vec::new() };
            if wanted.iter().all(|other| other.pattern != pattern.pattern) {
                wanted.push(pattern);
            }
        }
        wanted
    }

    /// The patterns that may be written.
    fn written(&self) -> impl Iterator<Item = &Pattern> {
        self.patterns.iter().filter(|pattern| pattern.is_written())
    }

    /// The different parts of the patterns to write, in order.
    fn parts(&self) -> Vec<Option<&str>> {
        let mut parts = Vec::new();
        for pattern in self.written() {
            if !parts.contains(&pattern.part.as_deref()) {
                parts.push(pattern.part.as_deref());
            }
        }
        parts
    }
}

/// Whether a service sends a key in some use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sent {
    /// It does.
    Yes,
    /// It does not: a condition on the key never matches.
    No,
    /// Nothing tells.
    Unknown,
}

/// Where the resource that calls usually lives, seen from the resource that is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Callers {
    /// In the same account, by construction.
    SameAccount,
    /// In the same account as a rule.
    UsuallySame,
    /// Often in another account.
    OftenOther,
}

/// Reads a kind of policy from its name.
pub(super) fn kind<'de, D: serde::Deserializer<'de>>(from: D) -> Result<PolicyKind, D::Error> {
    String::deserialize(from).map(PolicyKind)
}
