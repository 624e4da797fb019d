//! What the nodes of a template stand for.

use crate::link::Program;
use crate::link::template::compose::{joined_literals, unknown, written};
use crate::link::template::evaluator::Evaluator;
use crate::link::template::intrinsics::{self, is_core_tag, is_function_key, literal};
use crate::link::template::plan::is_after_apply;
use crate::link::template::variables::literal_parts;
use crate::link::template::{Template, functions};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Entry, NodeKind, NodeRef, TextPart};
use crate::value::{Kind, Part, Partial, Value};

/// What a node stands for. Scalars, lists, maps and the texts of `Fn::Sub` are written where they
/// stand; what other functions give is computed; what an alias repeats is written at its anchor.
#[must_use]
pub fn evaluate(program: &Program, template: &Template, node: &NodeRef) -> Value {
    Evaluator::new(program, template).value(node)
}

impl Evaluator<'_> {
    /// What a node stands for, within what is left of depth and fuel.
    pub(super) fn value(&self, node: &NodeRef) -> Value {
        let text = "the value is too large or too deep to be followed; write it in a simpler way";
        self.deeper(|| self.value_within_limits(node)).unwrap_or_else(|| unknown(ReasonKind::Limit, text, node))
    }

    fn value_within_limits(&self, node: &NodeRef) -> Value {
        if is_after_apply(node) {
            let text = "Terraform tells it after apply only; check the configuration";
            return unknown(ReasonKind::NotLiteral, text, node);
        }
        if let Some(call) = intrinsics::call(node) {
            return functions::apply(self, node, &call);
        }
        match &node.kind {
            NodeKind::Null => written(Kind::Absent, node),
            NodeKind::Bool(value) => written(Kind::Bool(*value), node),
            NodeKind::Number(number) => written(Kind::Number(number.clone()), node),
            NodeKind::Text(_) => self.text(node),
            NodeKind::List(list) => {
                let items = list.items.iter().map(|item| self.value(item)).collect();
                written(Kind::list(Partial::all(items)), node)
            }
            NodeKind::Map(map) => {
                let entries = self.template.anchors.entries(map);
                written(Kind::map(self.entries(&entries)), node)
            }
            NodeKind::Tagged { tag, value } if is_core_tag(tag) => self.core_tagged(tag, value),
            NodeKind::Alias(name) => match self.template.anchors.resolve(node) {
                Some(target) => self.value(target),
                None => unknown(ReasonKind::Shape, format!("no anchor `&{name}` stands before this alias"), node),
            },
            NodeKind::Tagged { .. } | NodeKind::Expression(_) => {
                unknown(ReasonKind::NotLiteral, "this value is not followed", node)
            }
        }
    }

    fn entries(&self, entries: &[Entry]) -> Partial<(Value, Value)> {
        let mut out = Partial::all(Vec::new());
        for entry in entries {
            match literal(&entry.key).filter(|key| is_function_key(key) && *key != "Ref") {
                Some(name) => {
                    let text = format!("`{name}` adds entries that are not followed; look at what it expands to");
                    out.rest = Some(Reason::new(ReasonKind::NotLiteral, text));
                }
                None => out.known.push((self.value(&entry.key), self.value(&entry.value))),
            }
        }
        out
    }

    /// `!!str 123` is the text `123`; other core tags change nothing here.
    fn core_tagged(&self, tag: &str, inner: &NodeRef) -> Value {
        let value = self.value(inner);
        match &value.kind {
            Kind::Number(number) if tag.ends_with("str") => {
                Value { kind: Kind::Text(vec![Part::Literal(number.clone())]), origin: value.origin }
            }
            _ => value,
        }
    }

    /// A string as it stands; inside a text of `Fn::Sub`, with its variables filled in.
    fn text(&self, node: &NodeRef) -> Value {
        let Some(text) = literal(node) else { return self.spliced_text(node) };
        match self.template.substituted.at(node.span) {
            Some(variables) => functions::substituted(self, node, text, variables),
            None => written(Kind::Text(self.literal_parts(text)), node),
        }
    }

    fn literal_parts(&self, text: &str) -> Vec<Part> {
        literal_parts(text, self.template.variables)
    }

    /// A string of several parts, none of which is a variable of CloudFormation.
    fn spliced_text(&self, node: &NodeRef) -> Value {
        let NodeKind::Text(text) = &node.kind else { return written(Kind::Absent, node) };
        let reason = || Reason::new(ReasonKind::NotLiteral, "this part of the text is not followed");
        let parts = text.parts.iter().flat_map(|part| match part {
            TextPart::Literal { value, .. } => self.literal_parts(value),
            TextPart::Interpolation { .. } | TextPart::Directive { .. } => vec![Part::Unknown(reason())],
        });
        written(Kind::Text(joined_literals(parts)), node)
    }
}
