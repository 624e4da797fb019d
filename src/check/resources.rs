//! Resources of a statement that are nothing's ARN.

use super::names::named;
use crate::catalogue::Catalogue;
use crate::link::Program;
use crate::policy::arn::ArnPattern;
use crate::policy::statement::{Place, Statement};
use crate::rules::Misnamed;
use crate::value::{Part, Value};

/// Those of a statement. What a permission names is not written as an ARN.
pub(super) fn misnamed(program: &Program, catalogue: &Catalogue, statement: &Statement) -> Vec<Misnamed> {
    if matches!(statement.place, Place::Arguments { .. }) {
        return Vec::new();
    }
    let whole = statement.place.span();
    let found = statement.resources.known.iter().filter_map(|value| {
        let at = value.node().map(|node| node.span).filter(|span| whole.contains(*span)).unwrap_or(whole.before());
        let (what, right) = nested(value).or_else(|| by_name(program, catalogue, statement, value))?;
        Some(Misnamed { at, what, right })
    });
    found.collect()
}

/// A name or an id where the ARN belongs, and the ARN.
fn by_name(program: &Program, catalogue: &Catalogue, statement: &Statement, value: &Value) -> Option<(String, String)> {
    let [Part::Reference(reference), ..] = value.parts()? else { return None };
    let arn = named(program, catalogue, statement, reference)?.arn?;
    Some((format!("`{}` names the resource and is not its ARN", reference.text), arn.text))
}

/// An ARN that goes on with another one, and that other one.
fn nested(value: &Value) -> Option<(String, String)> {
    let parts = value.parts()?;
    let first = parts.first()?.literal().filter(|text| text.starts_with("arn:"))?;
    let what = || "an ARN stands within this ARN, which is that of nothing".to_owned();
    let rest = parts.get(1..).unwrap_or_default();
    let ends_open = |text: &str| text.ends_with(['/', ':']);
    if let Some(Part::Reference(reference)) = rest.first()
        && ends_open(first)
        && is_resource(first)
        && !may_be_a_path(first, first.len())
        && says_arn(&reference.attribute, &reference.text)
    {
        return Some((what(), reference.text.clone()));
    }
    let at = first.match_indices("arn:").map(|(at, _)| at).find(|&at| ends_open(&first[..at]))?;
    let inner = ArnPattern::parse(&first[at..]).is_ok() && rest.is_empty();
    (inner && !may_be_a_path(first, at)).then(|| (what(), first[at..].to_owned()))
}

/// May what stands at a byte of an ARN be a piece of a name that people choose? So it is behind the
/// first slash of resources whose names belong to no account, as those of objects in buckets do.
fn may_be_a_path(arn: &str, at: usize) -> bool {
    let has_account = arn.split(':').nth(4).is_some_and(|account| !account.is_empty());
    !has_account && arn[..at].contains('/')
}

/// Has the text begun with the resource, the last component of an ARN?
fn is_resource(text: &str) -> bool {
    text.split(':').count() >= 6
}

/// Does a reference give a whole ARN, by its name?
fn says_arn(attribute: &str, text: &str) -> bool {
    let name = if attribute.is_empty() { text } else { attribute };
    name.trim_end_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase().ends_with("arn")
}
