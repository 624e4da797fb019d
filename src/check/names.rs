//! References that give the name of a resource where its ARN is wanted.

use crate::catalogue::{Catalogue, Facts, Identity};
use crate::link::Program;
use crate::link::symbol::SymbolKind;
use crate::policy::statement::Statement;
use crate::rules::Named;
use crate::value::{Part, Reference, Value};

/// The references that open a value of a statement's conditions and give a name or an id.
pub(super) fn names(program: &Program, catalogue: &Catalogue, statement: &Statement) -> Vec<Named> {
    let values = statement.conditions.known.iter().flat_map(|clause| &clause.values.known);
    let first = values.filter_map(Value::parts).filter_map(|parts| parts.first());
    let references = first.filter_map(|part| match part {
        Part::Reference(reference) => Some(reference),
        _ => None,
    });
    references.filter_map(|reference| named(program, catalogue, statement, reference)).collect()
}

/// What a reference names, where it gives the name or the id of a resource.
pub(super) fn named(
    program: &Program,
    catalogue: &Catalogue,
    statement: &Statement,
    reference: &Reference,
) -> Option<Named> {
    let symbol = program.symbol(reference.symbol);
    let facts = catalogue.resource_type(&symbol.type_name).filter(|_| symbol.kind == SymbolKind::Resource)?;
    if !gives_name(facts, &reference.attribute) {
        return None;
    }
    let arn = facts.arn.as_ref().filter(|_| !reference.indexed).map(|said| program.reference(reference.symbol, said));
    let arn = arn.filter(|arn| program.can_name(arn, statement.place.span().file));
    Some(Named { reference: reference.clone(), arn })
}

/// Is an attribute of a resource its name or its id? A plain reference (`Ref`, `id`) is what the
/// catalogue says.
fn gives_name(facts: &Facts, attribute: &str) -> bool {
    match attribute {
        "" | "id" => matches!(facts.id_is, Some(Identity::Name | Identity::Id)),
        other => facts.name_arguments.iter().any(|argument| argument == other),
    }
}
