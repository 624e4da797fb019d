//! The only reader of the disk: from the paths a user names to the units to be judged.

mod disk;
mod joined;
mod kind;
mod look;
mod nested;
mod prefilter;
mod search;
mod walk;

pub use disk::{Disk, LARGEST_FILE, Roots};

use crate::engine::Unit;
use crate::outcome::PathProblem;
use crate::paths::join;
use look::describe;
use search::Search;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use walk::walk;

/// A unit, and which of its files the user asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// What is judged.
    pub unit: Unit,
    /// Findings are reported in these files only; none means in all.
    pub only: Option<BTreeSet<String>>,
}

impl Job {
    /// What jobs are sorted by: the path of a template, the folder of a module with `/` behind it.
    #[must_use]
    pub fn place(&self) -> String {
        match &self.unit {
            Unit::Module { folder, .. } => join(folder, ""),
            Unit::Template { path } | Unit::NestedTemplate { path } | Unit::Policy { path } => path.clone(),
        }
    }
}

/// What was found under the paths of a run.
#[derive(Debug, Default)]
pub struct Found {
    /// What is to be judged, sorted by path, whatever the number of threads.
    pub jobs: Vec<Job>,
    /// Paths that could not be read, sorted.
    pub problems: Vec<PathProblem>,
    /// How many files were opened.
    pub files_read: usize,
}

/// Looks for everything that may let a service in.
///
/// Folders are walked with `threads` threads. A file that is named is always taken, whatever its
/// name and whatever ignores it; a named `.tf` file stands for its module.
#[must_use]
pub fn discover(paths: &[PathBuf], threads: usize) -> Found {
    let roots = Roots::of(paths.iter().map(PathBuf::as_path));
    let mut search = Search::default();
    let mut folders = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            Ok(about) if about.is_dir() => folders.push(path.clone()),
            Ok(_) => search.take_named(path),
            Err(error) => search.tell(shown(path), describe(&error)),
        }
    }
    search.take_walked(walk(&folders, &roots, threads));
    search.finish(&roots)
}

/// A path as the user would write it: `/` between its parts, no `./` before them.
#[must_use]
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    let mut rest = text.as_str();
    while let Some(shorter) = rest.strip_prefix("./") {
        rest = shorter.trim_start_matches('/');
    }
    if rest.is_empty() { ".".to_owned() } else { rest.to_owned() }
}

#[cfg(test)]
mod tests;
