//! Do two trees say the same? Spans, layout and the style of strings do not count.

use crate::syntax::tree::{
    Attribute, Block, Body, Entry, Expression, For, Item, Node, NodeKind, NodeRef, Step, Text, TextPart, Traversal,
    TraversalRoot,
};

/// Do two nodes say the same?
#[must_use]
pub fn nodes(a: &Node, b: &Node) -> bool {
    node(a, b).is_ok()
}

/// Do two bodies say the same, in the same order?
#[must_use]
pub fn bodies(a: &Body, b: &Body) -> bool {
    body(a, b).is_ok()
}

/// Where two nodes first differ: keys and places from the outside in, `Statement/0/Effect`.
#[must_use]
pub fn first_difference(a: &Node, b: &Node) -> Option<String> {
    path(node(a, b))
}

/// Where two bodies first differ, as [`first_difference`] says it.
#[must_use]
pub fn first_difference_of_bodies(a: &Body, b: &Body) -> Option<String> {
    path(body(a, b))
}

fn path(same: Same) -> Option<String> {
    let mut steps = same.err()?;
    steps.reverse();
    Some(steps.join("/"))
}

/// Fails with the steps to the difference, innermost first.
type Same = Result<(), Vec<String>>;

fn same(yes: bool) -> Same {
    if yes { Ok(()) } else { Err(Vec::new()) }
}

/// Adds a step to the path of a difference.
fn at(step: impl FnOnce() -> String, inner: Same) -> Same {
    inner.map_err(|mut steps| {
        steps.push(step());
        steps
    })
}

fn each<T>(a: &[T], b: &[T], compare: impl Fn(&T, &T) -> Same) -> Same {
    for (place, (a, b)) in a.iter().zip(b).enumerate() {
        at(|| place.to_string(), compare(a, b))?;
    }
    at(|| a.len().min(b.len()).to_string(), same(a.len() == b.len()))
}

fn body(a: &Body, b: &Body) -> Same {
    each(&a.items, &b.items, |a, b| match (a, b) {
        (Item::Attribute(a), Item::Attribute(b)) => attribute(a, b),
        (Item::Block(a), Item::Block(b)) => block(a, b),
        _ => same(false),
    })
}

fn attribute(a: &Attribute, b: &Attribute) -> Same {
    same(a.name == b.name)?;
    at(|| a.name.clone(), node(&a.value, &b.value))
}

fn block(a: &Block, b: &Block) -> Same {
    same(a.kind == b.kind && a.labels == b.labels)?;
    at(|| format!("{} {}", a.kind, a.labels.join(" ")), body(&a.body, &b.body))
}

fn node(a: &Node, b: &Node) -> Same {
    match (&a.kind, &b.kind) {
        (NodeKind::Null, NodeKind::Null) => Ok(()),
        (NodeKind::Bool(a), NodeKind::Bool(b)) => same(a == b),
        (NodeKind::Number(a), NodeKind::Number(b)) => same(a == b),
        (NodeKind::Text(a), NodeKind::Text(b)) => text(a, b),
        (NodeKind::List(a), NodeKind::List(b)) => list(&a.items, &b.items),
        (NodeKind::Map(a), NodeKind::Map(b)) => each(&a.entries, &b.entries, entry),
        (NodeKind::Expression(a), NodeKind::Expression(b)) => expression(a, b),
        (NodeKind::Tagged { tag: a, value: inner_a }, NodeKind::Tagged { tag: b, value: inner_b }) => {
            same(a == b)?;
            node(inner_a, inner_b)
        }
        (NodeKind::Alias(a), NodeKind::Alias(b)) => same(a == b),
        _ => same(false),
    }
}

fn entry(a: &Entry, b: &Entry) -> Same {
    node(&a.key, &b.key)?;
    at(|| a.key.literal().unwrap_or_default(), node(&a.value, &b.value))
}

fn list(a: &[NodeRef], b: &[NodeRef]) -> Same {
    each(a, b, |a, b| node(a, b))
}

fn text(a: &Text, b: &Text) -> Same {
    each(&pieces(a), &pieces(b), |a, b| match (a, b) {
        (Piece::Literal(a), Piece::Literal(b)) => same(a == b),
        (Piece::Interpolation(a), Piece::Interpolation(b)) => node(a, b),
        (Piece::Directive(a), Piece::Directive(b)) => list(a, b),
        _ => same(false),
    })
}

/// A part of a string; literals that touch are one.
enum Piece<'a> {
    Literal(String),
    Interpolation(&'a NodeRef),
    Directive(&'a [NodeRef]),
}

fn pieces(text: &Text) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece> = Vec::with_capacity(text.parts.len());
    for part in &text.parts {
        match (part, out.last_mut()) {
            (TextPart::Literal { value, .. }, Some(Piece::Literal(before))) => before.push_str(value),
            (TextPart::Literal { value, .. }, _) => out.push(Piece::Literal(value.clone())),
            (TextPart::Interpolation { value, .. }, _) => out.push(Piece::Interpolation(value)),
            (TextPart::Directive { mentions, .. }, _) => out.push(Piece::Directive(mentions)),
        }
    }
    out
}

