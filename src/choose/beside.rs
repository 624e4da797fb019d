//! Signs of several accounts in what stands beside a policy.

use super::words::{has_word, snake};
use crate::link::Program;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use std::collections::BTreeSet;

/// Words in the types of resources that are for several accounts: the organization, what it delegates,
/// stacks in many accounts, what is shared with others or gathered from them.
const TYPES: [&str; 5] = ["organization", "organizations", "stack_set", "resource_share", "aggregator"];

/// What says in a module that several accounts have business with each other, as a part of a
/// sentence. Who only reads which organization there is (a data source) may do so for anything.
pub(super) fn sign(program: &Program, module: usize) -> Option<String> {
    let beside: Vec<&Symbol> =
        program.symbols().filter(|symbol| program.module_of(symbol.span.file) == module).collect();
    let is_of_several = |symbol: &&&Symbol| {
        let name = snake(&symbol.type_name);
        symbol.kind == SymbolKind::Resource && TYPES.iter().any(|word| has_word(&name, word))
    };
    if let Some(symbol) = beside.iter().find(is_of_several) {
        return Some(format!("{} stands beside it", symbol.address));
    }
    let roles: BTreeSet<String> = beside.iter().filter_map(|symbol| assumed_role(program, symbol)).collect();
    (roles.len() > 1).then(|| "its providers take roles of their own".to_owned())
}

/// The role that a provider takes, as it is written.
fn assumed_role(program: &Program, symbol: &Symbol) -> Option<String> {
    let Definition::Block(block) = &symbol.body else { return None };
    let role = block.body.blocks_of("assume_role").find_map(|inner| inner.body.attribute("role_arn"))?;
    symbol.address.starts_with("provider.").then(|| program.text(role.value.span).to_owned())
}
