//! What a run works on: paths of the disk, or standard input.

use super::args::{Global, Inputs};
use super::assign::{Work, assign};
use super::changed::Changed;
use super::configuration::Configurations;
use super::judge::Judging;
use super::progress;
use super::terminal::tell_line;
use super::write::write_all;
use crate::discover::{Disk, Found, Job, Roots, discover, shown};
use crate::engine::Unit;
use crate::files::{Files, Memory, Overlay};
use crate::outcome::PathProblem;
use crate::report::Verbosity;
use crate::report::change::Change;
use crate::text::decode;
use std::collections::BTreeSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What a run works on.
pub(super) struct Input {
    /// What there is to do.
    pub(super) work: Work,
    /// Where the texts come from.
    pub(super) source: Source,
    /// The paths as given, for reports.
    pub(super) given: Vec<String>,
}

/// Where texts come from, and go to.
pub(super) enum Source {
    /// The disk; files are written below these roots only.
    Disk(Roots),
    /// Standard input.
    Stdin {
        /// The name that stands for it in reports.
        name: String,
        /// Its text, as it is by now.
        text: String,
    },
}

impl Source {
    /// What the units are read from.
    pub(super) fn files(&self) -> Box<dyn Files> {
        match self {
            Source::Disk(roots) => Box::new(Disk::within(roots.clone())),
            Source::Stdin { name, text } => {
                let below = Disk::within(Roots::of([Path::new(".")]));
                Box::new(Overlay { above: Memory::new().with(name.as_str(), text.as_bytes()), below })
            }
        }
    }

    /// The name of standard input.
    fn stdin_name(&self) -> Option<&str> {
        match self {
            Source::Disk(_) => None,
            Source::Stdin { name, .. } => Some(name),
        }
    }

    /// Writes the changes in the order given, or none of them.
    ///
    /// # Errors
    /// What stands in the way.
    pub(super) fn write(&mut self, changes: &[Change<'_>]) -> Result<(), PathProblem> {
        match self {
            Source::Disk(roots) => write_all(changes, roots),
            Source::Stdin { name, text } => {
                if let Some(other) = changes.iter().find(|change| *change.file.path != **name) {
                    let message = format!("would have to be changed together with {name}: run the fix on the files");
                    return Err(PathProblem { path: other.file.path.to_string(), message });
                }
                if let Some(change) = changes.first() {
                    text.clone_from(&change.after);
                }
                Ok(())
            }
        }
    }
}

/// Looks for the units of a run, or reads standard input.
///
/// # Errors
/// What is wrong with the arguments, or with standard input.
pub(super) fn gather(inputs: &Inputs, global: &Global, judging: Judging) -> Result<Input, String> {
    let mut configurations = Configurations::new(inputs.asked(global))?;
    let given: Vec<String> = inputs.paths.iter().map(|path| shown(path)).collect();
    if inputs.paths.iter().any(|path| path == Path::new("-")) {
        if inputs.paths.len() > 1 {
            return Err("`-` stands for standard input and goes with no other path".to_owned());
        }
        if inputs.are_limited() {
            return Err("--changed-since and --changed-files go with files and folders, not with `-`".to_owned());
        }
        let (found, source) = stdin(inputs.stdin_filename.as_deref())?;
        let named: Vec<String> = source.stdin_name().map(str::to_owned).into_iter().collect();
        return Ok(Input { work: assign(found, &named, &mut configurations)?, source, given });
    }
    if inputs.stdin_filename.is_some() {
        return Err("--stdin-filename goes with `-` only".to_owned());
    }
    let changed = Changed::asked_for(inputs)?;
    let roots = Roots::of(inputs.paths.iter().map(PathBuf::as_path));
    let look = || discover(&inputs.paths, judging.threads);
    let mut found = progress::watched(judging.is_watched, || "looking for templates".to_owned(), look);
    if let Some(changed) = changed {
        let all = found.jobs.len();
        found.jobs = changed.limit(found.jobs);
        tell_left_out(all - found.jobs.len(), global.verbosity());
    }
    Ok(Input { work: assign(found, &given, &mut configurations)?, source: Source::Disk(roots), given })
}

/// What is not reported is not clean for that.
fn tell_left_out(count: usize, verbosity: Verbosity) {
    if count > 0 && verbosity > Verbosity::Quiet {
        let what = if count == 1 { "module or template" } else { "modules and templates" };
        tell_line(&format!("note: nothing is told of {count} {what} without a change"));
    }
}

fn stdin(name: Option<&str>) -> Result<(Found, Source), String> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| format!("cannot read standard input: {error}"))?;
    let name = name.map(|name| shown(Path::new(name)));
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(message) => {
            let path = name.unwrap_or_else(|| "standard input".to_owned());
            let problem = PathProblem { path: path.clone(), message };
            let found = Found { problems: vec![problem], files_read: 1, ..Found::default() };
            return Ok((found, Source::Stdin { name: path, text: String::new() }));
        }
    };
    let (name, is_named) = match name {
        Some(name) => (name, true),
        None => (format!("stdin.{}", sniff(&text)), false),
    };
    let job = Job { unit: unit(&name, is_named), only: Some(BTreeSet::from([name.clone()])) };
    let found = Found { jobs: vec![job], files_read: 1, ..Found::default() };
    Ok((found, Source::Stdin { name, text }))
}

