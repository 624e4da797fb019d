//! Outlines of our own trees.

use super::{Entry, Key, Outline};
use crate::syntax::nested;
use crate::syntax::tree::{
    Expression, For, Item, Layout, Node, NodeKind, NodeRef, Step, Text, TextPart, Traversal, TraversalRoot,
};

/// The outline of an item of an HCL file. `outer` is the text of the file, `layout` that of HCL.
pub(super) fn of_item(item: &Item, outer: &str, layout: &Layout) -> Entry {
    Reader { outer, layout }.item(item)
}

/// What an item is called.
pub(super) fn head(item: &Item) -> Key {
    match item {
        Item::Attribute(attribute) => Key::Attribute(attribute.name.clone()),
        Item::Block(block) => Key::Block { kind: block.kind.clone(), labels: block.labels.clone() },
    }
}

/// The outline of a node that stands in a collection of this layout.
pub(super) fn of_node(node: &Node, outer: &str, layout: &Layout) -> Outline {
    Reader { outer, layout }.node(node)
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    outer: &'a str,
    layout: &'a Layout,
}

impl Reader<'_> {
    fn item(self, item: &Item) -> Entry {
        let value = match item {
            Item::Attribute(attribute) => self.node(&attribute.value),
            Item::Block(block) => Outline::Map(block.body.items.iter().map(|item| self.item(item)).collect()),
        };
        Entry { key: head(item), value }
    }

    fn node(self, node: &Node) -> Outline {
        match &node.kind {
            NodeKind::Null => Outline::Atom("null".to_owned()),
            NodeKind::Bool(value) => Outline::Atom(value.to_string()),
            NodeKind::Number(number) => Outline::Atom(number.clone()),
            NodeKind::Text(text) => self.text(text, node),
            NodeKind::List(list) => Reader { layout: &list.layout, ..self }.list(&list.items),
            NodeKind::Map(map) => {
                let inner = Reader { layout: &map.layout, ..self };
                let entry = |entry: &crate::syntax::tree::Entry| Entry {
                    key: Key::Value(inner.node(&entry.key)),
                    value: inner.node(&entry.value),
                };
                Outline::Map(map.entries.iter().map(entry).collect())
            }
            NodeKind::Expression(expression) => self.expression(expression),
            NodeKind::Tagged { tag, value } => Outline::Compound(tag.clone(), vec![self.node(value)]),
            NodeKind::Alias(name) => Outline::Atom(format!("*{name}")),
        }
    }

    fn list(self, items: &[NodeRef]) -> Outline {
        Outline::List(self.all(items))
    }

    fn all<'n>(self, nodes: impl IntoIterator<Item = &'n NodeRef>) -> Vec<Outline> {
        nodes.into_iter().map(|node| self.node(node)).collect()
    }

    fn text(self, text: &Text, node: &Node) -> Outline {
        let mut parts: Vec<Outline> = Vec::with_capacity(text.parts.len());
        for part in &text.parts {
            match (part, parts.last_mut()) {
                (TextPart::Literal { value, .. }, Some(Outline::Atom(before))) => before.push_str(value),
                (TextPart::Literal { value, .. }, _) => parts.push(Outline::Atom(value.clone())),
                (TextPart::Interpolation { value, .. }, _) => {
                    parts.push(Outline::Compound("${}".to_owned(), vec![self.node(value)]));
                }
                (TextPart::Directive { mentions, .. }, _) => {
                    parts.push(Outline::Compound("%{}".to_owned(), self.all(mentions)));
                }
            }
        }
        Outline::Text { inside: self.inside(&parts, node).map(Box::new), parts }
    }

    /// What a text holds that opens like a JSON collection, or that may be a template.
    fn inside(self, parts: &[Outline], node: &Node) -> Option<Outline> {
        let Some(Outline::Atom(first)) = parts.first() else { return None };
        if first.trim_start().starts_with(['{', '[']) {
            return nested::json(node, self.outer, self.layout).ok().map(|inner| self.node(&inner));
        }
        if !super::may_be_template(first) {
            return None;
        }
        let documents = nested::yaml(node, self.outer, self.layout).ok()?.documents;
        Some(Outline::List(self.all(&documents.roots)))
    }

    fn expression(self, expression: &Expression) -> Outline {
        match expression {
            Expression::Traversal(traversal) => self.traversal(traversal),
            Expression::Call { name, arguments } => Outline::Compound(format!("{name}()"), self.all(arguments)),
            Expression::Conditional { test, then, otherwise } => {
                Outline::Compound("?:".to_owned(), self.all([test, then, otherwise]))
            }
            Expression::Operation(operands) => Outline::Compound("operation".to_owned(), self.all(operands)),
            Expression::For(inner) => self.repetition(inner),
            Expression::Parenthesis(inner) => Outline::Compound("()".to_owned(), vec![self.node(inner)]),
        }
    }

    fn traversal(self, traversal: &Traversal) -> Outline {
        let root = match &traversal.root {
            TraversalRoot::Name(name) => Outline::Atom(name.clone()),
            TraversalRoot::Expression(node) => self.node(node),
        };
        let steps = traversal.steps.iter().map(|step| match step {
            Step::Attribute(name) => Outline::Atom(format!(".{name}")),
            Step::Index(index) => Outline::Compound("[]".to_owned(), vec![self.node(index)]),
            Step::Splat => Outline::Atom(".*".to_owned()),
        });
        Outline::Compound("path".to_owned(), std::iter::once(root).chain(steps).collect())
    }

    fn repetition(self, inner: &For) -> Outline {
        let optional = |node: &Option<NodeRef>| {
            node.as_ref().map_or_else(|| Outline::Atom("none".to_owned()), |node| Outline::List(vec![self.node(node)]))
        };
        let parts =
            vec![self.node(&inner.collection), optional(&inner.key), self.node(&inner.value), optional(&inner.test)];
        Outline::Compound(format!("for {}", inner.names.join(", ")), parts)
    }
}
