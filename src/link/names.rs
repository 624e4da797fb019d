//! Symbols by what they are called.

use std::collections::{BTreeMap, HashMap};

use crate::link::symbol::Symbol;
use crate::text::Span;
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
    places: Vec<Place>,
}

/// A symbol at its place in the text; they are sorted by where they begin.
#[derive(Debug)]
struct Place {
    span: Span,
    symbol: SymbolId,
    /// Where the furthest symbol of the file ends, of those that begin no later.
    furthest: u32,
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
        Names { addresses, types, places: places(symbols) }
    }

    /// The innermost symbol whose text holds a span.
    pub(super) fn around(&self, span: Span) -> Option<SymbolId> {
        let behind =
            self.places.partition_point(|place| (place.span.file, place.span.start) <= (span.file, span.start));
        let before = self.places[..behind].iter().rev();
        let may_reach = |place: &&Place| place.span.file == span.file && place.furthest >= span.end;
        let holders = before.take_while(may_reach).filter(|place| place.span.contains(span));
        holders.min_by_key(|place| (place.span.end - place.span.start, place.symbol)).map(|place| place.symbol)
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

fn places(symbols: &[Symbol]) -> Vec<Place> {
    let place = |symbol: &Symbol| Place { span: symbol.span, symbol: symbol.id, furthest: symbol.span.end };
    let mut places: Vec<Place> = symbols.iter().map(place).collect();
    places.sort_by_key(|place| place.span);
    for at in 1..places.len() {
        let (before, place) = (&places[at - 1], &places[at]);
        if before.span.file == place.span.file {
            places[at].furthest = place.furthest.max(before.furthest);
        }
    }
    places
}
