//! Values said in the language of the program.

use crate::catalogue::Reference as Said;
use crate::link::{Program, Scope, Spoken, template, terraform};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Layout, Node, NodeRef};
use crate::text::FileId;
use crate::value::{Part, Reference, SymbolId};

impl Program {
    /// An expression as the parts of a string that may be written again in another block: literal
    /// text and references, not followed through variables or locals.
    ///
    /// # Errors
    /// Why it cannot be repeated elsewhere (`each.key`, a function, an indexed resource).
    pub fn spell(&self, node: &NodeRef) -> Result<Vec<Part>, Reason> {
        match &self.scope {
            Scope::Module(_) => terraform::spell::spell(self, node),
            Scope::Template(template) => template::spell::spell(self, template, node),
        }
    }

    /// Does a text of the module of a file speak of an address, whether or not it is declared?
    pub(super) fn is_spoken_of(&self, file: FileId, address: &str) -> bool {
        match &self.scope {
            Scope::Module(module) => module.is_spoken_of(self, file, address),
            Scope::Template(_) => false,
        }
    }

    /// The partition as it is said in a file: a literal one where its ARNs are written so.
    #[must_use]
    pub fn partition(&self, file: FileId) -> Part {
        match &self.scope {
            Scope::Module(module) => module.partition(self, file),
            Scope::Template(template) => template.partition(),
        }
    }

    /// A reference to a symbol, or to one of its attributes, in the language's words.
    #[must_use]
    pub fn reference(&self, to: SymbolId, said: &Said) -> Reference {
        let symbol = self.symbol(to);
        let (attribute, text) = match said {
            Said::Attribute(name) | Said::GetAtt(name) => (name.clone(), format!("{}.{name}", symbol.address)),
            Said::Ref => (String::new(), symbol.address.clone()),
        };
        Reference { symbol: to, attribute, indexed: false, text, file: symbol.span.file }
    }

    /// A value as the source text of one scalar, to be written where `layout` and `near` stand.
    ///
    /// `near` is a node whose quotes are taken for a model; `provider` says whose account is
    /// meant (Terraform).
    ///
    /// # Errors
    /// A value that cannot be said there.
    pub fn say(&self, parts: &[Part], layout: &Layout, near: &Node, provider: Option<&str>) -> Result<Spoken, Reason> {
        if let Some(reason) = parts.iter().find_map(Part::unknown) {
            return Err(reason.clone());
        }
        let foreign = parts.iter().find_map(|part| match part {
            Part::Reference(reference) if !self.can_name(reference, near.span.file) => Some(reference),
            _ => None,
        });
        if let Some(reference) = foreign {
            let text = format!("`{}` stands in another module, so it has no name here", reference.text);
            return Err(Reason::new(ReasonKind::UnknownValue, text));
        }
        match &self.scope {
            Scope::Module(module) => terraform::say_at(self, module, parts, layout, near.span.file, provider),
            Scope::Template(template) => template::say::say_at(self, template, parts, layout, near),
        }
    }
}
