//! CloudFormation's functions, over values.

mod lists;
mod mappings;

use crate::link::symbol::{Symbol, SymbolKind};
use crate::link::template::compose::{computed, join, joined_literals, one_of, unknown, written};
use crate::link::template::evaluator::Evaluator;
use crate::link::template::intrinsics::{Call, Function, ambient, literal};
use crate::link::template::loops::Loop;
use crate::link::template::parameter;
use crate::link::template::substitution::{self, Piece};
use crate::link::template::variables::literal_parts;
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Part, Partial, Reference, Value};

/// What a call gives; `node` is the whole call.
pub(super) fn apply(ev: &Evaluator<'_>, node: &NodeRef, call: &Call<'_>) -> Value {
    match call.function {
        Function::Ref => reference(ev, node, call),
        Function::GetAtt => attribute(ev, node, call),
        Function::Sub => substitute(ev, node, call),
        Function::If => match call.arguments() {
            [_, then, otherwise] => one_of(vec![ev.value(then), ev.value(otherwise)], node),
            _ => malformed(node, call),
        },
        Function::Join => lists::join_call(ev, node, call),
        Function::Split => lists::split(ev, node, call),
        Function::Select => lists::select(ev, node, call),
        Function::Length => lists::length(ev, node, call),
        Function::FindInMap => mappings::find(ev, node, call),
        Function::ToJsonString => computed(Kind::json(ev.value(call.argument)), node),
        Function::ImportValue | Function::Transform | Function::Condition | Function::Other => not_followed(node, call),
    }
}

fn not_followed(node: &NodeRef, call: &Call<'_>) -> Value {
    let name = &call.name;
    match call.function {
        Function::ImportValue => {
            let text = "`Fn::ImportValue` takes the value from another stack; look at the stack that exports it";
            unknown(ReasonKind::UnknownValue, text, node)
        }
        Function::Transform => {
            let text = "`Fn::Transform` makes the value with a macro; look at what the macro gives";
            unknown(ReasonKind::NotLiteral, text, node)
        }
        _ => unknown(ReasonKind::NotLiteral, format!("`{name}` is not followed; write the value out"), node),
    }
}

fn malformed(node: &NodeRef, call: &Call<'_>) -> Value {
    let text = format!("`{}` has not the arguments that CloudFormation wants", call.name);
    unknown(ReasonKind::Shape, text, node)
}

fn reference(ev: &Evaluator<'_>, node: &NodeRef, call: &Call<'_>) -> Value {
    let Some(name) = literal(call.argument) else { return malformed(node, call) };
    match ambient(name) {
        Some(ambient) => written(Kind::Text(vec![Part::Ambient(ambient)]), node),
        None if name == "AWS::NoValue" => written(Kind::Absent, node),
        None => computed(named(ev, name, node), node),
    }
}

/// What `Ref` of a name gives, or `${name}` in a text, at a node.
fn named(ev: &Evaluator<'_>, name: &str, node: &NodeRef) -> Kind {
    let Some(symbol) = symbol(ev, name) else {
        let items = Loop::value(ev, name, node.span);
        return items.map_or_else(|| Kind::Unknown(no_such_name(name)), |items| one_of(items, node).kind);
    };
    if !is_name(name) {
        return Kind::Unknown(no_name(name));
    }
    let text = Kind::Text(vec![Part::Reference(reference_to(symbol, "", name))]);
    if !parameter::is_list(symbol) {
        return text;
    }
    let rest = format!("the parameter `{name}` is a list that is given at deployment");
    Kind::list(Partial { known: vec![computed(text, node)], rest: Some(Reason::new(ReasonKind::UnknownValue, rest)) })
}

fn attribute(ev: &Evaluator<'_>, node: &NodeRef, call: &Call<'_>) -> Value {
    let path = match call.arguments() {
        [] => literal(call.argument).map(str::to_owned),
        items => items.iter().map(|item| literal(item)).collect::<Option<Vec<_>>>().map(|parts| parts.join(".")),
    };
    match path {
        Some(path) => computed(attribute_kind(ev, &path), node),
        None => malformed(node, call),
    }
}

/// What `Fn::GetAtt` of `Resource.Attribute` gives, or `${Resource.Attribute}` in a text.
fn attribute_kind(ev: &Evaluator<'_>, path: &str) -> Kind {
    if !is_name(path) {
        return Kind::Unknown(no_name(path));
    }
    let found = path.split_once('.').and_then(|(name, attribute)| Some((symbol(ev, name)?, attribute)));
    match found {
        Some((symbol, attribute)) => Kind::Text(vec![Part::Reference(reference_to(symbol, attribute, path))]),
        None => Kind::Unknown(no_such_name(path)),
    }
}

