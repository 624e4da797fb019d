//! Amending a resource whose own arguments are the statement.

use super::{Writer, hcl, holder_file};
use crate::edit::Edit;
use crate::policy::change::Change;
use crate::policy::condition::SOURCE_ARN;
use crate::policy::statement::{Holder, Statement};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Layout, Node, NodeKind};
use crate::syntax::write::{Writing, insert_attributes, insert_entries};
use crate::value::Part;

impl Writer<'_> {
    /// `names` are those of the arguments for the source ARN and for the source account.
    pub(super) fn amend_arguments(
        &mut self,
        holder: &Holder,
        names: [&Option<String>; 2],
        take_lists: bool,
        statement: &Statement,
        changes: &[Change],
    ) -> Result<Vec<Edit>, Reason> {
        let mut entries = Vec::new();
        let mut edits = Vec::new();
        for change in changes {
            match change {
                Change::Add { key, values, .. } => {
                    let name = if *key == SOURCE_ARN { names[0] } else { names[1] };
                    let name = name.clone().ok_or_else(|| no_argument(key))?;
                    if has(holder, &name) {
                        return Err(not_always(&name));
                    }
                    let mut said = Vec::new();
                    for parts in values {
                        said.push(Writing::Scalar(self.say_in(holder, parts)?));
                    }
                    let writing = match said.len() {
                        _ if take_lists => Writing::List(said),
                        1 => said.remove(0),
                        _ => return Err(one_value(key)),
                    };
                    entries.push((name, writing));
                }
                Change::Value { clause, value, parts } => {
                    let value = &statement.conditions.known[*clause].values.known[*value];
                    edits.push(self.revalue(statement, value, parts, &within(holder))?);
                }
                Change::Operator { .. } | Change::Key { .. } => {
                    return Err(Reason::new(ReasonKind::Shape, "a permission has no operators and no keys"));
                }
            }
        }
        let file = holder_file(self.program, holder);
        match holder {
            Holder::Map(node) if !entries.is_empty() => edits.extend(insert_entries(file, node, &entries)?),
            Holder::Map(_) => {}
            Holder::Block(block) if !entries.is_empty() => edits.push(insert_attributes(file, block, None, &entries)),
            Holder::Block(_) => {}
        }
        Ok(edits)
    }
}

impl Writer<'_> {
    /// The source text of a value among the arguments of a holder.
    pub(super) fn say_in(&mut self, holder: &Holder, parts: &[Part]) -> Result<String, Reason> {
        match holder {
            Holder::Block(block) => self.say(parts, &hcl(), &Node { span: block.span, kind: NodeKind::Null }),
            Holder::Map(node) => self.say(parts, &within(holder), node),
        }
    }
}

/// How the arguments of a holder are written.
pub(super) fn within(holder: &Holder) -> Layout {
    match holder {
        Holder::Block(_) => hcl(),
        Holder::Map(node) => node.as_map().map_or_else(hcl, |map| map.layout.clone()),
    }
}

/// Is the argument written, whatever its value?
fn has(holder: &Holder, name: &str) -> bool {
    match holder {
        Holder::Block(block) => block.body.attribute(name).is_some(),
        Holder::Map(node) => node.as_map().is_some_and(|map| map.get(name).is_some()),
    }
}

fn not_always(name: &str) -> Reason {
    let text = format!("`{name}` is there, but may be null: give it a value in every deployment");
    Reason::new(ReasonKind::NotLiteral, text)
}

fn no_argument(key: &str) -> Reason {
    Reason::new(ReasonKind::Shape, format!("this resource has no argument for {key}"))
}

fn one_value(key: &str) -> Reason {
    Reason::new(ReasonKind::Shape, format!("a permission takes one value for {key}: write one permission for each"))
}
