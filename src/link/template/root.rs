//! Where templates stand: a document of a file, the `resources` of a serverless.yml or of a program
//! of Pulumi, a string in another template.

use std::sync::Arc;

use crate::link::Program;
use crate::link::template::anchors::Anchors;
use crate::link::template::intrinsics::literal;
use crate::link::template::recognise::{is_pulumi, is_serverless, is_template};
use crate::reason::Reason;
use crate::syntax::tree::{Document, Encoding, Entry, Layout, Map, Node, NodeKind, NodeRef, Text, TextPart, TextStyle};
use crate::text::Span;

/// The types whose resources are other stacks, and the argument with their template.
const STACKS: [(&str, &str); 2] =
    [("AWS::CloudFormation::StackSet", "TemplateBody"), ("AWS::CloudFormation::Stack", "TemplateBody")];

/// One template and its surroundings.
#[derive(Debug, Clone)]
pub struct Root {
    /// The map with `Resources`.
    pub node: NodeRef,
    /// The anchors of the text it stands in.
    pub anchors: Vec<(String, NodeRef)>,
    /// The texts it is written inside of, outermost first.
    pub nest: Vec<Encoding>,
    /// Entries beside it that may refer to what it holds: the functions of a serverless.yml.
    pub beside: Vec<Entry>,
    /// The bytes of the file that belong to it and to no other template, comments included.
    pub extent: Span,
    /// Why it is not to be edited.
    pub refused: Option<Reason>,
    /// Does another template nest it, and so can read its outputs?
    pub is_nested: bool,
    /// Is its text filled in by `Fn::Sub` of another template first?
    pub is_substituted: bool,
}

impl Root {
    /// The first templates of a document, in text order. `whole` is all of the text that the
    /// document was read from.
    #[must_use]
    pub fn all(document: &Document, whole: Span, limit: usize) -> Vec<Root> {
        let (nodes, anchors) = match document {
            Document::Json(root) => (std::slice::from_ref(root), Vec::new()),
            Document::Yaml(documents) => (documents.roots.as_slice(), documents.anchors.clone()),
            Document::Hcl(_) | Document::Text(_) => (&[][..], Vec::new()),
        };
        let mut start = whole.start;
        let mut out: Vec<Root> = Vec::new();
        for (at, document) in nodes.iter().enumerate() {
            let end = if at + 1 == nodes.len() { whole.end } else { document.span.end };
            let extent = Span { start, end, ..whole };
            start = end;
            if let Some((node, beside)) = template_in(document, &anchors)
                && out.len() < limit
            {
                out.push(Root { beside, ..Root::new(node, anchors.clone(), extent) });
            }
        }
        out
    }

    /// A map that is taken for a template.
    pub(super) fn new(node: NodeRef, anchors: Vec<(String, NodeRef)>, extent: Span) -> Root {
        Root {
            node,
            anchors,
            nest: Vec::new(),
            beside: Vec::new(),
            extent,
            refused: None,
            is_nested: false,
            is_substituted: false,
        }
    }
}

/// The template that a document is or holds, and what stands beside it.
fn template_in(document: &NodeRef, anchors: &[(String, NodeRef)]) -> Option<(NodeRef, Vec<Entry>)> {
    if is_template(document) {
        return Some((document.clone(), Vec::new()));
    }
    if is_pulumi(document) {
        return Some((pulumi(document)?, Vec::new()));
    }
    let map = document.as_map().filter(|_| is_serverless(document))?;
    let entry = map.get("resources")?;
    let anchors = Anchors::new(anchors.to_vec(), &[]);
    let node = merged(anchors.resolve(&entry.value)?, &anchors)?;
    let beside = map.entries.iter().filter(|other| other.key.span != entry.key.span).cloned().collect();
    Some((node, beside))
}

/// The resources of a program of Pulumi, as those of a template: what they are is not followed, but
/// the policies that they hold are located.
fn pulumi(document: &NodeRef) -> Option<NodeRef> {
    let map = document.as_map()?;
    let resources = map.get("resources")?;
    let span = resources.key.span;
    let name = TextPart::Literal { value: "Resources".to_owned(), span };
    let text = Text { parts: vec![name], style: TextStyle::Plain };
    let key = Arc::new(Node { span, kind: NodeKind::Text(text) });
    let entries = vec![Entry { key, value: resources.value.clone() }];
    let map = Map { entries, layout: map.layout.clone() };
    Some(Arc::new(Node { span: document.span, kind: NodeKind::Map(map) }))
}

/// The `resources` of a serverless.yml: a map, or a list of maps that are merged section by section.
fn merged(resources: &NodeRef, anchors: &Anchors) -> Option<NodeRef> {
    let NodeKind::List(list) = &resources.kind else {
        return resources.as_map().map(|_| resources.clone());
    };
    let parts = list.items.iter().filter_map(|item| anchors.resolve(item)).filter_map(|item| item.as_map());
    let mut sections: Vec<Entry> = Vec::new();
    for section in parts.flat_map(|map| &map.entries) {
        let same = |other: &&mut Entry| literal(&other.key).is_some() && literal(&other.key) == literal(&section.key);
        match sections.iter_mut().find(same) {
            Some(there) => there.value = both(&there.value, &section.value),
            None => sections.push(section.clone()),
        }
    }
    let map = Map { entries: sections, layout: list.layout.clone() };
    Some(Arc::new(Node { span: resources.span, kind: NodeKind::Map(map) }))
}

/// The entries of two maps as one map.
fn both(one: &NodeRef, other: &NodeRef) -> NodeRef {
    let (Some(first), Some(second)) = (one.as_map(), other.as_map()) else { return one.clone() };
    let entries = first.entries.iter().chain(&second.entries).cloned().collect();
    let map = Map { entries, layout: first.layout.clone() };
    Arc::new(Node { span: one.span.join(other.span), kind: NodeKind::Map(map) })
}

/// A template that stands as a string in another one.
#[derive(Debug, Clone)]
pub struct Body {
    /// The string.
    pub text: NodeRef,
    /// The layout that the string stands in.
    pub within: Layout,
    /// Is it filled in by `Fn::Sub` before it becomes a template?
    pub is_substituted: bool,
}

/// The templates that resources of this one are given as strings.
#[must_use]
pub fn bodies(program: &Program) -> Vec<Body> {
    let Some(template) = program.template() else { return Vec::new() };
    let of_type = STACKS.iter().flat_map(|(type_name, argument)| {
        program.of_type(type_name).flat_map(|symbol| program.argument_nodes(symbol.id, argument))
    });
    let texts = of_type.filter_map(|node| template.document_text(&node));
    let bodies = texts.map(|text| {
        let is_substituted = template.is_substituted(text.span);
        Body { text, within: template.layout.clone(), is_substituted }
    });
    bodies.collect()
}
