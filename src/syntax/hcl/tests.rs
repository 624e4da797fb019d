use super::*;
use crate::syntax::testing::{FILE, at, parts, slice, value};
use crate::syntax::tree::{Expression, Node, NodeKind, NodeRef, Step, TextPart, TextStyle, Traversal, TraversalRoot};

/// The value of `x = ...`.
fn expression(source: &str) -> (String, NodeRef) {
    let text = format!("x = {source}\n");
    let body = parse(FILE, &text).unwrap_or_else(|error| panic!("{source}: {}", error.message));
    (text, value(&body, "x"))
}

fn traversal(node: &Node) -> &Traversal {
    match &node.kind {
        NodeKind::Expression(Expression::Traversal(traversal)) => traversal,
        other => panic!("no traversal: {other:?}"),
    }
}

#[test]
fn blocks_know_their_head_and_their_inside() {
    let text = "\u{feff}# c\r\nresource \"a\" /* { */ b { // c\r\n  n = 1\r\n  in { m = 2 }\r\n}\r\n";
    let body = parse(FILE, text).expect("HCL");
    assert_eq!(slice(text, body.span), text);
    let outer = body.blocks().next().expect("a block");
    assert_eq!((outer.kind.as_str(), outer.labels.join(",").as_str()), ("resource", "a,b"));
    assert_eq!(slice(text, outer.head), "resource \"a\" /* { */ b");
    assert_eq!(slice(text, outer.body.span), " // c\r\n  n = 1\r\n  in { m = 2 }\r\n");
    assert!(slice(text, outer.span).starts_with("resource") && slice(text, outer.span).ends_with("\r\n}"));
    let inner = outer.body.blocks_of("in").next().expect("a block inside");
    assert_eq!(slice(text, inner.span), "in { m = 2 }");
    assert_eq!((slice(text, inner.head), slice(text, inner.body.span)), ("in", " m = 2 "));
    let attribute = inner.body.attribute("m").expect("an attribute");
    assert_eq!((slice(text, attribute.name_span), slice(text, attribute.value.span)), ("m", "2"));
}

#[test]
fn each_expression_stands_where_its_span_says() {
    let sources = [
        "null",
        "-1.50",
        "true",
        "\"\"",
        "\"a\"",
        "\"${a}\"",
        "[1, 2,]",
        "{ a = 1 }",
        "{}",
        "(1)",
        "a",
        "a.b",
        "a[0].b",
        "a.*.b",
        "a[*]",
        "a.0.b",
        "f(x...)",
        "a::b::f()",
        "f(1).x",
        "a ? b : c",
        "!a",
        "-a",
        "1 + 2 * 3",
        "a && (b || c)",
        "[for v in x : v]",
        "{ for k, v in x : k => v... if v }",
        "jsonencode({\n  a = 1 # c\n})",
        "<<EOT\nx\nEOT",
        "<<-EOT\n    x${y}\n  EOT",
    ];
    for source in sources {
        let (text, node) = expression(&format!("  {source}"));
        assert_eq!(slice(&text, node.span), source);
        let (text, node) = expression(&format!("[1, {source}\n, 2]"));
        assert_eq!(slice(&text, at(&node, "1").span), source);
    }
}

