//! Templates whose resources are deployed to accounts of their own each.
//!
//! A tool for organizations (org-formation) takes one template for many accounts: a resource that
//! is bound to some of them is made only there. A pseudo parameter then stands for the account of
//! the policy, which need not be the one of what uses it.

use super::relevant::Relevant;
use crate::forms::Document;
use crate::link::Program;
use crate::link::symbol::Definition;
use crate::reason::{Reason, ReasonKind};
use crate::value::SymbolId;

/// The attribute of a resource that binds it to accounts.
const BINDING: &str = "OrganizationBinding";

/// Why the callers are perhaps in another account than the policy, though one template holds both.
pub(super) fn elsewhere(program: &Program, document: &Document, relevant: &Relevant<'_, '_>) -> Option<Reason> {
    let callers = || relevant.callers.iter().map(|caller| caller.holder);
    let holders = || document.uses.iter().map(|usage| usage.holder);
    let binds = |id: SymbolId| binding(program, id);
    let other = callers().find(|&caller| holders().any(|holder| binds(holder) != binds(caller)))?;
    let text = format!(
        "{} is bound to other accounts than the policy ({BINDING}); name the accounts yourself",
        program.symbol(other).address
    );
    Some(Reason::new(ReasonKind::MultiAccount, text))
}

/// Is anything that the document is used for bound to accounts?
pub(super) fn is_bound(program: &Program, document: &Document) -> bool {
    document.uses.iter().any(|usage| binding(program, usage.holder).is_some())
}

/// The accounts that a resource is bound to, as it is written.
fn binding(program: &Program, resource: SymbolId) -> Option<&str> {
    let Definition::Value(node) = &program.symbol(resource).body else { return None };
    let entry = node.as_map()?.get(BINDING)?;
    Some(program.text(entry.value.span))
}
