//! What a variable may be set to, as far as that is to be seen.

use super::texts::product;
use super::{Evaluator, join_literals, texts};
use crate::link::Program;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{NodeRef, Step};
use crate::value::{Kind, Part, Reference, Value};

/// Values that a string with variables in it may have.
#[derive(Debug, Clone)]
pub struct Possible {
    /// Those that are to be seen, computed by the string.
    pub known: Vec<Value>,
    /// Why it may have others.
    pub rest: Reason,
}

/// What a string may be when every variable in it has one of the values that are set for it.
/// None where it mentions no variable, or one of which no value is to be seen.
#[must_use]
pub fn possible(program: &Program, value: &Value) -> Option<Possible> {
    let (Kind::Text(parts), Some(node)) = (&value.kind, value.node()) else { return None };
    let mut evaluator = Evaluator::new(program);
    let (mut all, mut rest) = (vec![Vec::new()], None);
    for part in parts {
        let variable = match part {
            Part::Reference(reference) => evaluator.variable_of(reference),
            _ => None,
        };
        let Some((symbol, reference)) = variable else {
            all = product(&all, vec![vec![part.clone()]]);
            continue;
        };
        all = product(&all, evaluator.set_texts(symbol, reference, node)?);
        rest.get_or_insert_with(|| may_be_set(symbol));
    }
    let known = all.into_iter().map(|parts| Value::computed(Kind::Text(join_literals(parts)), node)).collect();
    Some(Possible { known, rest: rest? })
}

/// Why a variable may be something else than what is to be seen.
pub(super) fn may_be_set(symbol: &Symbol) -> Reason {
    let text = format!("variable {} may be set to anything by whoever calls the module", symbol.name);
    Reason::new(ReasonKind::UnknownValue, text)
}

impl<'p> Evaluator<'p> {
    /// The values that a variable is set to: by a `.tfvars` file, else by its default.
    pub(super) fn set_to(&mut self, symbol: &Symbol) -> Vec<Value> {
        let given = self.program.given(symbol.id);
        let nodes: Vec<NodeRef> = match (given, &symbol.body) {
            ([], Definition::Block(block)) => {
                block.body.attribute("default").map(|default| default.value.clone()).into_iter().collect()
            }
            _ => given.to_vec(),
        };
        nodes.iter().map(|node| self.elsewhere(node)).collect()
    }

    fn variable_of<'r>(&self, reference: &'r Reference) -> Option<(&'p Symbol, &'r Reference)> {
        let symbol = self.program.symbol(reference.symbol);
        (symbol.kind == SymbolKind::Variable).then_some((symbol, reference))
    }

    /// The texts that a reference to a variable may stand for.
    fn set_texts(&mut self, symbol: &Symbol, reference: &Reference, node: &NodeRef) -> Option<Vec<Vec<Part>>> {
        if reference.indexed {
            return None;
        }
        let names = reference.attribute.split('.').filter(|name| !name.is_empty());
        let steps: Vec<Step> = names.map(|name| Step::Attribute(name.to_owned())).collect();
        let mut out = Vec::new();
        for value in self.set_to(symbol) {
            for arm in self.steps(value, &steps, node).arms() {
                let texts = texts(arm);
                let literal = texts.iter().flatten().all(|part| part.unknown().is_none());
                out.extend(literal.then_some(texts).into_iter().flatten());
            }
        }
        out.retain(|parts| !parts.is_empty());
        (!out.is_empty()).then_some(out)
    }
}
