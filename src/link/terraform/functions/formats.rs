//! `format` and `formatlist`.

use super::new;
use crate::link::terraform::pieces::{as_parts, join_literals};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Part, Partial, Value};

/// `format` with `%s`, `%d`, `%v` and `%%` only.
pub(super) fn format(values: &[Value]) -> Option<Value> {
    let (pattern, values) = values.split_first()?;
    let mut values = values.iter();
    let mut parts = Vec::new();
    for part in pattern.parts()? {
        match part {
            Part::Literal(text) => fill(text, &mut values, &mut parts)?,
            other => parts.push(other.clone()),
        }
    }
    parts.retain(|part| part.literal() != Some(""));
    Some(new(Kind::Text(join_literals(parts))))
}

/// One piece of the pattern.
fn fill<'v>(text: &str, values: &mut impl Iterator<Item = &'v Value>, parts: &mut Vec<Part>) -> Option<()> {
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('%') {
        parts.push(Part::Literal(before.to_owned()));
        match behind.chars().next()? {
            's' | 'd' | 'v' => parts.extend(as_parts(values.next()?.clone())),
            '%' => parts.push(Part::Literal("%".to_owned())),
            _ => return None,
        }
        rest = &behind[1..];
    }
    parts.push(Part::Literal(rest.to_owned()));
    Some(())
}

/// `formatlist`: scalars are repeated for every item of the lists.
pub(super) fn formatlist(values: &[Value], node: &NodeRef) -> Option<Value> {
    let lists = values.iter().filter_map(|value| match &value.kind {
        Kind::List(items) => Some(items),
        _ => None,
    });
    let (mut length, mut rest) = (None, None);
    for items in lists {
        length = Some(length.map_or(items.known.len(), |length: usize| length.min(items.known.len())));
        rest = rest.or_else(|| items.rest.clone());
    }
    let mut known = Vec::new();
    for at in 0..length? {
        let row: Vec<Value> = values.iter().map(|value| item(value, at)).collect();
        known.push(Value::computed(format(&row)?.kind, node));
    }
    Some(new(Kind::list(Partial { known, rest })))
}

fn item(value: &Value, at: usize) -> Value {
    match &value.kind {
        Kind::List(items) => items.known.get(at).unwrap_or(value).clone(),
        _ => value.clone(),
    }
}
