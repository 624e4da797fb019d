//! `--changed-since` and `--changed-files`: they limit what is reported to a change, never what is
//! read.

use super::args::Inputs;
use super::git::changed_since;
use super::listed::names;
use crate::discover::Job;
use crate::engine::Unit;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The files and folders of a change, as absolute paths in which no folder is a link.
pub(super) struct Changed(BTreeSet<PathBuf>);

impl Changed {
    /// What the arguments limit a run to, if they do.
    ///
    /// # Errors
    /// Why the change is not known.
    pub(super) fn asked_for(inputs: &Inputs) -> Result<Option<Changed>, String> {
        match (&inputs.changed_since, &inputs.changed_files) {
            (Some(rev), _) => Changed::since(rev, &inputs.paths).map(Some),
            (None, Some(list)) => Changed::read(list).map(Some),
            (None, None) => Ok(None),
        }
    }

    /// Asks git, in the repository around each of the paths that are there.
    fn since(rev: &str, paths: &[PathBuf]) -> Result<Changed, String> {
        let there = paths.iter().filter_map(|path| Some((path, fs::metadata(path).ok()?)));
        let folders = there.map(|(path, about)| if about.is_dir() { path.clone() } else { folder_of(path) });
        Ok(Changed(changed_since(rev, &folders.collect())?))
    }

    /// Reads the list from a file, or for `-` from standard input: one path on each line, or each
    /// ended by a zero byte, as `git diff --name-only -z` writes them. Paths are seen from the
    /// current folder.
    fn read(list: &Path) -> Result<Changed, String> {
        let bytes = if list == Path::new("-") { stdin() } else { fs::read(list) };
        let bytes = bytes.map_err(|error| format!("cannot read the changed files from {}: {error}", list.display()))?;
        Ok(Changed::listed(&bytes))
    }

    fn listed(bytes: &[u8]) -> Changed {
        let end = if bytes.contains(&0) { 0 } else { b'\n' };
        Changed(names(bytes, end).map(|path| placed(Path::new(&path))).collect())
    }

    /// The jobs of which at least one file has changed, each limited to those files. Any module may
    /// be the one that reads a policy that has changed.
    pub(super) fn limit(&self, jobs: Vec<Job>) -> Vec<Job> {
        let policies = jobs.iter().filter_map(|job| match &job.unit {
            Unit::Policy { path } => Some(path),
            _ => None,
        });
        let policies: Vec<String> = policies.filter(|path| self.holds(path)).cloned().collect();
        jobs.into_iter().filter_map(|job| self.limit_one(job, &policies)).collect()
    }

    fn limit_one(&self, job: Job, policies: &[String]) -> Option<Job> {
        let (files, read) = match &job.unit {
            Unit::Module { files, .. } => (files.as_slice(), policies),
            Unit::Template { path } | Unit::NestedTemplate { path } | Unit::Policy { path } => {
                (std::slice::from_ref(path), &[][..])
            }
        };
        let asked = |file: &&String| job.only.as_ref().is_none_or(|only| only.contains(*file));
        let changed = files.iter().filter(asked).filter(|file| self.holds(file));
        let only: BTreeSet<String> = changed.chain(read).cloned().collect();
        (!only.is_empty()).then_some(Job { only: Some(only), ..job })
    }

    /// Is the file, or what it is a link to, part of the change?
    fn holds(&self, file: &str) -> bool {
        let is_listed = |path: &Path| path.ancestors().any(|part| self.0.contains(part));
        let file = placed(Path::new(file));
        is_listed(&file) || file.is_symlink() && file.canonicalize().is_ok_and(|file| is_listed(&file))
    }
}

fn stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The path as seen from the root, without links on the way to it. What is not there any more is
/// taken as it is written.
fn placed(path: &Path) -> PathBuf {
    let folder = folder_of(path).canonicalize().ok();
    let placed = folder.and_then(|folder| Some(folder.join(path.file_name()?)));
    placed
        .or_else(|| path.canonicalize().ok())
        .or_else(|| std::path::absolute(path).ok())
        .unwrap_or_else(|| path.to_owned())
}

/// The folder that a path stands in.
fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(list: &str) -> Changed {
        Changed::listed(list.as_bytes())
    }

    fn module(files: &[&str], only: Option<&[&str]>) -> Job {
        let files = files.iter().map(|&file| file.to_owned()).collect();
        let only = only.map(|only| only.iter().map(|&file| file.to_owned()).collect());
        Job { unit: Unit::Module { folder: ".".into(), files }, only }
    }

    #[test]
    fn a_module_is_judged_whole_and_told_in_part() {
        let jobs = changed("./a.tf\r\nother/b.tf\n").limit(vec![module(&["a.tf", "b.tf"], None)]);
        assert_eq!(jobs, [module(&["a.tf", "b.tf"], Some(&["a.tf"]))]);
    }

    #[test]
    fn what_nobody_asked_about_stays_out() {
        assert_eq!(changed("a.tf").limit(vec![module(&["a.tf", "b.tf"], Some(&["b.tf"]))]), []);
        let template = Job { unit: Unit::Template { path: "x.yaml".into() }, only: None };
        assert_eq!(changed("y.yaml\n").limit(vec![template]), []);
    }

    #[test]
    fn a_changed_policy_is_told_by_whichever_module_reads_it() {
        let policy = || Job { unit: Unit::Policy { path: "trust.json".into() }, only: None };
        let jobs = changed("trust.json\n").limit(vec![module(&["a.tf"], None), policy()]);
        assert_eq!(jobs[0], module(&["a.tf"], Some(&["trust.json"])));
        assert_eq!(jobs[1].unit, policy().unit);
    }

    #[test]
    fn names_may_hold_line_ends_where_zero_bytes_end_them() {
        let jobs =
            changed("a\nb.yaml\0").limit(vec![Job { unit: Unit::Template { path: "a\nb.yaml".into() }, only: None }]);
        assert_eq!(jobs.len(), 1);
    }
}
