//! The second opinion: other parsers on the same text, for the proof of a fix.

use std::sync::Arc;

use serde::Deserialize;

use crate::syntax::hcl;
use crate::syntax::tree::{Body, YamlDocuments};
use crate::text::FileId;

/// The body of an HCL text, as the parser of the crate reads it. What our own reader gave up on,
/// that parser has read before; then this opinion is the same.
///
/// # Errors
/// What the parser says.
pub fn hcl_body(text: &str) -> Result<Arc<Body>, String> {
    hcl::thorough(FileId(0), text).map_err(|error| error.message)
}

/// The value of a JSON text. Of a key that stands twice, the last one counts.
///
/// # Errors
/// What the parser says.
pub fn json_value(text: &str) -> Result<serde_json::Value, String> {
    serde_json::from_str(without_bom(text)).map_err(|error| error.to_string())
}

/// The values of the documents of a YAML text that the first parser read as `_first`, or as a part
/// of that: from some texts that it refuses, this one never comes back.
///
/// # Errors
/// What the parser says; also a key that stands twice, and what is nested deeper than 128 levels.
pub fn yaml_value(text: &str, _first: &YamlDocuments) -> Result<Vec<serde_yaml::Value>, String> {
    serde_yaml::Deserializer::from_str(without_bom(text))
        .map(|document| serde_yaml::Value::deserialize(document).map_err(|error| error.to_string()))
        .collect()
}

fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::testing::FILE;
    use crate::syntax::yaml;

    fn yaml_value(text: &str) -> Result<Vec<serde_yaml::Value>, String> {
        super::yaml_value(text, &yaml::parse(FILE, text).map_err(|error| error.message)?)
    }

    #[test]
    fn documents_of_yaml_and_values_of_json_are_read() {
        let documents = yaml_value("\u{feff}a: !Sub x\n---\n[1, null]\n").expect("YAML");
        assert_eq!(documents.len(), 2);
        assert_eq!(json_value("\u{feff}{\"a\": [1]}").expect("JSON")["a"][0], 1);
    }

    #[test]
    fn what_either_parser_refuses_is_an_error_at_once() {
        for text in ["a: 1\na: 2\n", "[1", &"[".repeat(100_000), &"- ".repeat(200)] {
            assert!(yaml_value(text).is_err());
        }
        for text in ["{\"a\": 1,}", "", &"[".repeat(100_000)] {
            assert!(json_value(text).is_err());
        }
    }
}
