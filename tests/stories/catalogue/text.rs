//! Modules and templates, from one description of their resources.

use std::fmt::Write as _;
use unconfuse::catalogue::Language;

/// What an argument holds.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    /// An attribute of a resource by its name; of none, what a plain reference gives.
    Of(String, String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
    /// The JSON text of a value.
    Json(Box<Value>),
}

/// A resource by its type and name.
#[derive(Debug, Clone)]
pub(super) struct Resource {
    pub(super) type_name: String,
    pub(super) name: &'static str,
    pub(super) body: Vec<(String, Value)>,
}

impl Resource {
    pub(super) fn new(type_name: &str, name: &'static str) -> Resource {
        Resource { type_name: type_name.to_owned(), name, body: Vec::new() }
    }

    /// Sets an argument by its dotted path, unless something stands there. A part that stands for any
    /// gets a name, and what is behind a part in camel case of Terraform stands in a JSON text.
    pub(super) fn set(&mut self, path: &str, value: Value) {
        let parts: Vec<&str> = path.split('.').map(|part| if part == "*" { "any" } else { part }).collect();
        let is_camel = |part: &&str| part.contains(char::is_uppercase);
        let json = parts.iter().position(is_camel).filter(|_| !self.type_name.contains("::")).unwrap_or(parts.len());
        put(&mut self.body, &parts, json, value);
    }
}

/// Sets what a path leads to. Its part before `json` holds the rest as JSON.
fn put(body: &mut Vec<(String, Value)>, path: &[&str], json: usize, value: Value) {
    let [first, rest @ ..] = path else { return };
    let found = body.iter_mut().find(|(key, _)| key == first);
    let inner = found.map(|(_, inner)| match inner {
        Value::Json(inner) => &mut **inner,
        inner => inner,
    });
    match (inner, rest) {
        (Some(Value::Map(inner)), [_, ..]) => put(inner, rest, json.wrapping_sub(1), value),
        (Some(_), _) => {}
        (None, []) => body.push(((*first).to_owned(), value)),
        (None, _) => {
            let mut inner = Vec::new();
            put(&mut inner, rest, json.wrapping_sub(1), value);
            let inner = Value::Map(inner);
            let inner = if json == 1 { Value::Json(Box::new(inner)) } else { inner };
            body.push(((*first).to_owned(), inner));
        }
    }
}

/// The file of a module or template, and what it is called.
pub(super) fn written(resources: &[Resource], language: Language) -> (&'static str, String) {
    match language {
        Language::Terraform => ("main.tf", resources.iter().map(|resource| block(resource, resources)).collect()),
        Language::CloudFormation => ("template.json", template(resources)),
    }
}

fn block(resource: &Resource, all: &[Resource]) -> String {
    let mut out = format!("resource \"{}\" \"{}\" {{\n", resource.type_name, resource.name);
    let has_blocks = !resource.type_name.starts_with("awscc_");
    body(&resource.body, has_blocks, all, 1, &mut out);
    out.push_str("}\n\n");
    out
}

fn body(entries: &[(String, Value)], has_blocks: bool, all: &[Resource], depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for (key, value) in entries {
        match value {
            Value::Map(inner) if has_blocks => {
                let _ = writeln!(out, "{indent}{key} {{");
                body(inner, has_blocks, all, depth + 1, out);
                let _ = writeln!(out, "{indent}}}");
            }
            _ => {
                let _ = writeln!(out, "{indent}{key} = {}", expression(value, all, depth));
            }
        }
    }
}

fn expression(value: &Value, all: &[Resource], depth: usize) -> String {
    let indent = "  ".repeat(depth);
    match value {
        Value::Text(text) => format!("{text:?}"),
        Value::Of(name, attribute) => {
            let type_name = all.iter().find(|resource| resource.name == name).map_or("", |it| it.type_name.as_str());
            let attribute = if attribute.is_empty() { "id" } else { attribute };
            format!("{type_name}.{name}.{attribute}")
        }
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| expression(item, all, depth)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let lines =
                entries.iter().map(|(key, value)| format!("{indent}  {key} = {}\n", expression(value, all, depth + 1)));
            format!("{{\n{}{indent}}}", lines.collect::<String>())
        }
        Value::Json(value) => format!("jsonencode({})", expression(value, all, depth)),
    }
}

fn template(resources: &[Resource]) -> String {
    let all: serde_json::Map<String, serde_json::Value> = resources
        .iter()
        .map(|resource| {
            let properties = json(&Value::Map(resource.body.clone()));
            (resource.name.to_owned(), serde_json::json!({ "Type": resource.type_name, "Properties": properties }))
        })
        .collect();
    serde_json::to_string_pretty(&serde_json::json!({ "Resources": all })).expect("JSON") + "\n"
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Text(text) => text.as_str().into(),
        Value::Of(name, attribute) if attribute.is_empty() => serde_json::json!({ "Ref": name }),
        Value::Of(name, attribute) => serde_json::json!({ "Fn::GetAtt": [name, attribute] }),
        Value::List(items) => items.iter().map(json).collect::<Vec<_>>().into(),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.clone(), json(value)));
            serde_json::Value::Object(entries.collect())
        }
        Value::Json(value) => json(value).to_string().into(),
    }
}