#[test]
fn strings_keep_what_is_decoded_and_what_is_written() {
    let table: [(&str, &[&str], &[&str]); 8] = [
        (r#""""#, &[], &[]),
        (r#""a\"\n\u00e9 $${x} %%{y}""#, &["a\"\né ${x} %{y}"], &[r#"a\"\n\u00e9 $${x} %%{y}"#]),
        (r#""${x}""#, &["${x}"], &["${x}"]),
        (
            r#""a${x["k"]}b${"${y}"}""#,
            &["a", r#"${x["k"]}"#, "b", r#"${"${y}"}"#],
            &["a", r#"${x["k"]}"#, "b", r#"${"${y}"}"#],
        ),
        (r#""a ${~ x ~} b""#, &["a", "${~ x ~}", "b"], &["a ", "${~ x ~}", " b"]),
        ("<<E\na${x}\nE", &["a", "${x}", "\n"], &["a", "${x}", "\n"]),
        ("<<-E\n    a\n      b\n  E", &["a\n  b\n"], &["    a\n      b\n"]),
        ("<<E\nE", &[], &[]),
    ];
    for (source, decoded, raw) in table {
        let (text, node) = expression(source);
        assert_eq!(parts(&text, &node), decoded, "{source}");
        let spans: Vec<&str> = crate::syntax::testing::string(&node)
            .parts
            .iter()
            .map(|part| match part {
                TextPart::Literal { span, .. }
                | TextPart::Interpolation { span, .. }
                | TextPart::Directive { span, .. } => slice(&text, *span),
            })
            .collect();
        assert_eq!(spans, raw, "{source}");
    }
}

#[test]
fn a_directive_mentions_all_its_expressions() {
    let (text, node) = expression("<<E\n%{ if a }x${b}%{ else }%{ for k in c }${d}%{ endfor }%{ endif }\nE");
    let string = crate::syntax::testing::string(&node);
    let Some(TextPart::Directive { mentions, span }) = string.parts.first() else { panic!("{string:?}") };
    let mentioned: Vec<&str> = mentions.iter().map(|node| slice(&text, node.span)).collect();
    assert_eq!(mentioned, ["a", "b", "c", "d"]);
    assert_eq!(slice(&text, *span), "%{ if a }x${b}%{ else }%{ for k in c }${d}%{ endfor }%{ endif }");
}

#[test]
fn a_lone_word_as_a_key_is_its_text_and_everything_else_an_expression() {
    let (text, node) = expression("{ a = 1, \"b\" = 2, \"${c}:d\" = 3, (e) = 4, f.g = 5, true = 6, 7 = 8 }");
    let map = node.as_map().expect("a map");
    let keys: Vec<&str> = map.entries.iter().map(|entry| slice(&text, entry.key.span)).collect();
    assert_eq!(keys, ["a", "\"b\"", "\"${c}:d\"", "(e)", "f.g", "true", "7"]);
    let literal: Vec<Option<String>> = map.entries.iter().map(|entry| entry.key.literal()).collect();
    assert_eq!(literal, [Some("a".into()), Some("b".into()), None, None, None, Some("true".into()), None]);
    let style = |at: usize| crate::syntax::testing::string(&map.entries[at].key).style;
    assert_eq!((style(0), style(1), style(5)), (TextStyle::Plain, TextStyle::Double, TextStyle::Plain));
    assert!(matches!(map.entries[3].key.kind, NodeKind::Expression(Expression::Parenthesis(_))));
}

#[test]
fn traversals_have_a_root_and_steps() {
    let (text, node) = expression("data.a[\"k\"][0].1.*.c[*].d");
    let path = traversal(&node);
    assert_eq!(path.root, TraversalRoot::Name("data".into()));
    let steps: Vec<String> = path
        .steps
        .iter()
        .map(|step| match step {
            Step::Attribute(name) => name.clone(),
            Step::Index(index) => format!("[{}]", slice(&text, index.span)),
            Step::Splat => "*".into(),
        })
        .collect();
    assert_eq!(steps, ["a", "[\"k\"]", "[0]", "[1]", "*", "c", "*", "d"]);
    assert!(matches!(traversal(&expression("f(x).y").1).root, TraversalRoot::Expression(_)));
    assert!(traversal(&expression("alone").1).steps.is_empty());
}

#[test]
fn operations_list_their_operands_in_order() {
    let (text, node) = expression("a + b * c == d && (e || f)");
    let NodeKind::Expression(Expression::Operation(operands)) = &node.kind else { panic!("{node:?}") };
    let operands: Vec<&str> = operands.iter().map(|operand| slice(&text, operand.span)).collect();
    assert_eq!(operands, ["a", "b", "c", "d", "(e || f)"]);
}

#[test]
fn a_for_expression_has_its_names_and_clauses() {
    let (text, node) = expression("{ for k, v in m : k => v... if v != 1 }");
    let NodeKind::Expression(Expression::For(repeat)) = &node.kind else { panic!("{node:?}") };
    assert_eq!(repeat.names, ["k", "v"]);
    let written = |node: &NodeRef| slice(&text, node.span).to_owned();
    assert_eq!((written(&repeat.collection), written(&repeat.value)), ("m".into(), "v".into()));
    assert_eq!(repeat.key.as_ref().map(written), Some("k".into()));
    assert_eq!(repeat.test.as_ref().map(written), Some("v != 1".into()));
}

#[test]
fn a_key_that_stands_twice_is_kept_under_its_own_name() {
    let table = [
        ("{ Sid = 1, Sid = 2 }", vec!["Sid", "Sid"]),
        ("{ \"a:b\" = 1\n \"a:b\" = 2\n \"a:b\" = 3 }", vec!["a:b", "a:b", "a:b"]),
        ("{ a = 1, b = 2, a = 3, c = 4, b = 5, a = 6 }", vec!["a", "b", "a", "c", "b", "a"]),
        ("{ x = { k = 1, k = 2 }, x = 3 }", vec!["x", "x"]),
        ("{ \"q\\\"\" = 1, \"q\\\"\" : 2 }", vec!["q\"", "q\""]),
    ];
    for (source, keys) in table {
        let (_, node) = expression(source);
        let found: Vec<String> =
            node.as_map().expect("a map").entries.iter().filter_map(|entry| entry.key.literal()).collect();
        assert_eq!(found, keys, "{source}");
    }
    let (text, node) = expression("{ (a.b) = 1, (a.b) = 2 }");
    let second = &node.as_map().expect("a map").entries[1];
    assert_eq!((slice(&text, second.key.span), slice(&text, second.span())), ("(a.b)", "(a.b) = 2"));
}

#[test]
fn a_heredoc_ends_where_its_marker_stands_alone() {
    for newline in ["\n", "\r\n"] {
        let text = "a = <<EOF\nsh -c \"cat\nEOF\"\n  EOF more\nEOF\nb = 1\n".replace('\n', newline);
        let body = parse(FILE, &text).expect("HCL");
        assert!(body.attribute("b").is_some(), "{text}");
    }
    assert!(parse(FILE, "a = EOF\" b\n").is_err());
}

#[test]
fn what_is_not_hcl_is_refused_with_its_place() {
    let table = [("a = \n", 4), ("\u{feff}a = \n", 7), ("a {", 3), ("a = 1\na = 2\n", 6)];
    for (text, offset) in table {
        let error = parse(FILE, text).expect_err(text);
        assert!(error.span.start.abs_diff(offset) <= 1, "{text:?}: {error:?}");
        assert!(!error.message.contains('\n'));
    }
}

#[test]
fn deep_and_crowded_texts_are_refused_and_not_followed() {
    let deep = ["[", "{a=", "(", "f(", "\"${", "!", "-", "a ? b : ", "a[", "b {\n", "<<E\n${", "x ? [", "%{if a}"];
    for open in deep {
        for text in [open.repeat(100_000), format!("x = {}", open.repeat(100_000))] {
            assert!(parse(FILE, &text).is_err(), "{open}");
        }
    }
    let closed = format!("x = {}1{}\n", "[".repeat(60), "]".repeat(60));
    assert!(parse(FILE, &closed).is_ok());
    assert!(parse(FILE, &format!("x = {}1\n", "1 + ".repeat(100_000))).is_err());
    let crowded: String = (0..100_000).map(|n| format!("k{n} = 1\n")).collect();
    assert!(parse(FILE, &format!("x = {{\n{crowded}}}\n")).expect_err("crowded").message.contains("20000"));
    let twice = format!("x = {{\n{}}}\n", "a = 1\n".repeat(1000));
    assert!(parse(FILE, &twice).is_err());
}
