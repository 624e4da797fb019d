//! One program from its files to its outcome: judged, mended in memory, proven.

mod looked;
mod module;
#[cfg(test)]
pub(crate) mod stories;

pub use looked::{Judged, Looked};

use std::sync::Arc;

use memchr::memmem;

use crate::catalogue::{Catalogue, may_let_in};
use crate::check::{check, check_if_settled};
use crate::files::Files;
use crate::link::{Program, terraform};
use crate::load::{Loaded, Tree, load_template};
use crate::outcome::{Problem, ProgramOutcome};
use crate::settings::Settings;
use crate::text::{FileId, Span, TextFile, decode};
use module::Module;

/// What the names of services end in.
const SUFFIX: &[u8] = b".amazonaws.com";

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
    /// A file that may be a policy and nothing else. It counts where no module reads it: there it
    /// is judged by what it is used for.
    Policy {
        /// Its path.
        path: String,
    },
    /// A template that another one nests, so that it can read what this one puts out.
    NestedTemplate {
        /// Its path.
        path: String,
    },
}

/// Judges a unit and mends it in memory. What is no template has an empty outcome; what cannot be
/// read or parsed is a problem of the outcome, never a panic.
#[must_use]
pub fn run(unit: &Unit, files: &dyn Files, settings: Settings<'_>) -> ProgramOutcome {
    look(unit, files, settings, None).mended(settings)
}

/// Judges a unit. Texts that are what they were `before` are not parsed again.
#[must_use]
pub fn look(unit: &Unit, files: &dyn Files, settings: Settings<'_>, before: Option<&Looked>) -> Looked {
    let loaded = match unit {
        Unit::Module { files: paths, .. } => return Looked::of(module(paths, files, settings, before)),
        Unit::Template { path } | Unit::Policy { path } => template(path, files, false),
        Unit::NestedTemplate { path } => template(path, files, true),
    };
    match loaded {
        Loaded::Programs(programs) => {
            Looked { programs: programs.into_iter().map(|program| judge(program, settings)).collect(), broken: None }
        }
        Loaded::Nothing => Looked::default(),
        Loaded::Broken(files, problems) => Looked { programs: Vec::new(), broken: Some((files, problems)) },
    }
}

fn judge(mut program: Program, settings: Settings<'_>) -> Judged {
    let checked = check(&mut program, settings);
    Judged { program, checked }
}

/// Judges a module: first by the files that can hold a policy alone, since most modules let in
/// only services that never send a source; with all files where that does not settle it.
fn module(paths: &[String], source: &dyn Files, settings: Settings<'_>, before: Option<&Looked>) -> Judged {
    let mut module = Module::read(paths, source);
    let parsed = |id: FileId, file: &TextFile| before.and_then(|before| before.tree(id, file)).unwrap_or(Tree::Parse);
    if module.files.iter().all(may_hold_policies)
        || !module.files.iter().all(|file| may_be_settled(file, settings.catalogue))
    {
        return judge(module.link(parsed), settings);
    }
    let mut part = module.link(|id, file| if may_hold_policies(file) { parsed(id, file) } else { Tree::Skip });
    if part.problems.is_empty()
        && let Some(checked) = check_if_settled(&mut part, settings)
    {
        return Judged { program: part, checked };
    }
    let read = |id: FileId, file: &TextFile| {
        let document = part.documents.get(id.0 as usize).and_then(Option::as_ref);
        document.map_or_else(|| parsed(id, file), Tree::known)
    };
    judge(module.link(read), settings)
}

/// Every policy of Terraform has "policy" in the name of its argument or of its resource, but for
/// those of published modules.
fn may_hold_policies(file: &TextFile) -> bool {
    let text = file.text.as_bytes();
    let words = ["olicy", "rincipal"];
    terraform::is_values_file(&file.path)
        || words.iter().any(|word| memmem::find(text, word.as_bytes()).is_some())
        || may_let_in(text)
}

/// Does a text name no service but those that are left alone for some use? A guess, to spare work:
/// nothing is decided by it.
fn may_be_settled(file: &TextFile, catalogue: &Catalogue) -> bool {
    let text = file.text.as_bytes();
    memmem::find_iter(text, SUFFIX).all(|at| {
        let is_of_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
        let length = text[..at].iter().rev().take_while(is_of_name).count();
        let known = file.text.get(at - length..at + SUFFIX.len());
        let known = known.and_then(|name| catalogue.service(name));
        known.is_none_or(|service| service.pairs.iter().any(|pair| pair.leave_alone.is_some()))
    })
}

fn template(path: &str, files: &dyn Files, is_nested: bool) -> Loaded {
    match text_of(path, files) {
        Ok(file) => load_template(file, is_nested),
        Err(message) => broken(path, message),
    }
}

fn text_of(path: &str, files: &dyn Files) -> Result<TextFile, String> {
    let bytes = files.read(path).map_err(|error| format!("cannot be read: {error}"))?;
    Ok(TextFile::new(path, Arc::<str>::from(decode(bytes)?)))
}

fn broken(path: &str, message: String) -> Loaded {
    let at = Span { file: FileId(0), start: 0, end: 0 };
    Loaded::Broken(vec![TextFile::new(path, "")], vec![Problem { at, message }])
}