/// Standard input is a template, or a module together with the files that stand beside the one it
/// was named after. Without a name nothing stands beside it.
fn unit(name: &str, is_named: bool) -> Unit {
    let is_hcl = |name: &str| name.ends_with(".tf") || name.ends_with(".tofu");
    if is_hcl(name) {
        let (folder, prefix) = match name.rsplit_once('/') {
            Some((folder, _)) => (folder, format!("{folder}/")),
            None => (".", String::new()),
        };
        let beside = if is_named { Disk::default().list(folder).unwrap_or_default() } else { Vec::new() };
        let mut files: Vec<String> =
            beside.into_iter().filter(|name| is_hcl(name)).map(|name| format!("{prefix}{name}")).collect();
        files.push(name.to_owned());
        files.sort();
        files.dedup();
        Unit::Module { folder: folder.to_owned(), files }
    } else {
        Unit::Template { path: name.to_owned() }
    }
}

/// The extension that fits a text best: JSON starts with a bracket, HCL has a block at the start
/// of a line, YAML is what remains.
fn sniff(text: &str) -> &'static str {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') || start.starts_with('[') {
        return "json";
    }
    if text.lines().any(opens_block) { "tf" } else { "yaml" }
}

/// `resource "a" "b" {`, `locals {`: a word, then labels in quotes, then a brace.
fn opens_block(line: &str) -> bool {
    let Some(before) = line.trim_end().trim_end_matches('}').trim_end().strip_suffix('{') else { return false };
    let mut words = before.split_whitespace();
    let is_word = |word: &str| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let is_label = |word: &str| word.len() > 1 && word.starts_with('"') && word.ends_with('"');
    !line.starts_with(char::is_whitespace) && words.next().is_some_and(is_word) && words.all(is_label)
}

#[cfg(test)]
mod tests {
    use super::sniff;

    #[test]
    fn the_syntax_of_standard_input_is_guessed_from_its_text() {
        assert_eq!(sniff("\u{feff} {\"Resources\": {}}"), "json");
        assert_eq!(sniff("# roles\nresource \"aws_iam_role\" \"a\" {\n}\n"), "tf");
        assert_eq!(sniff("data \"aws_caller_identity\" \"current\" {}\n"), "tf");
        assert_eq!(sniff("locals {\n"), "tf");
        assert_eq!(sniff("Resources:\n  Role: {Type: x}\n  A: {\n"), "yaml");
        assert_eq!(sniff(""), "yaml");
    }
}
