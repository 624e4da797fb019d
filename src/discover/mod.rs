//! The only reader of the disk: from the paths a user names to the units to be judged.

mod disk;
mod kind;
mod look;
mod nested;
mod prefilter;
mod walk;

pub use disk::{Disk, LARGEST_FILE, Roots};

use crate::engine::Unit;
use crate::files::Files;
use crate::outcome::PathProblem;
use kind::FileKind;
use look::describe;
use nested::Nests;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use walk::{Seen, Walked, walk};

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
            Unit::Template { path } | Unit::NestedTemplate { path } => path.clone(),
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
    /// Files that could matter and are of a kind that is not read yet, sorted.
    pub notes: Vec<PathProblem>,
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

/// Folder and name of a shown path; the folder of a name alone is `.`.
fn split(path: &str) -> (&str, &str) {
    match path.rsplit_once('/') {
        Some(("", name)) => ("/", name),
        Some((folder, name)) => (folder, name),
        None => (".", path),
    }
}

/// A name in a shown folder.
fn join(folder: &str, name: &str) -> String {
    match folder {
        "." => name.to_owned(),
        _ if folder.ends_with('/') => format!("{folder}{name}"),
        _ => format!("{folder}/{name}"),
    }
}

/// What is known of the units so far. Sets and maps keep it sorted and each thing there once,
/// also where two paths of a run overlap.
#[derive(Default)]
struct Search {
    /// By folder.
    modules: BTreeMap<String, Asked>,
    templates: BTreeSet<String>,
    /// File names of templates that others nest.
    nested: BTreeSet<String>,
    problems: BTreeMap<String, String>,
    notes: BTreeSet<PathProblem>,
    files_read: usize,
}

/// What of a module was asked about.
#[derive(Default)]
struct Asked {
    /// Its files that were named or walked over: an ignored file is none of them.
    files: BTreeSet<String>,
    /// May one of them let a service in?
    matters: bool,
}

impl Search {
    fn tell(&mut self, path: String, message: String) {
        self.problems.insert(path, message);
    }

    fn take_named(&mut self, path: &Path) {
        let Some(_) = path.to_str() else {
            return self.tell(shown(path), "the name is not UTF-8".to_owned());
        };
        self.files_read += 1;
        let path = shown(path);
        match FileKind::of(split(&path).1) {
            Some(FileKind::Terraform) => self.take_module_file(path, true),
            Some(FileKind::TerraformJson) => self.note_terraform_json(path),
            Some(FileKind::Template) | None => {
                self.nested.extend(Nests::new().around(&path));
                self.templates.insert(path);
            }
        }
    }

    fn take_walked(&mut self, walked: Walked) {
        self.files_read += walked.opened;
        self.nested.extend(walked.nested);
        for sighting in walked.sightings {
            match sighting.what {
                Seen::Module { passes } => self.take_module_file(sighting.path, passes),
                Seen::Template => {
                    self.templates.insert(sighting.path);
                }
                Seen::TerraformJson => self.note_terraform_json(sighting.path),
                Seen::Problem(why) => self.tell(sighting.path, why),
            }
        }
    }

    fn take_module_file(&mut self, path: String, matters: bool) {
        let asked = self.modules.entry(split(&path).0.to_owned()).or_default();
        asked.matters |= matters;
        asked.files.insert(path);
    }

    fn note_terraform_json(&mut self, path: String) {
        self.notes.insert(PathProblem { path, message: "Terraform in JSON is not read yet".to_owned() });
    }

    /// Lists the modules' files and puts everything in order.
    fn finish(mut self, roots: &Roots) -> Found {
        let mut jobs = Vec::new();
        for (folder, asked) in std::mem::take(&mut self.modules) {
            if asked.matters {
                jobs.extend(self.module(&folder, asked, roots));
            }
        }
        let templates = std::mem::take(&mut self.templates).into_iter();
        jobs.extend(templates.map(|path| {
            let is_nested = self.nested.contains(split(&path).1);
            let unit = if is_nested { Unit::NestedTemplate { path } } else { Unit::Template { path } };
            Job { unit, only: None }
        }));
        jobs.sort_by_cached_key(Job::place);
        Found {
            jobs,
            problems: self.problems.into_iter().map(|(path, message)| PathProblem { path, message }).collect(),
            notes: self.notes.into_iter().collect(),
            files_read: self.files_read,
        }
    }

    /// The module of a folder: all files that Terraform would read there, ignored ones too, for
    /// they may declare what the others use. Those that are known to be unreadable are left out.
    fn module(&mut self, folder: &str, asked: Asked, roots: &Roots) -> Option<Job> {
        let names = match Disk.list(folder) {
            Ok(names) => names,
            Err(error) => {
                self.tell(folder.to_owned(), describe(&error));
                return None;
            }
        };
        let mut files = Vec::new();
        for name in names.iter().filter(|name| FileKind::of(name) == Some(FileKind::Terraform)) {
            let path = join(folder, name);
            if Path::new(&path).is_symlink() && !roots.hold(Path::new(&path)) {
                self.tell(path, "a link that leads out of the folder that was named; name its target too".to_owned());
            } else if !self.problems.contains_key(&path) {
                files.push(path);
            }
        }
        let whole = files.iter().all(|file| asked.files.contains(file));
        let unit = Unit::Module { folder: folder.to_owned(), files };
        Some(Job { unit, only: (!whole).then_some(asked.files) })
    }
}

#[cfg(test)]
mod tests;
