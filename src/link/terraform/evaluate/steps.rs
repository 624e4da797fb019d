//! Steps into a value: attributes, indices, splats.

use super::Evaluator;
use crate::link::terraform::items::{any, entry, number_of};
use crate::syntax::tree::{Entry, Expression, Map, NodeKind, NodeRef, Step};
use crate::value::{Kind, Part, Partial, Value};

/// A step whose index is evaluated, so that it may be taken elsewhere.
#[derive(Debug, Clone)]
pub(super) enum Way {
    /// `.name`
    Attribute(String),
    /// `[index]`
    Index(Value),
    /// `.*`
    Splat,
}

impl Evaluator<'_> {
    /// Steps with their indices evaluated here.
    pub(super) fn ways(&mut self, steps: &[Step]) -> Vec<Way> {
        let way = |step: &Step| match step {
            Step::Attribute(name) => Way::Attribute(name.clone()),
            Step::Index(index) => Way::Index(self.node(index)),
            Step::Splat => Way::Splat,
        };
        steps.iter().map(way).collect()
    }

    /// The value behind some steps into another block's expression. What is written out there is
    /// not evaluated but where the steps lead.
    pub(super) fn follow(&mut self, into: &NodeRef, ways: &[Way], node: &NodeRef) -> Value {
        let Some((way, rest)) = ways.split_first() else { return self.elsewhere(into) };
        let next = match (&into.kind, way) {
            (NodeKind::Expression(Expression::Parenthesis(inner)), _) => return self.follow(inner, ways, node),
            (NodeKind::Map(map), Way::Attribute(name)) => written(map, name),
            (NodeKind::Map(map), Way::Index(index)) => index.literal().and_then(|name| written(map, &name)),
            _ => None,
        };
        match next {
            Some(entry) => self.follow(&entry.value, rest, node),
            None => {
                let value = self.elsewhere(into);
                self.steps(value, ways, node)
            }
        }
    }

    /// The value behind some steps. Where a step is not known, it may be any.
    pub(super) fn steps(&mut self, value: Value, ways: &[Way], node: &NodeRef) -> Value {
        let Some((way, rest)) = ways.split_first() else { return value };
        match (value.kind, way) {
            (Kind::OneOf(arms), _) => {
                let arms = arms.iter().map(|arm| self.steps(arm.clone(), ways, node)).collect();
                Value::one_of(arms, node)
            }
            (Kind::Text(parts), _) => self.deeper(&parts, ways, node),
            (Kind::Unknown(reason), _) => Value::unknown(reason, node),
            (Kind::List(items), Way::Splat) => {
                let known = items.known.iter().map(|item| self.steps(item.clone(), rest, node)).collect();
                Value::computed(Kind::list(Partial { known, rest: items.rest.clone() }), node)
            }
            (Kind::Absent, Way::Splat) => Value::computed(Kind::list(Partial::all(Vec::new())), node),
            (Kind::Map(entries), Way::Attribute(name)) => {
                let next = entry(&entries, Some(name), node);
                self.steps(next, rest, node)
            }
            (Kind::Map(entries), Way::Index(index)) => {
                let found = index.clone().arms().into_iter();
                let found = found.map(|key| entry(&entries, key.literal().as_deref(), node)).collect();
                let next = Value::one_of(found, node);
                self.steps(next, rest, node)
            }
            (Kind::List(items), Way::Index(index)) => {
                let next = match &index.kind {
                    Kind::Number(number) => number_of(&items, number, node),
                    _ => any(items.known.clone(), items.rest.clone(), node),
                };
                self.steps(next, rest, node)
            }
            // `x[*]` of one object is a list of that object.
            (kind @ Kind::Map(_), Way::Splat) => self.steps(Value::computed(kind, node), rest, node),
            _ => self.not_followed(node),
        }
    }

    /// A step into something that is only a reference (`local.role.arn`, the local being a
    /// resource).
    fn deeper(&mut self, parts: &[Part], ways: &[Way], node: &NodeRef) -> Value {
        let [Part::Reference(reference)] = parts else { return self.not_followed(node) };
        let mut reference = reference.clone();
        for way in ways {
            match way {
                Way::Attribute(name) if reference.attribute.is_empty() => reference.attribute.clone_from(name),
                Way::Attribute(name) => reference.attribute = format!("{}.{name}", reference.attribute),
                Way::Index(_) | Way::Splat => reference.indexed = true,
            }
        }
        self.program.text(node.span).clone_into(&mut reference.text);
        reference.file = node.span.file;
        Value::computed(Kind::Text(vec![Part::Reference(reference)]), node)
    }
}

/// The entry of a name in a map all keys of which are literal; the last where it stands twice.
fn written<'m>(map: &'m Map, name: &str) -> Option<&'m Entry> {
    let mut found = None;
    for entry in &map.entries {
        match &entry.key.kind {
            NodeKind::Text(text) => {
                if text.literal()? == name {
                    found = Some(entry);
                }
            }
            _ => return None,
        }
    }
    found
}
