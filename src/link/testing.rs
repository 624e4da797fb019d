//! Values in short, for tests.

use crate::value::{Ambient, Kind, Part, Partial, Value};

/// A value in short: `a${Ref}`, `${AWS::Region}`, `?` for what is not known, `a | b` for one of
/// two, `-` for nothing; `...` in a list or map that may hold more.
pub(super) fn shown(value: &Value) -> String {
    match &value.kind {
        Kind::Text(parts) => parts.iter().map(part).collect(),
        Kind::Number(number) => format!("#{number}"),
        Kind::Bool(value) => value.to_string(),
        Kind::List(items) => format!("[{}]", listed(items, shown)),
        Kind::Map(entries) => {
            format!("{{{}}}", listed(entries, |(key, value)| format!("{}: {}", shown(key), shown(value))))
        }
        Kind::Json(inner) => format!("json({})", shown(inner)),
        Kind::OneOf(arms) => arms.iter().map(shown).collect::<Vec<_>>().join(" | "),
        Kind::Absent => "-".to_owned(),
        Kind::Unknown(_) => "?".to_owned(),
    }
}

fn listed<T>(items: &Partial<T>, show: impl Fn(&T) -> String) -> String {
    let more = items.rest.as_ref().map(|_| "...".to_owned());
    items.known.iter().map(show).chain(more).collect::<Vec<_>>().join(", ")
}

pub(super) fn part(part: &Part) -> String {
    match part {
        Part::Literal(text) => text.clone(),
        Part::Ambient(Ambient::Account) => "${AWS::AccountId}".to_owned(),
        Part::Ambient(Ambient::Partition) => "${AWS::Partition}".to_owned(),
        Part::Ambient(Ambient::Region) => "${AWS::Region}".to_owned(),
        Part::Ambient(Ambient::DnsSuffix) => "${AWS::URLSuffix}".to_owned(),
        Part::Reference(reference) => format!("${{{}}}", reference.text),
        Part::Unknown(_) => "?".to_owned(),
    }
}
