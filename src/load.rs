//! From texts to a program: parsed and linked.

use crate::link::{Program, template, terraform};
use crate::outcome::Problem;
use crate::syntax::tree::{Document, NodeRef, ParseError};
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
    Known(Document),
    /// Not at all: it is left out.
    Skip,
}

impl Tree {
    /// The tree of a file that was parsed before.
    #[must_use]
    pub fn known(document: &Document) -> Tree {
        Tree::Known(document.clone())
    }
}

/// Parses and links the files of a module: its code, and the `.tfvars` files that set its
/// variables. Files that do not parse are problems of the program.
#[must_use]
pub fn link_module(files: Vec<TextFile>, mut problems: Vec<Problem>, tree: impl Fn(FileId) -> Tree) -> Program {
    let mut documents = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let id = FileId(at as u32);
        let document = match tree(id) {
            Tree::Known(document) => Ok(Some(document)),
            Tree::Parse => parse_module_file(id, file).map(Some),
            Tree::Skip => Ok(None),
        };
        documents.push(document.unwrap_or_else(|error| {
            problems.push(Problem { at: error.span, message: error.message });
            None
        }));
    }
    terraform::load(files, documents, problems)
}

fn parse_module_file(id: FileId, file: &TextFile) -> Result<Document, ParseError> {
    match file.path.ends_with(".json") {
        true => json::parse(id, &file.text).map(Document::Json),
        false => hcl::parse(id, &file.text).map(Document::Hcl),
    }
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
