//! Writing changes back where a statement stands, in the form it is written in.

mod arguments;
mod block;
mod grammar;
mod object;
mod split;
mod substitute;
mod suggest;
mod unwritten;

pub use split::{Piece, split};
pub use suggest::suggest;
pub use unwritten::unwritten;

use crate::edit::Edit;
use crate::link::{Need, Program};
use crate::policy::change::Change;
use crate::policy::statement::{Holder, Place, Statement};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Grammar, Layout, Node, NodeKind};
use crate::syntax::write::{Writing, replace, retext};
use crate::value::{Origin, Part, SymbolId, Value};
use substitute::substitute;

/// The edits of one amended statement.
#[derive(Debug, Default)]
pub struct Written {
    /// The edits.
    pub edits: Vec<Edit>,
    /// What has to be declared for them.
    pub needs: Vec<Need>,
    /// What they refer to, of what is there already.
    pub references: Vec<SymbolId>,
    /// Edits around the text that the statement stands in; several may be the same.
    pub around: Vec<Edit>,
}

/// Writes changes of a statement.
///
/// # Errors
/// Why the statement cannot be amended where it stands.
pub fn amend(
    program: &Program,
    statement: &Statement,
    changes: &[Change],
    provider: Option<&str>,
) -> Result<Written, Reason> {
    program.is_authored(statement.place.span())?;
    statement.place.editable()?;
    if let Some(defect) = statement.defects.first() {
        return Err(defect.reason.clone());
    }
    let mut writer = Writer { program, provider, out: Written::default() };
    let edits = writer.amend(statement, changes)?;
    writer.out.edits = edits;
    Ok(writer.out)
}

/// One amendment in the making.
struct Writer<'p> {
    program: &'p Program,
    provider: Option<&'p str>,
    out: Written,
}

impl Writer<'_> {
    fn amend(&mut self, statement: &Statement, changes: &[Change]) -> Result<Vec<Edit>, Reason> {
        match &statement.place {
            Place::Map { node, .. } => self.amend_map(node, statement, changes),
            Place::Block { block, .. } => self.amend_block(block, statement, changes),
            Place::Object { holder, conditions, .. } => self.amend_object(holder, conditions, statement, changes),
            Place::Arguments { holder, source_arn, source_account, take_lists, .. } => {
                self.amend_arguments(holder, [source_arn, source_account], *take_lists, statement, changes)
            }
        }
    }

    /// The source text of a value, where `near` stands.
    fn say(&mut self, parts: &[Part], layout: &Layout, near: &Node) -> Result<String, Reason> {
        let said = self.program.say(parts, layout, near, self.provider)?;
        self.out.needs.extend(said.needs);
        self.out.references.extend(said.references);
        if let Some(text) = &said.fills {
            self.out.around.extend(substitute(self.program, text));
        }
        Ok(said.source)
    }

    /// One value as a scalar, several as a list.
    fn values(&mut self, values: &[Vec<Part>], layout: &Layout, near: &Node) -> Result<Writing, Reason> {
        let mut said = Vec::new();
        for parts in values {
            said.push(Writing::Scalar(self.say(parts, layout, near)?));
        }
        match said.len() {
            1 => Ok(said.remove(0)),
            _ => Ok(Writing::List(said)),
        }
    }

    /// Puts another text in the place of a value.
    fn revalue(
        &mut self,
        statement: &Statement,
        value: &Value,
        parts: &[Part],
        within: &Layout,
    ) -> Result<Edit, Reason> {
        let elsewhere = || Reason::new(ReasonKind::NotLiteral, "the value is not written in the statement itself");
        let Origin::Written(node) = &value.origin else { return Err(elsewhere()) };
        if !statement.place.span().contains(node.span) {
            return Err(elsewhere());
        }
        let file = self.program.file(node.span);
        let literal: Option<String> = parts.iter().map(Part::literal).collect();
        let is_text = matches!(&node.kind, NodeKind::Text(text) if text.literal().is_some());
        match literal {
            Some(text) if is_text => retext(file, within, node, &text),
            _ => {
                let source = self.say(parts, within, node)?;
                Ok(replace(file, within, node, &source))
            }
        }
    }
}

/// The layout of HCL attributes.
fn hcl() -> Layout {
    Layout { grammar: Grammar::Hcl, nest: Vec::new() }
}

/// The node that a holder's text is.
fn holder_file<'p>(program: &'p Program, holder: &Holder) -> &'p crate::text::TextFile {
    match holder {
        Holder::Block(block) => program.file(block.span),
        Holder::Map(node) => program.file(node.span),
    }
}
