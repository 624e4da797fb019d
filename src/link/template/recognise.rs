//! Which documents are templates, told by their content and not by their names.

use crate::link::template::intrinsics::literal;
use crate::syntax::tree::{Node, NodeRef};

/// A document that is a template, a policy, a statement, a plan or a program has one of these keys.
pub const KEYS: [&str; 5] = ["Resources", "resources", "Statement", "Effect", "terraform_version"];

/// May a text be a list of statements? That has none of the [`KEYS`] at its top.
#[must_use]
pub fn may_be_list(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    start.starts_with('[') && ["\"Effect\"", "\"Principal\""].iter().all(|word| text.contains(word))
}

/// Is this document a template? It has a map `Resources`, and either one of its entries has a
/// `Type` such as `AWS::S3::Bucket`, or the document says that it is a template.
#[must_use]
pub fn is_template(root: &Node) -> bool {
    let Some(root) = root.as_map() else { return false };
    let Some(resources) = root.get("Resources").and_then(|entry| entry.value.as_map()) else { return false };
    let declared = ["AWSTemplateFormatVersion", "Transform"].iter().any(|key| root.get(key).is_some());
    declared || resources.entries.iter().any(|entry| type_of(&entry.value).is_some())
}

/// Is this document a serverless.yml with resources of its own? It names a service and a provider,
/// and its `resources` are a template or a list of parts of one.
#[must_use]
pub(super) fn is_serverless(root: &Node) -> bool {
    let Some(root) = root.as_map() else { return false };
    let is_part = |node: &NodeRef| node.as_map().is_some_and(|part| part.get("Resources").is_some());
    let has_resources = root.get("resources").is_some_and(|entry| match entry.value.as_list() {
        Some(list) => list.items.iter().any(is_part),
        None => is_part(&entry.value),
    });
    has_resources && root.get("service").is_some() && root.get("provider").is_some()
}

/// Is this document a program of Pulumi?
#[must_use]
pub(super) fn is_pulumi(root: &Node) -> bool {
    let Some(root) = root.as_map() else { return false };
    let is_yaml = |node: &NodeRef| literal(node) == Some("yaml");
    root.get("resources").is_some_and(|entry| entry.value.as_map().is_some())
        && root.get("runtime").is_some_and(|entry| {
            let name = entry.value.as_map().and_then(|map| map.get("name"));
            is_yaml(&entry.value) || name.is_some_and(|name| is_yaml(&name.value))
        })
}

/// The literal type of a resource's map, where it has the form of one.
pub(super) fn type_of(resource: &NodeRef) -> Option<&str> {
    let name = literal(&resource.as_map()?.get("Type")?.value)?;
    is_type(name).then_some(name)
}

/// `AWS::IAM::Role`, `Custom::Anything`, `Alexa::ASK::Skill`, `Org::Team::Module::MODULE`.
fn is_type(name: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '@' | '-'))
    };
    let words: Vec<&str> = name.split("::").collect();
    words.iter().all(|word| is_word(word)) && (words.len() >= 3 || words.first() == Some(&"Custom") && words.len() == 2)
}

/// Does a text that cannot be parsed look like a template, so that its author should hear of it?
#[must_use]
pub fn looks_like_template(text: &str) -> bool {
    let mut has_resources = false;
    let mut has_type = false;
    for line in text.lines() {
        let line = line.trim_start_matches('\u{feff}').trim_start_matches([' ', '\t', '{', ',']);
        has_resources |= is_key(line, "Resources");
        has_type |= is_key(line, "Type") && line.contains("AWS::");
        if is_key(line, "AWSTemplateFormatVersion") || has_resources && has_type {
            return true;
        }
    }
    text.contains("\"Resources\"") && text.contains("\"AWS::")
}

/// Does a line start with this key, plain or quoted?
fn is_key(line: &str, key: &str) -> bool {
    let line = line.trim_start_matches(['"', '\'']);
    let after = line.strip_prefix(key).map(|rest| rest.trim_start_matches(['"', '\'']).trim_start());
    after.is_some_and(|rest| rest.starts_with(':'))
}
