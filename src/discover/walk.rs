//! The parallel walk over folders.

use super::disk::Roots;
use super::kind::FileKind;
use super::look::{Look, Looker, describe};
use super::shown;
use ignore::{DirEntry, ParallelVisitor, ParallelVisitorBuilder, WalkBuilder, WalkState};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A file that the walk has something to say about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sighting {
    /// The path as the user would write it.
    pub(super) path: String,
    /// What was seen.
    pub(super) what: Seen,
}

/// What was seen of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seen {
    /// A file of a module; may it let a service in?
    Module {
        /// It may.
        passes: bool,
        /// The local modules that it calls, as it writes them.
        calls: Vec<String>,
    },
    /// A file that may be a template that lets a service in.
    Template,
    /// A file that may be a policy, and nothing else, that lets a service in.
    Policy,
    /// Something that could not be read, and why.
    Problem(String),
}

/// What the walk brought home, in no order.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) sightings: Vec<Sighting>,
    /// Files opened.
    pub(super) opened: usize,
    /// File names of templates that others nest.
    pub(super) nested: Vec<String>,
}

/// Folders that tools fill and nobody writes in, whatever ignores them.
const TOOLS: [&str; 12] = [
    ".cache",
    ".git",
    ".gradle",
    ".hg",
    ".jj",
    ".npm",
    ".svn",
    ".terraform",
    ".terragrunt-cache",
    ".tox",
    ".venv",
    "node_modules",
];

/// Walks the folders. Ignore files are honoured as ripgrep does, folders of tools are passed over,
/// and links to folders are not followed. Hidden folders are looked into: people keep what deploys
/// a project in `.github` or `.infra`.
pub(super) fn walk(folders: &[PathBuf], roots: &Roots, threads: usize) -> Walked {
    let Some((first, others)) = folders.split_first() else { return Walked::default() };
    let mut builder = WalkBuilder::new(first);
    for folder in others {
        builder.add(folder);
    }
    builder.hidden(false).threads(threads).filter_entry(is_wanted);
    let home = Mutex::new(Walked::default());
    builder.build_parallel().visit(&mut Team { home: &home, roots });
    home.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// A folder that is named is always walked, whatever its name.
fn is_wanted(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().to_str().is_some_and(|name| TOOLS.contains(&name))
}

struct Team<'a> {
    home: &'a Mutex<Walked>,
    roots: &'a Roots,
}

impl<'a> ParallelVisitorBuilder<'a> for Team<'a> {
    fn build(&mut self) -> Box<dyn ParallelVisitor + 'a> {
        Box::new(Walker { home: self.home, roots: self.roots, looker: Looker::new(), walked: Walked::default() })
    }
}

/// One thread's walker: it gathers by itself and hands over when it is done.
struct Walker<'a> {
    home: &'a Mutex<Walked>,
    roots: &'a Roots,
    looker: Looker,
    walked: Walked,
}

impl ParallelVisitor for Walker<'_> {
    fn visit(&mut self, entry: Result<DirEntry, ignore::Error>) -> WalkState {
        match entry {
            Ok(entry) => self.visit_entry(&entry),
            Err(error) => self.walked.sightings.push(problem(&error)),
        }
        WalkState::Continue
    }
}

impl Walker<'_> {
    fn visit_entry(&mut self, entry: &DirEntry) {
        let Some(kind) = entry.file_name().to_str().and_then(FileKind::of) else { return };
        if !self.is_readable_file(entry, kind) {
            return;
        }
        self.walked.opened += 1;
        let look = self.looker.look(entry.path(), kind);
        if kind == FileKind::Template {
            self.walked.nested.extend(self.looker.nested());
        }
        let what = match (look, kind) {
            (Look::Unreadable(why), _) => Seen::Problem(why),
            (look, FileKind::Terraform) => Seen::Module { passes: look != Look::Nothing, calls: self.looker.calls() },
            (Look::Nothing, _) => return,
            (Look::Policy, _) => Seen::Policy,
            (Look::Passes, _) => Seen::Template,
        };
        self.walked.sightings.push(Sighting { path: shown(entry.path()), what });
    }

    /// A link to a Terraform file makes that file part of this module too; a link to a template
    /// would only show the same template twice.
    fn is_readable_file(&self, entry: &DirEntry, kind: FileKind) -> bool {
        match entry.file_type() {
            Some(found) if found.is_file() => true,
            Some(found) if found.is_symlink() && kind == FileKind::Terraform => {
                entry.path().is_file() && self.roots.hold(entry.path())
            }
            _ => false,
        }
    }
}

impl Drop for Walker<'_> {
    fn drop(&mut self) {
        let mut home = self.home.lock().unwrap_or_else(PoisonError::into_inner);
        home.sightings.append(&mut self.walked.sightings);
        home.opened += self.walked.opened;
        home.nested.append(&mut self.walked.nested);
    }
}

fn problem(error: &ignore::Error) -> Sighting {
    let why = error.io_error().map_or_else(|| error.to_string(), describe);
    Sighting { path: path_of(error).map_or_else(String::new, shown), what: Seen::Problem(why) }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}
