//! What git knows of a change. Nowhere else is another program started, and here only where
//! `--changed-since` asks for it.
//!
//! Git runs programs that its settings name, and the settings stand in the repository that is
//! looked at. They are switched off, and so is what would fetch from elsewhere or write.

use super::listed::names;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What stands before each question to git: no lock, no watcher, no hook, no fetch.
const CALM: [&str; 7] = [
    "--no-optional-locks",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "protocol.allow=never",
];

/// Files that differ between two commits.
const DIFFER: [&str; 6] = ["diff-tree", "-r", "--name-only", "-z", "--no-renames", "--end-of-options"];

/// Files that differ from `HEAD` in the index or in the work tree, and new ones that nothing
/// ignores. A submodule differs where it stands at another commit. `git diff` would write down
/// what it has found out about the work tree.
const UNCOMMITTED: [&str; 6] =
    ["status", "--porcelain", "-z", "--no-renames", "--untracked-files=normal", "--ignore-submodules=dirty"];

/// What stands before each name of [`UNCOMMITTED`]: two letters and a space.
const MARK: usize = 3;

/// Settings that name programs through which git would read a file, and that say that it must.
const FILTERS: &str = r"^filter\..*\.(clean|process|required)$";

/// How the rest of a history is had.
const FETCH: &str = "fetch it first: `fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` in GitLab CI, \
                     `git fetch --unshallow` elsewhere";

/// What has changed in the repositories around these folders since `HEAD` left the history of
/// `rev`: in commits, in the index and in the work tree, new files among it. Paths have no links
/// in them; one that is a folder stands for all that is in it.
///
/// # Errors
/// Why git cannot tell, and what to do about it.
pub(super) fn changed_since(rev: &str, folders: &BTreeSet<PathBuf>) -> Result<BTreeSet<PathBuf>, String> {
    if rev.is_empty() || rev.starts_with('-') {
        return Err(format!("--changed-since wants a commit, such as `main`, and `{rev}` is none"));
    }
    let roots: Result<BTreeSet<PathBuf>, String> = folders.iter().map(|folder| root_of(folder)).collect();
    let mut changed = BTreeSet::new();
    for root in roots? {
        let repository = Repository::at(root)?;
        changed.extend(repository.changed_since(rev)?);
    }
    Ok(changed)
}

/// The top of the work tree that a folder stands in.
fn root_of(folder: &Path) -> Result<PathBuf, String> {
    let output = ask(folder, &[], &["rev-parse", "--show-toplevel"])?;
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let root = PathBuf::from(told.strip_suffix('\n').unwrap_or(&told));
    match output.status.success() {
        true => Ok(root.canonicalize().unwrap_or(root)),
        false => {
            Err(format!("--changed-since wants a repository of git around {}: {}", folder.display(), said(&output)))
        }
    }
}

/// A repository with a work tree.
struct Repository {
    root: PathBuf,
    /// The [`FILTERS`] that are set.
    filters: Vec<String>,
}

impl Repository {
    fn at(root: PathBuf) -> Result<Repository, String> {
        // Exit code 1, and no output, where there is none.
        let output = ask(&root, &[], &["config", "-z", "--name-only", "--get-regexp", FILTERS])?;
        let filters = names(&output.stdout, 0).filter_map(|name| name.into_string().ok()).collect();
        Ok(Repository { root, filters })
    }

    fn changed_since(&self, rev: &str) -> Result<Vec<PathBuf>, String> {
        let base = self.base(rev)?;
        let committed = self.tell(&[&DIFFER[..], &[&base, "HEAD"]].concat())?;
        let uncommitted = self.tell(&UNCOMMITTED)?;
        let marked = uncommitted.split(|byte| *byte == 0).filter_map(|entry| entry.get(MARK..));
        let all = names(&committed, 0).chain(marked.flat_map(|name| names(name, 0)));
        Ok(all.map(|name| self.root.join(name)).collect())
    }

    /// What git answers, where it has an answer.
    fn tell(&self, args: &[&str]) -> Result<Vec<u8>, String> {
        let output = self.ask(args)?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(format!("git cannot tell what has changed in {}: {}", self.root.display(), said(&output))),
        }
    }

    /// The commit at which `HEAD` left the history of `rev`.
    fn base(&self, rev: &str) -> Result<String, String> {
        let commit = self.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", rev])?;
        let Some(commit) = hash(&commit) else {
            return Err(format!("{} has no commit `{rev}`; if that is no slip, {FETCH}", self.root.display()));
        };
        let base = self.ask(&["merge-base", &commit, "HEAD"])?;
        hash(&base).ok_or_else(|| match said(&base) {
            reason if !reason.is_empty() => format!("git cannot compare with `{rev}`: {reason}"),
            _ if self.is_shallow() => {
                format!("{} holds too little of the history to compare with `{rev}`; {FETCH}", self.root.display())
            }
            _ => format!("`{rev}` and HEAD have no commit in common"),
        })
    }

    fn is_shallow(&self) -> bool {
        let output = self.ask(&["rev-parse", "--is-shallow-repository"]);
        output.is_ok_and(|output| output.stdout.starts_with(b"true"))
    }

    fn ask(&self, args: &[&str]) -> Result<Output, String> {
        ask(&self.root, &self.filters, args)
    }
}

/// Runs git in a folder, with these settings emptied.
fn ask(folder: &Path, emptied: &[String], args: &[&str]) -> Result<Output, String> {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os().filter(|(name, _)| steers(name)) {
        command.env_remove(name);
    }
    let given = std::env::var("GIT_CONFIG_COUNT").ok().and_then(|count| count.parse().ok()).unwrap_or(0);
    for (at, name) in (given..).zip(emptied) {
        command.env(format!("GIT_CONFIG_KEY_{at}"), name).env(format!("GIT_CONFIG_VALUE_{at}"), "");
    }
    command.env("GIT_CONFIG_COUNT", (given + emptied.len()).to_string());
    command.env("GIT_ALLOW_PROTOCOL", "").env("GIT_NO_LAZY_FETCH", "1").env("LC_ALL", "C");
    command.args(CALM).arg("-C").arg(folder).args(args).stdin(Stdio::null());
    command.output().map_err(|error| {
        format!("--changed-since asks git, which does not start: {error}; `--changed-files` takes a list instead")
    })
}

/// Variables by which git would look at another repository, or run something: a hook that starts
/// this program sets some. Settings, and where to look for them, stay: they let CI in.
fn steers(name: &OsStr) -> bool {
    let kept = ["GIT_CONFIG_", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH"];
    let name = name.to_string_lossy();
    name.starts_with("GIT_") && !kept.iter().any(|kept| name.starts_with(kept))
}

/// The one hash that was answered.
fn hash(output: &Output) -> Option<String> {
    let told = std::str::from_utf8(&output.stdout).ok()?.trim_end();
    let is_hash = told.len() >= 40 && told.bytes().all(|byte| byte.is_ascii_hexdigit());
    (output.status.success() && is_hash).then(|| told.to_owned())
}

/// What git says is wrong, as one line.
fn said(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr);
    let lines = told.lines().map(|line| line.strip_prefix("fatal: ").unwrap_or(line).trim());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}
