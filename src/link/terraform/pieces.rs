//! Values as pieces of a string.

use super::items::MAX_ARMS;
use crate::reason::{Reason, ReasonKind};
use crate::value::{Kind, Part, Value};

/// Every text of the one kind with every text of the other behind it; where they are too many,
/// the second is not known.
pub(super) fn product(before: &[Vec<Part>], behind: Vec<Vec<Part>>) -> Vec<Vec<Part>> {
    let behind = if before.len() * behind.len() > MAX_ARMS { vec![vec![not_known()]] } else { behind };
    let pairs = before.iter().flat_map(|one| behind.iter().map(move |other| (one, other)));
    pairs.map(|(one, other)| one.iter().chain(other).cloned().collect()).collect()
}

/// All that a value may be as a part of a string.
pub(super) fn texts(value: Value) -> Vec<Vec<Part>> {
    let scalar = |arm: &Value| matches!(arm.kind, Kind::Text(_) | Kind::Number(_) | Kind::Bool(_));
    match value.kind {
        Kind::OneOf(arms) if arms.len() <= MAX_ARMS && arms.iter().all(scalar) => {
            arms.iter().cloned().flat_map(texts).collect()
        }
        Kind::Text(parts) => vec![parts],
        Kind::Number(text) => vec![vec![Part::Literal(text)]],
        Kind::Bool(value) => vec![vec![Part::Literal(value.to_string())]],
        Kind::Unknown(reason) => vec![vec![Part::Unknown(reason)]],
        Kind::Absent | Kind::OneOf(_) | Kind::List(_) | Kind::Map(_) | Kind::Json(_) => vec![vec![not_known()]],
    }
}

/// A value as parts of a string; not known where it may be several.
pub(super) fn as_parts(value: Value) -> Vec<Part> {
    let mut all = texts(value);
    if all.len() == 1 { all.remove(0) } else { vec![not_known()] }
}

fn not_known() -> Part {
    Part::Unknown(Reason::new(ReasonKind::UnknownValue, "a part of the text is not known"))
}

/// Neighbouring literal parts as one.
pub(super) fn join_literals(parts: Vec<Part>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for part in parts {
        match (out.last_mut(), part) {
            (Some(Part::Literal(before)), Part::Literal(text)) => before.push_str(&text),
            (_, part) => out.push(part),
        }
    }
    out
}
