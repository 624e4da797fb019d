//! Policies beside those in the slots of resources: in files of their own, in the arguments of
//! module calls, in places that nobody knows, in templates that were not read.

use super::block::DOCUMENT_TYPE;
use super::{Reader, Use, grammar, handed_on, object, stray, text};
use crate::link::symbol::{Symbol, SymbolKind};
use crate::outcome::UnreadPolicy;
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Node, NodeRef};
use crate::text::Span;
use crate::value::{Kind, SymbolId};

impl Reader<'_> {
    /// All of them; to be read once the slots are.
    pub(super) fn beside_slots(&mut self) {
        let program = self.program;
        if let Some((symbol, root)) = program.lone_policy() {
            self.lone_policy(symbol, root);
        }
        program.of_type(DOCUMENT_TYPE).for_each(|symbol| self.made(symbol));
        self.module_calls();
        self.templates();
        for symbol in program.symbols().filter(|symbol| symbol.kind == SymbolKind::Resource) {
            self.stray(symbol);
        }
        let holds_values = |symbol: &&Symbol| symbol.kind != SymbolKind::Other && symbol.type_name != DOCUMENT_TYPE;
        program.symbols().filter(holds_values).for_each(|symbol| self.stray_code(symbol));
    }

    /// A policy in a file of its own: what it is for, its actions tell.
    fn lone_policy(&mut self, symbol: SymbolId, root: &NodeRef) {
        let (program, value) = (self.program, self.program.evaluate(root));
        let document = self.document_at(root.span, symbol, || match value.kind {
            Kind::List(_) => grammar::bare_statements(program, &value),
            _ => grammar::statements(program, &value),
        });
        let kind = handed_on::kind_of(&document.statements);
        document.uses.extend(kind.map(|kind| Use::new(kind, symbol, Vec::new())));
        document.root = Some(root.clone());
    }

    /// Policies in places that the catalogue does not know: they let services in, but into what is
    /// not to be seen.
    fn stray(&mut self, symbol: &Symbol) {
        let program = self.program;
        let read = |node: &Node| self.documents.contains_key(&node.span);
        for node in stray::documents(program, symbol, read) {
            let (statements, rest) = grammar::statements(program, &program.evaluate(&node));
            if statements.iter().any(stray::lets_service_in) {
                let document = self.document_at(node.span, symbol.id, || (statements, rest));
                document.root = Some(node);
            }
        }
    }

    /// The same in Terraform, where such a policy may stand in any expression.
    fn stray_code(&mut self, symbol: &Symbol) {
        for node in stray::in_code(self.program, symbol) {
            if self.is_read(node.span) {
                continue;
            }
            let (program, value) = (self.program, self.program.evaluate(&node));
            let (statements, rest) = match &value.kind {
                Kind::Text(_) => match text::json(program, &value) {
                    Ok(inner) => grammar::statements(program, &inner),
                    Err(_) => continue,
                },
                _ if node.as_map().is_some_and(|map| map.get("Statement").is_some()) => {
                    grammar::statements(program, &value)
                }
                _ => {
                    let reason =
                        Reason::new(ReasonKind::UnknownValue, "nothing here shows what makes a statement of it");
                    let read = object::statements(program, &value, Err(&reason));
                    (read.known, read.rest)
                }
            };
            if statements.iter().any(stray::lets_service_in) {
                self.document_at(node.span, symbol.id, || (statements, rest));
            }
        }
    }

    /// Was something read that stands at this place, inside it, or around it?
    pub(super) fn is_read(&self, place: Span) -> bool {
        self.made.contains(&place) || self.places.touch(place)
    }

    /// Templates in strings that could not be parsed, and that speak of principals.
    fn templates(&mut self) {
        for (at, message) in &self.program.unread {
            if self.program.text(*at).contains("rincipal") {
                let address = self.program.symbol_at(*at).map(|id| self.program.symbol(id).address.clone());
                let reason = Reason::new(ReasonKind::NotLiteral, format!("a template that is not read: {message}"));
                self.unread.push(UnreadPolicy { at: *at, address: address.unwrap_or_default(), reason });
            }
        }
    }
}
