//! Policy documents and what they are used for.

use std::collections::{BTreeMap, BTreeSet};

use super::block::DOCUMENT_TYPE;
use crate::link::Program;
use crate::outcome::UnreadPolicy;
use crate::policy::statement::{PolicyKind, Statement};
use crate::reason::Reason;
use crate::syntax::tree::NodeRef;
use crate::value::{SymbolId, Value};

/// What was read out of a program.
#[derive(Debug, Default)]
pub struct Policies {
    /// The documents, in text order.
    pub documents: Vec<Document>,
    /// Policies that could not be followed.
    pub unread: Vec<UnreadPolicy>,
    /// By the resource that uses them, the places of documents in `documents`.
    by_holder: BTreeMap<SymbolId, Vec<usize>>,
}

impl Policies {
    /// These documents, in text order.
    pub(super) fn new(documents: Vec<Document>, unread: Vec<UnreadPolicy>) -> Policies {
        let mut by_holder: BTreeMap<SymbolId, Vec<usize>> = BTreeMap::new();
        for (place, document) in documents.iter().enumerate() {
            for usage in &document.uses {
                by_holder.entry(usage.holder).or_default().push(place);
            }
        }
        Policies { documents, unread, by_holder }
    }

    /// The documents of the same policy, itself among them where it has a use: several may be
    /// combined into one.
    pub fn combined_with<'p>(&'p self, document: &'p Document) -> impl Iterator<Item = &'p Document> {
        let holders = document.uses.iter().map(|usage| usage.holder);
        let places = holders.filter_map(|holder| self.by_holder.get(&holder)).flatten();
        let places: BTreeSet<usize> = places.copied().collect();
        let others = places.into_iter().filter_map(|place| self.documents.get(place));
        others.filter(|other| other.uses.iter().any(|usage| document.uses.contains(usage)))
    }
}

/// One policy document: its statements and all that it is used for.
#[derive(Debug)]
pub struct Document {
    /// The statements, in order.
    pub statements: Vec<Statement>,
    /// The symbol whose text holds them.
    pub home: SymbolId,
    /// The document's own map; none for a document data source or a permission.
    pub root: Option<NodeRef>,
    /// What the document is used for; empty where that is not to be seen here.
    pub uses: Vec<Use>,
    /// Why there may be statements that were not read.
    pub rest: Option<Reason>,
    /// Sids that another document may put its own statements in the place of.
    pub overridden: Vec<Value>,
}

impl Document {
    /// Whatever refers to what the document refers to: the symbol with its text, and those that
    /// repeat the text.
    #[must_use]
    pub fn holders(&self) -> Vec<SymbolId> {
        let mut holders = vec![self.home];
        for usage in &self.uses {
            if !holders.contains(&usage.holder) {
                holders.push(usage.holder);
            }
        }
        holders
    }

    /// Is it used by nothing here but itself, so that its actions alone tell what it is for?
    #[must_use]
    pub fn is_unused(&self, program: &Program) -> bool {
        let is_source = program.symbol(self.home).type_name == DOCUMENT_TYPE;
        is_source && self.uses.iter().all(|usage| usage.holder == self.home)
    }
}

/// One use of a document: it stands in a policy of a kind, which protects something.
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// The kind of policy.
    pub kind: PolicyKind,
    /// The resource with the policy argument.
    pub holder: SymbolId,
    /// What the policy protects, where it is known: the role, the queue, the key.
    pub owners: Vec<SymbolId>,
    /// Does the resource take no notice of changes of the policy, so that they are not deployed?
    pub is_frozen: bool,
}

impl Use {
    /// A use by a resource that takes notice of changes.
    pub(super) fn new(kind: PolicyKind, holder: SymbolId, owners: Vec<SymbolId>) -> Use {
        Use { kind, holder, owners, is_frozen: false }
    }
}
