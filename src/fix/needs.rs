//! What a fix needs: data sources where a Terraform author would put them, and variables of
//! templates.

use std::collections::{BTreeMap, BTreeSet};

use crate::edit::Edit;
use crate::link::symbol::{Definition, SymbolKind};
use crate::link::{Need, Program};
use crate::reason::Reason;
use crate::syntax::tree::{Block, NodeRef};
use crate::syntax::write::{Writing, append_blocks, insert_entries};
use crate::text::{FileId, Span};
use crate::value::{Ambient, Part};

/// The variables that the fixes of a program add to a template: what each stands for, and the
/// provider whose that is.
type Variables = BTreeMap<String, (Ambient, Option<String>)>;

/// The declarations of what the fixes of a program need.
pub(super) struct Declarations<'p> {
    program: &'p Program,
    variables: BTreeMap<FileId, Variables>,
    /// Data sources by the file whose fixes need them: where one belongs is looked for once.
    sources: BTreeMap<(FileId, Need), Edit>,
}

impl<'p> Declarations<'p> {
    /// Those of a program whose fixes need all this.
    pub(super) fn new<'n>(program: &'p Program, needs: impl Iterator<Item = &'n Need>) -> Declarations<'p> {
        let mut variables: BTreeMap<FileId, Variables> = BTreeMap::new();
        for need in needs {
            if let Need::Variable { template, name, value, provider } = need {
                variables.entry(*template).or_default().insert(name.clone(), (*value, provider.clone()));
            }
        }
        Declarations { program, variables, sources: BTreeMap::new() }
    }

    /// The edits that declare what one fix needs, which has its data sources in `home`. Two fixes that
    /// need the same make the same edit, so a template gets all variables that any fix adds to it.
    ///
    /// # Errors
    /// A map of variables that has no room for one more.
    pub(super) fn of(&mut self, needs: &[Need], home: FileId) -> Result<Vec<Edit>, Reason> {
        let program = self.program;
        let mut edits = Vec::new();
        let mut sources: BTreeSet<Need> = BTreeSet::new();
        for need in needs {
            match need {
                Need::Data { .. } => drop(sources.insert(need.clone())),
                Need::Variable { template, .. } => {
                    for map in program.template_variables(*template) {
                        edits.extend(hand_in(program, map, &self.variables[template], &mut sources)?);
                    }
                }
            }
        }
        for need in sources {
            if let Need::Data { type_name, provider, name } = &need {
                let edit = || data_source(program, type_name, provider.as_deref(), name, home);
                edits.push(self.sources.entry((home, need.clone())).or_insert_with(edit).clone());
            }
        }
        Ok(edits)
    }
}

/// Adds variables to a map that a template gets its variables from.
fn hand_in(
    program: &Program,
    map: &NodeRef,
    variables: &Variables,
    sources: &mut BTreeSet<Need>,
) -> Result<Vec<Edit>, Reason> {
    let Some(inner) = map.as_map() else { return Ok(Vec::new()) };
    let mut entries = Vec::new();
    for (name, (value, provider)) in variables {
        let said = program.say(&[Part::Ambient(*value)], &inner.layout, map, provider.as_deref())?;
        sources.extend(said.needs);
        entries.push((name.clone(), Writing::Scalar(said.source)));
    }
    insert_entries(program.file(map.span), map, &entries)
}

/// The edit that declares a data source.
fn data_source(program: &Program, type_name: &str, provider: Option<&str>, name: &str, home: FileId) -> Edit {
    let text = match provider {
        Some(provider) if program.wraps_expressions(home) => {
            format!("data \"{type_name}\" \"{name}\" {{\n  provider = \"{provider}\"\n}}")
        }
        Some(provider) => format!("data \"{type_name}\" \"{name}\" {{\n  provider = {provider}\n}}"),
        None => format!("data \"{type_name}\" \"{name}\" {{}}"),
    };
    let (id, after) = place(program, home);
    append_blocks(id, &program.files[id.0 as usize], after, &text)
}

/// Beside the data sources that tell about the deployment; else in `data.tf`; else behind the
/// provider's configuration, where the file of the fix has one, or at its end.
fn place(program: &Program, home: FileId) -> (FileId, Option<&Block>) {
    let ambient = ["data.aws_caller_identity", "data.aws_partition", "data.aws_region"];
    let beside = program.symbols().filter(|symbol| ambient.contains(&symbol.type_name.as_str()));
    let beside = beside.filter(|symbol| program.is_beside(symbol.id, home));
    let takes = |span: Span| program.is_authored(span).is_ok() && program.may_edit(span).is_ok();
    let beside = beside.filter_map(|symbol| block(&symbol.body)).filter(|block| takes(block.span));
    if let Some(block) = beside.last() {
        return (block.span.file, Some(block));
    }
    let module = program.module_of(home);
    let files = (0..).map(FileId).zip(&program.files).filter(|(id, _)| program.module_of(*id) == module);
    let mut data = files.filter(|(_, file)| file.path.rsplit('/').next() == Some("data.tf"));
    if let Some((id, _)) = data.find(|(id, _)| takes(Span { file: *id, start: 0, end: 0 })) {
        return (id, None);
    }
    let settings = program.symbols().filter(|symbol| symbol.kind == SymbolKind::Other && symbol.span.file == home);
    let last = settings
        .filter_map(|symbol| block(&symbol.body))
        .filter(|it| matches!(it.kind.as_str(), "provider" | "terraform"));
    (home, last.last())
}

fn block(body: &Definition) -> Option<&Block> {
    match body {
        Definition::Block(block) => Some(block),
        Definition::Value(_) => None,
    }
}
