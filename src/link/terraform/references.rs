//! Which addresses an expression or a block mentions.

use crate::syntax::tree::{
    Body, Expression, For, Item, Node, NodeKind, NodeRef, Step, TextPart, Traversal, TraversalRoot,
};

/// The addresses mentioned.
#[derive(Debug, Default)]
pub struct References {
    /// As they come, some of them several times.
    found: Vec<String>,
}

/// All addresses that a block mentions, in any expression of it, at any depth.
#[must_use]
pub fn references(body: &Body) -> References {
    let mut out = References::default();
    out.body(body);
    out
}

impl References {
    /// All addresses that an expression mentions.
    #[must_use]
    pub fn of_node(node: &NodeRef) -> References {
        let mut out = References::default();
        out.node(node, &mut Vec::new());
        out
    }

    /// The addresses, each once, sorted: `aws_x.y`, `data.aws_x.y`, `var.x`, `local.x`; of a module
    /// with the output that is meant, `module.x.y`, or alone, `module.x`.
    pub fn addresses(mut self) -> impl Iterator<Item = String> {
        self.found.sort_unstable();
        self.found.dedup();
        self.found.into_iter()
    }

    /// `a.b.c` where the expression is a plain path, as in `provider = aws.west`.
    #[must_use]
    pub fn plain_path(node: &Node) -> Option<String> {
        let NodeKind::Expression(Expression::Traversal(Traversal { root: TraversalRoot::Name(root), steps })) =
            &node.kind
        else {
            return None;
        };
        let mut path = root.clone();
        for step in steps {
            let Step::Attribute(name) = step else { return None };
            path.push('.');
            path.push_str(name);
        }
        Some(path)
    }

    fn body(&mut self, body: &Body) {
        for item in &body.items {
            match item {
                Item::Attribute(attribute) => self.node(&attribute.value, &mut Vec::new()),
                Item::Block(block) => self.body(&block.body),
            }
        }
    }

    fn node(&mut self, node: &Node, bound: &mut Vec<String>) {
        match &node.kind {
            NodeKind::Text(text) => text.parts.iter().for_each(|part| match part {
                TextPart::Literal { .. } => {}
                TextPart::Interpolation { value, .. } => self.node(value, bound),
                TextPart::Directive { mentions, .. } => mentions.iter().for_each(|node| self.node(node, bound)),
            }),
            NodeKind::List(list) => list.items.iter().for_each(|item| self.node(item, bound)),
            NodeKind::Map(map) => map.entries.iter().for_each(|entry| {
                self.node(&entry.key, bound);
                self.node(&entry.value, bound);
            }),
            NodeKind::Expression(expression) => self.expression(expression, bound),
            NodeKind::Tagged { value, .. } => self.node(value, bound),
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Alias(_) => {}
        }
    }

    fn expression(&mut self, expression: &Expression, bound: &mut Vec<String>) {
        match expression {
            Expression::Traversal(traversal) => self.traversal(traversal, bound),
            Expression::Call { arguments, .. } => arguments.iter().for_each(|node| self.node(node, bound)),
            Expression::Conditional { test, then, otherwise } => {
                [test, then, otherwise].into_iter().for_each(|node| self.node(node, bound));
            }
            Expression::Operation(operands) => operands.iter().for_each(|node| self.node(node, bound)),
            Expression::For(inner) => self.for_expression(inner, bound),
            Expression::Parenthesis(inner) => self.node(inner, bound),
        }
    }

    fn for_expression(&mut self, inner: &For, bound: &mut Vec<String>) {
        self.node(&inner.collection, bound);
        let depth = bound.len();
        bound.extend(inner.names.iter().cloned());
        for node in inner.key.iter().chain([&inner.value]).chain(&inner.test) {
            self.node(node, bound);
        }
        bound.truncate(depth);
    }

    fn traversal(&mut self, traversal: &Traversal, bound: &mut Vec<String>) {
        for step in &traversal.steps {
            if let Step::Index(index) = step {
                self.node(index, bound);
            }
        }
        match &traversal.root {
            TraversalRoot::Expression(node) => self.node(node, bound),
            TraversalRoot::Name(name) if bound.contains(name) => {}
            TraversalRoot::Name(_) => self.found.extend(address(traversal)),
        }
    }
}

/// The address that a traversal starts with, and how many steps of it that takes.
#[must_use]
pub fn address_and_rest(traversal: &Traversal) -> Option<(String, &[Step])> {
    let TraversalRoot::Name(root) = &traversal.root else { return None };
    let length = match root.as_str() {
        "each" | "count" | "self" | "path" | "terraform" => return None,
        "data" | "ephemeral" => 2,
        _ => 1,
    };
    let steps = traversal.steps.get(..length)?;
    let names = steps.iter().map(|step| if let Step::Attribute(name) = step { name.len() + 1 } else { 0 });
    let mut address = String::with_capacity(root.len() + names.sum::<usize>());
    address.push_str(root);
    for step in steps {
        let Step::Attribute(name) = step else { return None };
        address.push('.');
        address.push_str(name);
    }
    Some((address, &traversal.steps[length..]))
}

fn address(traversal: &Traversal) -> Option<String> {
    let (address, rest) = address_and_rest(traversal)?;
    let output = rest.iter().find_map(|step| match step {
        Step::Attribute(name) => Some(name),
        Step::Index(_) | Step::Splat => None,
    });
    match output.filter(|_| address.starts_with("module.")) {
        Some(output) => Some(format!("{address}.{output}")),
        None => Some(address),
    }
}
