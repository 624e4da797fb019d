//! One program from its files to its outcome: judged, mended in memory, proven.

#[cfg(test)]
pub(crate) mod stories;

use std::sync::Arc;

use memchr::memmem;

use crate::catalogue::Catalogue;
use crate::check::{check, check_if_settled};
use crate::files::Files;
use crate::fix::mend;
use crate::link::{Program, terraform};
use crate::load::{Loaded, Tree, link_module, load_template};
use crate::outcome::{Problem, ProgramOutcome};
use crate::settings::Settings;
use crate::text::{FileId, Span, TextFile};

/// What is judged as one: a Terraform module or a CloudFormation template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// All HCL files (`.tf`, `.tofu`) of one folder.
    Module {
        /// The folder as the user would write it; `.` for the current one.
        folder: String,
        /// Paths of its files, sorted.
        files: Vec<String>,
    },
    /// A YAML or JSON file that may be a template.
    Template {
        /// Its path.
        path: String,
    },
}

/// Judges a unit. What is no template has an empty outcome; what cannot be read or parsed is a
/// problem of the outcome, never a panic.
#[must_use]
pub fn run(unit: &Unit, files: &dyn Files, settings: Settings) -> ProgramOutcome {
    let loaded = match unit {
        Unit::Module { folder, files: paths } => return module(folder, paths, files, settings),
        Unit::Template { path } => match text_of(path, files) {
            Ok(file) => load_template(file),
            Err(message) => broken(path, message),
        },
    };
    match loaded {
        Loaded::Programs(programs) => {
            let outcomes = programs.into_iter().map(|program| judge(program, settings));
            outcomes.reduce(ProgramOutcome::with).unwrap_or_default()
        }
        Loaded::Nothing => ProgramOutcome::default(),
        Loaded::Broken(files, problems) => ProgramOutcome { files, problems, ..ProgramOutcome::default() },
    }
}

fn judge(mut program: Program, settings: Settings) -> ProgramOutcome {
    let checked = check(&mut program, Catalogue::builtin(), settings);
    mend(&program, checked)
}

/// Judges a module: first by the files that can hold a policy alone, since most modules let in
/// only services that never send a source; with all files where that does not settle it.
fn module(folder: &str, paths: &[String], source: &dyn Files, settings: Settings) -> ProgramOutcome {
    let paths: Vec<String> = paths.iter().cloned().chain(values_files(folder, source)).collect();
    let (files, unreadable) = texts(&paths, source);
    let may_matter: Vec<bool> = files.iter().map(may_hold_policies).collect();
    if may_matter.iter().all(|may| *may) {
        return judge(link_module(files, unreadable, |_| Tree::Parse), settings);
    }
    let first = |id: FileId| if may_matter[id.0 as usize] { Tree::Parse } else { Tree::Skip };
    let mut part = link_module(files, unreadable.clone(), first);
    if part.problems.is_empty()
        && let Some(checked) = check_if_settled(&mut part, Catalogue::builtin(), settings)
    {
        return mend(&part, checked);
    }
    let known = |id: FileId| part.documents[id.0 as usize].as_ref().map_or(Tree::Parse, Tree::known);
    judge(link_module(part.files.clone(), unreadable, known), settings)
}

/// The files of a folder that set its variables unasked.
fn values_files(folder: &str, source: &dyn Files) -> Vec<String> {
    let names = source.list(folder).unwrap_or_default().into_iter();
    names.filter(|name| terraform::is_read_for_values(name)).map(|name| join(folder, &name)).collect()
}

/// A name in a folder, as the user would write it.
fn join(folder: &str, name: &str) -> String {
    match folder {
        "." | "" => name.to_owned(),
        _ if folder.ends_with('/') => format!("{folder}{name}"),
        _ => format!("{folder}/{name}"),
    }
}

/// Every policy of Terraform has "policy" in the name of its argument or of its resource.
fn may_hold_policies(file: &TextFile) -> bool {
    let text = file.text.as_bytes();
    terraform::is_values_file(&file.path)
        || ["olicy", "rincipal"].iter().any(|word| memmem::find(text, word.as_bytes()).is_some())
}

/// The texts of the files, and those that cannot be read, which stand for empty texts.
fn texts(paths: &[String], source: &dyn Files) -> (Vec<TextFile>, Vec<Problem>) {
    let (mut files, mut unreadable) = (Vec::new(), Vec::new());
    for path in paths {
        match text_of(path, source) {
            Ok(file) => files.push(file),
            Err(message) => {
                let at = Span { file: FileId(files.len() as u32), start: 0, end: 0 };
                unreadable.push(Problem { at, message });
                files.push(TextFile::new(path.as_str(), ""));
            }
        }
    }
    (files, unreadable)
}

fn text_of(path: &str, files: &dyn Files) -> Result<TextFile, String> {
    let bytes = files.read(path).map_err(|error| format!("cannot be read: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8 text".to_owned())?;
    Ok(TextFile::new(path, Arc::<str>::from(text)))
}

fn broken(path: &str, message: String) -> Loaded {
    let at = Span { file: FileId(0), start: 0, end: 0 };
    Loaded::Broken(vec![TextFile::new(path, "")], vec![Problem { at, message }])
}
