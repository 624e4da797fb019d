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
use crate::files::Files;
use crate::outcome::PathProblem;
use crate::paths::{folder_of, join};
use look::describe;
use prefilter::Prefilter;
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
    let disk = Disk::default();
    let mut search = Search::new(&disk);
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

/// Looks for the units of the files that are open in an editor, and for all others in its folders.
///
/// `texts` is the disk with what the editor knows better lying on top. An open file is always
/// taken, whatever its name and whatever ignores it, and though the disk may not have it yet.
#[must_use]
pub fn discover_open(folders: &[PathBuf], open: &[String], texts: &dyn Files, threads: usize) -> Found {
    let roots =
        Roots::of(folders.iter().map(PathBuf::as_path).chain(open.iter().map(|path| Path::new(folder_of(path)))));
    let mut search = Search::new(texts);
    search.take_walked(walk(folders, &roots, threads));
    open.iter().for_each(|path| search.take_open(path));
    search.finish(&roots)
}

/// The local modules that a text of Terraform calls, as it writes them. Where they change, so may
/// the units.
#[must_use]
pub fn calls(text: &[u8]) -> Vec<String> {
    Prefilter::new().calls(text)
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
