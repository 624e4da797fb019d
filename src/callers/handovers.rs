//! Which resources hand what over, found out once for each argument of a resource type.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::named::{Named, names_of};
use crate::catalogue::{Catalogue, Hint};
use crate::link::Program;
use crate::link::symbol::SymbolKind;
use crate::syntax::tree::NodeRef;
use crate::text::Span;
use crate::value::SymbolId;

/// What the arguments of a program's resources hand over. A program has many grants, and each asks the
/// same arguments who names its role, queue, topic, bucket or key.
#[derive(Debug, Default)]
pub struct Handovers {
    /// By resource and argument, the values that are written there.
    values: RefCell<BTreeMap<(SymbolId, String), Values>>,
    /// By type and argument.
    tables: RefCell<BTreeMap<(String, String), Table>>,
}

/// The values of an argument of one resource, in text order.
type Values = Vec<Arc<Handed>>;

/// One value of an argument.
#[derive(Debug)]
struct Handed {
    holder: SymbolId,
    at: Span,
    named: Named,
}

/// All values of one argument of one type, in the order of their holders and then of the text.
#[derive(Debug, Default)]
struct Table {
    values: Vec<Arc<Handed>>,
    /// By a symbol, the places in `values` that name it.
    by_symbol: BTreeMap<SymbolId, Vec<usize>>,
    /// By the last segment of a text, the places in `values` that end so.
    by_ending: BTreeMap<String, Vec<usize>>,
}

impl Handovers {
    /// The resources that hand one of the owners over in the hint's argument, in order, and where.
    pub(super) fn of(
        &self,
        program: &Program,
        catalogue: &Catalogue,
        hint: &Hint,
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
        let mut tables = self.tables.borrow_mut();
        let table = tables.entry((hint.holder.clone(), hint.argument.clone()));
        let table = table.or_insert_with(|| {
            let holders = program.of_type(&hint.holder);
            Table::of(holders.flat_map(|holder| self.values(program, catalogue, holder.id, &hint.argument)))
        });
        table.holders(program, catalogue, owners)
    }

    /// Does a resource hand one of the owners over in the hint's argument?
    pub(super) fn is_handed(
        &self,
        program: &Program,
        catalogue: &Catalogue,
        (holder, hint): (SymbolId, &Hint),
        owners: &[SymbolId],
    ) -> bool {
        match is_anywhere(hint) {
            true => owners.iter().any(|&owner| mentioning(program, owner).contains(&holder)),
            false => self.is_named(program, catalogue, (holder, &hint.argument), owners),
        }
    }

    /// Does a resource name one of the owners in an argument?
    pub(super) fn is_named(
        &self,
        program: &Program,
        catalogue: &Catalogue,
        (holder, argument): (SymbolId, &str),
        owners: &[SymbolId],
    ) -> bool {
        let values = self.values(program, catalogue, holder, argument);
        values.iter().any(|value| owners.iter().any(|&owner| value.named.is(program, catalogue, owner)))
    }

    fn values(&self, program: &Program, catalogue: &Catalogue, holder: SymbolId, argument: &str) -> Values {
        let handed =
            |node: &NodeRef| Arc::new(Handed { holder, at: node.span, named: Named::by(program, catalogue, node) });
        let read = || program.argument_nodes(holder, argument).iter().map(handed).collect();
        self.values.borrow_mut().entry((holder, argument.to_owned())).or_insert_with(read).clone()
    }
}

impl Table {
    fn of(values: impl Iterator<Item = Arc<Handed>>) -> Table {
        let mut table = Table { values: values.collect(), ..Table::default() };
        for (place, value) in table.values.iter().enumerate() {
            for &symbol in &value.named.symbols {
                table.by_symbol.entry(symbol).or_default().push(place);
            }
            if let Some(text) = &value.named.ending {
                table.by_ending.entry(last_segment(text).to_owned()).or_default().push(place);
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
                places.extend(alike.filter(|&&place| self.values[place].named.is_called(program, owner, &name)));
            }
        }
        let mut out = BTreeMap::new();
        for value in places.iter().map(|&place| &self.values[place]) {
            out.entry(value.holder).or_insert(value.at);
        }
        out
    }
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
