//! What is found out once for all grants of a program.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::callers::Handovers;
use crate::text::Span;

/// What one grant of a program asks and the next one asks again: who hands what over, and which signs
/// of other accounts there are. For as long as the program does not change but for references that
/// are noted in its graph.
#[derive(Debug, Default)]
pub struct Survey {
    /// What resources hand over in their arguments.
    pub(super) handovers: Handovers,
    words: Once<Span, Option<&'static str>>,
    beside: Once<usize, Option<String>>,
}

impl Survey {
    /// The word for other accounts in the statement at a place.
    pub(super) fn word(&self, statement: Span, find: impl FnOnce() -> Option<&'static str>) -> Option<&'static str> {
        self.words.get(statement, find)
    }

    /// The sign of other accounts in a module, by its number.
    pub(super) fn beside(&self, module: usize, find: impl FnOnce() -> Option<String>) -> Option<String> {
        self.beside.get(module, find)
    }
}

/// Answers, kept from the first time that they are asked for.
#[derive(Debug)]
struct Once<K, V>(RefCell<BTreeMap<K, V>>);

impl<K, V> Default for Once<K, V> {
    fn default() -> Self {
        Once(RefCell::default())
    }
}

impl<K: Ord, V: Clone> Once<K, V> {
    fn get(&self, of: K, find: impl FnOnce() -> V) -> V {
        self.0.borrow_mut().entry(of).or_insert_with(find).clone()
    }
}
