//! One program from its files to its outcome: judged, mended in memory, proven.

mod module;
#[cfg(test)]
pub(crate) mod stories;

use std::sync::Arc;

use memchr::memmem;

use crate::check::{check, check_if_settled};
use crate::files::Files;
use crate::fix::mend;
use crate::link::{Program, terraform};
use crate::load::{Loaded, Tree, load_template};
use crate::outcome::{Problem, ProgramOutcome};
use crate::settings::Settings;
use crate::text::{FileId, Span, TextFile};
use module::Module;

/// What is judged as one: a Terraform module or a CloudFormation template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// All code of one folder, or of several that call each other as local modules.
    Module {
        /// The first folder as the user would write it; `.` for the current one.
        folder: String,
        /// Paths of their files, those of one folder together.
        files: Vec<String>,
    },
    /// A YAML or JSON file that may be a template.
    Template {
        /// Its path.
        path: String,
    },
    /// A template that another one nests, so that it can read what this one puts out.
    NestedTemplate {
        /// Its path.
        path: String,
    },
}

/// Judges a unit. What is no template has an empty outcome; what cannot be read or parsed is a
/// problem of the outcome, never a panic.
#[must_use]
pub fn run(unit: &Unit, files: &dyn Files, settings: Settings<'_>) -> ProgramOutcome {
    let loaded = match unit {
        Unit::Module { files: paths, .. } => return module(paths, files, settings),
        Unit::Template { path } => template(path, files, false),
        Unit::NestedTemplate { path } => template(path, files, true),
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

fn judge(mut program: Program, settings: Settings<'_>) -> ProgramOutcome {
    let checked = check(&mut program, settings);
    mend(&program, checked)
}

/// Judges a module: first by the files that can hold a policy alone, since most modules let in
/// only services that never send a source; with all files where that does not settle it.
fn module(paths: &[String], source: &dyn Files, settings: Settings<'_>) -> ProgramOutcome {
    let mut module = Module::read(paths, source);
    let may_matter: Vec<bool> = module.files.iter().map(may_hold_policies).collect();
    if may_matter.iter().all(|may| *may) {
        return judge(module.link(|_| Tree::Parse), settings);
    }
    let mut part = module.link(|id| if may_matter[id.0 as usize] { Tree::Parse } else { Tree::Skip });
    if part.problems.is_empty()
        && let Some(checked) = check_if_settled(&mut part, settings)
    {
        return mend(&part, checked);
    }
    judge(module.link(|id| part.documents[id.0 as usize].as_ref().map_or(Tree::Parse, Tree::known)), settings)
}

/// Every policy of Terraform has "policy" in the name of its argument or of its resource.
fn may_hold_policies(file: &TextFile) -> bool {
    let text = file.text.as_bytes();
    let words = ["olicy", "rincipal"];
    terraform::is_values_file(&file.path) || words.iter().any(|word| memmem::find(text, word.as_bytes()).is_some())
}

fn template(path: &str, files: &dyn Files, is_nested: bool) -> Loaded {
    match text_of(path, files) {
        Ok(file) => load_template(file, is_nested),
        Err(message) => broken(path, message),
    }
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
