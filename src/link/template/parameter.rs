//! Parameters of a template.

use crate::link::Program;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::template::intrinsics::literal;
use crate::syntax::tree::NodeKind;
use crate::value::SymbolId;

/// The literal default of a parameter: a guess, since whoever deploys may set another value. None
/// for a list, and where the default only names a place (Parameter Store) that holds the value.
#[must_use]
pub fn default_of(program: &Program, parameter: SymbolId) -> Option<String> {
    let symbol = program.symbol(parameter);
    let kind = field(symbol, "Type").unwrap_or_else(|| "String".to_owned());
    if is_list_type(&kind) || kind.starts_with("AWS::SSM::Parameter::Value") {
        return None;
    }
    field(symbol, "Default")
}

/// Does a parameter hold several values?
pub(super) fn is_list(symbol: &Symbol) -> bool {
    field(symbol, "Type").is_some_and(|kind| is_list_type(&kind))
}

fn is_list_type(kind: &str) -> bool {
    kind == "CommaDelimitedList" || kind.contains("List<")
}

/// A scalar of the parameter's own map.
fn field(symbol: &Symbol, name: &str) -> Option<String> {
    let Definition::Value(node) = &symbol.body else { return None };
    if symbol.kind != SymbolKind::Variable || symbol.address.starts_with("AWS::") {
        return None;
    }
    let value = &node.as_map()?.get(name)?.value;
    match &value.kind {
        NodeKind::Number(number) => Some(number.clone()),
        NodeKind::Bool(value) => Some(value.to_string()),
        _ => literal(value).map(str::to_owned),
    }
}
