//! Names in source ARNs where an id belongs that AWS makes.

use crate::catalogue::{Catalogue, Facts, Pair, Placeholder, Reference as Said};
use crate::choose::Grant;
use crate::link::Program;
use crate::link::symbol::{Symbol, SymbolKind};
use crate::policy::arn::{ArnPattern, PatternTemplate, captured};
use crate::policy::key::SourceKey;
use crate::policy::statement::Statement;
use crate::rules::NameForId;
use crate::value::{Part, Reference, SymbolId, Value};

/// The values of a statement's source ARNs that have a name where every form that they could have
/// wants an id. `holders` are what a reference in the statement must not lead back to.
pub(super) fn names_for_ids(
    program: &Program,
    catalogue: &Catalogue,
    statement: &Statement,
    holders: &[SymbolId],
    grant: &Grant<'_>,
) -> Vec<NameForId> {
    let finder = Finder { program, catalogue, statement, holders };
    let clauses = statement.conditions.known.iter().enumerate();
    let is_arn = |value: &Value| value.literal().and_then(|key| SourceKey::parse(&key)) == Some(SourceKey::SourceArn);
    let values = clauses.filter(|(_, clause)| is_arn(&clause.key)).flat_map(|(clause, it)| {
        it.values.known.iter().enumerate().map(move |(value, written)| (clause, value, written))
    });
    let found = values.filter_map(|(clause, value, written)| {
        let arn = ArnPattern::read(written.parts()?).ok()?;
        let Found { name, right, is_exact } = finder.found(&arn, grant)?;
        Some(NameForId { clause, value, name, right, is_exact })
    });
    found.collect()
}

struct Finder<'p> {
    program: &'p Program,
    catalogue: &'p Catalogue,
    statement: &'p Statement,
    holders: &'p [SymbolId],
}

/// A name where an id belongs.
struct Found {
    name: String,
    right: Vec<Part>,
    is_exact: bool,
}

impl Finder<'_> {
    fn found(&self, arn: &ArnPattern, grant: &Grant<'_>) -> Option<Found> {
        let mut first = None;
        for pair in &grant.pairs {
            let forms = pair.patterns.iter().filter_map(|pattern| pattern.template());
            for form in forms.filter(|form| form.shape_matches(arn) && tells_resource(form, arn)) {
                let found = self.of_form(form, arn, pair)?;
                first = first.or(Some(found));
            }
        }
        first
    }

    /// What is wrong with an ARN of a form; none where it may be right.
    fn of_form(&self, form: &PatternTemplate, arn: &ArnPattern, pair: &Pair) -> Option<Found> {
        let types = types_of(pair);
        captured(form, arn).into_iter().find_map(|(placeholder, parts)| {
            let [part] = parts.as_slice() else { return None };
            let known = types.iter().filter_map(|name| Some((*name, self.catalogue.resource_type(name)?)));
            let known: Vec<(&str, &Facts)> = known.map(|(name, it)| (name, &**it)).collect();
            let filled = known.iter().filter_map(|(name, facts)| {
                let how = facts.placeholders.get(&placeholder)?;
                Some((*name, *facts, how, how.generated.as_ref()?))
            });
            let filled: Vec<_> = filled.collect();
            let named = filled.iter().find_map(|&(name, facts, _, said)| {
                let symbol = self.named_so(name, facts, said, part)?;
                Some(self.id_of(symbol, said))
            });
            if named.is_none() && !has_other_form(part, filled.iter().map(|(_, _, how, _)| *how)) {
                return None;
            }
            let id = named.flatten();
            let is_exact = id.is_some();
            let id = id.map_or_else(|| Part::Literal("*".to_owned()), Part::Reference);
            let mut values = captured(form, arn);
            values.insert(placeholder, vec![id]);
            let right = form.fill(|name| values.get(name).cloned()).ok()?;
            Some(Found { name: shown(part), right, is_exact })
        })
    }

    /// The resource of a type that a text or a reference is the name of.
    fn named_so(&self, type_name: &str, facts: &Facts, id: &Said, part: &Part) -> Option<SymbolId> {
        let is_name = |attribute: &str| facts.name_arguments.iter().any(|name| name == attribute);
        if let Part::Reference(Reference { symbol, attribute, .. }) = part
            && self.program.symbol(*symbol).kind == SymbolKind::Resource
        {
            let is_of_type = self.program.symbol(*symbol).type_name == type_name;
            let is_id = matches!(id, Said::Attribute(id) | Said::GetAtt(id) if id == attribute);
            return (is_of_type && is_name(attribute) && !is_id).then_some(*symbol);
        }
        let mut named = self.program.of_type(type_name).filter(|it| self.is_called(it, facts, part));
        let first = named.next()?;
        named.next().is_none().then_some(first.id)
    }

    /// Is what a resource is called this very text or reference?
    fn is_called(&self, resource: &Symbol, facts: &Facts, part: &Part) -> bool {
        let [argument] = facts.name_arguments.as_slice() else { return false };
        let nodes = self.program.argument_nodes(resource.id, argument);
        matches!(nodes.as_slice(), [node] if self.program.spell(node).is_ok_and(|parts| is_same(&parts, part)))
    }

    /// The reference to the id of a resource, where the statement can say it.
    fn id_of(&self, symbol: SymbolId, said: &Said) -> Option<Reference> {
        let reference = self.program.reference(symbol, said);
        let is_one = !self.program.symbol(symbol).repeated;
        let may_say = self.program.can_name(&reference, self.statement.place.span().file);
        let is_free = self.holders.iter().all(|&holder| !self.program.would_cycle(holder, symbol));
        (is_one && may_say && is_free).then_some(reference)
    }
}

/// The types of resources that may be the source.
fn types_of(pair: &Pair) -> Vec<&str> {
    let hinted = pair.hints().flat_map(|hint| hint.source.types(&hint.holder));
    let mut types: Vec<&str> = pair.sources.iter().map(String::as_str).chain(hinted).collect();
    types.sort_unstable();
    types.dedup();
    types
}

/// Does an ARN of a form say which resource it is?
fn tells_resource(form: &PatternTemplate, arn: &ArnPattern) -> bool {
    captured(form, arn).keys().any(|name| !crate::catalogue::AMBIENT.contains(&name.as_str()))
}

/// Is it a text that has another form than every id of these?
fn has_other_form<'h>(part: &Part, mut ids: impl Iterator<Item = &'h Placeholder>) -> bool {
    let Some(text) = part.literal().filter(|text| !text.contains(['*', '?', '$'])) else { return false };
    let mut seen = false;
    let is_other = ids.all(|how| {
        seen = true;
        how.form.as_ref().is_some_and(|form| !form.fits(text))
    });
    seen && is_other
}

fn is_same(parts: &[Part], part: &Part) -> bool {
    match (parts, part) {
        ([Part::Literal(one)], Part::Literal(other)) => one == other,
        ([Part::Reference(one)], Part::Reference(other)) => {
            (one.symbol, &one.attribute, one.indexed) == (other.symbol, &other.attribute, other.indexed)
        }
        _ => false,
    }
}

fn shown(part: &Part) -> String {
    match part {
        Part::Reference(reference) => reference.text.clone(),
        other => other.literal().unwrap_or_default().to_owned(),
    }
}
