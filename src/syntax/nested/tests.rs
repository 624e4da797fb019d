use std::sync::Arc;

use super::*;
use crate::syntax::testing::{FILE, at, parts, slice, value};
use crate::syntax::{hcl, json as plain_json, yaml};

fn layout(grammar: Grammar) -> Layout {
    Layout { grammar, nest: Vec::new() }
}

/// The JSON tree inside `x = ...`.
fn in_hcl(source: &str) -> (String, Result<NodeRef, ParseError>) {
    let text = format!("x = {source}\n");
    let body = hcl::parse(FILE, &text).expect("HCL");
    let tree = json(&value(&body, "x"), &text, &layout(Grammar::Hcl));
    (text, tree)
}

/// The JSON tree inside `x: ...`.
fn in_yaml(source: &str) -> (String, Result<NodeRef, ParseError>) {
    let text = format!("a: 1\nx: {source}\n");
    let root = yaml::parse(FILE, &text).expect("YAML").roots[0].clone();
    let tree = json(&at(&root, "x"), &text, &layout(Grammar::YamlBlock));
    (text, tree)
}

fn nest(node: &Node) -> Vec<Encoding> {
    node.as_map().map(|map| map.layout.nest.clone()).expect("a map")
}

#[test]
fn each_spelling_of_one_policy_reads_as_the_same_tree_with_outer_spans() {
    let hcl = [
        ("<<EOT\n{\n  \"S\": [{\"E\": \"a\\\"b\"}]\n}\nEOT", Encoding::HclHeredoc, "\"a\\\"b\""),
        ("<<-EOT\n    {\"S\": [{\"E\": \"a\\\"b\"}]}\n  EOT", Encoding::HclHeredoc, "\"a\\\"b\""),
        (r#""{\"S\": [{\"E\":\n \"a\\\"b\"}]}""#, Encoding::HclQuoted, r#"\"a\\\"b\""#),
    ];
    let yaml = [
        ("|\n   {\"S\":\n     [{\"E\": \"a\\\"b\"}]}", Encoding::YamlLiteral { indent: 3 }, "\"a\\\"b\""),
        ("!Sub |-  # c\n\n {\"S\": [\r\n {\"E\": \"a\\\"b\"}]}", Encoding::YamlLiteral { indent: 1 }, "\"a\\\"b\""),
        ("'{\"S\":\n\n   [{\"E\": \"a\\\"b\"}]}'", Encoding::YamlSingle, "\"a\\\"b\""),
        (r#""{\"S\": [{\x22E\": \"a\\\"b\"}]}""#, Encoding::Quoted, r#"\"a\\\"b\""#),
        ("\"{\\\"S\\\": \\\n   [{\\\"E\\\":\n \\\"a\\\\\\\"b\\\"}]}\"", Encoding::Quoted, r#"\"a\\\"b\""#),
    ];
    let found = hcl.iter().map(|row| (in_hcl(row.0), row)).chain(yaml.iter().map(|row| (in_yaml(row.0), row)));
    for ((text, tree), (source, encoding, expected)) in found {
        let tree = tree.unwrap_or_else(|error| panic!("{source}: {}", error.message));
        let leaf = at(&tree, "S/0/E");
        assert_eq!(leaf.literal().as_deref(), Some("a\"b"), "{source}");
        assert_eq!(slice(&text, leaf.span), *expected, "{source}");
        let all = slice(&text, tree.span);
        assert!(all.starts_with('{') && all.ends_with('}'), "{all}");
        assert_eq!(nest(&tree), [*encoding], "{source}");
    }
}

#[test]
fn interpolations_stay_parts_of_the_strings_they_stand_in() {
    let (text, tree) =
        in_hcl("<<E\n{\"${k[\"x\"]}:y\": \"a${é}\\n${b}\", \"v\": ${jsonencode([1])}, \"l\": \"$${aws:x}\"}\nE");
    let tree = tree.expect("JSON");
    let entry = &tree.as_map().expect("a map").entries[0];
    assert_eq!(parts(&text, &entry.key), ["${k[\"x\"]}", ":y"]);
    assert_eq!(parts(&text, &entry.value), ["a", "${é}", "\n", "${b}"]);
    assert_eq!(slice(&text, entry.value.span), "\"a${é}\\n${b}\"");
    let whole = at(&tree, "v");
    assert_eq!(parts(&text, &whole), ["${jsonencode([1])}"]);
    assert_eq!(slice(&text, whole.span), "${jsonencode([1])}");
    assert_eq!(crate::syntax::testing::string(&whole).style, TextStyle::Plain);
    assert_eq!(at(&tree, "l").literal().as_deref(), Some("${aws:x}"));
    let (text, tree) = in_hcl(r#""{\"a\": \"x${y["k"]}z\"}""#);
    assert_eq!(parts(&text, &at(&tree.expect("JSON"), "a")), ["x", r#"${y["k"]}"#, "z"]);
}

#[test]
fn a_text_in_a_text_in_a_text_still_has_spans_of_the_file() {
    let (text, outer) = in_hcl(r#""{\"P\": \"{\\\"S\\\": [\\\"${a}\\\", \\\"\\\\u00e9\\\"]}\"}""#);
    let outer = outer.expect("JSON");
    let within = outer.as_map().expect("a map").layout.clone();
    let inner = json(&at(&outer, "P"), &text, &within).expect("JSON");
    assert_eq!(parts(&text, &at(&inner, "S/0")), ["${a}"]);
    assert_eq!(at(&inner, "S/1").literal().as_deref(), Some("é"));
    assert_eq!(slice(&text, at(&inner, "S/1").span), r#"\\\"\\\\u00e9\\\""#);
    assert_eq!(nest(&inner), [Encoding::HclQuoted, Encoding::Quoted]);

    let text = r#"{"P": "{\"a\": \"\ud83d\ude00 b\"}"}"#;
    let root = plain_json::parse(FILE, text).expect("JSON");
    let inner = json(&at(&root, "P"), text, &layout(Grammar::Json)).expect("JSON");
    assert_eq!(at(&inner, "a").literal().as_deref(), Some("😀 b"));
    assert_eq!(slice(text, at(&inner, "a").span), r#"\"\ud83d\ude00 b\""#);
}

#[test]
fn what_is_not_followed_is_said() {
    let hcl = [
        ("<<E\n{%{ if a }\"x\": 1%{ endif }}\nE", "directive"),
        ("<<E\n%{ if a }{}%{ endif } {}\nE", "directive"),
        ("<<E\n{\"x\": 1${a}}\nE", "interpolation"),
        ("<<E\n{\"x\": ${a}${b}}\nE", "interpolation"),
        ("<<E\n{\"x\": \"\\u${a}\"}\nE", "cut in two"),
        ("<<E\n{\"x\": \"\\u00e${a}\"}\nE", "cut in two"),
        ("<<E\n{\"x\": \nE", "value"),
        ("<<E\nE", "no JSON value"),
        ("\"\"", "no JSON value"),
        ("1", "expected here"),
    ];
    let yaml = [(">\n {}", "folded"), ("a b", "unquoted"), ("|", "no JSON value"), ("[1]", "expected here")];
    let found = hcl.iter().map(|row| (in_hcl(row.0), row)).chain(yaml.iter().map(|row| (in_yaml(row.0), row)));
    for ((text, tree), (source, word)) in found {
        let error = tree.expect_err(source);
        assert!(error.message.to_lowercase().contains(&word.to_lowercase()), "{source}: {}", error.message);
        assert!(text.get(error.span.range()).is_some(), "{source}");
    }
}

#[test]
fn what_stands_around_a_directive_is_read_and_the_directive_is_an_item_that_nobody_knows() {
    for (source, items) in [
        ("[%{ if a }{\"x\": 1},%{ endif } {\"x\": 2}]", &["%{ if a }{\"x\": 1},%{ endif }", "{\"x\": 2}"][..]),
        ("[1%{ for i in a }, ${i}%{ endfor }]", &["1", "%{ for i in a }, ${i}%{ endfor }"]),
        ("[1, %{ if a }2%{ else }3%{ endif }]", &["1", "%{ if a }2%{ else }3%{ endif }"]),
        ("[%{ if a }1%{ endif }]", &["%{ if a }1%{ endif }"]),
        ("[%{ if a }1,%{ endif }%{ if b }2,%{ endif } 3]", &["%{ if a }1,%{ endif }", "%{ if b }2,%{ endif }", "3"]),
    ] {
        let (text, tree) = in_hcl(&format!("<<E\n{{\"S\": {source}}}\nE"));
        let tree = tree.unwrap_or_else(|error| panic!("{source}: {}", error.message));
        let list = at(&tree, "S");
        let found: Vec<&str> =
            list.as_list().expect("a list").items.iter().map(|item| slice(&text, item.span)).collect();
        assert_eq!(found, items);
    }
    let (text, tree) = in_hcl("<<E\n{\"S\": \"a:%{ if b }c%{ endif }d\", \"v\": %{ if b }1%{ else }2%{ endif }}\nE");
    let tree = tree.expect("JSON");
    assert_eq!(parts(&text, &at(&tree, "S")), ["a:", "%{ if b }c%{ endif }", "d"]);
    assert_eq!(parts(&text, &at(&tree, "v")), ["%{ if b }1%{ else }2%{ endif }"]);
}

#[test]
fn a_node_of_another_file_is_an_error_and_no_panic() {
    let text = "x = \"{\\\"a\\\": 1}\"";
    let body = hcl::parse(FILE, text).expect("HCL");
    for other in ["", "é", "ééééééééééé"] {
        assert!(json(&value(&body, "x"), other, &layout(Grammar::Hcl)).is_err());
    }
}

#[test]
fn what_is_encoded_reads_back_as_it_was() {
    let text = "\"a\\\\b'c\": \"${f(\"x}\", y[\"z\"])} $${l} %{ m\"";
    let table = [
        (vec![], text.to_owned()),
        (vec![Encoding::HclHeredoc], text.replace("%{", "%%{")),
        (vec![Encoding::HclQuoted], r#"\"a\\\\b'c\": \"${f("x}", y["z"])} $${l} %%{ m\""#.to_owned()),
        (vec![Encoding::YamlSingle], text.replace('\'', "''")),
        (
            vec![Encoding::HclHeredoc, Encoding::Quoted],
            r#"\"a\\\\b'c\": \"${f("x}", y["z"])} $${l} %%{ m\""#.to_owned(),
        ),
        (vec![Encoding::Quoted], text.replace('\\', "\\\\").replace('"', "\\\"")),
    ];
    for (nest, expected) in table {
        assert_eq!(encode(&nest, text), expected, "{nest:?}");
    }
    assert_eq!(encode(&[Encoding::HclQuoted], "a\n\tb"), "a\\n\\tb");
    assert_eq!(encode(&[Encoding::YamlLiteral { indent: 2 }], "a\n b\n\nc"), "a\n   b\n\n  c");
    assert_eq!(encode(&[Encoding::HclHeredoc], "%%{ $${ ${"), "%%{ $${ $${");
}

#[test]
fn an_insertion_into_each_spelling_is_read_back() {
    let insertion = ", \"k'\\\\\": [\"x\\\"y\", \"é\"]";
    let hcl = ["<<E\n{\"a\": 1}\nE", r#""{\"a\": 1}""#];
    let yaml = ["|\n   {\"a\": 1}", "'{\"a\": 1}'", r#""{\"a\": 1}""#];
    let found = hcl.iter().map(|row| (in_hcl(row), true)).chain(yaml.iter().map(|row| (in_yaml(row), false)));
    for ((text, tree), is_hcl) in found {
        let tree = tree.expect("JSON");
        let place = at(&tree, "a").span.end as usize;
        let edited = format!("{}{}{}", &text[..place], encode(&nest(&tree), insertion), &text[place..]);
        let again = match is_hcl {
            true => json(&value(&hcl::parse(FILE, &edited).expect("HCL"), "x"), &edited, &layout(Grammar::Hcl)),
            false => {
                let root: Arc<Node> = yaml::parse(FILE, &edited).expect("YAML").roots[0].clone();
                json(&at(&root, "x"), &edited, &layout(Grammar::YamlBlock))
            }
        };
        let again = again.unwrap_or_else(|error| panic!("{edited}: {}", error.message));
        assert_eq!(at(&again, "k'\\/0").literal().as_deref(), Some("x\"y"), "{edited}");
        assert_eq!(at(&again, "k'\\/1").literal().as_deref(), Some("é"), "{edited}");
    }
}
