//! Symbols by what they are called.

use std::collections::{BTreeMap, HashMap};

use crate::link::symbol::Symbol;
use crate::value::SymbolId;

/// The symbols of one module by address; where two have the same, the first. Only ever asked, never
/// listed: a hash map has no order.
pub(super) type Addresses = HashMap<String, SymbolId>;

/// The symbols of a program by address and by type.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By module.
    addresses: Vec<Addresses>,
    types: BTreeMap<String, Vec<SymbolId>>,
}

impl Names {
    /// From the addresses of each module, and all symbols.
    pub(super) fn new(addresses: Vec<Addresses>, symbols: &[Symbol]) -> Names {
        let mut types: BTreeMap<String, Vec<SymbolId>> = BTreeMap::new();
        for symbol in symbols.iter().filter(|symbol| !symbol.type_name.is_empty()) {
            match types.get_mut(&symbol.type_name) {
                Some(ids) => ids.push(symbol.id),
                None => drop(types.insert(symbol.type_name.clone(), vec![symbol.id])),
            }
        }
        Names { addresses, types }
    }

    /// The symbol of an address in a module.
    pub(super) fn find(&self, module: usize, address: &str) -> Option<SymbolId> {
        self.addresses.get(module)?.get(address).copied()
    }

    /// The symbols of a type, in order.
    pub(super) fn of_type<'n>(&'n self, type_name: &str) -> impl Iterator<Item = SymbolId> + use<'n> {
        self.types.get(type_name).into_iter().flatten().copied()
    }
}
