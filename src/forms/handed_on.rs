//! Policies in the arguments of a module call: what the module makes of them is not to be seen,
//! so their actions tell what they are for.

use super::block::DOCUMENT_TYPE;
use super::called::called;
use super::{Document, Reader, Use, grammar, object, stray, text};
use crate::catalogue::Catalogue;
use crate::link::Program;
use crate::link::hearsay::Hearsay;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::policy::statement::{PolicyKind, Statement};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Part, SymbolId, Value};
use std::collections::BTreeSet;

/// What every policy and every object of a statement has, as a part of a key.
const PRINCIPAL: &str = "rincipal";

impl Reader<'_> {
    /// Reads the policies that module calls hand on.
    pub(super) fn module_calls(&mut self) {
        let program = self.program;
        let calls: Vec<&Symbol> = program.symbols().filter(|symbol| symbol.kind == SymbolKind::Module).collect();
        let hearsay = (!calls.is_empty()).then(|| Hearsay::of(program, PRINCIPAL));
        for call in calls {
            self.call(call);
            self.module_call(call, |argument| {
                hearsay.as_ref().is_some_and(|hearsay| hearsay.may_reach(program, call.id, argument))
            });
        }
    }

    /// Reads the policies that one call hands on; `may_hold` tells whether an argument that names a
    /// local may come to speak of principals.
    fn module_call(&mut self, call: &Symbol, may_hold: impl Fn(&str) -> bool) {
        let Definition::Block(block) = &call.body else { return };
        for attribute in block.body.attributes() {
            let text = self.program.text(attribute.value.span);
            if text.contains(PRINCIPAL) || text.contains("local.") && may_hold(&attribute.name) {
                let value = self.program.evaluate(&attribute.value);
                self.handed_on(&value, call.id);
                self.objects(&attribute.name, &value, call);
            }
        }
    }

    /// Reads the objects in an argument that are statements.
    fn objects(&mut self, argument: &str, value: &Value, call: &Symbol) {
        let (program, called) = (self.program, called(self.program, self.catalogue, call));
        let known = called.as_ref().and_then(|called| called.objects(argument));
        let conditions = known.as_ref().map_or_else(|| Err(not_seen(program, call)), |known| known.conditions.clone());
        let mut read = object::statements(program, value, conditions.as_deref());
        read.known.retain(|statement| !self.made.contains(&statement.place.span()));
        let Some(span) = read.known.first().map(|statement| statement.place.span()) else { return };
        if !read.known.iter().any(stray::lets_service_in) {
            return;
        }
        let kind = known.as_ref().map(|known| known.kind.clone()).or_else(|| kind_of(&read.known));
        let owners = if known.is_some_and(|known| known.protects_all) { vec![call.id] } else { Vec::new() };
        let home = program.symbol_at(span).unwrap_or(call.id);
        let document = self.document_at(span, home, || (read.known, read.rest));
        document.uses.extend(kind.map(|kind| Use::new(kind, call.id, owners)));
    }

    fn handed_on(&mut self, value: &Value, module: SymbolId) {
        match &value.kind {
            Kind::Json(inner) => self.handed_on(inner, module),
            Kind::OneOf(arms) => arms.iter().for_each(|arm| self.handed_on(arm, module)),
            Kind::List(items) => items.known.iter().for_each(|item| self.handed_on(item, module)),
            Kind::Map(entries) => {
                let is_policy = entries.known.iter().any(|(key, _)| key.literal().as_deref() == Some("Statement"));
                match value.node().filter(|_| is_policy && value.is_written()) {
                    Some(node) => self.by_its_actions(node.clone(), value, module),
                    None => entries.known.iter().for_each(|(_, value)| self.handed_on(value, module)),
                }
            }
            Kind::Text(parts) => {
                if may_be_map(parts)
                    && let Ok(inner) = text::json(self.program, value)
                    && matches!(inner.kind, Kind::Map(_))
                {
                    self.handed_on(&inner, module);
                }
            }
            Kind::Number(_) | Kind::Bool(_) | Kind::Absent | Kind::Unknown(_) => {}
        }
    }

    fn by_its_actions(&mut self, node: NodeRef, value: &Value, module: SymbolId) {
        let (statements, rest) = grammar::statements(self.program, value);
        if !statements.iter().any(stray::lets_service_in) {
            return;
        }
        let kind = kind_of(&statements);
        let document = self.document_at(node.span, module, || (statements, rest));
        document.root = Some(node);
        document.uses.extend(kind.map(|kind| Use::new(kind, module, Vec::new())));
    }
}

/// May a string be the JSON text of a map? Most are names.
fn may_be_map(parts: &[Part]) -> bool {
    match parts.first() {
        Some(Part::Literal(text)) => text.trim_start().starts_with('{'),
        first => first.is_some(),
    }
}

/// Why nobody knows what a module calls the conditions of an object.
fn not_seen(program: &Program, call: &Symbol) -> Reason {
    let text = match program.takes_out_of_sight(call.id) {
        true => "what the module makes of it is not to be seen: add the condition as the module takes it",
        false => "the module's code makes a statement of it: add the condition where that takes one",
    };
    Reason::new(ReasonKind::UnknownValue, text)
}

/// A document that nothing here uses as a policy is one of those that the modules make to which it is
/// handed; a document data source may be handed to any resource, and is for others where nobody
/// takes it.
pub(super) fn policy_of_another(program: &Program, document: &mut Document) {
    let Some(kind) = kind_of(&document.statements).filter(|_| document.uses.is_empty()) else { return };
    let is_source = program.symbol(document.home).type_name == DOCUMENT_TYPE;
    let takes = |user: &&Symbol| user.kind == SymbolKind::Module || is_source && user.kind == SymbolKind::Resource;
    let mut holders: Vec<SymbolId> = program.users(document.home).filter(takes).map(|user| user.id).collect();
    if holders.is_empty() && is_source {
        holders.push(document.home);
    }
    document.uses.extend(holders.into_iter().map(|holder| Use::new(kind.clone(), holder, Vec::new())));
}

/// The one kind of policy that all actions of the statements are of.
pub(super) fn kind_of(statements: &[Statement]) -> Option<PolicyKind> {
    let actions = statements.iter().flat_map(|statement| &statement.actions.known);
    let kinds: BTreeSet<PolicyKind> =
        actions.filter_map(|action| Catalogue::kind_of_action(&action.literal()?)).collect();
    let [kind] = <[PolicyKind; 1]>::try_from(kinds.into_iter().collect::<Vec<_>>()).ok()?;
    Some(kind)
}
