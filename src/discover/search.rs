//! What is known of the units while they are looked for.

use super::disk::Roots;
use super::joined::{MAX_JOINED, joined, within_reach};
use super::kind::FileKind;
use super::look::describe;
use super::nested::Nests;
use super::prefilter::Prefilter;
use super::walk::{Seen, Walked};
use super::{Found, Job, shown};
use crate::engine::Unit;
use crate::files::Files;
use crate::outcome::PathProblem;
use crate::paths::{folder_of, join, resolve, split};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is known of the units so far. Sets and maps keep it sorted and each thing there once,
/// also where two paths of a run overlap.
pub(super) struct Search<'t> {
    /// Where files are read that are not walked over.
    texts: &'t dyn Files,
    filter: Prefilter,
    /// By folder.
    modules: BTreeMap<String, Asked>,
    templates: BTreeSet<String>,
    /// Policies in files of their own that nobody named.
    policies: BTreeSet<String>,
    /// File names of templates that others nest.
    nested: BTreeSet<String>,
    problems: BTreeMap<String, String>,
    files_read: usize,
}

/// What of a module was asked about.
#[derive(Debug, Default)]
struct Asked {
    /// Its files that were named or walked over: an ignored file is none of them.
    files: BTreeSet<String>,
    /// May one of them let a service in?
    matters: bool,
    /// The folders of the local modules that it calls, as far as its files were looked at.
    calls: BTreeSet<String>,
    /// Has every file of it been looked at? Those of a folder that is walked over have.
    is_known: bool,
}

impl<'t> Search<'t> {
    pub(super) fn new(texts: &'t dyn Files) -> Search<'t> {
        Search {
            texts,
            filter: Prefilter::new(),
            modules: BTreeMap::new(),
            templates: BTreeSet::new(),
            policies: BTreeSet::new(),
            nested: BTreeSet::new(),
            problems: BTreeMap::new(),
            files_read: 0,
        }
    }

    pub(super) fn tell(&mut self, path: String, message: String) {
        self.problems.insert(path, message);
    }

    pub(super) fn take_named(&mut self, path: &Path) {
        let Some(_) = path.to_str() else {
            return self.tell(shown(path), "the name is not UTF-8".to_owned());
        };
        self.files_read += 1;
        let path = shown(path);
        match FileKind::of(split(&path).1) {
            Some(FileKind::Terraform) => {
                let module = self.module_of(&path);
                module.matters = true;
                module.files.insert(path);
            }
            Some(FileKind::Template | FileKind::Policy) | None => {
                self.nested.extend(Nests::new().around(&path));
                self.templates.insert(path);
            }
        }
    }

    /// Takes a file that is open in an editor, whatever the disk says of it.
    pub(super) fn take_open(&mut self, path: &str) {
        match FileKind::of(split(path).1) {
            Some(FileKind::Terraform) => {
                let calls = self.calls(path);
                let module = self.module_of(path);
                module.matters = true;
                module.calls.extend(calls);
                module.files.insert(path.to_owned());
            }
            Some(FileKind::Template | FileKind::Policy) | None => {
                self.templates.insert(path.to_owned());
            }
        }
    }

    pub(super) fn take_walked(&mut self, walked: Walked) {
        self.files_read += walked.opened;
        self.nested.extend(walked.nested);
        for sighting in walked.sightings {
            match sighting.what {
                Seen::Module { passes, calls } => {
                    let module = self.module_of(&sighting.path);
                    module.matters |= passes;
                    module.is_known = true;
                    module.calls.extend(calls.iter().map(|call| resolve(folder_of(&sighting.path), call)));
                    module.files.insert(sighting.path);
                }
                Seen::Template => {
                    self.templates.insert(sighting.path);
                }
                Seen::Policy => {
                    self.policies.insert(sighting.path);
                }
                Seen::Problem(why) => self.tell(sighting.path, why),
            }
        }
    }

    fn module_of(&mut self, path: &str) -> &mut Asked {
        self.modules.entry(folder_of(path).to_owned()).or_default()
    }

    /// Joins the modules that call each other, lists their files and puts everything in order.
    pub(super) fn finish(mut self, roots: &Roots) -> Found {
        self.pull(roots);
        let mut calls = self.modules.iter().map(|(folder, asked)| (folder.clone(), asked.calls.clone())).collect();
        let matter = self.modules.iter().filter(|(_, asked)| asked.matters).map(|(folder, _)| folder).collect();
        let reach = within_reach(&calls, matter);
        calls.retain(|folder, _| reach.contains(folder));
        let mut jobs = Vec::new();
        for folders in joined(&calls) {
            if folders.len() > MAX_JOINED {
                folders.iter().for_each(|folder| jobs.extend(self.job(std::slice::from_ref(folder), roots)));
            } else {
                jobs.extend(self.job(&folders, roots));
            }
        }
        let policies = self.policies.difference(&self.templates).cloned();
        jobs.extend(policies.map(|path| Job { unit: Unit::Policy { path }, only: None }));
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
            files_read: self.files_read,
        }
    }

