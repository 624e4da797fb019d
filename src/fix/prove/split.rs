//! Statements that became several: each is a copy of the one it came from, and their principals
//! together are those of that one.

use super::conditions::{is_condition, is_statement};
use super::outline::{Entry, Outline};
use super::same::{Same, Walk, apart, at, differ};

/// Lists of which items may be statements.
pub(super) fn lists(walk: Walk, before: &[Outline], after: &[Outline]) -> Same {
    aligned(before, after, |old, new| match new {
        [one] => walk.value(old, one),
        parts if is_statement(old) && parts.iter().all(is_statement) => {
            parts_of(walk, old, &parts.iter().collect::<Vec<_>>())
        }
        _ => differ(),
    })
}

/// Bodies of policy documents, of which entries may be `statement` blocks.
pub(super) fn blocks(walk: Walk, before: &[Entry], after: &[Entry]) -> Same {
    let is_block = |entry: &Entry| entry.key.is_block("statement", &[]);
    aligned(before, after, |old, new| match new {
        [one] if old.key == one.key => at(|| old.key.name(), walk.statement_block(old, one)),
        parts if is_block(old) && parts.iter().all(is_block) => {
            parts_of(walk, &old.value, &parts.iter().map(|part| &part.value).collect::<Vec<_>>())
        }
        _ => differ(),
    })
}

/// Each old item is the next new one, or the next few.
fn aligned<T>(before: &[T], after: &[T], compare: impl Fn(&T, &[T]) -> Same) -> Same {
    let mut rest = after;
    for (place, old) in before.iter().enumerate() {
        let first = rest.get(..1).map_or_else(differ, |one| compare(old, one));
        let taken = match &first {
            Ok(()) => Some(1),
            Err(_) => (2..=rest.len()).find(|&count| compare(old, &rest[..count]).is_ok()),
        };
        match taken {
            Some(count) => rest = &rest[count..],
            None => return at(|| place.to_string(), first),
        }
    }
    if rest.is_empty() { Ok(()) } else { at(|| before.len().to_string(), differ()) }
}

/// Are these the pieces of a statement?
fn parts_of(walk: Walk, whole: &Outline, parts: &[&Outline]) -> Same {
    for part in parts {
        copy_of(walk, whole, part)?;
    }
    let gathered: Option<Vec<Vec<_>>> = parts.iter().map(|part| principals(part)).collect();
    let (Some(wanted), Some(gathered)) = (principals(whole), gathered) else { return differ() };
    let spread = gathered.iter().all(|part| !part.is_empty()) && is_permutation(wanted, gathered.concat());
    if spread && are_named_apart(whole, parts) { Ok(()) } else { at(|| "Principal".to_owned(), differ()) }
}

/// Is a statement like another one but for its Sid, principals and conditions?
fn copy_of(walk: Walk, whole: &Outline, part: &Outline) -> Same {
    let (conditions, _) = apart(whole, is_condition);
    let (_, old) = apart(whole, |entry| is_spread(entry) || is_condition(entry));
    let (_, new) = apart(part, |entry| is_spread(entry) || is_condition(entry));
    walk.map(&old, &new, |before, after| walk.value(&before.value, &after.value))?;
    let (kept, _) = apart(part, is_condition);
    if conditions.len() <= kept.len() { Ok(()) } else { at(|| "Condition".to_owned(), differ()) }
}

fn is_spread(entry: &Entry) -> bool {
    entry.key.is("Principal") || entry.key.is_block("principals", &[]) || entry.key.is("Sid") || entry.key.is("sid")
}

/// One of the pieces keeps the Sid, and no two have the same.
fn are_named_apart(whole: &Outline, parts: &[&Outline]) -> bool {
    let Some(old) = whole.get("Sid").or_else(|| whole.get("sid")) else {
        return parts.iter().all(|part| part.get("Sid").or_else(|| part.get("sid")).is_none());
    };
    let sids: Vec<_> = parts.iter().filter_map(|part| part.get("Sid").or_else(|| part.get("sid"))).collect();
    let twice = |(at, sid): (usize, &&Outline)| sids[..at].contains(sid);
    let is_empty = old.literal().is_some_and(|text| text.is_empty());
    sids.len() == parts.len() && sids.contains(&old) && (is_empty || !sids.iter().enumerate().any(twice))
}

/// Type and identifier of every principal; none where they are not written one by one.
fn principals(statement: &Outline) -> Option<Vec<(Outline, Outline)>> {
    let mut out = Vec::new();
    for entry in statement.entries().iter().filter(|entry| is_spread(entry)) {
        if entry.key.is("Principal") {
            let Outline::Map(types) = &entry.value else { return None };
            for one in types {
                let super::outline::Key::Value(kind) = &one.key else { return None };
                out.extend(items(&one.value).iter().map(|item| (kind.clone(), item.clone())));
            }
        } else if entry.key.is_block("principals", &[]) {
            let (kind, identifiers) = (entry.value.get("type")?, entry.value.get("identifiers")?);
            out.extend(items(identifiers).iter().map(|item| (kind.clone(), item.clone())));
        }
    }
    Some(out)
}

fn items(value: &Outline) -> &[Outline] {
    match value {
        Outline::List(items) => items,
        one => std::slice::from_ref(one),
    }
}

fn is_permutation<T: PartialEq>(mut wanted: Vec<T>, found: Vec<T>) -> bool {
    for one in found {
        match wanted.iter().position(|other| *other == one) {
            Some(at) => drop(wanted.swap_remove(at)),
            None => return false,
        }
    }
    wanted.is_empty()
}
