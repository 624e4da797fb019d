use super::*;
use crate::syntax::second;
use crate::syntax::testing::{FILE, at, parts, slice, string};
use crate::syntax::tree::{TextPart, TextStyle};

fn root(text: &str) -> NodeRef {
    parse(FILE, text).unwrap_or_else(|error| panic!("{text}: {}", error.message)).roots[0].clone()
}

/// Asserts the bytes of the node at each path.
fn check(text: &str, table: &[(&str, &str)]) {
    let root = root(text);
    for (path, expected) in table {
        assert_eq!(slice(text, at(&root, path).span), *expected, "{path} of {text}");
    }
}

#[test]
fn scalars_stand_where_their_spans_say() {
    check(
        "\u{feff}p: a b # c\r\ns: 'it''s'\r\nd: \"\\u00e9\\\"\" \r\né: 🙂\r\nm: a\r\n  b\r\nq: 'a\r\n\r\n  b'\r\n",
        &[
            ("p", "a b"),
            ("s", "'it''s'"),
            ("d", "\"\\u00e9\\\"\""),
            ("é", "🙂"),
            ("m", "a\r\n  b"),
            ("q", "'a\r\n\r\n  b'"),
        ],
    );
}

#[test]
fn a_value_that_is_not_there_stands_behind_its_indicator() {
    let text = "a:   # c\nb:\nl:\n-\n- # c\n- x\nn:\n  -\n  - -\ne: !Ref\nf: {k: , u, v: }\n? q\nz:";
    let root = root(text);
    let table = [
        ("a", "a:"),
        ("b", "\nb:"),
        ("l/0", "l:\n-"),
        ("l/1", "-\n-"),
        ("n/0", "n:\n  -"),
        ("n/1/0", "  - -"),
        ("f/k", "{k:"),
        ("f/u", ", u"),
        ("f/v", " v:"),
        ("q", "? q"),
        ("z", "z:"),
    ];
    for (path, before) in table {
        let node = at(&root, path);
        assert_eq!(node.kind, NodeKind::Null, "{path}");
        assert_eq!(slice(text, node.span), "", "{path}");
        assert!(text[..node.span.start as usize].ends_with(before), "{path}: {:?}", &text[..node.span.start as usize]);
    }
    assert_eq!(slice(text, at(&root, "e").span), "!Ref");
    assert!(parse(FILE, "").expect("YAML").roots.is_empty());
    assert_eq!(parse(FILE, "---\n").expect("YAML").roots[0].kind, NodeKind::Null);
}

#[test]
fn block_scalars_start_at_their_indicator_and_end_with_their_text() {
    check(
        "a: |\n  x\n  y \n\nb: >-   # | c\n\n   x\n     y\nc: !Sub |2+\n   x\n\n# c\nd: |\ne:\n  - |\n    x\n  - >\n   y\nf: |\r\n  x\r\n",
        &[
            ("a", "|\n  x\n  y "),
            ("b", ">-   # | c\n\n   x\n     y"),
            ("c", "!Sub |2+\n   x"),
            ("d", "|"),
            ("e/0", "|\n    x"),
            ("e/1", ">\n   y"),
            ("f", "|\r\n  x"),
        ],
    );
    check("--- |\n x\n--- # c\n", &[("", "|\n x")]);
    check("a: |\n  x", &[("a", "|\n  x")]);
    check("? |\n  k\n: |\n  v\n", &[("k\n", "|\n  v")]);
    let text = "a: |-\n\n   x\n     y\n";
    let node = at(&root(text), "a");
    assert_eq!(parts(text, &node), ["\nx\n  y"]);
    let raw = &string(&node).parts[0];
    assert!(matches!(raw, TextPart::Literal { span, .. } if slice(text, *span) == "\n   x\n     y"));
}

