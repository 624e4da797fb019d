//! The texts of `Fn::Sub`.

use crate::link::template::intrinsics::{Call, literal};
use crate::syntax::tree::NodeRef;
use crate::text::Span;

/// One piece of such a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text that stays as it is, `${!x}` already turned into `${x}`.
    Literal(String),
    /// What stands between `${` and `}`, without blanks around it.
    Name(&'a str),
}

/// The pieces of a text, in order. A `${` that nothing closes is text like any other.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, inside, after)) = next_variable(rest) {
        plain.push_str(before);
        match inside.strip_prefix('!') {
            Some(kept) => {
                plain.push_str("${");
                plain.push_str(kept);
                plain.push('}');
            }
            None => {
                push_literal(&mut out, &mut plain);
                out.push(Piece::Name(inside.trim()));
            }
        }
        rest = after;
    }
    plain.push_str(rest);
    push_literal(&mut out, &mut plain);
    out
}

/// What is before the first `${...}`, inside it and after it.
fn next_variable(text: &str) -> Option<(&str, &str, &str)> {
    let (before, opened) = text.split_once("${")?;
    let (inside, after) = opened.split_once('}')?;
    Some((before, inside, after))
}

fn push_literal(out: &mut Vec<Piece<'_>>, plain: &mut String) {
    if !plain.is_empty() {
        out.push(Piece::Literal(std::mem::take(plain)));
    }
}

/// A text written so that `Fn::Sub` leaves it alone; none where that cannot be written: a `${` that
/// nothing closes, or one inside another.
pub(super) fn escape(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside, after)) = next_variable(rest) {
        if inside.contains("${") {
            return None;
        }
        out.extend([before, "${!", inside, "}"]);
        rest = after;
    }
    out.push_str(rest);
    (!rest.contains("${")).then_some(out)
}

/// The text node of a call of `Fn::Sub`.
pub(super) fn text_of<'a>(call: &Call<'a>) -> Option<&'a NodeRef> {
    let text = if call.argument.as_list().is_some() { call.arguments().first()? } else { call.argument };
    literal(text).is_some().then_some(text)
}

/// The map of a call of `Fn::Sub` that gives names of its own.
pub(super) fn variables_of<'a>(call: &Call<'a>) -> Option<&'a NodeRef> {
    call.arguments().get(1)
}

/// All texts of a template that `Fn::Sub` fills in. A document inside such a text is parsed by
/// others; its nodes are recognised by where they stand.
#[derive(Debug, Default)]
pub(super) struct Substituted {
    /// The text and the map of names beside it, in text order; none holds another.
    texts: Vec<(Span, Option<NodeRef>)>,
}

impl Substituted {
    pub(super) fn new(mut texts: Vec<(Span, Option<NodeRef>)>) -> Substituted {
        texts.sort_by_key(|(span, _)| span.start);
        Substituted { texts }
    }

    /// The map of names beside the text that a span lies in; `Some(None)` where there is no map.
    pub(super) fn at(&self, span: Span) -> Option<Option<&NodeRef>> {
        let after = self.texts.partition_point(|(text, _)| text.start <= span.start);
        let (text, variables) = self.texts.get(after.checked_sub(1)?)?;
        text.contains(span).then_some(variables.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_literals_and_escapes_are_told_apart() {
        let literal = |text: &str| Piece::Literal(text.to_owned());
        let cases = [
            ("", vec![]),
            ("plain $ { }", vec![literal("plain $ { }")]),
            ("a${B}c", vec![literal("a"), Piece::Name("B"), literal("c")]),
            ("${A.Arn}${AWS::Region}", vec![Piece::Name("A.Arn"), Piece::Name("AWS::Region")]),
            ("${!aws:username}/${ X }", vec![literal("${aws:username}/"), Piece::Name("X")]),
            ("never closed ${A", vec![literal("never closed ${A")]),
            ("$${A}", vec![literal("$"), Piece::Name("A")]),
        ];
        for (text, expected) in cases {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_escaped_comes_back_as_it_was() {
        for text in ["plain", "${aws:username}", "a ${x}-${!y} b", "$${x} }"] {
            let escaped = escape(text).expect(text);
            assert_eq!(pieces(&escaped), [Piece::Literal(text.to_owned())], "{text}");
        }
        assert_eq!((escape("open ${"), escape("${${x}}")), (None, None));
    }
}
