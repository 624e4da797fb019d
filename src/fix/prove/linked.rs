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

/// Modules, and what they declare twice.
fn declared_twice(program: &Program) -> BTreeSet<(usize, &str)> {
    let mut seen = BTreeSet::new();
    let place = |symbol: &Symbol| program.module_of(symbol.span.file);
    let addresses = program.symbols().map(|symbol| (place(symbol), symbol.address.as_str()));
    addresses.filter(|address| !seen.insert(*address)).collect()
}
