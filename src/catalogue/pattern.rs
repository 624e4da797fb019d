//! Shapes of source ARNs.

use std::sync::OnceLock;

use crate::policy::arn::PatternTemplate;
use serde::Deserialize;

/// A shape of the source ARN, with placeholders: `arn:${Partition}:transfer:${Region}:${Account}:server/${ServerId}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// The ARN. `${Partition}`, `${Region}` and `${Account}` are ambient; the resource types tell
    /// what fills the other placeholders. `*` and `?` are wildcards.
    pub pattern: String,
    /// What it lets in: `one server`.
    pub means: String,
    /// Where the service sends several ARNs and all must be let in: which of them this is.
    pub part: Option<String>,
    /// The placeholder whose argument must be left out for this shape to be the right one (a rule
    /// of the default event bus has no bus in its ARN).
    pub only_without: Option<String>,
    /// Right where it is found, but nothing to write.
    #[serde(default)]
    pub never_written: bool,
    /// One of several spellings of one ARN, of which AWS's pages do not say which is sent: one that
    /// lets them all in follows. It is never written either.
    #[serde(default)]
    pub disputed: bool,
    #[serde(skip)]
    template: Parsed,
}

/// The parsed form of a pattern, from the first time that it is asked for. It says nothing that the
/// pattern does not say.
#[derive(Debug, Clone, Default)]
struct Parsed(OnceLock<Option<PatternTemplate>>);

impl PartialEq for Parsed {
    fn eq(&self, _: &Parsed) -> bool {
        true
    }
}

impl Eq for Parsed {}

impl Pattern {
    /// The form of the ARN; none where the pattern is no ARN.
    #[must_use]
    pub fn template(&self) -> Option<&PatternTemplate> {
        self.template.0.get_or_init(|| PatternTemplate::parse(&self.pattern).ok()).as_ref()
    }

    /// May it be written?
    #[must_use]
    pub fn is_written(&self) -> bool {
        !(self.never_written || self.disputed)
    }

    /// The placeholders that a resource fills, in order; the ambient ones are left out.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        let parts = self.pattern.split("${").skip(1);
        let names = parts.filter_map(|part| part.split_once('}').map(|(name, _)| name));
        names.filter(|name| !AMBIENT.contains(name))
    }

    /// Does the ARN name an account, literally or by a placeholder?
    #[must_use]
    pub fn has_account(&self) -> bool {
        self.pattern.split(':').nth(4).is_none_or(|account| !account.is_empty())
    }
}

/// What is known of the value of a placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// It can be said.
    Said,
    /// The argument is absent, or has the value for which the ARN leaves the part out.
    LeftOut,
    /// It cannot be said.
    Unknown,
}

impl From<bool> for Fill {
    fn from(said: bool) -> Fill {
        if said { Fill::Said } else { Fill::Unknown }
    }
}

/// Placeholders that the account of the deployment fills, not a resource.
pub const AMBIENT: [&str; 3] = ["Partition", "Region", "Account"];

/// How narrow a source ARN may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Granularity {
    /// As narrow as can be said.
    #[default]
    Exact,
    /// Several ARNs, all of them: see [`Pattern::part`].
    List,
    /// Only the form that covers the account.
    AccountWildcard,
    /// Only the form that covers the account, which the service sends letter by letter.
    AccountLiteral,
    /// No source ARN at all, only the account.
    SourceAccountOnly,
    /// A literal value that is no ARN pattern; compared with `StringEquals`.
    Literal,
    /// Only a form with a wildcard: no exact spelling is proven.
    Wildcard,
}
