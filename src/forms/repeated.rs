//! Documents that YAML aliases repeat.

use super::Document;
use crate::link::Program;
use crate::link::symbol::SymbolKind;
use crate::policy::statement::Place;
use crate::reason::ReasonKind;
use crate::value::SymbolId;
use std::collections::BTreeSet;

/// A document that aliases repeat is mended where it stands if every place that repeats it is a use
/// of it that was read: the condition is chosen for all of them.
pub(super) fn allow(program: &Program, document: &mut Document) {
    let Some(root) = &document.root else { return };
    let repeats = program.repeats(root.span);
    let holders: BTreeSet<SymbolId> = document.uses.iter().map(|usage| usage.holder).collect();
    let in_resource = program.symbol(document.home).kind == SymbolKind::Resource
        && program.symbol(document.home).span.contains(root.span);
    let known = !in_resource || holders.contains(&document.home);
    if repeats == 0
        || !known
        || holders.len() != document.uses.len()
        || holders.len() != repeats + usize::from(in_resource)
    {
        return;
    }
    for statement in &mut document.statements {
        if let Place::Map { node, editable, .. } = &mut statement.place
            && program.repeats(node.span) == repeats
            && editable.as_ref().is_err_and(|reason| reason.kind == ReasonKind::Shared)
        {
            *editable = Ok(());
        }
    }
}
