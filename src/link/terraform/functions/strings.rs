//! Functions of strings.

use super::formats::{format, formatlist};
use super::new;
use crate::link::terraform::pieces::{as_parts, join_literals};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Part, Partial, Value};

/// A call of one of these functions, with arguments that are no choice; none where it is another,
/// or is not followed.
pub(super) fn call(name: &str, values: &[Value], node: &NodeRef) -> Option<Value> {
    match name {
        "format" => format(values),
        "formatlist" => formatlist(values, node),
        "join" => join(values),
        "split" => split(values),
        "replace" => replace(values),
        "lower" => changed(values, str::to_lowercase),
        "upper" => changed(values, str::to_uppercase),
        "trimspace" | "chomp" => changed(values, |text| text.trim().to_owned()),
        "trimsuffix" => trimmed(values, |text, end| text.strip_suffix(end)),
        "trimprefix" => trimmed(values, |text, start| text.strip_prefix(start)),
        _ => None,
    }
}

fn changed(values: &[Value], change: impl Fn(&str) -> String) -> Option<Value> {
    Some(Value::new_text(change(&values.first()?.literal()?)))
}

fn trimmed(values: &[Value], trim: for<'a> fn(&'a str, &str) -> Option<&'a str>) -> Option<Value> {
    let [text, what] = values else { return None };
    let (text, what) = (text.literal()?, what.literal()?);
    Some(Value::new_text(trim(&text, &what).unwrap_or(&text)))
}

/// `replace` of plain text; a pattern between slashes is a regular expression, which is not
/// followed.
fn replace(values: &[Value]) -> Option<Value> {
    let [text, old, new] = values else { return None };
    if is_document(text) {
        return Some(text.clone());
    }
    let (text, old, new) = (text.literal()?, old.literal()?, new.literal()?);
    let is_regex = old.len() > 1 && old.starts_with('/') && old.ends_with('/');
    (!is_regex && !old.is_empty()).then(|| Value::new_text(text.replace(&old, &new)))
}

/// Is it a document that another block writes? What is replaced in it leaves its statements what
/// they are.
fn is_document(value: &Value) -> bool {
    matches!(value.parts(), Some([Part::Reference(reference)]) if reference.attribute == "json")
}

fn split(values: &[Value]) -> Option<Value> {
    let [separator, text] = values else { return None };
    let (separator, text) = (separator.literal()?, text.literal()?);
    if separator.is_empty() {
        return None;
    }
    let known = text.split(&separator).map(Value::new_text).collect();
    Some(new(Kind::list(Partial::all(known))))
}

/// `join`. Of a splat over a resource that is there once or not at all (`x.*.json`), that one.
fn join(values: &[Value]) -> Option<Value> {
    let [separator, list] = values else { return None };
    let items = match &list.kind {
        Kind::List(items) => items,
        Kind::Text(parts) if matches!(parts.as_slice(), [Part::Reference(_) | Part::Ambient(_)]) => {
            return Some(list.clone());
        }
        _ => return None,
    };
    if items.rest.is_some() {
        return None;
    }
    let separator = separator.literal()?;
    let mut parts = Vec::new();
    for (at, item) in items.known.iter().enumerate() {
        if at > 0 && !separator.is_empty() {
            parts.push(Part::Literal(separator.clone()));
        }
        parts.extend(as_parts(item.clone()));
    }
    Some(new(Kind::Text(join_literals(parts))))
}
