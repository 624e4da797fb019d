//! What fills the placeholders of a source ARN.

use super::home::Home;
use crate::catalogue::{Catalogue, Identity, Placeholder, Reference as Said, Transform};
use crate::link::Program;
use crate::link::symbol::SymbolKind;
use crate::value::{Part, Reference, SymbolId};

/// What fills a placeholder.
pub(super) enum Filled {
    /// These parts.
    Said(Vec<Part>),
    /// Nothing: the ARN has no such part.
    LeftOut,
    /// It cannot be said.
    Unknown,
}

/// Fills placeholders with what may be said at a place.
pub(super) struct Filler<'p> {
    pub(super) program: &'p Program,
    pub(super) catalogue: &'p Catalogue,
    /// Where the ARN is to be written.
    pub(super) home: Home<'p>,
}

impl Filler<'_> {
    /// A reference that may be written at home: to something that is always there, and without
    /// closing a cycle.
    pub(super) fn reference(&self, to: SymbolId, said: &Said) -> Option<Reference> {
        self.home.obstacle(to).is_none().then(|| self.program.reference(to, said))
    }

    /// What fills a placeholder for one source.
    pub(super) fn placeholder(&self, source: SymbolId, name: &str) -> Filled {
        let resource_type = self.catalogue.resource_type(&self.program.symbol(source).type_name);
        let Some(how) = resource_type.and_then(|it| it.placeholders.get(name)) else { return Filled::Unknown };
        let written = how.argument.as_deref().map(|argument| self.argument(source, argument, how));
        match written {
            Some(filled @ (Filled::Said(_) | Filled::LeftOut)) => filled,
            Some(Filled::Unknown) | None => {
                let generated = how.generated.as_ref().filter(|_| how.transform.is_none());
                let reference = generated.and_then(|said| self.reference(source, said));
                reference.map_or(Filled::Unknown, |reference| Filled::Said(vec![Part::Reference(reference)]))
            }
        }
    }

    fn argument(&self, source: SymbolId, argument: &str, how: &Placeholder) -> Filled {
        let nodes = self.program.argument_nodes(source, argument);
        let [node] = nodes.as_slice() else {
            return match &how.default {
                _ if !nodes.is_empty() => Filled::Unknown,
                _ if how.left_out_for.is_some() => Filled::LeftOut,
                Some(default) => Filled::Said(vec![Part::Literal(default.clone())]),
                None => Filled::Unknown,
            };
        };
        let Ok(parts) = self.program.spell(node) else { return Filled::Unknown };
        if is_left_out(&parts, how) {
            return Filled::LeftOut;
        }
        if self.may_say(&parts, how) {
            return Filled::Said(parts);
        }
        match self.in_their_words(&parts) {
            Some(parts) if self.may_say(&parts, how) => Filled::Said(parts),
            _ => Filled::Unknown,
        }
    }

    /// The same text where a name that may not be referred to is put together from what its
    /// resource puts it together from.
    fn in_their_words(&self, parts: &[Part]) -> Option<Vec<Part>> {
        let said = parts.iter().map(|part| match part {
            Part::Reference(reference) if self.home.would_cycle(reference.symbol) => self.own_name(reference),
            part => Some(vec![part.clone()]),
        });
        Some(said.collect::<Option<Vec<_>>>()?.concat())
    }

    /// The name of a resource, as it is written there; none where the reference is to something else,
    /// or where AWS makes another name of what is written.
    fn own_name(&self, reference: &Reference) -> Option<Vec<Part>> {
        let resource_type = self.catalogue.resource_type(&self.program.symbol(reference.symbol).type_name)?;
        let [argument] = resource_type.name_arguments.as_slice() else { return None };
        let is_name = match reference.attribute.as_str() {
            "" | "id" => resource_type.id_is == Some(Identity::Name),
            attribute => attribute == argument,
        };
        let mut filled = resource_type.placeholders.values();
        let is_kept = !filled.any(|how| how.argument.as_ref() == Some(argument) && how.transform.is_some());
        let nodes = self.program.argument_nodes(reference.symbol, argument);
        match nodes.as_slice() {
            [node] if is_name && is_kept && !reference.indexed => self.program.spell(node).ok(),
            _ => None,
        }
    }

    /// May these parts stand for the placeholder, at home?
    fn may_say(&self, parts: &[Part], how: &Placeholder) -> bool {
        let as_it_stands = match how.transform {
            None => true,
            Some(Transform::NameOrArn) => matches!(parts, [Part::Literal(text)] if !text.contains(':')),
            Some(Transform::LowerCase) => matches!(parts, [Part::Literal(text)] if is_lower_case(text)),
            Some(_) => false,
        };
        let sayable = parts.iter().all(|part| match part {
            Part::Literal(text) => text.is_ascii() && !text.contains(['*', '?', ':', '$']),
            Part::Reference(reference) => {
                self.home.may_name(reference)
                    && !self.home.would_cycle(reference.symbol)
                    && !is_arn(self.program, reference)
            }
            Part::Ambient(_) => true,
            Part::Unknown(_) => false,
        });
        // A variable may hold the very value for which the ARN leaves the part out.
        let surely_there = how.left_out_for.is_none()
            || !is_left_out(parts, how)
                && parts.iter().all(|part| match part {
                    Part::Reference(reference) => self.program.symbol(reference.symbol).kind == SymbolKind::Resource,
                    _ => true,
                });
        as_it_stands && sayable && surely_there && !parts.is_empty()
    }
}

/// Is it what AWS makes of it, where it writes names in lower case?
fn is_lower_case(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Is it a whole ARN, by its name? Arguments that take a name often take an ARN too, and an ARN
/// within an ARN lets nobody in.
fn is_arn(program: &Program, reference: &Reference) -> bool {
    let name = match reference.attribute.as_str() {
        "" => &program.symbol(reference.symbol).name,
        attribute => attribute,
    };
    name.to_ascii_lowercase().ends_with("arn")
}

fn is_left_out(parts: &[Part], how: &Placeholder) -> bool {
    matches!(parts, [Part::Literal(text)] if Some(text) == how.left_out_for.as_ref())
}
