//! Which configuration each job is judged with, and what is passed over.

use super::configuration::{Configurations, How};
use crate::config::Config;
use crate::discover::{Found, Job};
use crate::engine::Unit;
use crate::outcome::PathProblem;
use crate::paths::folder_of;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A job, and how it is judged.
#[derive(Clone)]
pub(super) struct Assigned {
    /// What is judged.
    pub(super) job: Job,
    /// How.
    pub(super) how: Arc<How>,
}

/// What there is to do.
#[derive(Default)]
pub(super) struct Work {
    /// In the order of the jobs that were found.
    pub(super) jobs: Vec<Assigned>,
    /// Paths that could not be read.
    pub(super) problems: Vec<PathProblem>,
    /// How many files were opened.
    pub(super) files_read: usize,
    /// How many modules and templates are passed over, in whole or in part.
    pub(super) excluded: usize,
}

/// Gives each job its configuration, without the files that it excludes. `named` are the paths of
/// the run: one that is excluded itself is asked for all the same.
///
/// # Errors
/// What is wrong with a configuration.
pub(super) fn assign(found: Found, named: &[String], configurations: &mut Configurations) -> Result<Work, String> {
    let mut work = Work { files_read: found.files_read, ..Work::default() };
    for job in found.jobs {
        let how = configurations.of(folder(&job.unit))?;
        let kept = kept(&job, &how.config, named);
        work.excluded += usize::from(kept.as_ref() != Some(&job));
        work.jobs.extend(kept.map(|job| Assigned { job, how }));
    }
    for problem in found.problems {
        let how = configurations.of(folder_of(&problem.path))?;
        if !is_passed_over(&problem.path, &how.config, named) {
            work.problems.push(problem);
        }
    }
    Ok(work)
}

fn folder(unit: &Unit) -> &str {
    match unit {
        Unit::Module { folder, .. } => folder,
        Unit::Template { path } | Unit::NestedTemplate { path } | Unit::Policy { path } => folder_of(path),
    }
}

/// The part of a job that is not excluded.
fn kept(job: &Job, config: &Config, named: &[String]) -> Option<Job> {
    let files = match &job.unit {
        Unit::Module { files, .. } => files.as_slice(),
        Unit::Template { path } | Unit::NestedTemplate { path } | Unit::Policy { path } => std::slice::from_ref(path),
    };
    let is_asked_about = |file: &&String| job.only.as_ref().is_none_or(|only| only.contains(*file));
    let asked: Vec<&String> = files.iter().filter(is_asked_about).collect();
    let is_kept = |file: &&&String| !is_passed_over(file, config, named);
    let only: BTreeSet<String> = asked.iter().filter(is_kept).map(|&file| file.clone()).collect();
    match only.len() {
        0 => None,
        all if all == asked.len() => Some(job.clone()),
        _ => Some(Job { only: Some(only), ..job.clone() }),
    }
}

/// Is it excluded, and nobody named what it is excluded with?
fn is_passed_over(path: &str, config: &Config, named: &[String]) -> bool {
    // Of a folder, a pattern may mean the folder or all that is in it.
    let is_excluded = |named: &String| config.excludes(named) || config.excludes(&format!("{named}/_"));
    let asks_for_it = |named: &String| is_excluded(named) && config.ground.is_below(path, named);
    config.excludes(path) && !named.iter().any(asks_for_it)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Ground, read};

    fn config() -> Config {
        let ground = Ground { here: "/repo".to_owned(), top: "/repo".to_owned() };
        read("exclude = [\"legacy/\", \"*.gen.tf\"]", "unconfuse.toml", &[], ground).expect("a configuration")
    }

    fn module(files: &[&str]) -> Job {
        let files = files.iter().map(|&file| file.to_owned()).collect();
        Job { unit: Unit::Module { folder: ".".into(), files }, only: None }
    }

    fn kept_when(job: &Job, named: &[&str]) -> Option<Option<BTreeSet<String>>> {
        let named: Vec<String> = named.iter().map(|&path| path.to_owned()).collect();
        kept(job, &config(), &named).map(|job| job.only)
    }

    #[test]
    fn a_module_is_judged_without_its_excluded_files() {
        let job = module(&["main.tf", "x.gen.tf"]);
        assert_eq!(kept_when(&job, &["."]), Some(Some(BTreeSet::from(["main.tf".to_owned()]))));
        assert_eq!(kept_when(&module(&["main.tf"]), &["."]), Some(None));
        assert_eq!(kept_when(&module(&["legacy/main.tf", "x.gen.tf"]), &["."]), None);
    }

    #[test]
    fn what_is_named_is_judged_though_it_is_excluded() {
        let job = module(&["legacy/a/main.tf"]);
        for named in ["legacy", "./legacy/", "legacy/a", "/repo/legacy", "legacy/a/main.tf"] {
            assert_eq!(kept_when(&job, &[named]), Some(None), "{named}");
        }
        assert_eq!(kept_when(&job, &["other", "/repo"]), None);
        assert_eq!(kept_when(&module(&["a/x.gen.tf"]), &["a"]), None, "the folder is not what is excluded");
    }
}
