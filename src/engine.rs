//! One program from its files to its outcome: judged, mended in memory, proven.

use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::check::check;
use crate::files::Files;
use crate::link::{Program, template, terraform};
use crate::outcome::{Problem, ProgramOutcome};
use crate::syntax::tree::{Body, Document};
use crate::syntax::{hcl, json, yaml};
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
pub fn run(unit: &Unit, files: &dyn Files) -> ProgramOutcome {
    match load(unit, files) {
        Loaded::Program(program) => judge(*program),
        Loaded::Nothing => ProgramOutcome::default(),
        Loaded::Broken(files, problems) => ProgramOutcome { files, problems, ..ProgramOutcome::default() },
    }
}

fn judge(mut program: Program) -> ProgramOutcome {
    let checked = check(&mut program, Catalogue::builtin());
    crate::fix::mend(&program, checked)
}

/// What came of reading a unit.
pub(crate) enum Loaded {
    /// Something to judge.
    Program(Box<Program>),
    /// No template.
    Nothing,
    /// A template that does not parse, with its file.
    Broken(Vec<TextFile>, Vec<Problem>),
}

/// Reads and links a unit.
pub(crate) fn load(unit: &Unit, files: &dyn Files) -> Loaded {
    match unit {
        Unit::Module { files: paths, .. } => load_module(paths, files),
        Unit::Template { path } => match text_of(path, files) {
            Ok(file) => load_template(file),
            Err(message) => broken(path, message),
        },
    }
}

fn load_module(paths: &[String], source: &dyn Files) -> Loaded {
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
    Loaded::Program(Box::new(link_module(files, unreadable, |_| None)))
}

/// Parses and links the files of a module. Files that do not parse are problems of the program.
///
/// `parsed` gives the body of a file that was parsed before and has not changed since.
#[must_use]
pub fn link_module(
    files: Vec<TextFile>,
    mut problems: Vec<Problem>,
    parsed: impl Fn(FileId) -> Option<Arc<Body>>,
) -> Program {
    let mut bodies = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let id = FileId(at as u32);
        let body = match parsed(id) {
            Some(body) => Ok(body),
            None => hcl::parse(id, &file.text),
        };
        bodies.push(body.map_err(|error| problems.push(Problem { at: error.span, message: error.message })).ok());
    }
    terraform::load(files, bodies, problems)
}

/// Parses and links a text that may be a template.
pub(crate) fn load_template(file: TextFile) -> Loaded {
    match parse_template(&file) {
        Ok(Document::Json(root)) if template::is_template(&root) => {
            Loaded::Program(Box::new(template::load(file, root, Vec::new())))
        }
        Ok(Document::Yaml(documents)) => {
            let anchors = documents.anchors;
            match documents.roots.into_iter().find(|root| template::is_template(root)) {
                Some(root) => Loaded::Program(Box::new(template::load(file, root, anchors))),
                None => Loaded::Nothing,
            }
        }
        Ok(_) => Loaded::Nothing,
        Err(problem) if template::looks_like_template(&file.text) => Loaded::Broken(vec![file], vec![problem]),
        Err(_) => Loaded::Nothing,
    }
}

/// JSON where the text begins like it (a template may have any ending), else YAML.
pub(crate) fn parse_template(file: &TextFile) -> Result<Document, Problem> {
    let text = file.text.trim_start_matches('\u{feff}').trim_start();
    let problem = |error: crate::syntax::tree::ParseError| Problem { at: error.span, message: error.message };
    if text.starts_with(['{', '[']) {
        let parsed = json::parse(FileId(0), &file.text);
        if parsed.is_ok() || file.path.ends_with(".json") {
            return parsed.map(Document::Json).map_err(problem);
        }
    }
    yaml::parse(FileId(0), &file.text).map(Document::Yaml).map_err(problem)
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
