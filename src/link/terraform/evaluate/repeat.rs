//! What is written once and read many times: `for`, `for_each`, `dynamic`.
//!
//! The body is one place with many readings: it is read once, each name standing for any of the
//! items.

use super::Evaluator;
use crate::link::symbol::Definition;
use crate::link::terraform::items::{any, is_missing};
use crate::reason::Reason;
use crate::syntax::tree::{Block, For, NodeRef};
use crate::text::Span;
use crate::value::{Kind, Partial, Value};

/// What a name runs over.
struct Run {
    keys: Value,
    values: Value,
    /// Is it known to be empty?
    is_empty: bool,
    /// Why there may be other items.
    rest: Option<Reason>,
}

impl Evaluator<'_> {
    pub(super) fn for_expression(&mut self, inner: &For, node: &NodeRef) -> Value {
        let collection = self.node(&inner.collection);
        let run = self.run(collection, &inner.collection);
        let empty = |kind: fn() -> Kind| Value::computed(kind(), node);
        if run.is_empty {
            let list = || Kind::list(Partial::all(Vec::new()));
            let map = || Kind::map(Partial::all(Vec::new()));
            return if inner.key.is_some() { empty(map) } else { empty(list) };
        }
        let depth = self.bound.len();
        let mut names = inner.names.iter().rev();
        self.bound.extend(names.next().map(|name| (name.clone(), run.values)));
        self.bound.extend(names.next().map(|name| (name.clone(), run.keys)));
        let value = self.node(&inner.value);
        let kind = match &inner.key {
            Some(key) => Kind::map(Partial { known: vec![(self.node(key), value)], rest: run.rest }),
            None => Kind::list(Partial { known: vec![value], rest: run.rest }),
        };
        self.bound.truncate(depth);
        Value::computed(kind, node)
    }

    /// The items of a collection that stands at a node, each name standing for any of them.
    fn run(&self, items: Value, collection: &NodeRef) -> Run {
        let (mut keys, mut values, mut rest) = (Vec::new(), Vec::new(), None);
        // To run over what is not there is an error of Terraform, so such an arm is never taken.
        let arms = items.arms();
        let is_taken = |arm: &&Value| !is_missing(arm);
        let taken: Vec<&Value> = arms.iter().filter(is_taken).collect();
        let taken = if taken.is_empty() { arms.iter().collect() } else { taken };
        for arm in taken {
            match arm.kind.clone() {
                Kind::List(items) => {
                    values.extend_from_slice(&items.known);
                    rest = rest.or_else(|| items.rest.clone());
                }
                Kind::Map(entries) => {
                    for (key, value) in &entries.known {
                        keys.push(key.clone());
                        values.push(value.clone());
                    }
                    rest = rest.or_else(|| entries.rest.clone());
                }
                Kind::Unknown(reason) => rest = rest.or(Some(reason)),
                Kind::Absent => {}
                _ => rest = rest.or_else(|| Some(self.reason(collection))),
            }
        }
        let is_empty = values.is_empty() && rest.is_none();
        let is_list = keys.is_empty();
        let keys = if is_list { vec![self.not_followed(collection)] } else { keys };
        let keys_rest = rest.clone().filter(|_| !is_list);
        Run { keys: any(keys, keys_rest, collection), values: any(values, rest.clone(), collection), is_empty, rest }
    }

    /// `each.key` and `each.value` of the block that holds a place.
    pub(super) fn each(&mut self, step: &str, at: Span) -> Option<Value> {
        let symbol = self.program.symbol(self.program.symbol_at(at)?);
        let Definition::Block(block) = &symbol.body else { return None };
        let for_each = block.body.attribute("for_each")?;
        self.iterator(&for_each.value, step)
    }

    /// `NAME.key` and `NAME.value` of the `dynamic` blocks around a place.
    pub(super) fn dynamic(&mut self, name: &str, step: &str, at: Span) -> Option<Value> {
        let symbol = self.program.symbol(self.program.symbol_at(at)?);
        let Definition::Block(block) = &symbol.body else { return None };
        let collection = runs_over(block, name, at)?;
        self.iterator(&collection, step)
    }

    fn iterator(&mut self, collection: &NodeRef, step: &str) -> Option<Value> {
        let items = self.elsewhere(collection);
        let run = self.run(items, collection);
        let is_set = matches!(run.keys.kind, Kind::Unknown(_));
        match step {
            "value" => Some(run.values),
            // Of a set, the key is the value.
            "key" if is_set => Some(run.values),
            "key" => Some(run.keys),
            _ => None,
        }
    }
}

/// The collection that the innermost `dynamic` block with an iterator of this name runs over.
fn runs_over(block: &Block, name: &str, at: Span) -> Option<NodeRef> {
    let inner = block.body.blocks().find(|inner| inner.span.contains(at))?;
    if let Some(found) = runs_over(inner, name, at) {
        return Some(found);
    }
    let label = inner.labels.first().filter(|_| inner.kind == "dynamic")?;
    let renamed = inner.body.attribute("iterator").map(|attribute| attribute.value.clone());
    let named = match renamed.as_deref().and_then(crate::link::terraform::references::References::plain_path) {
        Some(iterator) => iterator == name,
        None => label == name,
    };
    let in_content = inner.body.blocks_of("content").any(|content| content.span.contains(at));
    (named && in_content).then(|| inner.body.attribute("for_each").map(|each| each.value.clone())).flatten()
}
