//! One evaluation: what it is of, and how far it may go.

use std::cell::Cell;

use crate::link::Program;
use crate::link::template::Template;

/// How many nodes one evaluation visits, aliases followed.
const MAX_NODES: u32 = 200_000;

/// How deep it goes.
const MAX_DEPTH: u32 = 160;

/// One evaluation.
pub(super) struct Evaluator<'a> {
    pub(super) program: &'a Program,
    pub(super) template: &'a Template,
    fuel: Cell<u32>,
    depth: Cell<u32>,
}

impl<'a> Evaluator<'a> {
    /// An evaluation that has not begun.
    pub(super) fn new(program: &'a Program, template: &'a Template) -> Evaluator<'a> {
        Evaluator { program, template, fuel: Cell::new(MAX_NODES), depth: Cell::new(0) }
    }

    /// What comes of one node, one step deeper; none where that is too deep, or was too much.
    pub(super) fn deeper<T>(&self, look: impl FnOnce() -> T) -> Option<T> {
        let fuel = self.fuel.get().checked_sub(1).filter(|_| self.depth.get() < MAX_DEPTH)?;
        self.fuel.set(fuel);
        self.depth.set(self.depth.get() + 1);
        let out = look();
        self.depth.set(self.depth.get() - 1);
        Some(out)
    }
}
