//! What locals and collections stand for, kept from the first time that it is asked.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Evaluator, MAX_DEPTH, MAX_FUEL};
use crate::link::Scope;
use crate::syntax::tree::NodeRef;
use crate::text::Span;
use crate::value::Value;

/// What was cut short is noted where it took so much and stands no deeper: such values are large,
/// and only at the start of an evaluation does one stand where another stood before.
const WORTH_NOTING: usize = MAX_FUEL / 4;
const DEEPEST_NOTED: usize = 3;

/// Values by the place of their expression.
#[derive(Debug, Default)]
pub(in crate::link::terraform) struct Memo {
    known: RefCell<BTreeMap<Span, Known>>,
    /// Values that were too large to follow to their end: what of them is known hangs on where
    /// the evaluation stood.
    cut: RefCell<BTreeMap<(Span, Standing), Cut>>,
}

/// How far an evaluation may still go: the fuel that is left, and how deep it is.
type Standing = (usize, usize);

#[derive(Debug, Clone)]
struct Known {
    value: Value,
    /// The fuel that it took.
    cost: usize,
    /// How deep its expressions are nested.
    height: usize,
}

#[derive(Debug, Clone)]
struct Cut {
    value: Value,
    /// The fuel that was left.
    fuel: usize,
    deepest: usize,
}

impl Evaluator<'_> {
    /// The value of a node of another block, where the names that are bound here mean nothing.
    ///
    /// A value that is known already takes the same fuel and depth as if it were not, so what is
    /// too large to follow does not depend on what was asked before.
    pub(super) fn elsewhere(&mut self, node: &NodeRef) -> Value {
        let Scope::Module(module) = &self.program.scope else { return self.not_followed(node) };
        let known = module.memo.known.borrow().get(&node.span).filter(|known| self.affords(known)).cloned();
        if let Some(known) = known {
            self.fuel -= known.cost;
            self.deepest = self.deepest.max(self.depth + known.height);
            return known.value;
        }
        let standing = (node.span, (self.fuel, self.depth));
        let cut = module.memo.cut.borrow().get(&standing).cloned();
        let Cut { value, fuel, deepest } = cut.unwrap_or_else(|| self.afresh(node, &module.memo));
        self.fuel = fuel;
        self.deepest = self.deepest.max(deepest);
        value
    }

    /// The same, evaluated and noted.
    fn afresh(&mut self, node: &NodeRef, memo: &Memo) -> Cut {
        let (fuel, deepest) = (self.fuel, std::mem::replace(&mut self.deepest, self.depth));
        let bound = std::mem::take(&mut self.bound);
        let value = self.node(node);
        self.bound = bound;
        let done = Cut { value, fuel: self.fuel, deepest: self.deepest };
        if self.fuel > 0 && self.deepest < MAX_DEPTH {
            let (cost, height) = (fuel - self.fuel, self.deepest - self.depth);
            memo.known.borrow_mut().insert(node.span, Known { value: done.value.clone(), cost, height });
        } else if fuel - self.fuel >= WORTH_NOTING && self.depth <= DEEPEST_NOTED {
            memo.cut.borrow_mut().insert((node.span, (fuel, self.depth)), done.clone());
        }
        self.deepest = deepest;
        done
    }

    fn affords(&self, known: &Known) -> bool {
        known.cost <= self.fuel && self.depth + known.height <= MAX_DEPTH
    }
}