fn expression(a: &Expression, b: &Expression) -> Same {
    match (a, b) {
        (Expression::Traversal(a), Expression::Traversal(b)) => traversal(a, b),
        (Expression::Call { name: a, arguments: in_a }, Expression::Call { name: b, arguments: in_b }) => {
            same(a == b)?;
            at(|| format!("{a}()"), list(in_a, in_b))
        }
        (
            Expression::Conditional { test: test_a, then: then_a, otherwise: otherwise_a },
            Expression::Conditional { test: test_b, then: then_b, otherwise: otherwise_b },
        ) => {
            node(test_a, test_b)?;
            node(then_a, then_b)?;
            node(otherwise_a, otherwise_b)
        }
        (Expression::Operation(a), Expression::Operation(b)) => list(a, b),
        (Expression::For(a), Expression::For(b)) => repetition(a, b),
        (Expression::Parenthesis(a), Expression::Parenthesis(b)) => node(a, b),
        _ => same(false),
    }
}

fn traversal(a: &Traversal, b: &Traversal) -> Same {
    match (&a.root, &b.root) {
        (TraversalRoot::Name(a), TraversalRoot::Name(b)) => same(a == b)?,
        (TraversalRoot::Expression(a), TraversalRoot::Expression(b)) => node(a, b)?,
        _ => same(false)?,
    }
    each(&a.steps, &b.steps, |a, b| match (a, b) {
        (Step::Attribute(a), Step::Attribute(b)) => same(a == b),
        (Step::Index(a), Step::Index(b)) => node(a, b),
        (Step::Splat, Step::Splat) => Ok(()),
        _ => same(false),
    })
}

fn repetition(a: &For, b: &For) -> Same {
    same(a.names == b.names)?;
    node(&a.collection, &b.collection)?;
    optional(a.key.as_ref(), b.key.as_ref())?;
    node(&a.value, &b.value)?;
    optional(a.test.as_ref(), b.test.as_ref())
}

fn optional(a: Option<&NodeRef>, b: Option<&NodeRef>) -> Same {
    match (a, b) {
        (Some(a), Some(b)) => node(a, b),
        (None, None) => Ok(()),
        _ => same(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::testing::{FILE, value};
    use crate::syntax::{hcl, json, yaml};

    fn hcl(source: &str) -> NodeRef {
        value(&hcl::parse(FILE, &format!("x = {source}\n")).expect("HCL"), "x")
    }

    #[test]
    fn spelling_does_not_count() {
        let table = [
            ("{ a = \"b\", c = [1] }", "{\n  \"a\" : \"b\"\n  c = [\n 1, ] # d\n}"),
            ("\"a\\n${b}\\n\"", "<<E\na\n${b}\nE"),
            ("a ? b(c).d : [for e in f : e.*.g]", "a?b( c ).d:[for e in f:e.*.g]"),
        ];
        for (a, b) in table {
            assert_eq!(first_difference(&hcl(a), &hcl(b)), None);
        }
        let block = yaml::parse(FILE, "a: !X\n- 1\nb: |-\n  c\n").expect("YAML");
        let flow = yaml::parse(FILE, "{a: !X [1], 'b': \"c\"}").expect("YAML");
        assert!(nodes(&block.roots[0], &flow.roots[0]));
        let json = json::parse(FILE, "{\"a\": {}, \"b\": null}").expect("JSON");
        assert!(nodes(&json, &yaml::parse(FILE, "a: {}\nb:\n").expect("YAML").roots[0]));
    }

    #[test]
    fn a_difference_is_named_from_the_outside_in() {
        let table = [
            ("{ a = [1, { b = 2 }] }", "{ a = [1, { b = 3 }] }", "0/a/1/0/b"),
            ("[1]", "[1, 2]", "1"),
            ("{ a = 1 }", "{ a = 1, a = 1 }", "1"),
            ("f([a.b])", "f([a[0]])", "f()/0/0/0"),
            ("\"a${b}\"", "\"a${c}\"", "1"),
            ("\"1\"", "1", ""),
            ("a", "\"a\"", ""),
            ("a || b", "a || c", "1"),
        ];
        for (a, b, path) in table {
            assert_eq!(first_difference(&hcl(a), &hcl(b)).as_deref(), Some(path), "{a} {b}");
            assert!(!nodes(&hcl(a), &hcl(b)));
        }
        let body = |text: &str| hcl::parse(FILE, text).expect("HCL");
        let (a, b) = (body("r \"a\" \"b\" {\n x = 1\n}\n"), body("r \"a\" \"b\" {\n x = 2\n}\n"));
        assert_eq!(first_difference_of_bodies(&a, &b).as_deref(), Some("0/r a b/0/x"));
        assert!(!bodies(&a, &b) && bodies(&a, &body("r a \"b\" { x = 1 }\n")));
    }
}
