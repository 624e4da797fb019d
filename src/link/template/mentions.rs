//! Which names of a template a part of it mentions, whatever it does with them.

use std::collections::BTreeSet;

use crate::link::template::anchors::{Anchors, children};
use crate::link::template::intrinsics::{Call, Function, call, literal};
use crate::link::template::substitution::{self, Piece};
use crate::syntax::tree::{Node, NodeKind, NodeRef};

/// How many nodes the walks over one template may visit together, aliases followed: each node of
/// the largest text that is read, and some more.
pub(super) const MAX_NODES: usize = 8_000_000;

/// Something that is mentioned.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mention {
    /// A resource or parameter, perhaps with an attribute behind a dot: `Server`, `Server.Arn`.
    Name(String),
    /// A condition.
    Condition(String),
    /// Nobody can tell what: a macro, a name that is computed.
    Anything,
}

/// All that a node mentions, in `Ref`, `Fn::GetAtt` and `Fn::Sub` at any depth and behind aliases.
/// Both arms of `Fn::If` count; pseudo parameters (`AWS::Region`) do not. Takes from `fuel` the
/// number of nodes visited; without fuel, anything may be mentioned.
pub(super) fn mentions(anchors: &Anchors, node: &NodeRef, fuel: &mut usize) -> BTreeSet<Mention> {
    let mut walk = Walk { anchors, open: vec![node.clone()], followed: BTreeSet::new(), out: BTreeSet::new() };
    while let Some(node) = walk.open.pop() {
        let Some(left) = fuel.checked_sub(1) else {
            walk.out.insert(Mention::Anything);
            break;
        };
        *fuel = left;
        walk.visit(&node);
    }
    walk.out
}

struct Walk<'a> {
    anchors: &'a Anchors,
    open: Vec<NodeRef>,
    followed: BTreeSet<(u32, u32)>,
    out: BTreeSet<Mention>,
}

impl Walk<'_> {
    fn visit(&mut self, node: &NodeRef) {
        match (call(node), &node.kind) {
            (Some(call), _) => self.visit_call(&call),
            (None, NodeKind::Alias(_)) => self.follow(node),
            (None, _) => {
                if is_unfolded_later(node) {
                    self.out.insert(Mention::Anything);
                }
                self.open.extend(children(node).into_iter().cloned());
            }
        }
    }

    /// What stands behind an alias is visited once, however often it is repeated.
    fn follow(&mut self, alias: &NodeRef) {
        let target = self.anchors.resolve(alias);
        if let Some(target) = target
            && self.followed.insert((target.span.start, target.span.end))
        {
            self.open.push(target.clone());
        }
    }

    fn visit_call(&mut self, call: &Call<'_>) {
        match call.function {
            Function::Ref | Function::GetAtt => self.visit_reference(call),
            Function::Sub => self.visit_sub(call),
            Function::Condition => self.out.extend(literal(call.argument).map(|name| Mention::Condition(name.into()))),
            Function::If => {
                let test = call.arguments().first().and_then(|test| literal(test));
                self.out.extend(test.map(|name| Mention::Condition(name.into())));
                self.open.push(call.argument.clone());
            }
            Function::Transform => {
                self.out.insert(Mention::Anything);
                self.open.push(call.argument.clone());
            }
            _ => self.open.push(call.argument.clone()),
        }
    }

    fn visit_reference(&mut self, call: &Call<'_>) {
        let name = literal(call.argument).or_else(|| literal(call.arguments().first()?));
        match name {
            Some(name) => self.mention(name),
            None => {
                self.out.insert(Mention::Anything);
            }
        }
        self.open.push(call.argument.clone());
    }

    fn visit_sub(&mut self, call: &Call<'_>) {
        let Some(text) = substitution::text_of(call) else {
            self.out.insert(Mention::Anything);
            return self.open.push(call.argument.clone());
        };
        let variables = substitution::variables_of(call);
        let is_own = |name: &str| variables.is_some_and(|map| self.anchors.get(map, name).is_some());
        let text = literal(text).unwrap_or_default();
        let names = substitution::pieces(text).into_iter().filter_map(|piece| match piece {
            Piece::Name(name) if !is_own(name) => Some(name),
            _ => None,
        });
        for name in names.collect::<Vec<_>>() {
            self.mention(name);
        }
        self.open.extend(variables.cloned());
    }

    fn mention(&mut self, name: &str) {
        if !name.starts_with("AWS::") {
            self.out.insert(Mention::Name(name.to_owned()));
        }
    }
}

/// Is this a map in which a macro or a loop makes the entries?
fn is_unfolded_later(node: &Node) -> bool {
    let Some(map) = node.as_map() else { return false };
    let mut keys = map.entries.iter().filter_map(|entry| literal(&entry.key));
    keys.any(|key| key.starts_with("Fn::ForEach::") || key == "Fn::Transform")
}
