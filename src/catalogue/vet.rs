//! What facts about a service must agree with in the rest of the catalogue: known types, arguments
//! as their language spells them, placeholders that something fills, kinds that a policy may have.

use super::check::{Fault, said};
use super::evidence::Confidence;
use super::hint::{Hint, Language, Source};
use super::pattern::{Granularity, Pattern};
use super::service::{Pair, Sent, Service};
use super::{Catalogue, TYPES};
use crate::date::Date;
use crate::nearest::nearest;
use crate::policy::key::SourceKey;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Placeholders that no argument or attribute of any type fills: what they stand for is known
/// only to a person, or only at run time.
pub(super) const FILLED_BY_NOBODY: [&str; 5] =
    ["ApiSpecificResourcePath", "LookupTableName", "ServerName", "SourceAccount", "Stage"];

/// Looks at every fact of a service.
///
/// # Errors
/// The first one that does not fit.
pub(super) fn vet(service: &Service) -> Result<(), Fault> {
    if service.read.parse::<Date>().is_err() {
        let message = format!("`read` is a day, such as 2026-11-21, and not \"{}\"", service.read.escape_debug());
        return Err(Fault { pair: None, message });
    }
    for (number, pair) in service.pairs.iter().enumerate() {
        let all = keys(pair).and_then(|()| says_enough(pair)).and_then(|()| kind(pair)).and_then(|()| patterns(pair));
        let all = all.and_then(|()| placeholders(pair)).and_then(|()| pair.hints().try_for_each(hint));
        all.map_err(|text| Fault { pair: Some(number), message: format!("{}: {text}", said(pair)) })?;
    }
    Ok(())
}

/// What is sent are source keys.
fn keys(pair: &Pair) -> Result<(), String> {
    let Some(key) = pair.keys().find(|key| SourceKey::parse(key).is_none()) else { return Ok(()) };
    let meant = SourceKey::meant(key).map(|meant| format!("; is `{meant}` meant?")).unwrap_or_default();
    let all = SourceKey::ALL.map(SourceKey::name).join(", ");
    Err(format!("`{}` is none of the keys that name a source ({all}){meant}", key.escape_debug()))
}

/// A sure pair says what is sent and what it looks like, an unsure one says nothing of that.
fn says_enough(pair: &Pair) -> Result<(), String> {
    let silent = pair.source_arn() == Sent::Unknown && pair.source_account() == Sent::Unknown;
    demand(!pair.usage.is_empty(), "say what the grant is for in `use`")?;
    match pair.confidence {
        Confidence::Unknown => demand(silent || pair.sends_nothing(), "it is unknown, and yet something is sent")?,
        Confidence::Documented => demand(!silent || pair.guarded_by.is_some(), "it is documented, but what is sent?")?,
        Confidence::Inferred => {}
    }
    demand(!pair.sends_nothing() || pair.leave_alone.is_some(), "say in `leave_alone` why it needs no condition")?;
    demand(
        pair.guarded_by.is_none() || pair.leave_alone.is_some(),
        "say in `leave_alone` why it is guarded otherwise",
    )?;
    let has_form = pair.source_arn() != Sent::Yes || !pair.patterns.is_empty();
    demand(has_form, "the source ARN is sent: say in `patterns` what it looks like")?;
    let mut texts = pair.notes.iter().chain(&pair.breaks).chain(&pair.leave_alone);
    let is_phrase = |text: &String| !text.ends_with('.') && text.chars().all(|c| !c.is_control());
    match texts.find(|text| !is_phrase(text)) {
        Some(text) => Err(format!("\"{}\" should be one line without a full stop", text.escape_debug())),
        None => Ok(()),
    }
}

fn kind(pair: &Pair) -> Result<(), String> {
    let kinds = kinds();
    if pair.kind.0 == "*" || kinds.contains(pair.kind.0.as_str()) {
        return Ok(());
    }
    let told = format!("no policy is of the kind `{}`", pair.kind.0.escape_debug());
    Err(match nearest(&pair.kind.0, kinds.iter().copied()) {
        Some(meant) => format!("{told}; is `{meant}` meant?"),
        None => format!("{told}; there are {}", kinds.iter().copied().collect::<Vec<_>>().join(", ")),
    })
}

