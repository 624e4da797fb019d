//! Policies in the arguments of a module call: what the module makes of them is not to be seen,
//! so their actions tell what they are for.

use super::{Document, Reader, Use, grammar, stray, text};
use crate::catalogue::Catalogue;
use crate::link::Program;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::policy::statement::{PolicyKind, Statement};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, SymbolId, Value};
use std::collections::BTreeSet;

impl Reader<'_> {
    /// Reads the policies that a module call hands on.
    pub(super) fn module_call(&mut self, symbol: &Symbol) {
        let Definition::Block(block) = &symbol.body else { return };
        for attribute in block.body.attributes() {
            if self.program.text(attribute.value.span).contains("rincipal") {
                let value = self.program.evaluate(&attribute.value);
                self.handed_on(&value, symbol.id);
            }
        }
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
            Kind::Text(_) => {
                if let Ok(inner) = text::json(self.program, value)
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
        let kind = kind_of(&statements).filter(|_| !has_providers(self.program.symbol(module)));
        let document = self.document_at(node.span, module, || (statements, rest));
        document.root = Some(node);
        document.uses.extend(kind.map(|kind| Use { kind, holder: module, owners: Vec::new() }));
    }
}

/// Is a module called with providers of its own, which may be of another account?
fn has_providers(call: &Symbol) -> bool {
    match &call.body {
        Definition::Block(block) => block.body.attribute("providers").is_some(),
        Definition::Value(_) => false,
    }
}

/// A document that nothing here uses as a policy, and that only lets roles be assumed, is the
/// trust policy of a role that is made elsewhere: by a module of the same account.
pub(super) fn trust_of_another(program: &Program, document: &mut Document) {
    let kind = kind_of(&document.statements).filter(PolicyKind::is_role_trust);
    let elsewhere = program.users(document.home).any(|user| user.kind == SymbolKind::Module && has_providers(user));
    if let (true, false, Some(kind)) = (document.uses.is_empty(), elsewhere, kind)
        && program.users(document.home).any(|user| user.kind == SymbolKind::Module)
    {
        document.uses.push(Use { kind, holder: document.home, owners: Vec::new() });
    }
}

/// The one kind of policy that all actions of the statements are of.
pub(super) fn kind_of(statements: &[Statement]) -> Option<PolicyKind> {
    let actions = statements.iter().flat_map(|statement| &statement.actions.known);
    let kinds: BTreeSet<PolicyKind> =
        actions.filter_map(|action| Catalogue::kind_of_action(&action.literal()?)).collect();
    let [kind] = <[PolicyKind; 1]>::try_from(kinds.into_iter().collect::<Vec<_>>()).ok()?;
    Some(kind)
}