#[test]
fn collections_end_with_their_last_leaf() {
    check(
        "a:\n  b: 1   # c\n  # c\n\nl:\n- x\n-   y\n\n# c\nm:\n  - - p\n    - q\n  -   - r\n  - s: 1\n    t: 2\n\nn: [ a, b: c, {d: e} ]  # c\no: {p: [1, 2],\n  q: r}\nu: !If\n  - A\n  - !Ref B\n\n",
        &[
            ("a", "b: 1"),
            ("l", "- x\n-   y"),
            ("m", "- - p\n    - q\n  -   - r\n  - s: 1\n    t: 2"),
            ("m/0", "- p\n    - q"),
            ("m/1", "- r"),
            ("m/2", "s: 1\n    t: 2"),
            ("n", "[ a, b: c, {d: e} ]"),
            ("n/1", "b: c"),
            ("n/2", "{d: e}"),
            ("o", "{p: [1, 2],\n  q: r}"),
            ("o/p", "[1, 2]"),
            ("u", "!If\n  - A\n  - !Ref B"),
            ("u/1", "!Ref B"),
        ],
    );
    check("a:\n- - x\n  - y\n- z: |\n   t\n\n", &[("a", "- - x\n  - y\n- z: |\n   t"), ("a/0", "- x\n  - y")]);
    check("- ! # c\n  -a: 1\n", &[("", "- ! # c\n  -a: 1")]);
    check("? - a\n  - b\n: c\n", &[("", "? - a\n  - b\n: c")]);
    check("a: &x !If # - c\n- b\n", &[("a", "!If # - c\n- b")]);
}

#[test]
fn a_quoted_scalar_may_have_lines_that_stand_no_deeper_than_its_key() {
    let text = "R:\r\n  D: !Sub '{\r\n  \"a\":\r\n\r\n''1''\r\n}'\r\n  E: \"{\n}\"\n  F: 'g'\n";
    let root = root(text);
    let table = [
        ("R/D", "!Sub '{\r\n  \"a\":\r\n\r\n''1''\r\n}'", "{ \"a\":\n'1' }"),
        ("R/E", "\"{\n}\"", "{ }"),
        ("R/F", "'g'", "g"),
    ];
    for (path, written, value) in table {
        let node = at(&root, path);
        assert_eq!(slice(text, node.span), written);
        assert_eq!(parts(text, &node), [value]);
    }
    let endless = format!("a: '\n{}'", "b\n".repeat(100_000));
    assert!(parse(FILE, &endless).is_err());
    let text = "a:\n  b: '{\n}'\n";
    assert!(second::yaml_value(text, &parse(FILE, text).expect("YAML")).is_ok());
}

#[test]
fn layouts_tell_block_from_flow() {
    let root = root("a:\n- {b: [c]}\n");
    let grammar = |node: NodeRef| match &node.kind {
        NodeKind::Map(map) => map.layout.grammar,
        NodeKind::List(list) => list.layout.grammar,
        other => panic!("{other:?}"),
    };
    assert_eq!(grammar(root.clone()), Grammar::YamlBlock);
    assert_eq!(grammar(at(&root, "a")), Grammar::YamlBlock);
    assert_eq!(grammar(at(&root, "a/0")), Grammar::YamlFlow);
    assert_eq!(grammar(at(&root, "a/0/b")), Grammar::YamlFlow);
}

#[test]
fn tags_wrap_their_values() {
    let text = "a: !Sub \"x ${Y}\"\nb: !GetAtt [ A, Arn ]\nc: !Ref 123\nd: !!int 3\ne: !Ref &x true\n";
    let root = root(text);
    let inner = |path: &str| match &at(&root, path).kind {
        NodeKind::Tagged { tag, value } => (tag.clone(), slice(text, value.span), value.clone()),
        other => panic!("{other:?}"),
    };
    assert_eq!((inner("a").0.as_str(), inner("a").1), ("!Sub", "\"x ${Y}\""));
    assert_eq!((inner("b").0.as_str(), inner("b").1), ("!GetAtt", "[ A, Arn ]"));
    assert_eq!(inner("c").2.literal().as_deref(), Some("123"));
    assert_eq!(inner("d").2.kind, NodeKind::Number("3".into()));
    assert_eq!(inner("e").2.literal().as_deref(), Some("true"));
    assert_eq!(slice(text, at(&root, "e").span), "!Ref &x true");
}