/// Patterns are ARNs in the partition of the deployment, from narrow to wide.
fn patterns(pair: &Pair) -> Result<(), String> {
    let mut last = BTreeMap::new();
    for pattern in &pair.patterns {
        let parts: Vec<_> = pattern.pattern.splitn(6, ':').collect();
        let is_arn = parts.len() == 6 && parts[..2] == ["arn", "${Partition}"];
        let written = &pattern.pattern;
        demand(
            pair.granularity == Granularity::Literal || is_arn,
            &format!("{written} should begin with arn:${{Partition}}:"),
        )?;
        demand(!pattern.means.is_empty(), &format!("say in `means` what {written} lets in"))?;
        let width = pattern.placeholders().count();
        let before = last.insert((&pattern.part, pattern.is_written()), width).unwrap_or(usize::MAX);
        demand(width <= before, &format!("{written} is narrower than the pattern before it"))?;
    }
    let is_settled = pair.patterns.last().is_none_or(|last| !last.disputed);
    demand(is_settled, "a disputed pattern is followed by one that lets in every spelling")
}

fn placeholders(pair: &Pair) -> Result<(), String> {
    let without = pair.patterns.iter().filter_map(|pattern| pattern.only_without.as_deref());
    let mut names = pair.patterns.iter().flat_map(Pattern::placeholders).chain(without);
    match names.find(|name| !fillable().contains(name) && !FILLED_BY_NOBODY.contains(name)) {
        Some(name) => Err(format!("no resource type tells what fills ${{{name}}}")),
        None => Ok(()),
    }
}

/// It names types that are known, and arguments as its language spells them.
fn hint(hint: &Hint) -> Result<(), String> {
    let known = |name: &str| match Catalogue::builtin().resource_type(name) {
        Some(_) => Ok(()),
        None => Err(format!("the catalogue knows no resource type {name}")),
    };
    known(&hint.holder)?;
    spelled(&hint.argument, hint.language)?;
    for name in hint.source.types(&hint.holder) {
        known(name)?;
        demand(Language::of(name) == hint.language, &format!("{name} is of another language than {}", hint.holder))?;
    }
    match &hint.source {
        Source::Via { argument, .. } | Source::Children { link: argument, .. } => {
            spelled(argument, hint.language)?;
            demand(*argument != hint.argument, &format!("{argument} leads to itself"))
        }
        _ => Ok(()),
    }
}

fn demand(holds: bool, otherwise: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise.to_owned()) }
}

fn spelled(argument: &str, language: Language) -> Result<(), String> {
    demand(is_spelled(argument, language), &format!("{argument} is no argument as its language spells them"))
}

/// Is a dotted argument in snake case (Terraform) or in Pascal case (CloudFormation)? Behind the first
/// part may stand what the JSON text of a Terraform argument holds, in camel case.
pub(super) fn is_spelled(argument: &str, language: Language) -> bool {
    argument.split('.').enumerate().all(|(at, part)| match part.chars().next() {
        Some('*') => part == "*",
        Some(first) if language == Language::CloudFormation => {
            let is_extension = part.starts_with("x-amazon-");
            is_extension || first.is_ascii_alphabetic() && part.chars().all(|c| c.is_ascii_alphanumeric())
        }
        Some(first) => first.is_ascii_lowercase() && (at > 0 || !part.contains(char::is_uppercase)),
        None => false,
    })
}

/// The placeholders that a type fills.
pub(super) fn fillable() -> &'static BTreeSet<&'static str> {
    static NAMES: OnceLock<BTreeSet<&str>> = OnceLock::new();
    let types = || TYPES.iter().filter_map(|(name, _)| Catalogue::builtin().resource_type(name));
    NAMES.get_or_init(|| types().flat_map(|it| it.placeholders.keys()).map(String::as_str).collect())
}

/// The kinds of policy that a resource may hold.
fn kinds() -> &'static BTreeSet<&'static str> {
    static KINDS: OnceLock<BTreeSet<&str>> = OnceLock::new();
    let types = || TYPES.iter().filter_map(|(name, _)| Catalogue::builtin().resource_type(name));
    KINDS.get_or_init(|| types().flat_map(|it| &it.slots).map(|slot| slot.kind.0.as_str()).collect())
}