    /// Looks at the modules that those that matter call and that were not walked over: nobody
    /// asked about them, but what happens in them counts for their callers.
    fn pull(&mut self, roots: &Roots) {
        let mut open: Vec<String> =
            self.modules.iter().filter(|(_, asked)| asked.matters).map(|(folder, _)| folder.clone()).collect();
        let mut seen: BTreeSet<String> = open.iter().cloned().collect();
        while let Some(folder) = open.pop() {
            if !roots.hold(Path::new(&folder)) {
                continue;
            }
            let is_known = self.modules.get(&folder).is_some_and(|asked| asked.is_known);
            let unseen = if is_known { Vec::new() } else { self.texts.list(&folder).unwrap_or_default() };
            let code = unseen.iter().filter(|name| FileKind::of(name) == Some(FileKind::Terraform));
            let calls: Vec<String> = code.flat_map(|name| self.calls(&join(&folder, name))).collect();
            let asked = self.modules.entry(folder).or_default();
            asked.is_known = true;
            asked.calls.extend(calls);
            open.extend(asked.calls.iter().filter(|call| seen.insert((*call).clone())).cloned());
        }
    }

    /// The folders of the local modules that a file calls; none where it cannot be read.
    fn calls(&self, path: &str) -> Vec<String> {
        let text = self.texts.read(path).unwrap_or_default();
        self.filter.calls(&text).iter().map(|call| resolve(folder_of(path), call)).collect()
    }

    /// The modules of some folders: all files that Terraform would read there, ignored ones too,
    /// for they may declare what the others use. Those that are known to be unreadable are left
    /// out. None where nothing of it matters.
    fn job(&mut self, folders: &[String], roots: &Roots) -> Option<Job> {
        let matters = |folder: &String| self.modules.get(folder).is_some_and(|asked| asked.matters);
        if !folders.iter().any(matters) {
            return None;
        }
        let mut files = Vec::new();
        let mut asked = BTreeSet::new();
        for folder in folders {
            asked.extend(self.modules.get(folder).into_iter().flat_map(|module| module.files.iter().cloned()));
            files.extend(self.files(folder, roots)?);
        }
        let whole = files.iter().all(|file| asked.contains(file));
        let first = folders.iter().find(|folder| asked.iter().any(|file| folder_of(file) == *folder));
        let unit = Unit::Module { folder: first?.clone(), files };
        Some(Job { unit, only: (!whole).then_some(asked) })
    }

    fn files(&mut self, folder: &str, roots: &Roots) -> Option<Vec<String>> {
        let is_asked_about = self.modules.get(folder).is_some_and(|module| !module.files.is_empty());
        let names = match self.texts.list(folder) {
            Ok(names) => names,
            // What a module calls need not be there, nor be a folder.
            Err(_) if !is_asked_about => Vec::new(),
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
        Some(files)
    }
}
