//! What editors are told about `unconfuse.toml` is what the program takes.

mod validate;

use self::validate::accepts;
use serde_json::Value;
use std::collections::BTreeSet;
use unconfuse::config::{FILE_KEYS, FailOn, Ground, PATH_KEYS, read};
use unconfuse::finding::Severity;
use unconfuse::rules::RULES;

const PAGE: &str = include_str!("../../../docs/configuration.md");

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../schema/unconfuse.json")).expect("JSON")
}

fn rules() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.info.id).collect()
}

fn is_taken(text: &str) -> Result<(), String> {
    read(text, "unconfuse.toml", &rules(), Ground::default()).map(|_| ()).map_err(|mistake| mistake.to_string())
}

fn names(properties: &Value) -> Vec<&str> {
    properties.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|it| it.as_str().expect("a text")).collect()
}

#[test]
fn it_names_the_settings_rules_and_severities_that_there_are() {
    let schema = schema();
    assert_eq!(names(&schema["properties"]), FILE_KEYS);
    assert_eq!(names(&schema["properties"]["per-path"]["items"]["properties"]), PATH_KEYS);
    assert_eq!(BTreeSet::from_iter(texts(&schema["$defs"]["rule"]["enum"])), BTreeSet::from_iter(rules()));
    assert_eq!(texts(&schema["$defs"]["fail-on"]["enum"]), FailOn::NAMES);
    let levels = &schema["$defs"]["severity"]["additionalProperties"]["enum"];
    assert_eq!(texts(levels), Severity::ALL.map(Severity::name));
}

/// The settings with their examples, at the top and per path.
fn examples(schema: &Value) -> Vec<(String, Value)> {
    let mut out = Vec::new();
    for (name, property) in schema["properties"].as_object().expect("an object") {
        let described = validate::resolved(schema, property);
        assert!(described["description"].as_str().is_some_and(|text| text.ends_with('.')), "{name}: what is it for?");
        for example in described["examples"].as_array().unwrap_or_else(|| panic!("{name} has no example")) {
            out.push((name.clone(), example.clone()));
        }
    }
    out
}

#[test]
fn every_example_of_it_is_taken() {
    let schema = schema();
    for (name, example) in examples(&schema) {
        let document = serde_json::json!({ name: example });
        let text = toml::to_string(&document).expect("TOML");
        assert!(accepts(&schema, &document), "{text}");
        assert_eq!(is_taken(&text), Ok(()), "{text}");
    }
}

#[test]
fn what_it_refuses_the_program_refuses_and_nothing_else() {
    let schema = schema();
    let texts = [
        ("", true),
        ("account = \"012345678901\"", true),
        ("account = 123456789012", false),
        ("account = \"12345678901\"", false),
        ("account = \"1234567890123\"", false),
        ("accounts = [\"123456789012\"]", false),
        ("organization = \"o-a1b2c3d4e5\"", true),
        ("organization = \"o-A1B2C3D4E5\"", false),
        ("organization = \"o-short\"", false),
        ("partition = \"aws-iso-b\"", true),
        ("partition = \"aws-\"", false),
        ("partition = \"gov\"", false),
        ("region = \"us-gov-west-1\"", true),
        ("region = \"eu-1\"", false),
        ("region = \"eu-west-1a\"", false),
        ("region = \"*\"", false),
        ("fail-on = \"never\"", true),
        ("fail-on = \"critical\"", false),
        ("fail-on = true", false),
        ("select = [\"missing-source-condition\"]", true),
        ("select = []", false),
        ("select = \"missing-source-condition\"", false),
        ("ignore = []", true),
        ("ignore = [\"no-such-rule\"]", false),
        ("severity = {}", true),
        ("severity = {unverified-service = \"high\"}", true),
        ("severity = {unverified-service = \"never\"}", false),
        ("severity = {no-such-rule = \"high\"}", false),
        ("severity = [\"high\"]", false),
        ("exclude = [\"*\"]", true),
        ("exclude = [1]", false),
        ("services = [\"aws\"]", true),
        ("services = \"aws\"", false),
        ("[[per-path]]\npaths = []", true),
        ("[[per-path]]\npaths = [\"a\"]\nfail-on = \"high\"\nignore = []", true),
        ("[[per-path]]\naccount = \"123456789012\"", false),
        ("[[per-path]]\npaths = [\"a\"]\nexclude = [\"b\"]", false),
        ("[[per-path]]\npaths = [\"a\"]\nservices = [\"b\"]", false),
        ("[per-path]\npaths = [\"a\"]", false),
        ("per-path = []", true),
    ];
    for (text, expected) in texts {
        let document: Value = toml::from_str(text).expect("TOML");
        assert_eq!(accepts(&schema, &document), expected, "the schema: {text}");
        assert_eq!(is_taken(text).is_ok(), expected, "the program: {text}");
    }
}

#[test]
fn the_page_shows_a_configuration_that_is_taken_and_describes_every_setting() {
    let (_, block) = PAGE.split_once("```toml\n").expect("an example");
    let (block, _) = block.split_once("```").expect("its end");
    assert_eq!(is_taken(block), Ok(()));
    let document: Value = toml::from_str(block).expect("TOML");
    assert!(accepts(&schema(), &document));
    let shown = BTreeSet::from_iter(names(&document));
    assert_eq!(shown, BTreeSet::from(FILE_KEYS), "the example shows every setting");
    let rows: Vec<&str> =
        PAGE.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`')).map(|it| it.0).collect();
    let missing: Vec<&&str> = FILE_KEYS.iter().chain(&PATH_KEYS).filter(|key| !rows.contains(*key)).collect();
    assert!(missing.is_empty(), "the page does not describe {missing:?}");
}
