//! The account that is deployed to, and what a service sends there.

use super::text::Resource;
use unconfuse::catalogue::{AMBIENT, Catalogue, Granularity, Pair, Pattern, Reference, ResourceType, Sent, Transform};
use unconfuse::link::Program;
use unconfuse::policy::arn::arn_like;
use unconfuse::policy::evaluate::Request;
use unconfuse::value::{Ambient, Part};

const OWNER: &str = "111122223333";
const STRANGER: &str = "999988887777";
const REGION: &str = "eu-west-1";

/// What a placeholder of an ARN stands for here, the same for all resources.
pub(super) fn sample(placeholder: &str) -> String {
    format!("{}-1", placeholder.to_lowercase())
}

/// An ARN of a form.
fn filled(pattern: &str) -> String {
    let mut out = pattern.to_owned();
    for name in AMBIENT.iter().copied().chain(placeholders(pattern)) {
        let value = match name {
            "Partition" => "aws".to_owned(),
            "Region" => REGION.to_owned(),
            "Account" => OWNER.to_owned(),
            name => sample(name),
        };
        out = out.replace(&format!("${{{name}}}"), &value);
    }
    out
}

fn placeholders(pattern: &str) -> impl Iterator<Item = &str> {
    pattern.split("${").skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

/// What a part of a text stands for, as the catalogue tells of the resource that it refers to.
pub(super) fn resolve(program: &Program, part: &Part) -> Option<String> {
    match part {
        Part::Literal(text) => Some(text.clone()),
        Part::Ambient(Ambient::Account) => Some(OWNER.to_owned()),
        Part::Ambient(Ambient::Partition) => Some("aws".to_owned()),
        Part::Ambient(Ambient::Region) => Some(REGION.to_owned()),
        Part::Ambient(Ambient::DnsSuffix) => Some("amazonaws.com".to_owned()),
        Part::Reference(reference) => {
            let facts = Catalogue::builtin().resource_type(&program.symbol(reference.symbol).type_name)?;
            attribute(facts, &reference.attribute)
        }
        Part::Unknown(_) => None,
    }
}

fn attribute(facts: &ResourceType, name: &str) -> Option<String> {
    let is_it = |reference: &Reference| match reference {
        Reference::Attribute(other) | Reference::GetAtt(other) => other == name,
        Reference::Ref => name.is_empty(),
    };
    if facts.arn.as_ref().is_some_and(is_it) {
        return own_pattern(facts).map(filled);
    }
    let given = facts
        .placeholders
        .iter()
        .find(|(_, it)| it.argument.as_deref() == Some(name) || it.generated.as_ref().is_some_and(is_it));
    given.map(|(placeholder, it)| match it.transform {
        Some(Transform::LastSegment) => format!("arn:aws:any:{REGION}:{OWNER}:any/{}", sample(placeholder)),
        _ => sample(placeholder),
    })
}

/// The form of a resource's ARN where each argument that it may name is given.
fn own_pattern(facts: &ResourceType) -> Option<&str> {
    let all = facts.pattern.iter().chain(&facts.other_patterns).map(String::as_str);
    all.max_by_key(|pattern| placeholders(pattern).count())
}

/// The ARN of a resource that is of a form with wildcards: that of a type that may be the source,
/// where one is.
fn instance(pair: &Pair, form: &str) -> String {
    let types = pair.hints().flat_map(|hint| hint.source.types(&hint.holder));
    let facts = types.filter_map(|name| Catalogue::builtin().resource_type(name));
    let own: Vec<String> = facts.filter_map(|facts| own_pattern(facts)).map(filled).collect();
    let found = own.into_iter().find(|arn| form.contains('*') && arn_like(form, arn));
    found.unwrap_or_else(|| form.replace('*', "x").replace("??????", "abcdef"))
}

/// What the service sends for a resource of the owner: one request for each ARN of the use, and of
/// several forms that of one of these resources, where some are given.
pub(super) fn owners(pair: &Pair, action: &str, users: &[Resource]) -> Vec<Request> {
    let facts: Vec<&ResourceType> =
        users.iter().filter_map(|user| Catalogue::builtin().resource_type(&user.type_name)).collect();
    let is_of_user = |name: &str| facts.iter().any(|facts| facts.placeholders.contains_key(name));
    let patterns: Vec<&Pattern> = pair.narrowest(|name| users.is_empty() || is_of_user(name));
    if pair.source_arn() != Sent::Yes || patterns.is_empty() {
        return vec![request(pair, action, None, OWNER)];
    }
    let arn = |pattern: &Pattern| match pair.granularity {
        Granularity::Literal | Granularity::AccountLiteral => filled(&pattern.pattern),
        _ => instance(pair, &filled(&pattern.pattern)),
    };
    patterns.into_iter().map(|pattern| request(pair, action, Some(&arn(pattern)), OWNER)).collect()
}

/// The same for a resource of somebody else.
pub(super) fn stranger(pair: &Pair, owner: &Request) -> Request {
    let arn = owner
        .context
        .iter()
        .find(|(key, _)| key == "aws:SourceArn")
        .map(|(_, values)| values[0].replace(OWNER, STRANGER));
    Request { context: request(pair, &owner.action, arn.as_deref(), STRANGER).context, ..owner.clone() }
}

/// The same without a source.
pub(super) fn keyless(owner: &Request) -> Request {
    Request { context: Vec::new(), ..owner.clone() }
}

fn request(pair: &Pair, action: &str, arn: Option<&str>, account: &str) -> Request {
    let mut context = Vec::new();
    context.extend(arn.map(|arn| ("aws:SourceArn".to_owned(), vec![arn.to_owned()])));
    if pair.source_account() == Sent::Yes {
        context.push(("aws:SourceAccount".to_owned(), vec![account.to_owned()]));
    }
    Request {
        principal_service: pair.principal.clone(),
        action: action.to_owned(),
        resource: "arn:aws:any:::it".to_owned(),
        context,
    }
}
