//! Parameters of a template.

use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::template::compose::{computed, joined_literals};
use crate::link::template::intrinsics::literal;
use crate::link::{Possible, Program};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{NodeKind, NodeRef};
use crate::value::{Kind, Part, Value};

/// How many texts the parameters in one text may make of it.
const MAX_TEXTS: usize = 16;

/// What a text with parameters in it may be, by what may be given for them: the values that they
/// allow, else the default. None where it has no parameter, or one of which nothing is told.
#[must_use]
pub fn possible(program: &Program, value: &Value) -> Option<Possible> {
    let node = value.node()?;
    let (mut all, mut rest) = (vec![Vec::new()], None);
    for part in value.parts()? {
        let texts = match part {
            Part::Reference(reference) => {
                let symbol = program.symbol(reference.symbol);
                let texts = values_of(symbol);
                let text = format!("the parameter {} may be given another value at deployment", symbol.name);
                rest.get_or_insert_with(|| Reason::new(ReasonKind::UnknownValue, text));
                texts.into_iter().map(Part::Literal).collect()
            }
            other => vec![other.clone()],
        };
        let extended =
            |row: &Vec<Part>| texts.iter().map(|part| [row.as_slice(), std::slice::from_ref(part)].concat()).collect();
        all = all.iter().flat_map(|row| -> Vec<Vec<Part>> { extended(row) }).collect();
        if all.is_empty() || all.len() > MAX_TEXTS {
            return None;
        }
    }
    let known = all.into_iter().map(|parts| computed(Kind::Text(joined_literals(parts)), node)).collect();
    Some(Possible { known, rest: rest?, is_handed_in: false })
}

/// The texts that may be given for a parameter, of a list its items, as far as that is told: none
/// where the default only names a place (Parameter Store) that holds the value.
fn values_of(symbol: &Symbol) -> Vec<String> {
    let kind = field(symbol, "Type").unwrap_or_else(|| "String".to_owned());
    if kind.starts_with("AWS::SSM::Parameter::Value") {
        return Vec::new();
    }
    let allowed = own(symbol, "AllowedValues").and_then(|allowed| allowed.as_list());
    let mut texts: Vec<String> = match allowed {
        Some(allowed) => allowed.items.iter().filter_map(text).collect(),
        None => field(symbol, "Default").into_iter().collect(),
    };
    if is_list_type(&kind) {
        texts = texts.iter().flat_map(|text| text.split(',')).map(|item| item.trim().to_owned()).collect();
    }
    texts.retain(|text| !text.is_empty());
    texts
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
    text(own(symbol, name)?)
}

/// What stands under a name in the parameter's own map.
fn own<'s>(symbol: &'s Symbol, name: &str) -> Option<&'s NodeRef> {
    let Definition::Value(node) = &symbol.body else { return None };
    if symbol.kind != SymbolKind::Variable || symbol.address.starts_with("AWS::") {
        return None;
    }
    Some(&node.as_map()?.get(name)?.value)
}

fn text(value: &NodeRef) -> Option<String> {
    match &value.kind {
        NodeKind::Number(number) => Some(number.clone()),
        NodeKind::Bool(value) => Some(value.to_string()),
        _ => literal(value).map(str::to_owned),
    }
}
