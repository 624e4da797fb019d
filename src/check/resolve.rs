//! What references in source ARNs give, as far as the types that they refer to tell.

use crate::catalogue::{Catalogue, Identity, Reference as Said};
use crate::link::Program;
use crate::link::symbol::SymbolKind;
use crate::policy::key::SourceKey;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::rules::Resolved;
use crate::value::{Part, Reference};

/// The values of a statement's source ARNs that open with the ARN of a resource.
pub(super) fn resolved(program: &Program, catalogue: &Catalogue, statement: &Statement) -> Vec<Resolved> {
    let mut out = Vec::new();
    for (clause, it) in statement.conditions.known.iter().enumerate() {
        if it.key.literal().and_then(|key| SourceKey::parse(&key)) != Some(SourceKey::SourceArn) {
            continue;
        }
        for (value, written) in it.values.known.iter().enumerate() {
            let Some([Part::Reference(reference), rest @ ..]) = written.parts() else { continue };
            let Some(patterns) = patterns(program, catalogue, reference) else { continue };
            let forms = patterns.iter().map(|pattern| [filled(pattern).as_slice(), rest].concat()).collect();
            out.push(Resolved { clause, value, reference: reference.clone(), patterns, forms });
        }
    }
    out
}

/// The ARNs that a reference may give; none where it gives something else, or nothing is known.
fn patterns(program: &Program, catalogue: &Catalogue, reference: &Reference) -> Option<Vec<String>> {
    let symbol = program.symbol(reference.symbol);
    let facts = catalogue.resource_type(&symbol.type_name).filter(|_| symbol.kind == SymbolKind::Resource)?;
    let is_plain = matches!(reference.attribute.as_str(), "" | "id");
    let is_arn = match &facts.arn {
        _ if is_plain && facts.id_is == Some(Identity::Arn) => true,
        Some(Said::Attribute(arn) | Said::GetAtt(arn)) => *arn == reference.attribute,
        Some(Said::Ref) => reference.attribute.is_empty(),
        None => false,
    };
    let patterns: Vec<String> = facts.pattern.iter().chain(&facts.other_patterns).cloned().collect();
    (is_arn && !patterns.is_empty()).then_some(patterns)
}

/// A pattern as parts, of which the placeholders are not known.
fn filled(pattern: &str) -> Vec<Part> {
    let unknown = || Part::Unknown(Reason::new(ReasonKind::UnknownValue, "AWS or its author fills it in"));
    let mut parts = Vec::new();
    let mut pieces = pattern.split("${");
    parts.extend(pieces.next().map(|text| Part::Literal(text.to_owned())));
    for piece in pieces {
        let (_, text) = piece.split_once('}').unwrap_or((piece, ""));
        parts.push(unknown());
        parts.push(Part::Literal(text.to_owned()));
    }
    parts.retain(|part| part.literal() != Some(""));
    parts
}
