//! Laws that hold for every text, however broken.

use proptest::prelude::*;

use crate::syntax::testing::FILE;
use crate::syntax::tree::{
    Body, Expression, Grammar, Item, Layout, Node, NodeKind, NodeRef, Step, TextPart, Traversal, TraversalRoot,
};
use crate::syntax::{hcl, json, nested, second, yaml};
use crate::text::Span;

const SNIPPETS: [&str; 7] = [
    "\u{feff}resource \"aws_iam_role\" \"r\" { # c\r\n  assume_role_policy = jsonencode({\r\n    Statement = [{ Sid = \"a\", \"Sid\" : 1, Sid = null }]\r\n  })\r\n}\r\n",
    "locals {\n  a = { for k, v in var.x : \"${k}-é\" => v.*.id[0] if k != \"\" }\n  b = <<-EOT\n    {\"a\": \"${x}\", \"b\": [${y}]}\n  EOT\n  c = \"{\\\"a\\\": \\\"$${z} ${f(1)[\"q\"]}\\\"}\"\n}\n",
    "d = <<E\n%{ if a }\n{\"x\": 1}\n%{ else }${b}%{ endif }\nE\ne = a ? -1 : !b && (c || d::e(f...))\n",
    "# c\nResources:\n  R: &r\n    Type: AWS::IAM::Role\n    P: !Sub |-  # x\n\n      {\"a\": \"${X}\",\n       \"é\": [1]}\n    L:\n    - !Ref A\n    -   - b\n        -\n    E:\n    F: !Sub '{\n    \"a\": 1\n  }'\n  S: *r\n",
    "a: {b: [c, 'd''e', \"f\\u00e9\"], g: , h}\n--- # d\n? - k\n: >+\n  folded\n  text\n\n...\n---\n'{\"q\":\n\n  [1]}'\n",
    "{\"a\": [1, -2.5e3, {\"b\": null}], \"a\": \"x\\n\\ud83d\\ude00\", \"P\": \"{\\\"S\\\": [\\\"é\\\"]}\"}",
    "\u{feff}{\r\n\t\"k\" : \"{\\\"a\\\": \\\"{\\\\\\\"b\\\\\\\": 1}\\\"}\"\r\n}\r\n",
];

const FRAGMENTS: [&str; 24] = [
    "", " ", "\n", "\r\n", "\t", "\"", "'", "{", "}", "[", "]", "(", ":", ",", "-", "- ", "|", "${", "%{", "\\", "é🙂",
    "&a ", "!Sub ", "#",
];

/// Replaces some bytes at one place by a fragment.
type Mutation = (prop::sample::Index, usize, prop::sample::Index);

fn mutate(snippet: &str, mutations: &[Mutation]) -> String {
    let mut chars: Vec<char> = snippet.chars().collect();
    for (place, removed, fragment) in mutations {
        let start = place.index(chars.len() + 1);
        let end = (start + removed).min(chars.len());
        chars.splice(start..end, FRAGMENTS[fragment.index(FRAGMENTS.len())].chars());
    }
    chars.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_tree_of_nested_spans_or_an_error(
        snippet in prop::sample::select(&SNIPPETS[..]),
        mutations in prop::collection::vec(any::<(prop::sample::Index, usize, prop::sample::Index)>()
            .prop_map(|(place, removed, fragment)| (place, removed % 6, fragment)), 0..5),
    ) {
        let text = mutate(snippet, &mutations);
        let walk = Walk { text: &text };
        match hcl::parse(FILE, &text) {
            Ok(body) => walk.body(&body, walk.all()),
            Err(error) => walk.inside(error.span, walk.all()),
        }
        match yaml::parse(FILE, &text) {
            Ok(documents) => documents.roots.iter().for_each(|root| walk.node(root, walk.all(), Grammar::YamlBlock)),
            Err(error) => walk.inside(error.span, walk.all()),
        }
        match json::parse(FILE, &text) {
            Ok(root) => {
                walk.node(&root, walk.all(), Grammar::Json);
                prop_assert!(second::json_value(&text).is_ok());
            }
            Err(error) => walk.inside(error.span, walk.all()),
        }
    }
}

