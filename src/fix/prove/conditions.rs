//! Statements, their conditions, and how these may differ.

use super::outline::{Entry, Key, Outline};
use super::same::{Same, same};

/// Is it a map of the IAM grammar? A YAML merge key may stand for what it does not say itself.
pub(super) fn is_statement(value: &Outline) -> bool {
    let has = |name: &str| value.get(name).is_some();
    let (effect, action) = (has("Effect"), has("Action") || has("NotAction"));
    effect && action || has("<<") && (effect || action || has("Principal"))
}

/// Is it a condition: the key of the IAM grammar, a block, a `dynamic` block?
pub(super) fn is_condition(entry: &Entry) -> bool {
    entry.key.is("Condition") || entry.key.is_block("condition", &[]) || entry.key.is_block("dynamic", &["condition"])
}

/// Conditions that were there are still there: in the IAM grammar one key, and in HCL blocks of
/// their own.
pub(super) fn conditions(before: &[&Entry], after: &[&Entry]) -> Same {
    let keys = |entries: &[&Entry]| entries.iter().filter(|entry| entry.key.is("Condition")).count();
    let (old, new) = (keys(before), keys(after));
    same(before.len() <= after.len() && old <= new && new <= old.max(1))?;
    let dynamic = |entry: &&&Entry| entry.key.is_block("dynamic", &[]);
    let (old, new): (Vec<_>, Vec<_>) =
        (before.iter().filter(dynamic).collect(), after.iter().filter(dynamic).collect());
    same(old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| is_same_dynamic(old, new)))?;
    same(after.iter().all(|entry| before.contains(entry) || is_well_formed(entry)))
}

/// Do two `dynamic` blocks differ in their content at most?
fn is_same_dynamic(before: &Entry, after: &Entry) -> bool {
    let rest = |entry: &Entry| -> Vec<Entry> {
        entry.value.entries().iter().filter(|inner| !inner.key.is_block("content", &[])).cloned().collect()
    };
    before.key == after.key && rest(before) == rest(after)
}

/// A condition as a fix may write it.
fn is_well_formed(entry: &Entry) -> bool {
    let is_argument = |inner: &Entry| ["test", "variable", "values"].iter().any(|name| inner.key.is(name));
    match &entry.key {
        Key::Value(_) => matches!(entry.value, Outline::Map(_)),
        Key::Attribute(_) => false,
        Key::Block { kind, .. } if kind == "dynamic" => true,
        Key::Block { .. } => {
            let entries = entry.value.entries();
            entries.len() == 3 && entries.iter().all(is_argument)
        }
    }
}
