//! Where a condition is written, and what it may name there.

use crate::forms::Document;
use crate::link::Program;
use crate::text::FileId;
use crate::value::{Reference, SymbolId};

/// What keeps a condition from naming its source by a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// The policy is a text of its own, in which nothing can be referred to.
    NoReferences,
    /// The source stands in another module.
    OtherModule,
    /// It is there any number of times.
    Repeated,
    /// It depends on this, which holds the policy.
    Cycle(SymbolId),
}

/// Where a condition is written, and what it may name there.
pub(super) struct Home<'p> {
    program: &'p Program,
    /// Whatever holds the document.
    holders: Vec<SymbolId>,
    /// The file of the document.
    pub(super) at: FileId,
    /// May the condition name other things of the program?
    may_refer: bool,
}

impl<'p> Home<'p> {
    /// Of a document.
    pub(super) fn of(program: &'p Program, document: &Document) -> Home<'p> {
        let may_refer = document.statements.iter().all(|statement| program.may_refer(statement.place.span()));
        let at = document.statements.first().map_or(program.symbol(document.home).span, |it| it.place.span()).file;
        Home { program, holders: document.holders(), at, may_refer }
    }

    /// What keeps the condition from referring to something.
    pub(super) fn obstacle(&self, to: SymbolId) -> Option<Obstacle> {
        if !self.may_refer {
            Some(Obstacle::NoReferences)
        } else if !self.program.is_beside(to, self.at) {
            Some(Obstacle::OtherModule)
        } else if self.program.symbol(to).repeated {
            Some(Obstacle::Repeated)
        } else {
            self.holders.iter().copied().find(|&holder| self.program.would_cycle(holder, to)).map(Obstacle::Cycle)
        }
    }

    /// May it name this?
    pub(super) fn may_name(&self, reference: &Reference) -> bool {
        self.may_refer && !reference.indexed && self.program.can_name(reference, self.at)
    }

    /// Would naming this close a dependency cycle?
    pub(super) fn would_cycle(&self, to: SymbolId) -> bool {
        self.holders.iter().any(|&holder| self.program.would_cycle(holder, to))
    }
}
