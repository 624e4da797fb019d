//! Functions between texts and lists.

use super::{as_name, certain_items, for_each_arm, malformed, unclear_list};
use crate::link::template::compose::{computed, join, joined_literals, one_of};
use crate::link::template::evaluator::Evaluator;
use crate::link::template::intrinsics::{Call, literal};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Part, Partial, Value};

/// `[delimiter, list]`
pub(super) fn join_call(ev: &Evaluator<'_>, node: &NodeRef, call: &Call<'_>) -> Value {
    let [delimiter, list] = call.arguments() else { return malformed(node, call) };
    let Some(delimiter) = literal(delimiter) else { return malformed(node, call) };
    for_each_arm(ev.value(list), node, |list| match &list.kind {
        Kind::List(items) => {
            let unknown = items.rest.clone().map(|reason| vec![Value::unknown(reason, node)]);
            computed(join(&unknown.unwrap_or_else(|| items.known.clone()), delimiter, node), node)
        }
        _ => unclear_list(&list, node, call),
    })
}

/// `[index, list]`: the item as it stands in the list, with its own origin.
pub(super) fn select(ev: &Evaluator<'_>, node: &NodeRef, call: &Call<'_>) -> Value {
    let [index, list] = call.arguments() else { return malformed(node, call) };
    let index = as_name(&ev.value(index)).and_then(|text| text.trim().parse::<usize>().ok());
    for_each_arm(ev.value(list), node, |list| {
        let items = match &list.kind {
            Kind::List(items) => certain_items(items),
            _ => None,
        };
        match (items, index) {
            (Some(items), Some(index)) => items.get(index).copied().cloned().unwrap_or_else(|| malformed(node, call)),
            (Some(items), None) => one_of(items.into_iter().cloned().collect(), node),
            (None, _) => unclear_list(&list, node, call),
        }
    })
}

/// The number of items.
pub(super) fn length(ev: &Evaluator<'_>, node: &NodeRef, call: &Call<'_>) -> Value {
    let list = ev.value(call.argument);
    let count = match &list.kind {
        Kind::List(items) => certain_items(items).map(|items| items.len()),
        _ => None,
    };
    match count {
        Some(count) => computed(Kind::Number(count.to_string()), node),
        None => unclear_list(&list, node, call),
    }
}

/// `[delimiter, text]`
pub(super) fn split(ev: &Evaluator<'_>, node: &NodeRef, call: &Call<'_>) -> Value {
    let [delimiter, text] = call.arguments() else { return malformed(node, call) };
    let Some(delimiter) = literal(delimiter).filter(|delimiter| !delimiter.is_empty()) else {
        return malformed(node, call);
    };
    for_each_arm(ev.value(text), node, |text| {
        let pieces = text.parts().and_then(|parts| split_parts(parts, delimiter));
        let items = match pieces {
            Some(pieces) => Partial::all(pieces.into_iter().map(|piece| computed(Kind::Text(piece), node)).collect()),
            None => Partial::unknown(Reason::new(
                ReasonKind::UnknownValue,
                "`Fn::Split` takes a text apart that is known only when the stack is deployed; write the value out",
            )),
        };
        computed(Kind::list(items), node)
    })
}

/// The parts between the delimiters; none where a part that is not known may hold one.
fn split_parts(parts: &[Part], delimiter: &str) -> Option<Vec<Vec<Part>>> {
    let in_ambient = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    let mut out = vec![Vec::new()];
    for part in parts {
        match part {
            Part::Literal(text) => {
                for (at, piece) in text.split(delimiter).enumerate() {
                    if at > 0 {
                        out.push(Vec::new());
                    }
                    out.last_mut()?.push(Part::Literal(piece.to_owned()));
                }
            }
            Part::Ambient(_) if !delimiter.chars().any(in_ambient) => out.last_mut()?.push(part.clone()),
            Part::Ambient(_) | Part::Reference(_) | Part::Unknown(_) => return None,
        }
    }
    Some(out.into_iter().map(joined_literals).collect())
}
