//! `--changed-files`: limits what is reported to the files of a change, never what is read.

use crate::discover::Job;
use crate::engine::Unit;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The files of a change, as absolute paths.
pub(super) struct Changed(BTreeSet<PathBuf>);

impl Changed {
    /// Reads the list from a file, or for `-` from standard input: one path on each line, or each
    /// ended by a zero byte, as `git diff --name-only -z` writes them. Paths are seen from the
    /// current folder.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn read(list: &Path) -> Result<Changed, String> {
        let bytes = if list == Path::new("-") { stdin() } else { fs::read(list) };
        let bytes = bytes.map_err(|error| format!("cannot read the changed files from {}: {error}", list.display()))?;
        Ok(Changed(paths(&bytes).map(|path| absolute(Path::new(&path))).collect()))
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

    fn holds(&self, file: &str) -> bool {
        self.0.contains(&absolute(Path::new(file)))
    }
}

fn stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn paths(bytes: &[u8]) -> impl Iterator<Item = OsString> {
    let end = if bytes.contains(&0) { 0 } else { b'\n' };
    let lines = bytes.split(move |byte| *byte == end);
    let lines = lines.map(move |line| if end == 0 { line } else { line.strip_suffix(b"\r").unwrap_or(line) });
    lines.filter(|line| !line.is_empty()).map(|line| String::from_utf8_lossy(line).into_owned().into())
}

/// The path as seen from the root, links left as they are.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(list: &str) -> Changed {
        Changed(paths(list.as_bytes()).map(|path| absolute(Path::new(&path))).collect())
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
