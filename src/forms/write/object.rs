//! Amending an object, or the arguments of a call, that a module makes a `statement` block of.

use super::Writer;
use super::arguments::within;
use super::grammar::not_literal;
use crate::edit::Edit;
use crate::policy::change::Change;
use crate::policy::statement::{Holder, Statement};
use crate::reason::Reason;
use crate::syntax::tree::NodeRef;
use crate::syntax::write::{Writing, insert_attributes, insert_entry, insert_items, retext};
use crate::text::Span;
use crate::value::Part;

impl Writer<'_> {
    /// `name` is that of the entry or argument that holds the conditions.
    pub(super) fn amend_object(
        &mut self,
        holder: &Holder,
        name: &str,
        statement: &Statement,
        changes: &[Change],
    ) -> Result<Vec<Edit>, Reason> {
        let (file, layout) = (self.program.file(holder.span()), within(holder));
        let conditions = value(holder, name);
        let (mut edits, mut added) = (Vec::new(), Vec::new());
        for change in changes {
            match change {
                Change::Add { operator, key, values } => {
                    added.push(self.condition_object(holder, operator, key, values)?);
                }
                Change::Operator { clause, operator } => {
                    let span = statement.conditions.known[*clause].span;
                    let test = entry(conditions, span, "test").ok_or_else(not_literal)?;
                    edits.push(retext(file, &layout, test, operator)?);
                }
                Change::Key { clause, key } => {
                    let span = statement.conditions.known[*clause].span;
                    let variable = entry(conditions, span, "variable").ok_or_else(not_literal)?;
                    edits.push(retext(file, &layout, variable, key)?);
                }
                Change::Value { clause, value, parts } => {
                    let value = &statement.conditions.known[*clause].values.known[*value];
                    edits.push(self.revalue(statement, value, parts, &layout)?);
                }
            }
        }
        match (conditions, holder) {
            _ if added.is_empty() => {}
            (Some(list), _) if list.as_list().is_some() => edits.extend(insert_items(file, list, &added)?),
            (Some(_), _) => return Err(not_literal()),
            (None, Holder::Map(node)) => edits.extend(insert_entry(file, node, name, &Writing::List(added))?),
            (None, Holder::Block(block)) => {
                edits.push(insert_attributes(file, block, None, &[(name.to_owned(), Writing::List(added))]));
            }
        }
        Ok(edits)
    }

    /// A condition as an object.
    fn condition_object(
        &mut self,
        holder: &Holder,
        operator: &str,
        key: &str,
        values: &[Vec<Part>],
    ) -> Result<Writing, Reason> {
        let mut said = Vec::new();
        for parts in values {
            said.push(Writing::Scalar(self.say_in(holder, parts)?));
        }
        Ok(Writing::Map(vec![
            ("test".to_owned(), Writing::Scalar(format!("\"{operator}\""))),
            ("variable".to_owned(), Writing::Scalar(format!("\"{key}\""))),
            ("values".to_owned(), Writing::List(said)),
        ]))
    }
}

/// The value of an entry or argument.
fn value<'h>(holder: &'h Holder, name: &str) -> Option<&'h NodeRef> {
    match holder {
        Holder::Block(block) => block.body.attribute(name).map(|attribute| &attribute.value),
        Holder::Map(node) => node.as_map()?.get(name).map(|entry| &entry.value),
    }
}

/// An entry of the condition at a place.
fn entry<'n>(conditions: Option<&'n NodeRef>, span: Span, name: &str) -> Option<&'n NodeRef> {
    let condition = conditions?.as_list()?.items.iter().find(|item| item.span == span)?;
    condition.as_map()?.get(name).map(|entry| &entry.value)
}
