//! Amending an object that a module makes a `statement` block of.

use super::Writer;
use super::grammar::not_literal;
use crate::edit::Edit;
use crate::policy::change::Change;
use crate::policy::statement::Statement;
use crate::reason::Reason;
use crate::syntax::tree::{Layout, Node, NodeRef};
use crate::syntax::write::{Writing, insert_entry, insert_items, retext};
use crate::text::Span;

impl Writer<'_> {
    /// `name` is that of the entry that holds the conditions.
    pub(super) fn amend_object(
        &mut self,
        node: &NodeRef,
        name: &str,
        statement: &Statement,
        changes: &[Change],
    ) -> Result<Vec<Edit>, Reason> {
        let map = node.as_map().ok_or_else(not_literal)?;
        let file = self.program.file(node.span);
        let conditions = map.get(name).map(|entry| &entry.value);
        let mut edits = Vec::new();
        let mut added = Vec::new();
        for change in changes {
            match change {
                Change::Add { operator, key, values } => {
                    added.push(self.condition_object(operator, key, values, &map.layout, node)?);
                }
                Change::Operator { clause, operator } => {
                    let span = statement.conditions.known[*clause].span;
                    let test = entry(conditions, span, "test").ok_or_else(not_literal)?;
                    edits.push(retext(file, &map.layout, test, operator)?);
                }
                Change::Key { clause, key } => {
                    let span = statement.conditions.known[*clause].span;
                    let variable = entry(conditions, span, "variable").ok_or_else(not_literal)?;
                    edits.push(retext(file, &map.layout, variable, key)?);
                }
                Change::Value { clause, value, parts } => {
                    let value = &statement.conditions.known[*clause].values.known[*value];
                    edits.push(self.revalue(statement, value, parts, &map.layout)?);
                }
            }
        }
        match conditions {
            _ if added.is_empty() => {}
            None => edits.extend(insert_entry(file, node, name, &Writing::List(added))?),
            Some(list) if list.as_list().is_some() => edits.extend(insert_items(file, list, &added)?),
            Some(_) => return Err(not_literal()),
        }
        Ok(edits)
    }

    /// A condition as an object.
    fn condition_object(
        &mut self,
        operator: &str,
        key: &str,
        values: &[Vec<crate::value::Part>],
        layout: &Layout,
        near: &Node,
    ) -> Result<Writing, Reason> {
        let mut said = Vec::new();
        for parts in values {
            said.push(Writing::Scalar(self.say(parts, layout, near)?));
        }
        Ok(Writing::Map(vec![
            ("test".to_owned(), Writing::Scalar(format!("\"{operator}\""))),
            ("variable".to_owned(), Writing::Scalar(format!("\"{key}\""))),
            ("values".to_owned(), Writing::List(said)),
        ]))
    }
}

/// An entry of the condition at a place.
fn entry<'n>(conditions: Option<&'n NodeRef>, span: Span, name: &str) -> Option<&'n NodeRef> {
    let condition = conditions?.as_list()?.items.iter().find(|item| item.span == span)?;
    condition.as_map()?.get(name).map(|entry| &entry.value)
}
