//! The configuration, `unconfuse.toml`: what it may say, and what it says of one file.

mod local;
mod read;
#[cfg(test)]
mod tests;

pub use local::{FailOn, Local, Selected};
pub use read::{FILE_KEYS, PATH_KEYS, read};

use crate::finding::Severity;
use crate::paths::resolve;
use crate::patterns::Patterns;
use std::sync::OnceLock;

/// The name of the file.
pub const FILE_NAME: &str = "unconfuse.toml";

/// What a configuration says.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// What reports call it; empty where there is no file.
    pub name: String,
    /// Where its patterns are seen from.
    pub ground: Ground,
    /// What holds for all files.
    pub general: Local,
    /// What holds for some, the last that fits before the others.
    pub per_path: Vec<(Patterns, Local)>,
    /// Files that are passed over.
    pub exclude: Patterns,
    /// Files of facts about services, or folders of them, as it names them.
    pub services: Vec<Located>,
}

/// A text of the configuration and its place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The text.
    pub text: String,
    /// Counted from 1.
    pub line: usize,
}

/// Two folders of the disk, from its root: where a run stands, so that its paths can be read, and
/// where the patterns of a configuration are seen from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ground {
    /// Where the run stands.
    pub here: String,
    /// Where the patterns are seen from.
    pub top: String,
}

impl Ground {
    /// A path of the run as the patterns see it; none where it lies elsewhere.
    #[must_use]
    pub fn seen(&self, path: &str) -> Option<String> {
        let absolute = resolve(&self.here, path);
        let rest = absolute.strip_prefix(self.top.trim_end_matches('/'))?;
        rest.strip_prefix('/').map(str::to_owned)
    }

    /// Is a path of the run this folder, or below it?
    #[must_use]
    pub fn is_below(&self, path: &str, folder: &str) -> bool {
        let (path, folder) = (resolve(&self.here, path), resolve(&self.here, folder));
        let rest = path.strip_prefix(folder.trim_end_matches('/'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl Config {
    /// The one that says nothing.
    #[must_use]
    pub fn none() -> &'static Config {
        static NONE: OnceLock<Config> = OnceLock::new();
        NONE.get_or_init(Config::default)
    }

    /// Is a file to be passed over?
    #[must_use]
    pub fn excludes(&self, path: &str) -> bool {
        self.ground.seen(path).is_some_and(|path| self.exclude.matches(&path))
    }

    /// The account that a file is deployed to.
    #[must_use]
    pub fn account(&self, path: &str) -> Option<&str> {
        self.first(path, |local| local.account.as_deref())
    }

    /// The organization whose accounts a file has business with.
    #[must_use]
    pub fn organization(&self, path: &str) -> Option<&str> {
        self.first(path, |local| local.organization.as_deref())
    }

    /// The partition that a file is deployed to.
    #[must_use]
    pub fn partition(&self, path: &str) -> Option<&str> {
        self.first(path, |local| local.partition.as_deref())
    }

    /// The Region that all of a file is in.
    #[must_use]
    pub fn region(&self, path: &str) -> Option<&str> {
        self.first(path, |local| local.region.as_deref())
    }

    /// From which severity on a finding in a file counts for the exit code.
    #[must_use]
    pub fn fail_on(&self, path: &str) -> Option<FailOn> {
        self.first(path, |local| local.fail_on)
    }

    /// The severity of what a rule finds in a file.
    #[must_use]
    pub fn severity(&self, path: &str, rule: &str) -> Option<Severity> {
        self.first(path, |local| local.severity.get(rule).copied())
    }

    /// Why what a rule finds in a file does not count, where that is so.
    #[must_use]
    pub fn declines(&self, path: &str, rule: &str) -> Option<String> {
        if let Some(by) = self.first(path, |local| local.ignore.get(rule)) {
            return Some(format!("{by} names the rule"));
        }
        let selected = self.first(path, |local| local.select.as_ref())?;
        (!selected.rules.contains(rule)).then(|| format!("{} does not name the rule", selected.by))
    }

    /// The first answer: of the last part that is for this file, else of what is for all.
    fn first<'a, T>(&'a self, path: &str, ask: impl Fn(&'a Local) -> Option<T>) -> Option<T> {
        let seen = if self.per_path.is_empty() { None } else { self.ground.seen(path) };
        let fits = |patterns: &Patterns| seen.as_ref().is_some_and(|path| patterns.matches(path));
        let mut parts = self.per_path.iter().rev().filter(|(patterns, _)| fits(patterns)).map(|(_, local)| local);
        parts.find_map(&ask).or_else(|| ask(&self.general))
    }
}
