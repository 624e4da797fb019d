//! Parts of a string in the form that reading gives them, whichever way they came about.

use crate::catalogue::Language;
use crate::link::Program;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::terraform::ambient;
use crate::reason::{Reason, ReasonKind};
use crate::value::{Ambient, Kind, Part, Reference, Value};

/// The parts with locals followed, data sources that tell about the deployment by what they tell,
/// and literals that touch as one. The references must be of this program.
pub(super) fn settle(program: &Program, parts: &[Part]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for part in parts.iter().flat_map(|part| followed(program, part)) {
        match (out.last_mut(), part) {
            (_, Part::Literal(text)) if text.is_empty() => {}
            (Some(Part::Literal(before)), Part::Literal(text)) => before.push_str(&text),
            (_, part) => out.push(part),
        }
    }
    out
}

fn followed(program: &Program, part: &Part) -> Vec<Part> {
    let Part::Reference(reference) = part else { return vec![part.clone()] };
    match behind(program, reference) {
        Some(value) => as_parts(program, &value),
        None => vec![named(program, part)],
    }
}

/// The value that a reference is another name for: that of a local.
pub(super) fn behind(program: &Program, reference: &Reference) -> Option<Value> {
    if program.language != Language::Terraform || reference.indexed {
        return None;
    }
    let value = definition(program, program.symbol(reference.symbol), reference)?;
    step_into(value, &reference.attribute)
}

/// A value as parts of a string, as evaluation has them.
fn as_parts(program: &Program, value: &Value) -> Vec<Part> {
    match &value.kind {
        Kind::Text(parts) => parts.iter().map(|part| named(program, part)).collect(),
        Kind::Number(number) => vec![Part::Literal(number.clone())],
        Kind::Bool(truth) => vec![Part::Literal(truth.to_string())],
        Kind::Unknown(reason) => vec![Part::Unknown(reason.clone())],
        Kind::OneOf(arms) if arms.len() == 1 => as_parts(program, &arms[0]),
        _ => vec![Part::Unknown(Reason::new(ReasonKind::UnknownValue, "a part of the text is not known"))],
    }
}

/// A part of a value that was followed already.
fn named(program: &Program, part: &Part) -> Part {
    let Part::Reference(reference) = part else { return part.clone() };
    if program.language != Language::Terraform || reference.indexed {
        return part.clone();
    }
    let ambient = meaning(program.symbol(reference.symbol), &reference.attribute);
    ambient.map_or_else(|| part.clone(), Part::Ambient)
}

/// What an attribute of a data source tells, whichever provider it asks: that choice was made
/// before and is in the text.
fn meaning(symbol: &Symbol, attribute: &str) -> Option<Ambient> {
    let all = [Ambient::Account, Ambient::Partition, Ambient::Region, Ambient::DnsSuffix];
    let says = |ambient: &Ambient| {
        let (type_name, name) = ambient::source(*ambient);
        symbol.type_name.strip_prefix("data.") == Some(type_name) && name == attribute
    };
    ambient::meaning(symbol, attribute).or_else(|| all.into_iter().find(says))
}

/// The value of a local, and of what a variable with a map as its default holds.
fn definition(program: &Program, symbol: &Symbol, reference: &Reference) -> Option<Value> {
    match (symbol.kind, &symbol.body) {
        (SymbolKind::Local, Definition::Value(node)) => Some(program.evaluate(node)),
        (SymbolKind::Variable, Definition::Block(block)) if !reference.attribute.is_empty() => {
            Some(program.evaluate(&block.body.attribute("default")?.value))
        }
        _ => None,
    }
}

fn step_into(value: Value, attribute: &str) -> Option<Value> {
    let mut value = value;
    for name in attribute.split('.').filter(|name| !name.is_empty()) {
        let Kind::Map(entries) = &value.kind else { return None };
        let found = entries.known.iter().rev().find(|(key, _)| key.literal().as_deref() == Some(name));
        value = found?.1.clone();
    }
    Some(value)
}
