//! How the collections around a place are written, so that new ones can be written so too.

use crate::syntax::tree::{Body, Entry, Grammar, Item, Map, Node, NodeKind, Text, TextStyle};

use super::joint::Joint;
use super::source::{Source, is_blank};

/// How a collection in brackets is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// On one line; `padded` where blanks stand inside the brackets.
    Inline {
        /// `{ a = 1 }`, not `{a = 1}`.
        padded: bool,
    },
    /// Each item on lines of its own; `trailing_comma` where one stands behind the last.
    Exploded {
        /// A comma behind the last item.
        trailing_comma: bool,
    },
}

/// How a collection is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    /// A YAML block.
    Block,
    /// Anything in brackets.
    Brackets(Form),
}

impl Shape {
    /// The form of the brackets, where there are any.
    pub(super) fn form(self) -> Option<Form> {
        match self {
            Shape::Block => None,
            Shape::Brackets(form) => Some(form),
        }
    }
}

/// What the neighbours of a place show; none where no neighbour shows it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Neighbours {
    /// The last map that holds no other map, function calls apart.
    pub(super) map: Option<Shape>,
    /// The last map that is a function call.
    pub(super) call: Option<Shape>,
    /// The last list.
    pub(super) list: Option<Shape>,
    /// Quotes of the last key whose text could do without.
    pub(super) key: Option<TextStyle>,
    /// Joint of the last map in brackets.
    pub(super) joint: Option<Joint>,
    /// Do commas stand between the entries of an exploded map?
    pub(super) map_commas: Option<bool>,
}

impl Neighbours {
    /// What a collection's own keys and everything inside its values show; where nothing inside
    /// has brackets, its own.
    pub(super) fn inside(source: &Source, node: &Node) -> Neighbours {
        let mut seen = Neighbours::default();
        seen.look_into(source, node);
        match &node.kind {
            NodeKind::Map(map) if !map.entries.is_empty() => seen.map = seen.map.or(Some(shape_of(source, node))),
            NodeKind::List(list) if !list.items.is_empty() => seen.list = seen.list.or(Some(shape_of(source, node))),
            _ => {}
        }
        seen
    }

    /// Looks at the values of a body and of the blocks inside.
    pub(super) fn look_into_body(&mut self, source: &Source, body: &Body) {
        for item in &body.items {
            match item {
                Item::Attribute(attribute) => self.look_at(source, &attribute.value),
                Item::Block(block) => self.look_into_body(source, &block.body),
            }
        }
    }

    fn look_into(&mut self, source: &Source, node: &Node) {
        match &node.kind {
            NodeKind::Map(map) => {
                for entry in &map.entries {
                    self.look_at(source, &entry.value);
                }
                self.look_at_keys(source, map.layout.grammar, &map.entries);
            }
            NodeKind::List(list) => list.items.iter().for_each(|item| self.look_at(source, item)),
            NodeKind::Tagged { value, .. } => self.look_into(source, value),
            _ => {}
        }
    }

    /// Looks at a node and all inside; what comes later overrides what came before.
    fn look_at(&mut self, source: &Source, node: &Node) {
        self.look_into(source, node);
        match &node.kind {
            NodeKind::Map(map) if is_call(map) => self.call = Some(shape_of(source, node)),
            NodeKind::Map(map) if !map.entries.is_empty() && map.entries.iter().all(|entry| is_leaf(&entry.value)) => {
                self.map = Some(shape_of(source, node));
            }
            NodeKind::List(list) if !list.items.is_empty() => self.list = Some(shape_of(source, node)),
            _ => {}
        }
    }

    fn look_at_keys(&mut self, source: &Source, grammar: Grammar, entries: &[Entry]) {
        let telling = entries.iter().rev().find_map(|entry| match &entry.key.kind {
            NodeKind::Text(text) if shows_quotes(text) => Some(text.style),
            _ => None,
        });
        self.key = telling.or(self.key);
        if grammar != Grammar::YamlBlock {
            self.joint = Joint::of(source, entries).map(Joint::alone).or(self.joint);
            self.map_commas = commas_between(source, entries).or(self.map_commas);
        }
    }
}

/// Do commas stand between these entries, where they stand on lines of their own?
fn commas_between(source: &Source, entries: &[Entry]) -> Option<bool> {
    entries.windows(2).rev().find_map(|pair| {
        let gap = source.text.get(pair[0].value.span.range().end..pair[1].key.span.range().start)?;
        gap.contains('\n').then(|| gap.trim_start().starts_with(','))
    })
}

/// Could this key's text do without quotes, so that they, or their absence, are a choice?
fn shows_quotes(text: &Text) -> bool {
    let plain = |text: &str| text.chars().all(|char| char.is_ascii_alphanumeric() || char == '_');
    text.literal().is_some_and(|text| !text.is_empty() && plain(&text))
}

/// Holds no map, function calls apart.
fn is_leaf(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Map(map) => is_call(map),
        NodeKind::List(list) => list.items.iter().all(|item| is_leaf(item)),
        NodeKind::Tagged { value, .. } => is_leaf(value),
        _ => true,
    }
}

/// Is this map a function call of CloudFormation, such as `{"Ref": "Server"}`?
fn is_call(map: &Map) -> bool {
    match map.entries.as_slice() {
        [entry] => entry.key.literal().is_some_and(|key| names_function(&key)),
        _ => false,
    }
}

/// Is the only key of a map with this key the name of a function of CloudFormation?
pub(super) fn names_function(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::")
}

/// How a collection that is not empty is written.
fn shape_of(source: &Source, node: &Node) -> Shape {
    let is_block = match &node.kind {
        NodeKind::Map(map) => map.layout.grammar == Grammar::YamlBlock,
        NodeKind::List(list) => list.layout.grammar == Grammar::YamlBlock,
        _ => false,
    };
    if is_block { Shape::Block } else { Shape::Brackets(form_of(source, node)) }
}

fn form_of(source: &Source, node: &Node) -> Form {
    let range = node.span.range();
    let inside = source.text.get(range.start + 1..range.end.saturating_sub(1)).unwrap_or_default();
    match inside.rsplit_once('\n') {
        Some((_, before_close)) if is_blank(before_close) => {
            Form::Exploded { trailing_comma: inside.trim_end().ends_with(',') }
        }
        _ => Form::Inline { padded: inside.starts_with(' ') },
    }
}
