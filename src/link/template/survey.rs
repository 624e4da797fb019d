//! One walk over a document that notes what has to be known of all of it.

use crate::link::template::anchors::children;
use crate::link::template::intrinsics::{Function, call};
use crate::link::template::substitution;
use crate::syntax::tree::{NodeKind, NodeRef};
use crate::text::Span;

/// What the walk saw. Aliases are not followed, so every node is seen once.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Every alias: its name and where it stands.
    pub(super) aliases: Vec<(String, Span)>,
    /// Every text of `Fn::Sub`, with the map beside it.
    pub(super) substituted: Vec<(Span, Option<NodeRef>)>,
    /// How many functions are written as tags.
    pub(super) short: usize,
    /// How many are written as maps with one key.
    pub(super) long: usize,
}

/// Walks over a document.
pub(super) fn survey(root: &NodeRef) -> Survey {
    let mut seen = Survey::default();
    seen.walk(root);
    seen
}

impl Survey {
    /// Takes another part of the text in.
    pub(super) fn walk(&mut self, root: &NodeRef) {
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            self.note(node);
            open.extend(children(node));
        }
    }

    fn note(&mut self, node: &NodeRef) {
        if let NodeKind::Alias(name) = &node.kind {
            self.aliases.push((name.clone(), node.span));
        }
        let Some(call) = call(node) else { return };
        match node.kind {
            NodeKind::Tagged { .. } => self.short += 1,
            _ => self.long += 1,
        }
        if call.function == Function::Sub
            && let Some(text) = substitution::text_of(&call)
        {
            self.substituted.push((text.span, substitution::variables_of(&call).cloned()));
        }
    }
}
