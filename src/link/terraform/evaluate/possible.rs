//! What a variable may be set to, as far as that is to be seen.

use super::{Evaluator, Way};
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::terraform::pieces::{join_literals, product, texts};
use crate::link::{Program, Scope};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Part, Reference, Value};

/// How many modules a value is followed through.
const MAX_MODULES: usize = 16;

/// Values that a string with variables in it may have.
#[derive(Debug, Clone)]
pub struct Possible {
    /// Those that are to be seen: of a lone variable as they were handed in, else computed by the
    /// string.
    pub known: Vec<Value>,
    /// Why it may have others.
    pub rest: Reason,
    /// Do visible calls hand it in? Then what other callers hand in stands with them.
    pub is_handed_in: bool,
}

/// What a string may be when every variable in it has one of the values that are set for it.
/// None where it mentions no variable, or one of which no value is to be seen.
#[must_use]
pub fn possible(program: &Program, value: &Value) -> Option<Possible> {
    let mut evaluator = Evaluator::new(program);
    let mut out = evaluator.possible(value)?;
    for _ in 0..MAX_MODULES {
        let mut next = Vec::new();
        let mut is_last = true;
        for value in out.known {
            match evaluator.possible(&value) {
                Some(deeper) => {
                    is_last = false;
                    next.extend(deeper.known);
                }
                None => next.push(value),
            }
        }
        out.known = next;
        if is_last {
            break;
        }
    }
    Some(out)
}

/// Is a value a variable that is null or empty where nobody sets it, and that is not seen to be set
/// everywhere?
#[must_use]
pub fn may_be_unset(program: &Program, value: &Value) -> bool {
    let mut evaluator = Evaluator::new(program);
    let (Some([Part::Reference(reference)]), Some(node)) = (value.parts(), value.node()) else { return false };
    let Some(symbol) = evaluator.variable_of(reference).filter(|_| !reference.indexed) else { return false };
    let set = evaluator.set_to(symbol, &ways(reference), node);
    set.into_iter().flat_map(Value::arms).any(|value| match &value.kind {
        Kind::Absent => true,
        Kind::Text(parts) => parts.is_empty(),
        _ => false,
    })
}

/// The steps of a reference behind its variable.
fn ways(reference: &Reference) -> Vec<Way> {
    let names = reference.attribute.split('.').filter(|name| !name.is_empty());
    names.map(|name| Way::Attribute(name.to_owned())).collect()
}

/// The references of a value, each variable in the place of what is handed in for it.
#[must_use]
pub fn meant(program: &Program, value: &Value) -> Vec<Reference> {
    let mut evaluator = Evaluator::new(program);
    let mut out = Vec::new();
    evaluator.meant(value, MAX_MODULES, &mut out);
    out
}

/// Why a variable may be something else than what is to be seen.
pub(super) fn may_be_set(symbol: &Symbol) -> Reason {
    let text = format!("variable {} may be set to anything by whoever calls the module", symbol.name);
    Reason::new(ReasonKind::UnknownValue, text)
}

impl<'p> Evaluator<'p> {
    fn possible(&mut self, value: &Value) -> Option<Possible> {
        let (Kind::Text(parts), Some(node)) = (&value.kind, value.node()) else { return None };
        if let [Part::Reference(reference)] = parts.as_slice() {
            let symbol = self.variable_of(reference)?;
            let known: Vec<Value> = self.handed_in(symbol, reference, node)?;
            let is_handed_in = !self.given(symbol).is_empty();
            return (!known.is_empty()).then(|| Possible { known, rest: may_be_set(symbol), is_handed_in });
        }
        let (mut all, mut rest) = (vec![Vec::new()], None);
        for part in parts {
            let variable = match part {
                Part::Reference(reference) => self.variable_of(reference).map(|symbol| (symbol, reference)),
                _ => None,
            };
            let Some((symbol, reference)) = variable else {
                all = product(&all, vec![vec![part.clone()]]);
                continue;
            };
            let known = self.handed_in(symbol, reference, node)?.into_iter().flat_map(texts);
            let known: Vec<Vec<Part>> = known.filter(|parts| parts.iter().all(|it| it.unknown().is_none())).collect();
            if known.is_empty() {
                return None;
            }
            all = product(&all, known);
            rest.get_or_insert_with(|| may_be_set(symbol));
        }
        let known = all.into_iter().map(|parts| Value::computed(Kind::Text(join_literals(parts)), node)).collect();
        Some(Possible { known, rest: rest?, is_handed_in: false })
    }

    fn meant(&mut self, value: &Value, depth: usize, out: &mut Vec<Reference>) {
        for reference in value.references() {
            let node = value.node().cloned();
            let handed_in = match (self.variable_of(reference), node) {
                (Some(symbol), Some(node)) if depth > 0 => self.handed_in(symbol, reference, &node),
                _ => None,
            };
            match handed_in {
                Some(values) if !values.is_empty() => {
                    values.iter().for_each(|value| self.meant(value, depth - 1, out));
                }
                _ => out.push(reference.clone()),
            }
        }
    }

    /// What stands behind some steps into the values that a variable is set to: by visible calls or
    /// a `.tfvars` file, and by its default where one of them leaves it out.
    pub(super) fn set_to(&mut self, symbol: &Symbol, ways: &[Way], node: &NodeRef) -> Vec<Value> {
        let given = self.given(symbol);
        let mut nodes: Vec<NodeRef> = given.to_vec();
        if let Definition::Block(block) = &symbol.body
            && (given.is_empty() || self.is_defaulted(symbol))
        {
            nodes.extend(block.body.attribute("default").map(|default| default.value.clone()));
        }
        nodes.iter().map(|value| self.follow(value, ways, node)).collect()
    }

    fn given(&self, variable: &Symbol) -> &'p [NodeRef] {
        self.program.given(variable.id)
    }

    fn is_defaulted(&self, variable: &Symbol) -> bool {
        match &self.program.scope {
            Scope::Module(module) => module.is_defaulted(variable.id),
            Scope::Template(_) => true,
        }
    }

    /// The variable that a reference is to.
    pub(in crate::link::terraform) fn variable_of(&self, reference: &Reference) -> Option<&'p Symbol> {
        let symbol = self.program.symbol(reference.symbol);
        (symbol.kind == SymbolKind::Variable).then_some(symbol)
    }

    /// What a reference to a variable may stand for, behind its attributes; none where an index is
    /// lost.
    fn handed_in(&mut self, symbol: &Symbol, reference: &Reference, node: &NodeRef) -> Option<Vec<Value>> {
        if reference.indexed {
            return None;
        }
        let set = self.set_to(symbol, &ways(reference), node);
        let mut out: Vec<Value> = set.into_iter().flat_map(Value::arms).collect();
        out.retain(|value| match &value.kind {
            Kind::Absent | Kind::Unknown(_) => false,
            Kind::Text(parts) => !parts.is_empty(),
            _ => true,
        });
        Some(out)
    }
}
