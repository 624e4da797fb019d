//! Keys and strings that change where they stand.

use super::scene::Verb::Do;
use super::*;
use crate::edit::Edit;
use crate::reason::Reason;

#[test]
fn a_key_keeps_its_quotes_and_its_column() {
    told(KEYS);
}

#[test]
fn a_string_keeps_its_quotes() {
    told(TEXTS);
}

#[test]
fn a_text_that_is_not_written_out_is_not_rewritten() {
    for (text, way) in [("x = \"a${b}\"\n", "x"), ("x = <<EOT\na\nEOT\n", "x"), ("x = 1\n", "x"), ("x = y\n", "x")] {
        let scene = Scene::new("main.tf", text, way);
        assert!(retext(&scene.file, &scene.layout, scene.node(), "new").is_err(), "{text}");
    }
}

fn to_string_equals(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    Ok(vec![rename_key(&scene.file, scene.node(), 0, "StringEquals")?])
}

fn to_source_arn(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    Ok(vec![rename_key(&scene.file, scene.node(), 0, "aws:SourceArn")?])
}

fn arn(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    Ok(vec![retext(&scene.file, &scene.layout, scene.node(), "arn:aws:s3:::a/${aws:b} \"c\"")?])
}

fn plain(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    Ok(vec![retext(&scene.file, &scene.layout, scene.node(), "it's")?])
}

const KEYS: &[Story] = &[
    Story {
        name: "a key, HCL: a stray blank goes, the column closes up",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              "StringEquals " = { a = 1 }
              "ArnLike"       = { b = 2 } # two
            }
        "#,
        verb: Do(to_string_equals),
        after: r#"
            x = {
              "StringEquals" = { a = 1 }
              "ArnLike"      = { b = 2 } # two
            }
        "#,
    },
    Story {
        name: "a key, HCL: a word that needs quotes gets them",
        file: "main.tf",
        at: "x",
        before: "x = {\n  a = 1\n}\n",
        verb: Do(to_source_arn),
        after: "x = {\n  \"aws:SourceArn\" = 1\n}\n",
    },
    Story {
        name: "a key, JSON",
        file: "a.json",
        at: "",
        before: "{\"StringEquals \": {}}\n",
        verb: Do(to_string_equals),
        after: "{\"StringEquals\": {}}\n",
    },
    Story {
        name: "a key, YAML without quotes",
        file: "t.yaml",
        at: "",
        before: "StringLike:\n  a: b\n",
        verb: Do(to_string_equals),
        after: "StringEquals:\n  a: b\n",
    },
    Story {
        name: "a key, YAML in single quotes",
        file: "t.yaml",
        at: "",
        before: "'aws:sourcearn': b\n",
        verb: Do(to_source_arn),
        after: "'aws:SourceArn': b\n",
    },
    Story {
        name: "a key, YAML flow: a colon asks for quotes",
        file: "t.yaml",
        at: "",
        before: "{ a: b }\n",
        verb: Do(to_source_arn),
        after: "{ \"aws:SourceArn\": b }\n",
    },
];

const TEXTS: &[Story] = &[
    Story {
        name: "a text, HCL",
        file: "main.tf",
        at: "x",
        before: "x = \"a\" # b\n",
        verb: Do(arn),
        after: "x = \"arn:aws:s3:::a/$${aws:b} \\\"c\\\"\" # b\n",
    },
    Story {
        name: "a text, JSON",
        file: "a.json",
        at: "a",
        before: "{\"a\": \"b\"}",
        verb: Do(arn),
        after: "{\"a\": \"arn:aws:s3:::a/${aws:b} \\\"c\\\"\"}",
    },
    Story {
        name: "a text, YAML plain",
        file: "t.yaml",
        at: "a",
        before: "a: b # c\n",
        verb: Do(arn),
        after: "a: arn:aws:s3:::a/${aws:b} \"c\" # c\n",
    },
    Story {
        name: "a text, YAML single",
        file: "t.yaml",
        at: "a",
        before: "a: !Sub 'b'\n",
        verb: Do(plain),
        after: "a: !Sub 'it''s'\n",
    },
    Story {
        name: "a text, YAML double",
        file: "t.yaml",
        at: "a",
        before: "a: !Sub \"b\"\n",
        verb: Do(arn),
        after: "a: !Sub \"arn:aws:s3:::a/${aws:b} \\\"c\\\"\"\n",
    },
    Story {
        name: "a text, YAML flow",
        file: "t.yaml",
        at: "a",
        before: "a: [b]\n",
        verb: Do(|scene| {
            let list = scene.node().as_list().expect("a list");
            Ok(vec![retext(&scene.file, &list.layout, &list.items[0], "b{c}")?])
        }),
        after: "a: [\"b{c}\"]\n",
    },
    Story {
        name: "a text, a part beside an interpolation",
        file: "main.tf",
        at: "x",
        before: "x = \"arn:aws:transfer::${local.account}:/server/*\"\n",
        verb: Do(|scene| Ok(vec![retext_part(&scene.file, &scene.layout, scene.node(), 2, ":server/*")?])),
        after: "x = \"arn:aws:transfer::${local.account}:server/*\"\n",
    },
    Story {
        name: "a text, another value",
        file: "main.tf",
        at: "x",
        before: "x = [\"*\"] # all\n",
        verb: Do(|scene| Ok(vec![replace(&scene.file, &scene.layout, scene.node(), "aws_transfer_server.this.arn")])),
        after: "x = aws_transfer_server.this.arn # all\n",
    },
];
