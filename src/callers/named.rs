//! What an expression names: by reference, through an alias, or by its name.

use std::collections::BTreeSet;

use crate::catalogue::Catalogue;
use crate::link::Program;
use crate::syntax::tree::NodeRef;
use crate::text::FileId;
use crate::value::{Part, SymbolId};

/// How many resources may stand for one another in a row.
const MAX_ALIASES: usize = 4;

/// What an expression names.
#[derive(Debug)]
pub(super) struct Named {
    /// What it refers to, with all that this stands for.
    pub(super) symbols: BTreeSet<SymbolId>,
    /// The text that it ends in, where it refers to nothing: a literal name, an ARN or an address.
    pub(super) ending: Option<String>,
    file: FileId,
}

impl Named {
    /// What an expression names.
    pub(super) fn by(program: &Program, catalogue: &Catalogue, node: &NodeRef) -> Named {
        let mut named = Named { symbols: BTreeSet::new(), ending: None, file: node.span.file };
        if let Some(resource) = program.plain_resource(node) {
            named.take(program, catalogue, resource, MAX_ALIASES);
            return named;
        }
        let value = program.evaluate(node);
        let meant = program.meant(&value);
        if meant.is_empty() {
            let last = value.parts().and_then(|parts| parts.last());
            named.ending = last.and_then(Part::literal).map(str::to_owned);
        }
        for reference in meant {
            named.take(program, catalogue, reference.symbol, MAX_ALIASES);
        }
        named
    }

    /// Notes a symbol, and what it stands for as an alias does.
    fn take(&mut self, program: &Program, catalogue: &Catalogue, symbol: SymbolId, left: usize) {
        let is_new = self.symbols.insert(symbol);
        let known = catalogue.resource_type(&program.symbol(symbol).type_name);
        let Some(argument) = known.and_then(|it| it.stands_for.as_ref()) else { return };
        if !is_new || left == 0 {
            return;
        }
        for target in program.argument(symbol, argument) {
            for reference in program.meant(&target) {
                self.take(program, catalogue, reference.symbol, left - 1);
            }
        }
    }

    /// Is this resource named?
    pub(super) fn is(&self, program: &Program, catalogue: &Catalogue, owner: SymbolId) -> bool {
        self.symbols.contains(&owner)
            || self.ending.is_some()
                && names_of(program, catalogue, owner).iter().any(|name| self.is_called(program, owner, name))
    }

    /// Does the text end in this name of a resource that stands beside it?
    pub(super) fn is_called(&self, program: &Program, owner: SymbolId, name: &str) -> bool {
        let before = self.ending.as_ref().and_then(|text| text.strip_suffix(name));
        before.is_some_and(|before| before.is_empty() || before.ends_with(['/', ':']))
            && program.is_beside(owner, self.file)
    }
}

/// The literal names of a resource, none of them empty.
pub(super) fn names_of(program: &Program, catalogue: &Catalogue, owner: SymbolId) -> Vec<String> {
    let known = catalogue.resource_type(&program.symbol(owner).type_name);
    let arguments = known.iter().flat_map(|it| &it.name_arguments);
    let names = arguments.flat_map(|argument| program.argument(owner, argument)).filter_map(|name| name.literal());
    names.filter(|name| !name.is_empty()).collect()
}
