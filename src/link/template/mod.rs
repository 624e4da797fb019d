//! CloudFormation templates, YAML or JSON: what is in them and what their intrinsics mean.
//!
//! Short tags (`!Sub`) and long forms (`{"Fn::Sub": ...}`) are one thing here: see
//! `intrinsics`. A parameter stays a reference, since whoever deploys may set it.

mod anchors;
pub mod argument;
mod compose;
mod edges;
pub mod evaluate;
mod evaluator;
mod functions;
mod intrinsics;
mod load;
mod loops;
mod mentions;
mod parameter;
mod plan;
mod policy;
mod recognise;
mod root;
pub mod say;
mod serverless;
pub mod spell;
mod substitution;
mod survey;
mod variables;

pub use load::load;
pub use parameter::possible;
pub use plan::{is_plan, load_plan};
pub use policy::{is_policy, load_policy};
pub use recognise::{KEYS, is_template, looks_like_template, may_be_list};
pub use root::{Body, Root, bodies};

use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::{Program, Scope};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Grammar, Layout, NodeRef};
use crate::text::Span;
use crate::value::{Ambient, Part};
use anchors::Anchors;
use intrinsics::Function;
use loops::Loop;
use substitution::Substituted;
use variables::Variables;

/// What evaluation and writing need beside the symbols.
#[derive(Debug)]
pub struct Template {
    root: NodeRef,
    anchors: Anchors,
    substituted: Substituted,
    long_forms: bool,
    /// The layout that its root stands in.
    layout: Layout,
    /// Why it is not to be edited.
    refused: Option<Reason>,
    /// What is filled in before CloudFormation or IAM see the text.
    variables: Variables,
    /// Does another template nest it, and so can read its outputs?
    is_nested: bool,
    /// The partition, where this is no template but a policy in a file of its own.
    partition: Option<String>,
    /// The loops around its resources.
    loops: Vec<Loop>,
}

impl Template {
    /// A JSON text without anything that CloudFormation fills in.
    fn of_json(root: NodeRef) -> Template {
        Template {
            root,
            anchors: Anchors::default(),
            substituted: Substituted::default(),
            long_forms: true,
            layout: Layout { grammar: Grammar::Json, nest: Vec::new() },
            refused: None,
            variables: Variables::Some,
            is_nested: false,
            partition: None,
            loops: Vec::new(),
        }
    }

    /// The partition as the text says it.
    pub(in crate::link) fn partition(&self) -> Part {
        self.partition.clone().map_or(Part::Ambient(Ambient::Partition), Part::Literal)
    }

    /// Does a span lie in an anchored node that an alias or a merge key repeats elsewhere? What is
    /// written there is written for every place that repeats it.
    #[must_use]
    pub fn shared(&self, span: Span) -> bool {
        self.anchors.repeats(span) > 0
    }

    /// Does it write its functions in long form only (`Fn::Sub:`), with no short tag anywhere?
    #[must_use]
    pub fn uses_long_forms(&self) -> bool {
        self.long_forms
    }

    /// Does a span lie in a text that `Fn::Sub` fills in, so that `${X}` means a value there?
    #[must_use]
    pub fn is_substituted(&self, span: Span) -> bool {
        self.substituted.at(span).is_some()
    }

    /// The text that holds a document: the node itself where it is a string, or the string that
    /// `Fn::Sub` fills in. It can be read as JSON, and the nodes found inside can be evaluated.
    fn document_text(&self, node: &NodeRef) -> Option<NodeRef> {
        let node = self.anchors.resolve(node)?;
        match intrinsics::call(node) {
            Some(call) if call.function == Function::Sub => substitution::text_of(&call).cloned(),
            Some(_) => None,
            None => intrinsics::literal(node).is_some().then(|| node.clone()),
        }
    }
}

/// May a statement at this place be edited for all that use it?
///
/// # Errors
/// It stands under an anchor, and an alias gives it to others too; or nothing of the template may
/// be edited.
pub fn may_edit(template: &Template, span: Span) -> Result<(), Reason> {
    if let Some(reason) = &template.refused {
        return Err(reason.clone());
    }
    if template.shared(span) {
        let text = "a YAML alias repeats this text elsewhere; write it out where the other condition is needed";
        return Err(Reason::new(ReasonKind::Shared, text));
    }
    Ok(())
}

/// Can other stacks import an output, or the stack that nests this one read it?
#[must_use]
pub fn is_exported(template: &Template, output: &Symbol) -> bool {
    let Definition::Value(node) = &output.body else { return false };
    let is_exported = node.as_map().is_some_and(|map| map.get("Export").is_some());
    output.kind == SymbolKind::Output && (is_exported || template.is_nested)
}

impl Program {
    /// What is known of the template, where this is one.
    #[must_use]
    pub fn template(&self) -> Option<&Template> {
        match &self.scope {
            Scope::Template(template) => Some(template),
            Scope::Module(_) => None,
        }
    }

    /// How many YAML aliases repeat the text of a span elsewhere.
    #[must_use]
    pub fn repeats(&self, span: Span) -> usize {
        self.template().map_or(0, |template| template.anchors.repeats(span))
    }

    /// Is this a template that another one nests?
    #[must_use]
    pub fn is_nested(&self) -> bool {
        self.template().is_some_and(|template| template.is_nested)
    }

    /// The layout that the program's own values stand in: none of them is inside a text that belongs
    /// to the program itself.
    #[must_use]
    pub fn layout(&self) -> Layout {
        match &self.scope {
            Scope::Template(template) => template.layout.clone(),
            Scope::Module(_) => Layout { grammar: Grammar::Hcl, nest: Vec::new() },
        }
    }

    /// The string in which the document is written that a node stands for: the node itself, or in
    /// a template the string that `Fn::Sub` fills in.
    #[must_use]
    pub fn document_text(&self, node: &NodeRef) -> NodeRef {
        let text = self.template().and_then(|template| template.document_text(node));
        text.unwrap_or_else(|| node.clone())
    }
}

#[cfg(test)]
mod tests;
