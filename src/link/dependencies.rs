//! What depends on what, and what goes out of sight.

use crate::link::graph::Seen;
use crate::link::symbol::{Symbol, SymbolKind};
use crate::link::{Program, Scope, template, terraform};
use crate::value::SymbolId;

impl Program {
    /// Would a reference in `from` to `to` close a dependency cycle, or can nobody tell?
    #[must_use]
    pub fn would_cycle(&self, from: SymbolId, to: SymbolId) -> bool {
        from == to || self.is_incomplete() && self.may_depend(to) || self.graph.would_loop(from, to)
    }

    /// A way along references from one symbol to another, both ends in it; none where there is none.
    #[must_use]
    pub fn path(&self, from: SymbolId, to: SymbolId) -> Option<Vec<SymbolId>> {
        self.graph.path(from, to)
    }

    /// Is there text that could not be read, which may hold references and uses?
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Can a symbol depend on others at all? A data source without arguments cannot.
    fn may_depend(&self, symbol: SymbolId) -> bool {
        self.symbol(symbol).kind != SymbolKind::Data
    }

    /// Does a symbol depend on itself by way of others?
    #[must_use]
    pub fn is_in_cycle(&self, symbol: SymbolId) -> bool {
        self.graph.reaches(symbol, symbol)
    }

    /// Notes that a fix puts a reference to `to` into `from`: two references that are harmless
    /// alone can close a cycle together.
    pub fn add_reference(&mut self, from: SymbolId, to: SymbolId) {
        self.graph.add(from, to);
    }

    /// Is what a module call mentions handed on to where nobody sees it: to a module that is not
    /// visible, or by what the call is repeated over?
    #[must_use]
    pub fn takes_out_of_sight(&self, call: SymbolId) -> bool {
        match &self.scope {
            Scope::Module(module) => module.modules.target(call).is_none() || self.symbol(call).repeated,
            Scope::Template(_) => true,
        }
    }

    /// Does one symbol refer directly to the other, as written or as noted?
    #[must_use]
    pub fn refers(&self, from: SymbolId, to: SymbolId) -> bool {
        self.graph.targets(from).any(|target| target == to)
    }

    /// The symbols that refer directly to this one.
    pub fn users(&self, of: SymbolId) -> impl Iterator<Item = &Symbol> {
        self.graph.users(of).filter_map(|id| self.symbols.get(id.0 as usize))
    }

    /// A symbol and all that reach it by way of references.
    #[must_use]
    pub fn leading_to(&self, symbol: SymbolId) -> Seen {
        self.graph.reaching([symbol])
    }

    /// May a resource that reaches `of` through others (a local, a variable, an output) take `of`
    /// itself from there? It may take something else that stands beside it. `leading` are those that
    /// lead to `of` ([`Program::leading_to`]).
    #[must_use]
    pub fn may_take(&self, user: SymbolId, of: SymbolId, leading: &Seen) -> bool {
        match &self.scope {
            Scope::Module(module) => module.may_hold(self, user, of, leading),
            Scope::Template(_) => true,
        }
    }

    /// Can something outside of the program get at an output?
    #[must_use]
    pub fn is_seen_outside(&self, output: SymbolId) -> bool {
        match &self.scope {
            Scope::Module(module) => module.modules.may_be_called(self.module_of(self.symbol(output).span.file)),
            Scope::Template(template) => template::is_exported(template, self.symbol(output)),
        }
    }

    /// The provider configuration that a resource is made with, where it is not the default one;
    /// [`UNCLEAR_PROVIDER`](super::UNCLEAR_PROVIDER) where that cannot be told.
    #[must_use]
    pub fn provider(&self, resource: SymbolId) -> Option<String> {
        match &self.scope {
            Scope::Module(_) => terraform::ambient::provider(self.symbol(resource)),
            Scope::Template(_) => None,
        }
    }

    /// Is a resource perhaps made with another provider configuration than the default one of the
    /// module of `home`?
    #[must_use]
    pub fn has_own_providers(&self, resource: SymbolId, home: SymbolId) -> bool {
        match &self.scope {
            Scope::Module(module) => module.modules.has_own_providers(self, resource, home),
            Scope::Template(_) => false,
        }
    }
}