#[test]
fn the_snippets_themselves_are_read() {
    for (place, text) in SNIPPETS.iter().enumerate() {
        let read = [hcl::parse(FILE, text).is_ok(), yaml::parse(FILE, text).is_ok(), json::parse(FILE, text).is_ok()];
        assert!(read[[0, 0, 0, 1, 1, 2, 2][place]], "{text}");
    }
}

/// Asserts that spans are of the text and lie inside those of their parents.
struct Walk<'a> {
    text: &'a str,
}

impl Walk<'_> {
    fn all(&self) -> Span {
        Span { file: FILE, start: 0, end: self.text.len() as u32 }
    }

    fn inside(&self, span: Span, parent: Span) {
        assert!(self.text.get(span.range()).is_some(), "{span:?} of {:?}", self.text);
        assert!(parent.contains(span), "{span:?} is outside of {parent:?} of {:?}", self.text);
    }

    fn body(&self, body: &Body, parent: Span) {
        self.inside(body.span, parent);
        for item in &body.items {
            match item {
                Item::Attribute(attribute) => {
                    self.inside(attribute.name_span, body.span);
                    self.node(&attribute.value, body.span, Grammar::Hcl);
                }
                Item::Block(block) => {
                    self.inside(block.span, body.span);
                    self.inside(block.head, block.span);
                    self.body(&block.body, block.span);
                }
            }
        }
    }

    fn node(&self, node: &Node, parent: Span, grammar: Grammar) {
        self.node_within(node, parent, &Layout { grammar, nest: Vec::new() });
    }

    fn node_within(&self, node: &Node, parent: Span, within: &Layout) {
        self.inside(node.span, parent);
        match &node.kind {
            NodeKind::List(list) => self.nodes(&list.items, node.span, &list.layout),
            NodeKind::Map(map) => {
                for entry in &map.entries {
                    assert!(entry.key.span.end <= entry.value.span.start, "{:?}", self.text);
                    self.nodes(&[entry.key.clone(), entry.value.clone()], node.span, &map.layout);
                }
            }
            NodeKind::Tagged { value, .. } => self.node_within(value, node.span, within),
            NodeKind::Text(text) => {
                text.parts.iter().for_each(|part| self.part(part, node.span, within));
                match nested::json(node, self.text, within) {
                    Ok(tree) if !matches!(tree.kind, NodeKind::Text(_)) => self.node_within(&tree, node.span, within),
                    Ok(_) => {}
                    Err(error) => self.inside(error.span, node.span),
                }
            }
            NodeKind::Expression(expression) => self.nodes(&operands(expression), node.span, within),
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Alias(_) => {}
        }
    }

    fn part(&self, part: &TextPart, parent: Span, within: &Layout) {
        match part {
            TextPart::Literal { span, .. } => self.inside(*span, parent),
            TextPart::Interpolation { value, span } => {
                self.inside(*span, parent);
                let hcl = Layout { grammar: Grammar::Hcl, nest: within.nest.clone() };
                if within.nest.is_empty() {
                    self.node_within(value, *span, &hcl);
                }
            }
            TextPart::Directive { mentions, span } => {
                self.inside(*span, parent);
                self.nodes(mentions, *span, within);
            }
        }
    }

    fn nodes(&self, nodes: &[NodeRef], parent: Span, within: &Layout) {
        nodes.iter().for_each(|node| self.node_within(node, parent, within));
    }
}

fn operands(expression: &Expression) -> Vec<NodeRef> {
    match expression {
        Expression::Traversal(Traversal { root, steps }) => {
            let indices = steps.iter().filter_map(|step| match step {
                Step::Index(index) => Some(index.clone()),
                Step::Attribute(_) | Step::Splat => None,
            });
            let root = match root {
                TraversalRoot::Expression(node) => Some(node.clone()),
                TraversalRoot::Name(_) => None,
            };
            root.into_iter().chain(indices).collect()
        }
        Expression::Call { arguments, .. } => arguments.clone(),
        Expression::Conditional { test, then, otherwise } => vec![test.clone(), then.clone(), otherwise.clone()],
        Expression::Operation(operands) => operands.clone(),
        Expression::For(repeat) => {
            [Some(&repeat.collection), repeat.key.as_ref(), Some(&repeat.value), repeat.test.as_ref()]
                .into_iter()
                .flatten()
                .cloned()
                .collect()
        }
        Expression::Parenthesis(inner) => vec![inner.clone()],
    }
}
