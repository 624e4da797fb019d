//! What locals and collections stand for, kept from the first time that it is asked.

use std::cell::RefCell;
use std::collections::HashMap;

use super::{Evaluator, MAX_DEPTH};
use crate::link::Scope;
use crate::syntax::tree::NodeRef;
use crate::text::Span;
use crate::value::Value;

/// Values by the place of their expression. Only ever asked, never listed: a hash map has no order.
#[derive(Debug, Default)]
pub(in crate::link::terraform) struct Memo(RefCell<HashMap<Span, Known>>);

#[derive(Debug, Clone)]
struct Known {
    value: Value,
    /// The fuel that it took.
    cost: usize,
    /// How deep its expressions are nested.
    height: usize,
}

impl Evaluator<'_> {
    /// The value of a node of another block, where the names that are bound here mean nothing.
    ///
    /// A value that is known already takes the same fuel and depth as if it were not, so what is
    /// too large to follow does not depend on what was asked before.
    pub(super) fn elsewhere(&mut self, node: &NodeRef) -> Value {
        let Scope::Module(module) = &self.program.scope else { return self.not_followed(node) };
        let known = module.memo.0.borrow().get(&node.span).filter(|known| self.affords(known)).cloned();
        if let Some(known) = known {
            self.fuel -= known.cost;
            self.deepest = self.deepest.max(self.depth + known.height);
            return known.value;
        }
        let (fuel, deepest) = (self.fuel, std::mem::replace(&mut self.deepest, self.depth));
        let bound = std::mem::take(&mut self.bound);
        let value = self.node(node);
        self.bound = bound;
        if self.fuel > 0 && self.deepest < MAX_DEPTH {
            let known = Known { value: value.clone(), cost: fuel - self.fuel, height: self.deepest - self.depth };
            module.memo.0.borrow_mut().insert(node.span, known);
        }
        self.deepest = self.deepest.max(deepest);
        value
    }

    fn affords(&self, known: &Known) -> bool {
        known.cost <= self.fuel && self.depth + known.height <= MAX_DEPTH
    }
}
