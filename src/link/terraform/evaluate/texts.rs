//! Strings with interpolations.

use super::{Evaluator, MAX_ARMS};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{NodeRef, Text, TextPart};
use crate::value::{Kind, Origin, Part, Value};

impl Evaluator<'_> {
    pub(super) fn text(&mut self, text: &Text, node: &NodeRef) -> Value {
        if let [TextPart::Interpolation { value, .. }] = text.parts.as_slice() {
            let inner = self.node(value);
            return Value::computed(inner.kind, node);
        }
        if let [TextPart::Directive { .. }] = text.parts.as_slice() {
            return Value::unknown(directive(), node);
        }
        let is_document = opens_json(text);
        let mut all = vec![Vec::new()];
        for part in &text.parts {
            let next = match part {
                TextPart::Literal { value, .. } => vec![vec![Part::Literal(value.clone())]],
                TextPart::Interpolation { value, .. } if is_document => vec![as_parts(self.node(value))],
                TextPart::Interpolation { value, .. } => texts(self.node(value)),
                TextPart::Directive { .. } => vec![vec![Part::Unknown(directive())]],
            };
            all = product(&all, next);
        }
        if let [_] = all.as_slice() {
            let parts = join_literals(all.remove(0));
            return Value { kind: Kind::Text(parts), origin: Origin::Written(node.clone()) };
        }
        let arms = all.into_iter().map(|parts| Value::computed(Kind::Text(join_literals(parts)), node));
        Value::one_of(arms.collect(), node)
    }
}

/// Is it the text of a document? That is one text, whatever its interpolations may be: they are
/// looked at where they stand in it.
fn opens_json(text: &Text) -> bool {
    let Some(TextPart::Literal { value, .. }) = text.parts.first() else { return false };
    value.trim_start().starts_with(['{', '['])
}

/// Every text of the one kind with every text of the other behind it; where they are too many,
/// the second is not known.
pub(in crate::link::terraform) fn product(before: &[Vec<Part>], behind: Vec<Vec<Part>>) -> Vec<Vec<Part>> {
    let behind = if before.len() * behind.len() > MAX_ARMS { vec![vec![not_known()]] } else { behind };
    let pairs = before.iter().flat_map(|one| behind.iter().map(move |other| (one, other)));
    pairs.map(|(one, other)| one.iter().chain(other).cloned().collect()).collect()
}

/// All that a value may be as a part of a string.
pub(in crate::link::terraform) fn texts(value: Value) -> Vec<Vec<Part>> {
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
pub(in crate::link::terraform) fn as_parts(value: Value) -> Vec<Part> {
    let mut all = texts(value);
    if all.len() == 1 { all.remove(0) } else { vec![not_known()] }
}

/// What stands in a directive.
fn directive() -> Reason {
    Reason::new(ReasonKind::NotLiteral, "the text is built with %{ } directives, which are not followed")
}

fn not_known() -> Part {
    Part::Unknown(Reason::new(ReasonKind::UnknownValue, "a part of the text is not known"))
}

/// Neighbouring literal parts as one.
pub(in crate::link::terraform) fn join_literals(parts: Vec<Part>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for part in parts {
        match (out.last_mut(), part) {
            (Some(Part::Literal(before)), Part::Literal(text)) => before.push_str(&text),
            (_, part) => out.push(part),
        }
    }
    out
}
