//! From texts to a program: parsed and linked.

use std::sync::Arc;

use crate::link::{Program, template, terraform};
use crate::outcome::Problem;
use crate::syntax::tree::{Body, Document, NodeRef, ParseError};
use crate::syntax::{hcl, json, yaml};
use crate::text::{FileId, TextFile};

/// What came of reading a unit.
#[derive(Debug)]
pub enum Loaded {
    /// Something to judge.
    Program(Box<Program>),
    /// No template.
    Nothing,
    /// A template that does not parse, with its file.
    Broken(Vec<TextFile>, Vec<Problem>),
}

/// How to come by the tree of a file.
#[derive(Debug, Clone)]
pub enum Tree {
    /// By parsing it.
    Parse,
    /// It was parsed before, and has not changed since.
    Known(Arc<Body>),
    /// Not at all: it is left out.
    Skip,
}

impl Tree {
    /// The tree of a file that was parsed before.
    #[must_use]
    pub fn known(document: &Document) -> Tree {
        match document {
            Document::Hcl(body) => Tree::Known(body.clone()),
            Document::Json(_) | Document::Yaml(_) => Tree::Parse,
        }
    }
}

/// Parses and links the files of a module. Files that do not parse are problems of the program.
#[must_use]
pub fn link_module(files: Vec<TextFile>, mut problems: Vec<Problem>, tree: impl Fn(FileId) -> Tree) -> Program {
    let mut bodies = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let id = FileId(at as u32);
        let body = match tree(id) {
            Tree::Known(body) => Ok(body),
            Tree::Parse => hcl::parse(id, &file.text),
            Tree::Skip => {
                bodies.push(None);
                continue;
            }
        };
        bodies.push(body.map_err(|error| problems.push(Problem { at: error.span, message: error.message })).ok());
    }
    terraform::load(files, bodies, problems)
}

/// Parses and links a text that may be a template.
#[must_use]
pub fn load_template(file: TextFile) -> Loaded {
    match parse_template(&file) {
        Ok(document) => match template_of(&document) {
            Some(root) => Loaded::Program(Box::new(template::load(file, document, root))),
            None => Loaded::Nothing,
        },
        Err(problem) if template::looks_like_template(&file.text) => Loaded::Broken(vec![file], vec![problem]),
        Err(_) => Loaded::Nothing,
    }
}

/// The first document that is a template.
fn template_of(document: &Document) -> Option<NodeRef> {
    let roots = match document {
        Document::Json(root) => std::slice::from_ref(root),
        Document::Yaml(documents) => documents.roots.as_slice(),
        Document::Hcl(_) => &[],
    };
    roots.iter().find(|root| template::is_template(root)).cloned()
}

/// JSON where the text begins like it (a template may have any ending), else YAML.
///
/// # Errors
/// Where and why it does not parse.
pub fn parse_template(file: &TextFile) -> Result<Document, Problem> {
    let text = file.text.trim_start_matches('\u{feff}').trim_start();
    let problem = |error: ParseError| Problem { at: error.span, message: error.message };
    if text.starts_with(['{', '[']) {
        let parsed = json::parse(FileId(0), &file.text);
        if parsed.is_ok() || file.path.ends_with(".json") {
            return parsed.map(Document::Json).map_err(problem);
        }
    }
    yaml::parse(FileId(0), &file.text).map(Document::Yaml).map_err(problem)
}
