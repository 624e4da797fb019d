//! Which symbol refers to which.

use std::collections::{BTreeMap, VecDeque};

use crate::value::SymbolId;

/// Directed edges: from the symbol that refers to the one referred to.
///
/// Every row is sorted and holds a symbol once. Most rows are short and grow at their end, since
/// edges are added in the order of the symbols.
#[derive(Debug, Default, Clone)]
pub struct Graph {
    targets: Vec<Vec<SymbolId>>,
    users: Vec<Vec<SymbolId>>,
}

impl Graph {
    /// Adds an edge.
    pub fn add(&mut self, from: SymbolId, to: SymbolId) {
        insert(row(&mut self.targets, from), to);
        insert(row(&mut self.users, to), from);
    }

    /// Is there a path of at least one edge?
    #[must_use]
    pub fn reaches(&self, from: SymbolId, to: SymbolId) -> bool {
        let mut seen = Seen::of(self);
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            for next in self.targets(at) {
                if next == to {
                    return true;
                }
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
        false
    }

    /// These symbols and all that reach one of them.
    #[must_use]
    pub fn reaching(&self, ends: impl IntoIterator<Item = SymbolId>) -> Seen {
        let mut seen = Seen::of(self);
        let mut open: Vec<SymbolId> = ends.into_iter().filter(|end| seen.insert(*end)).collect();
        while let Some(at) = open.pop() {
            open.extend(self.users(at).filter(|user| seen.insert(*user)));
        }
        seen
    }

    /// A shortest path of at least one edge, both ends in it; none where there is none.
    #[must_use]
    pub fn path(&self, from: SymbolId, to: SymbolId) -> Option<Vec<SymbolId>> {
        let mut before: BTreeMap<SymbolId, SymbolId> = BTreeMap::new();
        let mut open = VecDeque::from([from]);
        while let Some(at) = open.pop_front() {
            for next in self.targets(at) {
                if next == to {
                    let back = std::iter::successors(Some(at), |at| before.get(at).copied().filter(|_| *at != from));
                    let mut path: Vec<SymbolId> = std::iter::once(to).chain(back).collect();
                    path.reverse();
                    return Some(path);
                }
                if next != from && !before.contains_key(&next) {
                    before.insert(next, at);
                    open.push_back(next);
                }
            }
        }
        None
    }

    /// Would an edge close a loop that is not there already? What both ends refer to is no new way
    /// round.
    #[must_use]
    pub fn would_loop(&self, from: SymbolId, to: SymbolId) -> bool {
        let known = self.targets.get(from.0 as usize);
        let is_new = |next: &SymbolId| known.is_none_or(|known| known.binary_search(next).is_err());
        from == to || self.targets(to).filter(is_new).any(|next| next == from || self.reaches(next, from))
    }

    /// What `from` refers to directly.
    pub fn targets(&self, from: SymbolId) -> impl Iterator<Item = SymbolId> {
        self.targets.get(from.0 as usize).into_iter().flatten().copied()
    }

    /// The symbols that refer directly to `to`, in order.
    pub fn users(&self, to: SymbolId) -> impl Iterator<Item = SymbolId> {
        self.users.get(to.0 as usize).into_iter().flatten().copied()
    }
}

/// Symbols that were met on the way through a graph.
#[derive(Debug)]
pub struct Seen(Vec<bool>);

impl Seen {
    fn of(graph: &Graph) -> Seen {
        Seen(vec![false; graph.targets.len().max(graph.users.len())])
    }

    /// Notes a symbol; was it not there yet?
    fn insert(&mut self, symbol: SymbolId) -> bool {
        let at = symbol.0 as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, false);
        }
        !std::mem::replace(&mut self.0[at], true)
    }

    /// Was the symbol met?
    #[must_use]
    pub fn contains(&self, symbol: SymbolId) -> bool {
        self.0.get(symbol.0 as usize).is_some_and(|seen| *seen)
    }
}

fn row(rows: &mut Vec<Vec<SymbolId>>, of: SymbolId) -> &mut Vec<SymbolId> {
    let at = of.0 as usize;
    if rows.len() <= at {
        rows.resize_with(at + 1, Vec::new);
    }
    &mut rows[at]
}

fn insert(row: &mut Vec<SymbolId>, symbol: SymbolId) {
    if row.last().is_none_or(|last| *last < symbol) {
        row.push(symbol);
    } else if let Err(at) = row.binary_search(&symbol) {
        row.insert(at, symbol);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_to_what_hangs_on_the_same_closes_no_new_loop() {
        let mut graph = Graph::default();
        let [policy, account, call, other] = [0, 1, 2, 3].map(SymbolId);
        graph.add(policy, call);
        graph.add(account, call);
        graph.add(call, policy);
        assert!(!graph.would_loop(policy, account));
        graph.add(account, other);
        assert!(!graph.would_loop(policy, account));
        graph.add(other, policy);
        assert!(graph.would_loop(policy, account) && graph.would_loop(policy, policy));
    }

    #[test]
    fn a_path_is_found_and_a_symbol_reaches_itself_only_by_a_loop() {
        let mut graph = Graph::default();
        let [a, b, c] = [SymbolId(0), SymbolId(1), SymbolId(2)];
        graph.add(a, b);
        graph.add(b, c);
        assert!(graph.reaches(a, c) && !graph.reaches(c, a) && !graph.reaches(a, a));
        assert_eq!(graph.path(a, c), Some(vec![a, b, c]));
        assert_eq!((graph.path(c, a), graph.path(a, a)), (None, None));
        graph.add(c, a);
        assert!(graph.reaches(a, a));
        assert_eq!(graph.path(a, a), Some(vec![a, b, c, a]));
        assert_eq!(graph.users(b).collect::<Vec<_>>(), [a]);
    }

    #[test]
    fn all_that_leads_to_a_symbol_reaches_it_and_nothing_else_does() {
        let mut graph = Graph::default();
        let [a, b, c, d, far] = [0, 1, 2, 3, 40].map(SymbolId);
        graph.add(b, c);
        graph.add(a, b);
        graph.add(c, d);
        graph.add(c, a);
        let reaching = graph.reaching([c, far]);
        assert_eq!([a, b, c, d, far].map(|symbol| reaching.contains(symbol)), [true, true, true, false, true]);
    }

    #[test]
    fn an_edge_counts_once_and_rows_stay_in_order() {
        let mut graph = Graph::default();
        for to in [3, 1, 2, 3, 1] {
            graph.add(SymbolId(0), SymbolId(to));
        }
        assert_eq!(graph.targets(SymbolId(0)).collect::<Vec<_>>(), [1, 2, 3].map(SymbolId));
    }
}