fn reference_to(symbol: &Symbol, attribute: &str, text: &str) -> Reference {
    Reference {
        symbol: symbol.id,
        attribute: attribute.to_owned(),
        indexed: false,
        text: text.to_owned(),
        file: symbol.span.file,
    }
}

/// The resource or parameter of a name.
fn symbol<'a>(ev: &Evaluator<'a>, name: &str) -> Option<&'a Symbol> {
    let symbol = ev.program.symbol(ev.program.lookup(name)?);
    matches!(symbol.kind, SymbolKind::Resource | SymbolKind::Variable).then_some(symbol)
}

/// Is it made of what names of resources and their attributes are made of? Nothing else can be said
/// between `${` and `}`, so no other reference may be written again.
fn is_name(path: &str) -> bool {
    path.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | ':' | '_' | '-'))
}

fn no_name(name: &str) -> Reason {
    let text = format!("`{}` is no name that CloudFormation takes", name.escape_debug());
    Reason::new(ReasonKind::Shape, text)
}

fn no_such_name(name: &str) -> Reason {
    let text = if name.starts_with("AWS::") {
        format!("`{name}` is known only when the stack is deployed")
    } else {
        format!("`{name}` is neither a resource nor a parameter of this template; a macro may add it")
    };
    Reason::new(ReasonKind::UnknownValue, text)
}

fn substitute(ev: &Evaluator<'_>, node: &NodeRef, call: &Call<'_>) -> Value {
    match substitution::text_of(call).and_then(|text| literal(text)) {
        Some(text) => substituted(ev, node, text, substitution::variables_of(call)),
        None => malformed(node, call),
    }
}

/// A text of `Fn::Sub` with its names filled in; `variables` is the map beside it. It is written at
/// `node` unless it is one of several texts.
pub(super) fn substituted(ev: &Evaluator<'_>, node: &NodeRef, text: &str, variables: Option<&NodeRef>) -> Value {
    let pieces = substitution::pieces(text);
    let values: Vec<Value> = pieces.iter().map(|piece| piece_value(ev, node, piece, variables)).collect();
    match join(&values, "", node) {
        kind @ Kind::Text(_) => written(kind, node),
        kind => computed(kind, node),
    }
}

fn piece_value(ev: &Evaluator<'_>, node: &NodeRef, piece: &Piece<'_>, variables: Option<&NodeRef>) -> Value {
    let name = match piece {
        Piece::Literal(text) => return written(Kind::Text(literal_parts(text, ev.template.variables)), node),
        Piece::Name(name) => *name,
    };
    if let Some(own) = variables.and_then(|map| ev.template.anchors.get(map, name)) {
        return ev.value(&own);
    }
    let kind = match ambient(name) {
        Some(ambient) => Kind::Text(vec![Part::Ambient(ambient)]),
        None if name.contains('.') => attribute_kind(ev, name),
        None => named(ev, name, node),
    };
    computed(kind, node)
}

/// The text of a value as a name: a literal, or a number as it is written.
fn as_name(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::Number(number) => Some(number.clone()),
        Kind::Text(parts) => match joined_literals(parts.iter().cloned()).as_slice() {
            [] => Some(String::new()),
            [Part::Literal(text)] => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The same for each arm of a choice, else for the value alone.
fn for_each_arm(value: Value, node: &NodeRef, then: impl Fn(Value) -> Value) -> Value {
    match value.kind {
        Kind::OneOf(arms) => one_of(arms.iter().cloned().map(then).collect(), node),
        kind => then(Value { kind, origin: value.origin }),
    }
}

/// `items` without those that are not there; none where nobody can tell which are there.
fn certain_items(items: &Partial<Value>) -> Option<Vec<&Value>> {
    let may_be_absent = |item: &&Value| match &item.kind {
        Kind::OneOf(arms) => arms.iter().any(|arm| arm.kind == Kind::Absent),
        _ => false,
    };
    if items.rest.is_some() || items.known.iter().any(|item| may_be_absent(&item)) {
        return None;
    }
    Some(items.known.iter().filter(|item| item.kind != Kind::Absent).collect())
}

/// What is said where a list is not known well enough for a function.
fn unclear_list(value: &Value, node: &NodeRef, call: &Call<'_>) -> Value {
    let reason = match &value.kind {
        Kind::Unknown(reason) => Some(reason.clone()),
        Kind::List(items) => items.rest.clone(),
        _ => None,
    };
    let text = format!("the list that `{}` is given is not known; write the value out", call.name);
    Value::unknown(reason.unwrap_or_else(|| Reason::new(ReasonKind::UnknownValue, text)), node)
}
