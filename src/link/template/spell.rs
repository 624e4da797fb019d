//! A value as parts that may be written again in another place of the template.

use crate::link::Program;
use crate::link::symbol::SymbolKind;
use crate::link::template::Template;
use crate::link::template::evaluate::evaluate;
use crate::link::template::intrinsics::{Function, call};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{NodeKind, NodeRef};
use crate::value::{Kind, Part, SymbolId};

/// How deep a value is looked into.
const MAX_DEPTH: usize = 16;

/// Literal text and references that mean the same anywhere in the template, so that `Fn::Sub` can
/// say them again: strings, `Ref`, `Fn::GetAtt`, `Fn::Sub` and `Fn::Join` of these.
///
/// # Errors
/// Other functions, values that are one of several, and resources that may not be there.
pub fn spell(program: &Program, template: &Template, node: &NodeRef) -> Result<Vec<Part>, Reason> {
    let refuse = || refusal(program, node);
    if !is_repeatable(template, node, MAX_DEPTH) {
        return Err(refuse());
    }
    let parts = match evaluate(program, template, node).kind {
        Kind::Text(parts) => parts,
        Kind::Number(number) => vec![Part::Literal(number)],
        Kind::Unknown(reason) => return Err(reason),
        _ => return Err(refuse()),
    };
    for part in &parts {
        match part {
            Part::Unknown(reason) => return Err(reason.clone()),
            Part::Reference(reference) if may_be_missing(program, reference.symbol) => return Err(refuse()),
            Part::Literal(_) | Part::Ambient(_) | Part::Reference(_) => {}
        }
    }
    Ok(parts)
}

/// A resource with a condition is not there in every stack.
fn may_be_missing(program: &Program, symbol: SymbolId) -> bool {
    let symbol = program.symbol(symbol);
    symbol.kind == SymbolKind::Resource && symbol.repeated
}

fn is_repeatable(template: &Template, node: &NodeRef, left: usize) -> bool {
    let (Some(node), Some(left)) = (template.anchors.resolve(node), left.checked_sub(1)) else { return false };
    let all = |nodes: &[NodeRef]| nodes.iter().all(|node| is_repeatable(template, node, left));
    match (call(node), &node.kind) {
        (Some(call), _) => match call.function {
            Function::Ref | Function::GetAtt => true,
            Function::Sub | Function::Join => is_repeatable(template, call.argument, left),
            _ => false,
        },
        (None, NodeKind::List(list)) => all(&list.items),
        (None, NodeKind::Map(map)) => map.entries.iter().all(|entry| is_repeatable(template, &entry.value, left)),
        (None, NodeKind::Text(_) | NodeKind::Number(_)) => true,
        (None, _) => false,
    }
}

fn refusal(program: &Program, node: &NodeRef) -> Reason {
    let text: String = program.text(node.span).chars().take(40).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Reason::new(ReasonKind::NotLiteral, format!("`{text}` cannot be repeated in another place"))
}
