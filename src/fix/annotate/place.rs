//! Above which line the comment of a statement belongs.

use crate::forms::Document;
use crate::link::Program;
use crate::link::symbol::SymbolKind;
use crate::policy::statement::{Holder, Place, Statement};
use crate::syntax::tree::{Grammar, Layout, NodeKind, NodeRef};
use crate::text::Span;

/// Where a comment belongs: above the line that `at` starts on.
pub(super) struct Anchor {
    pub(super) at: Span,
    /// How the text around is written.
    pub(super) layout: Layout,
}

/// The first line of a statement; of a resource that is one itself, that of the resource.
pub(super) fn anchor(program: &Program, document: &Document, statement: &Statement) -> Anchor {
    let hcl = Layout { grammar: Grammar::Hcl, nest: Vec::new() };
    match &statement.place {
        Place::Map { node, list, .. } => {
            let layout = list.as_ref().and_then(layout).or_else(|| layout(node)).unwrap_or(hcl);
            Anchor { at: from_dash(program, &layout, node.span), layout }
        }
        Place::Block { block, .. } => Anchor { at: block.span, layout: hcl },
        Place::Object { holder, .. } => Anchor { at: holder.span(), layout: hcl },
        Place::Arguments { holder, .. } => {
            let layout = match holder {
                Holder::Map(node) => layout(node).unwrap_or(hcl.clone()),
                Holder::Block(_) => hcl.clone(),
            };
            let home = program.symbol(document.home);
            match home.kind {
                SymbolKind::Module => Anchor { at: holder.span(), layout: hcl },
                _ => Anchor { at: home.head, layout },
            }
        }
    }
}

fn layout(node: &NodeRef) -> Option<Layout> {
    match &node.kind {
        NodeKind::List(list) => Some(list.layout.clone()),
        NodeKind::Map(map) => Some(map.layout.clone()),
        NodeKind::Tagged { value, .. } => layout(value),
        _ => None,
    }
}

/// From the `-` of a YAML item, which may stand on a line before its content.
fn from_dash(program: &Program, layout: &Layout, item: Span) -> Span {
    let before = program.file(item).text[..item.start as usize].trim_end();
    if layout.grammar == Grammar::YamlBlock && layout.nest.is_empty() && before.ends_with('-') {
        return Span { start: before.len() as u32 - 1, ..item };
    }
    item
}
