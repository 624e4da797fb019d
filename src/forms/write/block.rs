//! Amending a `statement` block of a document data source.

use std::sync::Arc;

use super::grammar::not_literal;
use super::{Writer, hcl};
use crate::edit::Edit;
use crate::policy::change::Change;
use crate::policy::statement::Statement;
use crate::reason::Reason;
use crate::syntax::tree::{Block, Node, NodeKind};
use crate::syntax::write::{Writing, insert_blocks, retext};
use crate::text::Span;

impl Writer<'_> {
    pub(super) fn amend_block(
        &mut self,
        block: &Arc<Block>,
        statement: &Statement,
        changes: &[Change],
    ) -> Result<Vec<Edit>, Reason> {
        let near = Node { span: block.span, kind: NodeKind::Null };
        let mut edits = Vec::new();
        let mut conditions = Vec::new();
        for change in changes {
            match change {
                Change::Add { operator, key, values } => {
                    let mut said = Vec::new();
                    for parts in values {
                        said.push(Writing::Scalar(self.say(parts, &hcl(), &near)?));
                    }
                    conditions.push(vec![
                        ("test".to_owned(), Writing::Scalar(format!("\"{operator}\""))),
                        ("variable".to_owned(), Writing::Scalar(format!("\"{key}\""))),
                        ("values".to_owned(), Writing::List(said)),
                    ]);
                }
                Change::Operator { clause, operator } => {
                    let condition = condition(block, statement.conditions.known[*clause].span)?;
                    let test = condition.body.attribute("test").ok_or_else(not_literal)?;
                    edits.push(retext(self.program.file(block.span), &hcl(), &test.value, operator)?);
                }
                Change::Key { clause, key } => {
                    let condition = condition(block, statement.conditions.known[*clause].span)?;
                    let variable = condition.body.attribute("variable").ok_or_else(not_literal)?;
                    edits.push(retext(self.program.file(block.span), &hcl(), &variable.value, key)?);
                }
                Change::Value { clause, value, parts } => {
                    let value = &statement.conditions.known[*clause].values.known[*value];
                    edits.push(self.revalue(statement, value, parts, &hcl())?);
                }
            }
        }
        if !conditions.is_empty() {
            edits.push(insert_blocks(self.program.file(block.span), block, "condition", &conditions));
        }
        Ok(edits)
    }
}

/// The `condition` block at a place.
fn condition(statement: &Block, span: Span) -> Result<&Arc<Block>, Reason> {
    statement.body.blocks_of("condition").find(|block| block.span == span).ok_or_else(not_literal)
}
