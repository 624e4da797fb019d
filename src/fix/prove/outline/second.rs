//! Outlines of what the second parsers read.

use super::{Entry, Key, Outline};

/// The outline of a JSON value.
pub(in crate::fix::prove) fn of_json(value: &serde_json::Value) -> Outline {
    use serde_json::Value;
    match value {
        Value::Null => Outline::Atom("null".to_owned()),
        Value::Bool(value) => Outline::Atom(value.to_string()),
        Value::Number(number) => Outline::Atom(number.to_string()),
        Value::String(string) => text(string),
        Value::Array(items) => Outline::List(items.iter().map(of_json).collect()),
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| Entry { key: Key::Value(text(key)), value: of_json(value) };
            Outline::Map(entries.iter().map(entry).collect())
        }
    }
}

/// The outline of a YAML value.
pub(in crate::fix::prove) fn of_yaml(value: &serde_yaml::Value) -> Outline {
    use serde_yaml::Value;
    match value {
        Value::Null => Outline::Atom("null".to_owned()),
        Value::Bool(value) => Outline::Atom(value.to_string()),
        Value::Number(number) => Outline::Atom(number.to_string()),
        Value::String(string) => text(string),
        Value::Sequence(items) => Outline::List(items.iter().map(of_yaml).collect()),
        Value::Mapping(entries) => {
            let entry = |(key, value): (&Value, &Value)| Entry { key: Key::Value(of_yaml(key)), value: of_yaml(value) };
            Outline::Map(entries.iter().map(entry).collect())
        }
        Value::Tagged(tagged) => Outline::Compound(tagged.tag.to_string(), vec![of_yaml(&tagged.value)]),
    }
}

fn text(string: &str) -> Outline {
    let parts = if string.is_empty() { Vec::new() } else { vec![Outline::Atom(string.to_owned())] };
    Outline::Text { parts, inside: inside(string).map(Box::new) }
}

fn inside(string: &str) -> Option<Outline> {
    if string.trim_start().starts_with(['{', '[']) {
        return serde_json::from_str::<serde_json::Value>(string).ok().map(|value| of_json(&value));
    }
    let value = super::may_be_template(string).then(|| serde_yaml::from_str::<serde_yaml::Value>(string).ok());
    value.flatten().map(|value| of_yaml(&value))
}
