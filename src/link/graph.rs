//! Which symbol refers to which.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::value::SymbolId;

/// Directed edges: from the symbol that refers to the one referred to.
#[derive(Debug, Default, Clone)]
pub struct Graph {
    targets: Vec<BTreeSet<SymbolId>>,
    users: Vec<BTreeSet<SymbolId>>,
}

impl Graph {
    /// Adds an edge.
    pub fn add(&mut self, from: SymbolId, to: SymbolId) {
        row(&mut self.targets, from).insert(to);
        row(&mut self.users, to).insert(from);
    }

    /// Is there a path of at least one edge?
    #[must_use]
    pub fn reaches(&self, from: SymbolId, to: SymbolId) -> bool {
        let mut seen = BTreeSet::new();
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

    /// Would an edge close a loop that is not there already? What both ends refer to is no new way
    /// round.
    #[must_use]
    pub fn would_loop(&self, from: SymbolId, to: SymbolId) -> bool {
        let known = self.targets.get(from.0 as usize);
        let is_new = |next: &SymbolId| known.is_none_or(|known| !known.contains(next));
        from == to || self.targets(to).filter(is_new).any(|next| next == from || self.reaches(next, from))
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

    /// What `from` refers to directly.
    pub fn targets(&self, from: SymbolId) -> impl Iterator<Item = SymbolId> {
        self.targets.get(from.0 as usize).into_iter().flatten().copied()
    }

    /// The symbols that refer directly to `to`, in order.
    pub fn users(&self, to: SymbolId) -> impl Iterator<Item = SymbolId> {
        self.users.get(to.0 as usize).into_iter().flatten().copied()
    }
}

fn row(rows: &mut Vec<BTreeSet<SymbolId>>, of: SymbolId) -> &mut BTreeSet<SymbolId> {
    let at = of.0 as usize;
    if rows.len() <= at {
        rows.resize_with(at + 1, BTreeSet::new);
    }
    &mut rows[at]
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
}
