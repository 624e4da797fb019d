//! Names: locals, variables, iterators, and what is only known when it is deployed.

use super::Evaluator;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::terraform::ambient;
use crate::link::terraform::references::address_and_rest;
use crate::syntax::tree::{NodeRef, Step, Traversal, TraversalRoot};
use crate::value::{Ambient, Kind, Origin, Part, Partial, Reference, Value};

impl Evaluator<'_> {
    pub(super) fn traversal(&mut self, traversal: &Traversal, node: &NodeRef) -> Value {
        let root = match &traversal.root {
            TraversalRoot::Expression(root) => {
                let value = self.node(root);
                return self.steps(value, &traversal.steps, node);
            }
            TraversalRoot::Name(name) => name,
        };
        if let Some((_, value)) = self.bound.iter().rev().find(|(bound, _)| bound == root) {
            let value = Value::computed(value.kind.clone(), node);
            return self.steps(value, &traversal.steps, node);
        }
        let program = self.program;
        let found = address_and_rest(traversal)
            .and_then(|(address, rest)| Some((program.symbol(program.lookup(&address)?), rest)));
        match found {
            Some((symbol, rest)) => self.symbol(symbol, rest, node),
            None => self.iterated(root, &traversal.steps, node),
        }
    }

    fn symbol(&mut self, symbol: &Symbol, rest: &[Step], node: &NodeRef) -> Value {
        match (&symbol.kind, &symbol.body) {
            (SymbolKind::Local, Definition::Value(local)) => {
                let value = self.elsewhere(local);
                self.steps(value, rest, node)
            }
            (SymbolKind::Variable, _) => self.variable(symbol, rest, node),
            _ => self.reference(symbol, rest, node),
        }
    }

    /// `each.value`, or the iterator of a `dynamic` block.
    fn iterated(&mut self, root: &str, steps: &[Step], node: &NodeRef) -> Value {
        let value = match steps.split_first() {
            Some((Step::Attribute(step), rest)) => match root {
                "each" => self.each(step, node.span).map(|value| (value, rest)),
                _ => self.dynamic(root, step, node.span).map(|value| (value, rest)),
            },
            _ => None,
        };
        match value {
            Some((value, rest)) => {
                let value = Value::computed(value.kind, node);
                self.steps(value, rest, node)
            }
            None => self.not_followed(node),
        }
    }

    /// A variable: a collection is read from what sets it, and there may be more; a scalar stays
    /// a reference, since a caller may set it ([`super::possible`] tells what it may be).
    fn variable(&mut self, symbol: &Symbol, rest: &[Step], node: &NodeRef) -> Value {
        let set = self.set_to(symbol);
        if set.iter().all(|value| value.is_scalar() || is_empty(value)) {
            return self.reference(symbol, rest, node);
        }
        let reason = super::possible::may_be_set(symbol);
        let kind = match <[Value; 1]>::try_from(set) {
            Ok([Value { kind: Kind::List(items), .. }]) => {
                Kind::List(Partial { known: items.known, rest: Some(reason) })
            }
            Ok([Value { kind: Kind::Map(entries), .. }]) => {
                Kind::Map(Partial { known: entries.known, rest: Some(reason) })
            }
            Ok([other]) => Kind::OneOf(vec![other, Value::unknown(reason, node)]),
            Err(mut several) => {
                several.push(Value::unknown(reason, node));
                Kind::OneOf(several)
            }
        };
        let value = self.steps(Value::computed(kind, node), rest, node);
        let inside = !rest.is_empty() && value.clone().arms().iter().all(Value::is_scalar);
        if inside { self.reference(symbol, rest, node) } else { value }
    }

    fn reference(&mut self, symbol: &Symbol, rest: &[Step], node: &NodeRef) -> Value {
        let mut attribute = Vec::new();
        let mut indexed = false;
        for step in rest {
            match step {
                Step::Attribute(name) => attribute.push(name.as_str()),
                Step::Index(_) | Step::Splat => indexed = true,
            }
        }
        let attribute = attribute.join(".");
        if let Some(name) = self.service_principal(symbol, &attribute) {
            return Value::computed(name.kind, node);
        }
        let part = match ambient::meaning(symbol, &attribute) {
            Some(ambient) => Part::Ambient(ambient),
            None => Part::Reference(Reference {
                symbol: symbol.id,
                attribute,
                indexed,
                text: self.program.text(node.span).to_owned(),
            }),
        };
        Value { kind: Kind::Text(vec![part]), origin: Origin::Written(node.clone()) }
    }

    /// `data.aws_service_principal.x.name`: from the provider's documentation, the name of the
    /// service with the suffix of the partition behind it.
    fn service_principal(&mut self, symbol: &Symbol, attribute: &str) -> Option<Value> {
        if symbol.type_name != "data.aws_service_principal" {
            return None;
        }
        let suffix = Part::Ambient(Ambient::DnsSuffix);
        if attribute == "suffix" {
            return Some(Value { kind: Kind::Text(vec![suffix]), origin: Origin::New });
        }
        let Definition::Block(block) = &symbol.body else { return None };
        let service = self.elsewhere(&block.body.attribute("service_name")?.value);
        let named = |mut parts: Vec<Part>| {
            parts.extend([Part::Literal(".".to_owned()), suffix.clone()]);
            Value { kind: Kind::Text(super::join_literals(parts)), origin: Origin::New }
        };
        match attribute {
            "service_name" => Some(service),
            "name" | "id" => {
                let names = super::texts(service).into_iter().map(named).collect::<Vec<_>>();
                Some(Value::one_of(names, &block.body.attribute("service_name")?.value))
            }
            _ => None,
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match &value.kind {
        Kind::List(items) => items.known.is_empty(),
        Kind::Map(entries) => entries.known.is_empty(),
        Kind::Unknown(_) => true,
        _ => false,
    }
}
