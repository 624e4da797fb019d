//! From texts to a program: parsed and linked.

mod policy;

use crate::link::template::{self, Body, Root};
use crate::link::{Program, terraform};
use crate::outcome::Problem;
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Document, NodeRef, ParseError};
use crate::syntax::{hcl, json, nested, yaml};
use crate::text::{FileId, Span, TextFile};

/// How many templates of one file are judged.
const MAX_TEMPLATES: usize = 100;

/// How many templates may stand one in another.
const MAX_NESTED: usize = 4;

/// What came of reading a unit.
#[derive(Debug)]
pub enum Loaded {
    /// What is to be judged: the templates of a file, in order.
    Programs(Vec<Program>),
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

/// Parses and links the files of a module: its code, the `.tfvars` files that set its variables,
/// and texts that it reads ([`Program::wanted`]). Files that do not parse are problems of the program.
#[must_use]
pub fn link_module(files: Vec<TextFile>, mut problems: Vec<Problem>, tree: impl Fn(FileId) -> Tree) -> Program {
    let mut documents = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let id = FileId(at as u32);
        let document = match tree(id) {
            Tree::Known(document) => Ok(Some(document)),
            Tree::Parse => parse_module_file(id, file),
            Tree::Skip => Ok(None),
        };
        documents.push(document.unwrap_or_else(|error| {
            problems.push(Problem { at: error.span, message: error.message });
            None
        }));
    }
    terraform::load(files, documents, problems)
}

/// Code and values; texts that the code reads are parsed as it reads them.
fn parse_module_file(id: FileId, file: &TextFile) -> Result<Option<Document>, ParseError> {
    if !terraform::is_code(&file.path) && !terraform::is_values_file(&file.path) {
        return Ok(None);
    }
    match file.path.ends_with(".json") {
        true => json::parse(id, &file.text).map(Document::Json).map(Some),
        false => hcl::parse(id, &file.text).map(Document::Hcl).map(Some),
    }
}

/// Parses and links a text that may hold templates, or be a policy or a plan. `is_nested` tells
/// that another template reads what it puts out.
#[must_use]
pub fn load_template(file: TextFile, is_nested: bool) -> Loaded {
    if file.path.ends_with(".json") && json::lacks(&file.text, &template::KEYS) && !template::may_be_list(&file.text) {
        return Loaded::Nothing;
    }
    match parse_template(&file) {
        Ok(Document::Json(root)) if template::is_policy(&root) => {
            Loaded::Programs(vec![template::load_policy(file, root, None)])
        }
        Ok(Document::Json(root)) if template::is_plan(&root) => Loaded::Programs(vec![template::load_plan(file, root)]),
        Ok(document) => {
            let is_json = matches!(document, Document::Json(_));
            match Templates::of(&file, document, is_nested) {
                programs if !programs.is_empty() => Loaded::Programs(programs),
                _ if is_json => Loaded::Nothing,
                _ => load_meant_policy(file),
            }
        }
        Err(problem) if template::looks_like_template(&file.text) => Loaded::Broken(vec![file], vec![problem]),
        Err(_) => load_meant_policy(file),
    }
}

fn load_meant_policy(file: TextFile) -> Loaded {
    if policy::is_meant(&file.text) { Loaded::Programs(vec![policy::load(file)]) } else { Loaded::Nothing }
}

/// The templates of a file as they are found: each document, and the templates in its strings.
struct Templates<'a> {
    file: &'a TextFile,
    document: Document,
    found: Vec<Program>,
}

impl Templates<'_> {
    fn of(file: &TextFile, document: Document, is_nested: bool) -> Vec<Program> {
        let whole = Span { file: FileId(0), start: 0, end: file.text.len() as u32 };
        let roots = Root::all(&document, whole, MAX_TEMPLATES + 1);
        let mut templates = Templates { file, document, found: Vec::new() };
        roots.into_iter().for_each(|root| templates.add(Root { is_nested, ..root }, MAX_NESTED));
        templates.found
    }

    fn add(&mut self, root: Root, nested_left: usize) {
        if self.found.len() == MAX_TEMPLATES {
            return self.leave_out(root.extent);
        }
        let mut program = template::load(self.file.clone(), self.document.clone(), root);
        let number = self.found.len();
        program.part = number;
        let bodies = template::bodies(&program);
        self.found.push(program);
        for body in bodies.iter().filter(|_| nested_left > 0) {
            match roots(body, &self.file.text) {
                Ok(roots) => roots.into_iter().for_each(|root| self.add(root, nested_left - 1)),
                Err(error) => self.found[number].unread.push((body.text.span, error.message)),
            }
        }
    }

    fn leave_out(&mut self, extent: Span) {
        if let Some(last) = self.found.last_mut() {
            last.unread.push((extent, format!("only the first {MAX_TEMPLATES} templates of a file are judged")));
        }
    }
}

/// The templates in a string.
fn roots(body: &Body, outer: &str) -> Result<Vec<Root>, ParseError> {
    let (document, verbatim) = if is_json(&body.text) {
        (Document::Json(nested::json(&body.text, outer, &body.within)?), true)
    } else {
        let inside = nested::yaml(&body.text, outer, &body.within)?;
        (Document::Yaml(inside.documents), inside.verbatim)
    };
    let refused = refusal(body, verbatim);
    let nest = |root: &Root| root.node.as_map().map_or_else(Vec::new, |map| map.layout.nest.clone());
    let roots = Root::all(&document, body.text.span, MAX_TEMPLATES).into_iter();
    Ok(roots
        .map(|root| Root { nest: nest(&root), refused: refused.clone(), is_substituted: body.is_substituted, ..root })
        .collect())
}

fn is_json(text: &NodeRef) -> bool {
    text.literal().is_some_and(|text| text.trim_start().starts_with('{'))
}

/// Why a template in a string is not edited there.
fn refusal(body: &Body, verbatim: bool) -> Option<Reason> {
    let text = match (body.is_substituted, verbatim) {
        (true, _) => "`Fn::Sub` fills the template's text in: mend it in a file of its own",
        (false, false) => "the template's text stands in quotes: write it as a block scalar (`|`)",
        (false, true) => return None,
    };
    Some(Reason::new(ReasonKind::NotLiteral, text))
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
