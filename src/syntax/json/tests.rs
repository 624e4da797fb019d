use super::*;
use crate::syntax::limits::MAX_DEPTH;
use crate::syntax::testing::{FILE, at, slice};
use crate::syntax::tree::NodeKind;

#[test]
fn each_value_stands_where_its_span_says() {
    let text = "\u{feff}{\"a\" : [1, -2.50e1, {\"b\\u00e9\": null}],\r\n \"é\": \"x\\n🙂\", \"t\": true}";
    let root = parse(FILE, text).expect("JSON");
    let table = [
        ("", &text[3..]),
        ("a", "[1, -2.50e1, {\"b\\u00e9\": null}]"),
        ("a/1", "-2.50e1"),
        ("a/2", "{\"b\\u00e9\": null}"),
        ("a/2/bé", "null"),
        ("é", "\"x\\n🙂\""),
        ("t", "true"),
    ];
    for (path, expected) in table {
        assert_eq!(slice(text, at(&root, path).span), expected, "{path}");
    }
    assert_eq!(at(&root, "é").literal().as_deref(), Some("x\n🙂"));
    assert_eq!(at(&root, "a/1").kind, NodeKind::Number("-2.50e1".into()));
}

#[test]
fn a_key_that_stands_twice_is_kept_twice() {
    let root = parse(FILE, r#"{"a": 1, "a": 2}"#).expect("JSON");
    assert_eq!(root.as_map().map(|map| map.entries.len()), Some(2));
}

#[test]
fn what_is_not_json_is_refused_with_its_place() {
    let table = [
        ("", 0),
        ("{\"a\": 1,}", 7),
        ("// c\n1", 0),
        ("{a: 1}", 1),
        ("{'a': 1}", 1),
        ("[1 2]", 2),
        ("0x1f", 0),
        ("\"a\tb\"", 2),
        ("1 2", 2),
        ("[+1]", 1),
        ("[.5]", 1),
        ("[NaN]", 1),
        ("[01, -, 1., .1, 1e]", 1),
        ("[1.]", 1),
        ("[-]", 1),
        ("[1e+]", 1),
        ("[truex]", 1),
        ("{\"a\" 1}", 5),
        ("[\"a", 1),
        ("[\"a\\", 1),
        ("[\"\\x\"]", 2),
        ("[\"\\ud800\"]", 2),
        ("[\"\\u00g0\"]", 2),
    ];
    for (text, offset) in table {
        let error = parse(FILE, text).expect_err(text);
        assert_eq!(error.span.start, offset, "{text}: {}", error.message);
        assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
    }
}

#[test]
fn deep_texts_are_refused_and_not_followed() {
    for open in ["[", "{\"a\":"] {
        let error = parse(FILE, &open.repeat(100_000)).expect_err("too deep");
        assert!(error.message.to_lowercase().contains("nest"), "{}", error.message);
        let closed = format!("{}1{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
        assert!(parse(FILE, &closed).expect_err("too deep").message.contains("128"));
    }
}

#[test]
fn escapes_are_decoded_as_the_second_parser_decodes_them() {
    for written in ["\\\"\\\\\\/\\b\\f\\n\\r\\t", "\\u00e9\\u0000", "a\\ud83d\\ude42b\\\\u0041", "\\\\"] {
        let text = format!("[\"{written}\"]");
        let second: Vec<String> = serde_json::from_str(&text).expect("JSON");
        let root = parse(FILE, &text).expect("JSON");
        assert_eq!(at(&root, "0").literal(), second.first().cloned(), "{text}");
    }
}

#[test]
fn a_text_lacks_keys_only_if_it_is_json_and_none_of_them_is_its_own() {
    let keys = ["Resources", "Statement"];
    let deep = format!("{}1{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
    for text in
        ["\u{feff}{}", "{\"a\": {\"Resources\": [1, -2.5e1, true, null, \"\\u00e9\"]}}", "[{\"Resources\": 1}]", "1"]
    {
        assert!(parse(FILE, text).is_ok() && lacks(text, &keys), "{text}");
    }
    for text in ["{\"a\": 1, \"Resources\": {}}", "{\"Statement\": []}", "{\"Res\\u006furces\": {}}"] {
        assert!(parse(FILE, text).is_ok() && !lacks(text, &keys), "{text}");
    }
    for text in ["", "{\"a\": 1,}", "{\"a\": \"\\x\"}", "{a: 1}", "[1] 2", "{\"a\": 01}", "[tru]", &deep] {
        assert_eq!(parse(FILE, text).is_ok(), lacks(text, &keys), "{text}");
    }
}
