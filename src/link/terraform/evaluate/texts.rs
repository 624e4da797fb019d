//! Strings with interpolations.

use super::Evaluator;
use crate::link::terraform::pieces::{as_parts, join_literals, product, texts};
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

/// What stands in a directive.
fn directive() -> Reason {
    Reason::new(ReasonKind::NotLiteral, "the text is built with %{ } directives, which are not followed")
}
