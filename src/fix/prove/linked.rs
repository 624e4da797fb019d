//! Proof that the program links as it did: no cycle, no name given twice.

use std::collections::BTreeSet;

use super::failed;
use crate::link::Program;
use crate::link::symbol::Symbol;
use crate::reason::Reason;
use crate::value::SymbolId;

/// Proves that the symbols whose text was amended (symbols of `before`) stand in no dependency
/// cycle that was not there, and that no address is declared twice.
///
/// # Errors
/// The symbol in a cycle, or the address.
pub fn links_as_before(before: &Program, after: &Program, amended: &[SymbolId]) -> Result<(), Reason> {
    for &home in amended {
        let address = &before.symbol(home).address;
        let cycles = after.lookup_from(before.symbol(home).span.file, address).is_none_or(|id| after.is_in_cycle(id));
        if cycles && !before.is_in_cycle(home) {
            return Err(failed(format!("{address} would stand in a dependency cycle")));
        }
    }
    let twice = declared_twice(before);
    match declared_twice(after).into_iter().find(|address| !twice.contains(address)) {
        Some((_, address)) => Err(failed(format!("{address} would be declared twice"))),
        None => Ok(()),
    }
}

/// Modules, and what they declare twice: an address means the first symbol that has it.
fn declared_twice(program: &Program) -> BTreeSet<(usize, &str)> {
    let meant = |symbol: &Symbol| program.lookup_from(symbol.span.file, &symbol.address);
    let others = program.symbols().filter(|symbol| meant(symbol).is_some_and(|first| first != symbol.id));
    others.map(|symbol| (program.module_of(symbol.span.file), symbol.address.as_str())).collect()
}