#[test]
fn plain_scalars_are_typed_and_quoted_ones_are_text() {
    let number = |text: &str| NodeKind::Number(text.to_owned());
    let typed = [
        ("null", NodeKind::Null),
        ("~", NodeKind::Null),
        ("True", NodeKind::Bool(true)),
        ("false", NodeKind::Bool(false)),
        ("012345678901", number("012345678901")),
        ("-1.5e+3", number("-1.5e+3")),
        (".5", number(".5")),
        ("0x1F", number("0x1F")),
        ("0o17", number("0o17")),
        ("-.inf", number("-.inf")),
    ];
    for (source, kind) in typed {
        assert_eq!(root(source).kind, kind, "{source}");
    }
    let texts =
        ["2012-10-17", "yes", "on", "1.2.3", "1e", "+", ".", "0x", "12a", "''", "'1'", "\"true\"", "1_000", "12:30"];
    for source in texts {
        assert!(root(source).literal().is_some(), "{source}");
    }
}

#[test]
fn anchors_are_listed_with_the_nodes_they_name() {
    let text = "a: &x\n  b: &y [1]\nc: *y\nd: &y !Ref Z\ne: &n\n<<: *x\n---\nf: &x 1\n";
    let documents = parse(FILE, text).expect("YAML");
    let anchors: Vec<(&str, &str)> =
        documents.anchors.iter().map(|(name, node)| (name.as_str(), slice(text, node.span))).collect();
    assert_eq!(anchors, [("x", "b: &y [1]"), ("y", "[1]"), ("y", "!Ref Z"), ("n", ""), ("x", "1")]);
    let root = &documents.roots[0];
    assert_eq!(at(root, "c").kind, NodeKind::Alias("y".into()));
    assert_eq!(slice(text, at(root, "<<").span), "*x");
    assert!(Arc::ptr_eq(&documents.anchors[0].1, &at(root, "a")));
    assert_eq!(documents.roots.len(), 2);
}

#[test]
fn styles_are_kept() {
    let table = [
        ("a", TextStyle::Plain),
        ("'a'", TextStyle::Single),
        ("\"a\"", TextStyle::Double),
        ("|\n a", TextStyle::Literal),
        (">\n a", TextStyle::Folded),
    ];
    for (source, style) in table {
        assert_eq!(string(&root(source)).style, style, "{source}");
    }
}

#[test]
fn a_key_that_stands_twice_is_kept_twice() {
    assert_eq!(root("a: 1\na: 2\n").as_map().map(|map| map.entries.len()), Some(2));
}

#[test]
fn what_is_not_yaml_is_refused_with_its_place() {
    for (text, offset) in [("a: [", 4), ("\u{feff}a: *b\n", 6), ("a: 'x", 3), ("a:\n\t- x\n", 3), ("{a: 1", 0)] {
        let error = parse(FILE, text).expect_err(text);
        assert!(error.span.start.abs_diff(offset) <= 1, "{text:?}: {error:?}");
        assert!(!error.message.is_empty() && !error.message.contains('\n'));
    }
}

#[test]
fn deep_texts_are_refused_and_not_followed() {
    let blocks: String = (0..1000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let texts = ["[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000), "? ".repeat(100_000), blocks];
    for text in texts {
        assert!(parse(FILE, &text).is_err(), "{}", &text[..10]);
    }
    assert!(parse(FILE, &format!("{}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH))).is_ok());
    assert!(parse(FILE, &format!("{}{}", "[".repeat(129), "]".repeat(129))).expect_err("deep").message.contains("128"));
}
