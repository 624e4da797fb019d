//! As much of JSON Schema as the schema of the configuration uses.

use regex_lite::Regex;
use serde_json::{Map, Value};

/// What the schema means by this part of it: `$ref` followed.
pub(crate) fn resolved<'s>(schema: &'s Value, part: &'s Value) -> &'s Value {
    match part["$ref"].as_str() {
        Some(name) => schema.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("no {name}")),
        None => part,
    }
}

/// Does a document keep to the schema?
pub(crate) fn accepts(schema: &Value, document: &Value) -> bool {
    Validator { schema }.accepts(schema, document)
}

struct Validator<'s> {
    schema: &'s Value,
}

impl Validator<'_> {
    fn accepts(&self, part: &Value, value: &Value) -> bool {
        let part = resolved(self.schema, part).as_object().expect("a schema");
        part.iter().all(|(keyword, wanted)| match keyword.as_str() {
            "type" => is_of_type(wanted.as_str().expect("one type"), value),
            "enum" => wanted.as_array().expect("a list").contains(value),
            "pattern" => value.as_str().is_none_or(|text| matches(wanted, text)),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().expect("a number")),
            "items" => value.as_array().is_none_or(|items| items.iter().all(|item| self.accepts(wanted, item))),
            "required" => value.as_object().is_none_or(|it| names(wanted).all(|name| it.contains_key(name))),
            "propertyNames" => value.as_object().is_none_or(|it| self.names_are_right(wanted, it)),
            "properties" => value.as_object().is_none_or(|it| self.properties_are_right(wanted, it)),
            "additionalProperties" => value.as_object().is_none_or(|it| self.others_are_right(part, wanted, it)),
            "$schema" | "$defs" | "title" | "description" | "examples" => true,
            other => panic!("the schema says `{other}`, which this does not check"),
        })
    }

    fn names_are_right(&self, wanted: &Value, object: &Map<String, Value>) -> bool {
        object.keys().all(|name| self.accepts(wanted, &Value::String(name.clone())))
    }

    fn properties_are_right(&self, wanted: &Value, object: &Map<String, Value>) -> bool {
        object.iter().all(|(name, value)| wanted.get(name).is_none_or(|part| self.accepts(part, value)))
    }

    /// Those that `properties` does not name.
    fn others_are_right(&self, part: &Map<String, Value>, wanted: &Value, object: &Map<String, Value>) -> bool {
        let named = |name: &str| part.get("properties").is_some_and(|properties| properties.get(name).is_some());
        let mut others = object.iter().filter(|(name, _)| !named(name));
        match wanted {
            Value::Bool(may_be) => *may_be || others.next().is_none(),
            part => others.all(|(_, value)| self.accepts(part, value)),
        }
    }
}

fn names(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().expect("a list").iter().map(|name| name.as_str().expect("a text"))
}

fn matches(pattern: &Value, text: &str) -> bool {
    Regex::new(pattern.as_str().expect("a text")).expect("a pattern").is_match(text)
}

fn is_of_type(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        other => panic!("the schema says `{other}`, which this does not check"),
    }
}
