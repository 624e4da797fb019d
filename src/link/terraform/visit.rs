//! Every node of a block, a value, a text.

use crate::syntax::tree::{Body, Expression, Item, NodeKind, NodeRef, Step, TextPart, TraversalRoot};

/// Visits every node of a body, outer ones first.
pub(super) fn body(it: &Body, visit: &mut impl FnMut(&NodeRef)) {
    for item in &it.items {
        match item {
            Item::Attribute(attribute) => node(&attribute.value, visit),
            Item::Block(block) => body(&block.body, visit),
        }
    }
}

/// Visits a node and every node inside.
pub(super) fn node(it: &NodeRef, visit: &mut impl FnMut(&NodeRef)) {
    visit(it);
    match &it.kind {
        NodeKind::Text(text) => {
            for part in &text.parts {
                match part {
                    TextPart::Literal { .. } => {}
                    TextPart::Interpolation { value, .. } => node(value, visit),
                    TextPart::Directive { mentions, .. } => mentions.iter().for_each(|it| node(it, visit)),
                }
            }
        }
        NodeKind::List(list) => list.items.iter().for_each(|it| node(it, visit)),
        NodeKind::Map(map) => {
            for entry in &map.entries {
                node(&entry.key, visit);
                node(&entry.value, visit);
            }
        }
        NodeKind::Expression(it) => expression(it, visit),
        NodeKind::Tagged { value, .. } => node(value, visit),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Alias(_) => {}
    }
}

fn expression(it: &Expression, visit: &mut impl FnMut(&NodeRef)) {
    match it {
        Expression::Traversal(traversal) => {
            if let TraversalRoot::Expression(root) = &traversal.root {
                node(root, visit);
            }
            for step in &traversal.steps {
                if let Step::Index(index) = step {
                    node(index, visit);
                }
            }
        }
        Expression::Call { arguments, .. } => arguments.iter().for_each(|it| node(it, visit)),
        Expression::Conditional { test, then, otherwise } => {
            [test, then, otherwise].into_iter().for_each(|it| node(it, visit));
        }
        Expression::Operation(operands) => operands.iter().for_each(|it| node(it, visit)),
        Expression::For(inner) => {
            let parts = [&inner.collection, &inner.value].into_iter().chain(&inner.key).chain(&inner.test);
            parts.for_each(|it| node(it, visit));
        }
        Expression::Parenthesis(inner) => node(inner, visit),
    }
}
