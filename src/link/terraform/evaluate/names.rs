//! Names: locals, variables, iterators, and what is only known when it is deployed.

use std::sync::Arc;

use super::Evaluator;
use crate::link::Scope;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::terraform::ambient;
use crate::link::terraform::paths::ANCHOR;
use crate::link::terraform::pieces::{join_literals, texts};
use crate::link::terraform::references::address_and_rest;
use crate::paths::folder_of;
use crate::syntax::tree::{NodeRef, Step, Traversal, TraversalRoot};
use crate::value::{Ambient, Kind, Origin, Part, Partial, Reference, Value};

impl Evaluator<'_> {
    pub(super) fn traversal(&mut self, traversal: &Traversal, node: &NodeRef) -> Value {
        let root = match &traversal.root {
            TraversalRoot::Expression(root) => {
                let ways = self.ways(&traversal.steps);
                let value = self.node(root);
                return self.steps(value, &ways, node);
            }
            TraversalRoot::Name(name) => name,
        };
        if let Some((_, value)) = self.bound.iter().rev().find(|(bound, _)| bound == root) {
            let value = Value::computed(value.kind.clone(), node);
            let ways = self.ways(&traversal.steps);
            return self.steps(value, &ways, node);
        }
        if let Some(value) = self.template_variable(root, &traversal.steps, node) {
            return value;
        }
        if root == "path" {
            return self.path(&traversal.steps, node);
        }
        let program = self.program;
        let found = address_and_rest(traversal)
            .and_then(|(address, rest)| Some((program.symbol(program.lookup_from(node.span.file, &address)?), rest)));
        match found {
            Some((symbol, rest)) => self.symbol(symbol, rest, node),
            None => self.iterated(root, &traversal.steps, node),
        }
    }

    fn symbol(&mut self, symbol: &Symbol, rest: &[Step], node: &NodeRef) -> Value {
        match (&symbol.kind, &symbol.body) {
            (SymbolKind::Local, Definition::Value(local)) => {
                let ways = self.ways(rest);
                self.follow(local, &ways, node)
            }
            (SymbolKind::Variable, _) => self.variable(symbol, rest, node),
            (SymbolKind::Module, _) => {
                self.output(symbol, rest, node).unwrap_or_else(|| self.reference(symbol, rest, node))
            }
            _ => self.reference(symbol, rest, node),
        }
    }

    /// `path.module`: the folder that the expression stands in.
    fn path(&mut self, steps: &[Step], node: &NodeRef) -> Value {
        match steps {
            [Step::Attribute(what)] if what == "module" => {
                let folder = folder_of(&self.program.file(node.span).path);
                let text = Part::Literal(format!("{ANCHOR}{folder}"));
                Value::computed(Kind::Text(vec![text]), node)
            }
            [Step::Attribute(what)] if matches!(what.as_str(), "root" | "cwd") => {
                Value::computed(Kind::Text(vec![Part::Literal(".".to_owned())]), node)
            }
            _ => self.not_followed(node),
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
                let ways = self.ways(rest);
                self.steps(value, &ways, node)
            }
            None => self.not_followed(node),
        }
    }

    /// A variable: a collection is read from what sets it, and there may be more; a scalar stays
    /// a reference, since a caller may set it ([`super::possible`] tells what it may be).
    fn variable(&mut self, symbol: &Symbol, rest: &[Step], node: &NodeRef) -> Value {
        let ways = self.ways(rest);
        let mut set = self.set_to(symbol, &ways, node);
        set.retain(|value| !matches!(value.kind, Kind::Unknown(_)));
        if set.iter().all(holds_no_collection) {
            return self.reference(symbol, rest, node);
        }
        let reason = super::possible::may_be_set(symbol);
        let kind = match <[Value; 1]>::try_from(set) {
            Ok([Value { kind: Kind::List(items), .. }]) => {
                Kind::list(Partial { known: items.known.clone(), rest: Some(reason) })
            }
            Ok([Value { kind: Kind::Map(entries), .. }]) => {
                Kind::map(Partial { known: entries.known.clone(), rest: Some(reason) })
            }
            Ok([other]) => Kind::OneOf(Arc::new([other, Value::unknown(reason, node)])),
            Err(mut several) => {
                several.push(Value::unknown(reason, node));
                Kind::OneOf(several.into())
            }
        };
        Value::computed(kind, node)
    }

    /// An output of a module that is visible: what it stands for there, in the words of here.
    fn output(&mut self, call: &Symbol, steps: &[Step], node: &NodeRef) -> Option<Value> {
        let Scope::Module(module) = &self.program.scope else { return None };
        let target = module.modules.target(call.id)?;
        let at = steps.iter().position(|step| matches!(step, Step::Attribute(_)))?;
        let (Step::Attribute(name), rest) = (&steps[at], &steps[at + 1..]) else { return None };
        let output = self.program.names.find(target, &format!("output.{name}"))?;
        let Definition::Block(block) = &self.program.symbol(output).body else { return None };
        let ways = self.ways(rest);
        let inner = self.follow(&block.body.attribute("value")?.value, &ways, node);
        let value = match inner.kind {
            Kind::Text(mut parts) => {
                if let [Part::Reference(reference)] = parts.as_mut_slice() {
                    self.program.text(node.span).clone_into(&mut reference.text);
                    reference.file = node.span.file;
                    reference.indexed |= at > 0 || call.repeated;
                }
                Value { kind: Kind::Text(parts), origin: inner.origin }
            }
            kind => Value { kind, origin: inner.origin },
        };
        Some(value)
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
        if let Some(text) = self.read_by_data(symbol, &attribute, node) {
            return text;
        }
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
                file: node.span.file,
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
            Value { kind: Kind::Text(join_literals(parts)), origin: Origin::New }
        };
        match attribute {
            "service_name" => Some(service),
            "name" | "id" => {
                let names = texts(service).into_iter().map(named).collect::<Vec<_>>();
                Some(Value::one_of(names, &block.body.attribute("service_name")?.value))
            }
            _ => None,
        }
    }
}

fn holds_no_collection(value: &Value) -> bool {
    match &value.kind {
        Kind::List(items) => items.known.is_empty(),
        Kind::Map(entries) => entries.known.is_empty(),
        Kind::OneOf(arms) => arms.iter().all(holds_no_collection),
        Kind::Unknown(_) | Kind::Json(_) => true,
        _ => value.is_scalar(),
    }
}
