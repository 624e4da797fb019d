//! Texts that a module reads from other files: `file`, `templatefile`, `template_file`,
//! `local_file`.
//!
//! Such a text is a file of the program like any other, so what stands in it is judged and mended
//! there. Who links a module hands its files in; those that it reads and that are not among them
//! are told by [`crate::link::Program::wanted`], to be handed in when it is linked again.

use std::collections::{BTreeMap, BTreeSet};

use crate::link::Program;
use crate::link::symbol::{Definition, Symbol};
use crate::link::terraform::evaluate::evaluate;
use crate::link::terraform::paths::candidates;
use crate::link::terraform::{is_code, is_values_file, visit};
use crate::paths::folder_of;
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Document, Expression, NodeKind, NodeRef, TextPart};
use crate::syntax::{hcl, json, yaml};
use crate::text::{FileId, TextFile};

/// The texts that a module reads.
#[derive(Debug, Default)]
pub struct Texts {
    /// By path, as the user would write it.
    files: BTreeMap<String, FileId>,
    uses: BTreeMap<FileId, Readings>,
    wanted: BTreeSet<String>,
    /// Is there a template of which the path is not known, so that it may be any?
    any_template: bool,
}

/// How one text is read.
#[derive(Debug, Default)]
pub(in crate::link) struct Readings {
    /// As it is, somewhere.
    raw: bool,
    /// As a template, with these maps of variables.
    pub(in crate::link) maps: Vec<NodeRef>,
    /// As a template, with variables that are not written as a map.
    pub(super) other_variables: bool,
    /// Why it cannot be read.
    broken: Option<String>,
    /// The folders of those that read it.
    readers: BTreeSet<String>,
    /// The file of the first of them.
    first: Option<FileId>,
}

/// One place where a text is read.
struct Call {
    path: NodeRef,
    /// The variables of a template; none where the text is read as it is.
    template: Option<Option<NodeRef>>,
}

/// Finds the texts that the module reads, and parses those that are there.
pub(super) fn link(program: &mut Program) -> Texts {
    let mut texts = Texts::default();
    if !may_read(program) {
        return texts;
    }
    let is_text = |path: &str| !is_code(path) && !is_values_file(path);
    let files = (0..).map(FileId).zip(&program.files).filter(|(_, file)| is_text(&file.path));
    texts.files = files.map(|(id, file)| (file.path.to_string(), id)).collect();
    for call in program.symbols().flat_map(calls) {
        texts.add(program, call);
    }
    for (&id, readings) in &mut texts.uses {
        let known = &mut program.documents[id.0 as usize];
        if known.is_none() {
            match parse(id, &program.files[id.0 as usize], readings) {
                Ok(document) => *known = Some(document),
                Err(message) => readings.broken = Some(message),
            }
        }
    }
    texts
}

/// A cheap look: most modules read nothing.
fn may_read(program: &Program) -> bool {
    let words = ["file(", "template_file", "local_file"];
    program
        .files
        .iter()
        .any(|file| words.iter().any(|word| memchr::memmem::find(file.text.as_bytes(), word.as_bytes()).is_some()))
}

fn parse(id: FileId, file: &TextFile, readings: &Readings) -> Result<Document, String> {
    let is_template = readings.other_variables || !readings.maps.is_empty();
    let text = &file.text;
    match (readings.raw, is_template) {
        (true, true) => Err("it is read both as it is and as a template".to_owned()),
        (_, true) => hcl::parse_template(id, text).map(Document::Text).map_err(|error| error.message),
        _ if is_yaml(&file.path) => yaml::parse(id, text).map(Document::Yaml).map_err(|error| error.message),
        _ => json::parse(id, text).map(Document::Json).map_err(|error| format!("it is no JSON: {}", error.message)),
    }
}

/// Is it a file of values for `yamldecode`?
pub(in crate::link) fn is_yaml(path: &str) -> bool {
    path.ends_with(".yaml") || path.ends_with(".yml")
}

