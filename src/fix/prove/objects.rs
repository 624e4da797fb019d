//! Objects of which a module makes statements, and how their conditions may differ.

use super::outline::{Entry, Key, Outline};
use super::same::{Same, Walk, apart, at, same};

/// Has it principals as a `principals` block takes them?
pub(super) fn is_object(value: &Outline) -> bool {
    let is_principals = |value: &Outline| value.get("type").is_some() && value.get("identifiers").is_some();
    let is_key = |entry: &&Entry| matches!(entry.key, Key::Value(_)) && entry.key.is("principals");
    value.entries().iter().find(is_key).is_some_and(|entry| match &entry.value {
        Outline::List(items) => items.iter().any(is_principals),
        value => is_principals(value),
    })
}

/// An object: its conditions may differ, but none goes away, and they keep their name.
pub(super) fn object(walk: Walk, before: &Outline, after: &Outline) -> Same {
    let (old_conditions, old) = apart(before, holds_conditions);
    let (new_conditions, new) = apart(after, holds_conditions);
    walk.map(&old, &new, |before, after| walk.value(&before.value, &after.value))?;
    at(|| "condition".to_owned(), conditions(&old_conditions, &new_conditions))
}

fn holds_conditions(entry: &Entry) -> bool {
    entry.key.is("condition") || entry.key.is("conditions")
}

/// Lists of conditions: one may be new, one that is there may hold more.
pub(super) fn conditions(before: &[&Entry], after: &[&Entry]) -> Same {
    match (before, after) {
        ([], [new]) => same(list(new).is_some_and(|items| items.iter().all(is_well_formed))),
        _ => {
            same(before.len() == after.len())?;
            same(before.iter().zip(after).all(|(old, new)| old.key == new.key && grew(old, new)))
        }
    }
}

/// Are all items still there, each as it was or as a fix may write it?
fn grew(before: &Entry, after: &Entry) -> bool {
    let (Some(old), Some(new)) = (list(before), list(after)) else { return before.value == after.value };
    old.len() <= new.len() && new.iter().all(|item| old.contains(item) || is_well_formed(item))
}

fn list(entry: &Entry) -> Option<&[Outline]> {
    match &entry.value {
        Outline::List(items) => Some(items),
        _ => None,
    }
}

/// A condition as a fix may write it.
fn is_well_formed(condition: &Outline) -> bool {
    let mut names = ["test", "variable", "values"].into_iter();
    condition.entries().len() == 3 && names.all(|name| condition.get(name).is_some())
}
