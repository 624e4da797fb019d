//! What may be written at a place of the text.

use crate::link::{Program, Scope, template, terraform};
use crate::reason::Reason;
use crate::syntax::tree::NodeRef;
use crate::text::{FileId, Span};
use crate::value::SymbolId;

impl Program {
    /// Does the module of a file write all its expressions in strings, as old Terraform wants them?
    #[must_use]
    pub fn wraps_expressions(&self, file: FileId) -> bool {
        match &self.scope {
            Scope::Module(module) => module.wraps_expressions(self, file),
            Scope::Template(_) => false,
        }
    }

    /// Does a resource take no notice of changes of one of these arguments (`lifecycle`)?
    #[must_use]
    pub fn ignores_changes(&self, resource: SymbolId, arguments: &[&str]) -> bool {
        match &self.scope {
            Scope::Module(_) => terraform::lifecycle::ignores_changes(self.symbol(resource), arguments),
            Scope::Template(_) => false,
        }
    }

    /// May a statement at this place be edited for all that use it?
    ///
    /// # Errors
    /// Why not: a YAML anchor gives the text to others too; a `.tfvars` file holds no references.
    pub fn may_edit(&self, span: Span) -> Result<(), Reason> {
        match &self.scope {
            Scope::Module(module) => terraform::may_edit(module, span.file, &self.file(span).path),
            Scope::Template(template) => template::may_edit(template, span),
        }
    }

    /// Was the file of a span written by a person, so that an edit of it will last?
    ///
    /// # Errors
    /// What made it, and what to change instead.
    pub fn is_authored(&self, span: Span) -> Result<(), Reason> {
        self.origins.refusal(self, span.file).map_or(Ok(()), Err)
    }

    /// May references to other things of the program be written at this place? A text that is
    /// read from a file knows none of them.
    #[must_use]
    pub fn may_refer(&self, span: Span) -> bool {
        match &self.scope {
            Scope::Module(module) => module.texts.readings(span.file).is_none(),
            Scope::Template(_) => true,
        }
    }

    /// Is the text at this place read as it is, so that it can say nothing but literals?
    #[must_use]
    pub fn is_verbatim(&self, span: Span) -> bool {
        match &self.scope {
            Scope::Module(module) => module.texts.readings(span.file).is_some_and(|readings| !readings.is_template()),
            Scope::Template(_) => false,
        }
    }

    /// Is the text at this place a policy in a file of its own, so that it can say nothing but
    /// literals?
    #[must_use]
    pub fn says_only_literals(&self, span: Span) -> bool {
        self.lone_policy().is_some() || self.is_verbatim(span)
    }

    /// The maps that give a template its variables, wherever it is read.
    #[must_use]
    pub fn template_variables(&self, template: FileId) -> &[NodeRef] {
        match &self.scope {
            Scope::Module(module) => module.texts.readings(template).map_or(&[], |readings| &readings.maps),
            Scope::Template(_) => &[],
        }
    }
}