fn calls(symbol: &Symbol) -> Vec<Call> {
    let mut out = Vec::new();
    let mut own = None;
    if let Definition::Block(block) = &symbol.body {
        let argument = |name: &str| block.body.attribute(name).map(|attribute| attribute.value.clone());
        match symbol.type_name.as_str() {
            "data.template_file" => {
                own = argument("template");
                let path = own.as_ref().and_then(read_by);
                out.extend(path.map(|path| Call { path, template: Some(argument("vars")) }));
            }
            "data.local_file" => {
                out.extend(argument("filename").map(|path| Call { path, template: None }));
            }
            _ => {}
        }
    }
    let mut visit = |node: &NodeRef| {
        if own.as_ref().is_none_or(|own| !own.span.contains(node.span)) {
            out.extend(call(node));
        }
    };
    match &symbol.body {
        Definition::Block(block) => visit::body(&block.body, &mut visit),
        Definition::Value(node) => visit::node(node, &mut visit),
    }
    out
}

fn call(node: &NodeRef) -> Option<Call> {
    let NodeKind::Expression(Expression::Call { name, arguments }) = &node.kind else { return None };
    match (name.as_str(), arguments.as_slice()) {
        ("file", [path]) => Some(Call { path: path.clone(), template: None }),
        ("templatefile", [path, variables]) => {
            Some(Call { path: path.clone(), template: Some(Some(variables.clone())) })
        }
        _ => None,
    }
}

/// The path in `file(PATH)`, also where it stands in `"${file(PATH)}"`.
pub(super) fn read_by(node: &NodeRef) -> Option<NodeRef> {
    match &node.kind {
        NodeKind::Text(text) => match text.parts.as_slice() {
            [TextPart::Interpolation { value, .. }] => read_by(value),
            _ => None,
        },
        _ => call(node).filter(|call| call.template.is_none()).map(|call| call.path),
    }
}

impl Texts {
    fn add(&mut self, program: &Program, call: Call) {
        let folder = folder_of(&program.file(call.path.span).path);
        for arm in evaluate(program, &call.path).arms() {
            let Some(text) = arm.literal() else {
                self.any_template |= call.template.is_some();
                continue;
            };
            let paths = candidates(folder, &text);
            let Some(&id) = paths.iter().find_map(|path| self.files.get(path)) else {
                self.wanted.extend(paths);
                continue;
            };
            let readings = self.uses.entry(id).or_default();
            readings.readers.insert(folder.to_owned());
            readings.first.get_or_insert(call.path.span.file);
            match &call.template {
                None => readings.raw = true,
                Some(Some(map)) if map.as_map().is_some() => readings.maps.push(map.clone()),
                Some(_) => readings.other_variables = true,
            }
        }
    }

    /// The texts, each with a file of those that read it.
    pub(super) fn readers(&self) -> impl Iterator<Item = (FileId, FileId)> {
        self.uses.iter().filter_map(|(text, readings)| Some((*text, readings.first?)))
    }

    /// Paths that are read and were not handed in.
    pub(in crate::link) fn wanted(&self) -> impl Iterator<Item = &str> {
        self.wanted.iter().map(String::as_str)
    }

    /// The file that code in a folder means by a text.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn file(&self, folder: &str, text: &str) -> Result<FileId, Reason> {
        let refuse = |text: String| Reason::new(ReasonKind::UnknownValue, text);
        let paths = candidates(folder, text);
        let Some(&id) = paths.iter().find_map(|path| self.files.get(path)) else {
            let path = &paths[0];
            return Err(refuse(format!("`{path}` is not there, holds no policy, or lies outside of what was named")));
        };
        match self.uses.get(&id).and_then(|readings| readings.broken.as_ref()) {
            Some(message) => Err(refuse(format!("`{}`: {message}", paths[0]))),
            None => Ok(id),
        }
    }

    /// How the text of a file is read; none where it is no such text.
    pub(in crate::link) fn readings(&self, file: FileId) -> Option<&Readings> {
        self.uses.get(&file)
    }

    /// Are all places known where a template may be read?
    pub(super) fn knows_all_templates(&self) -> bool {
        !self.any_template
    }
}

impl Readings {
    /// Is it read as a template?
    pub(in crate::link) fn is_template(&self) -> bool {
        !self.raw
    }

    /// Does a text of this path lie inside the folders of all that read it?
    pub(super) fn is_own(&self, path: &str) -> bool {
        self.readers.iter().all(|folder| match folder.as_str() {
            "." => !path.starts_with("../") && !path.starts_with('/'),
            folder => path.strip_prefix(folder.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/')),
        })
    }
}
