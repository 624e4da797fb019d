//! Which resources hand what over, found out once for each argument of a resource type.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::named::{Named, names_of};
use crate::catalogue::{Catalogue, Hint};
use crate::link::Program;
use crate::link::symbol::{Symbol, SymbolKind};
use crate::text::Span;
use crate::value::SymbolId;

/// What the arguments of a program's resources hand over. A program has many grants, and each asks the
/// same arguments who names its role, queue, topic, bucket or key.
#[derive(Debug, Default)]
pub struct Handovers<'c>(RefCell<BTreeMap<(&'c str, &'c str), Table>>);

/// All values of one argument of one type, in the order of their holders and then of the text.
#[derive(Debug, Default)]
struct Table {
    values: Vec<(SymbolId, Span, Named)>,
    /// By a symbol, the places in `values` that name it.
    by_symbol: BTreeMap<SymbolId, Vec<usize>>,
    /// By the last segment of a text, the places in `values` that end so.
    by_ending: BTreeMap<String, Vec<usize>>,
}

impl<'c> Handovers<'c> {
    /// The resources that hand one of the owners over in the hint's argument, in order, and where.
    pub(super) fn of(
        &self,
        program: &Program,
        catalogue: &Catalogue,
        hint: &'c Hint,
        owners: &[SymbolId],
    ) -> BTreeMap<SymbolId, Span> {
        if is_anywhere(hint) {
            let users = owners.iter().flat_map(|&owner| mentioning(program, owner));
            let users = users.map(|user| program.symbol(user)).filter(|user| user.type_name == hint.holder);
            return users.map(|user| (user.id, user.head)).collect();
        }
        if program.of_type(&hint.holder).next().is_none() {
            return BTreeMap::new();
        }
        let mut tables = self.0.borrow_mut();
        let table = tables.entry((&hint.holder, &hint.argument));
        table.or_insert_with(|| Table::new(program, catalogue, hint)).holders(program, catalogue, owners)
    }
}

impl Table {
    fn new(program: &Program, catalogue: &Catalogue, hint: &Hint) -> Table {
        let mut table = Table::default();
        for holder in program.of_type(&hint.holder) {
            for node in program.argument_nodes(holder.id, &hint.argument) {
                let named = Named::by(program, catalogue, &node);
                let place = table.values.len();
                for &symbol in &named.symbols {
                    table.by_symbol.entry(symbol).or_default().push(place);
                }
                if let Some(text) = &named.ending {
                    table.by_ending.entry(last_segment(text).to_owned()).or_default().push(place);
                }
                table.values.push((holder.id, node.span, named));
            }
        }
        table
    }

    /// The holders that name one of the owners, and where they first do.
    fn holders(&self, program: &Program, catalogue: &Catalogue, owners: &[SymbolId]) -> BTreeMap<SymbolId, Span> {
        let mut places: BTreeSet<usize> = BTreeSet::new();
        for &owner in owners {
            places.extend(self.by_symbol.get(&owner).into_iter().flatten());
            if self.by_ending.is_empty() {
                continue;
            }
            for name in names_of(program, catalogue, owner) {
                let alike = self.by_ending.get(last_segment(&name)).into_iter().flatten();
                places.extend(alike.filter(|&&place| self.values[place].2.is_called(program, owner, &name)));
            }
        }
        let mut out = BTreeMap::new();
        for place in places {
            let (holder, at, _) = &self.values[place];
            out.entry(*holder).or_insert(*at);
        }
        out
    }
}

/// Does the holder name one of the owners in the hint's argument?
pub(super) fn handed_over(
    program: &Program,
    catalogue: &Catalogue,
    hint: &Hint,
    holder: &Symbol,
    owners: &[SymbolId],
) -> bool {
    if is_anywhere(hint) {
        return owners.iter().any(|&owner| mentioning(program, owner).contains(&holder.id));
    }
    let nodes = program.argument_nodes(holder.id, &hint.argument);
    let mut named = nodes.iter().map(|node| Named::by(program, catalogue, node));
    named.any(|named| owners.iter().any(|&owner| named.is(program, catalogue, owner)))
}

/// May the argument stand at any place of the resource, so that every mention counts?
fn is_anywhere(hint: &Hint) -> bool {
    hint.argument.contains('*') && hint.argument.split('.').any(|part| part == "*")
}

/// All that mention a resource, be it through locals and modules.
fn mentioning(program: &Program, of: SymbolId) -> BTreeSet<SymbolId> {
    let mut found = BTreeSet::new();
    let mut open = vec![of];
    while let Some(at) = open.pop() {
        for user in program.users(at) {
            let hands_on = matches!(user.kind, SymbolKind::Local | SymbolKind::Variable | SymbolKind::Output);
            if found.insert(user.id) && hands_on {
                open.push(user.id);
            }
        }
    }
    found
}

/// What stands behind the last `/` or `:`.
fn last_segment(text: &str) -> &str {
    text.rsplit(['/', ':']).next().unwrap_or(text)
}
