//! Lining up, and that it is what `terraform fmt` wants.

use super::scene::{Verb::Do, is_formatted};
use super::*;
use crate::edit::Edit;
use crate::reason::Reason;

#[test]
fn edits_made_apart_share_one_column() {
    told(STORIES);
}

/// All that lines up before, judged by our own eyes and by `terraform fmt`.
#[test]
fn the_columns_are_those_of_terraform_fmt() {
    for text in FORMATTED {
        let lines = super::super::lines::lines(text);
        let indents = super::super::lines::indents(&lines);
        for (line, indent) in lines.iter().zip(indents) {
            for gap in [line.equal, line.comment, line.indent(indent)].into_iter().flatten() {
                assert!(gap.is_right(text), "{text}\n{:?}", &text[line.start..gap.end]);
            }
        }
        assert_ne!(is_formatted(text), Some(false), "{text}");
    }
}

#[test]
fn no_edits_line_nothing_up() {
    let text = "x = {\n  a = 1\n      bcd = 2\n}\n";
    assert_eq!(align(scene::FILE, text, &[]), []);
}

fn both(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    let mut edits = vec![rename_key(&scene.file, scene.node(), 0, "StringEqualsIgnoreCase")?];
    edits.extend(insert_entry(&scene.file, scene.node(), "ForAnyValue:StringEquals", &map(&[("a", scalar("1"))]))?);
    Ok(edits)
}

const STORIES: &[Story] = &[
    Story {
        name: "a key that grows and an entry that comes",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              StringLike = { a = 1 } # one
              ArnLike    = { b = 2 } # two
            }
        "#,
        verb: Do(both),
        after: r#"
            x = {
              StringEqualsIgnoreCase     = { a = 1 } # one
              ArnLike                    = { b = 2 } # two
              "ForAnyValue:StringEquals" = { a = 1 }
            }
        "#,
    },
    Story {
        name: "a comment line parts a column",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              StringLike = { a = 1 }
              # but
              ArnLike = { b = 2 }
            }
        "#,
        verb: Do(both),
        after: r#"
            x = {
              StringEqualsIgnoreCase = { a = 1 }
              # but
              ArnLike                    = { b = 2 }
              "ForAnyValue:StringEquals" = { a = 1 }
            }
        "#,
    },
    Story {
        name: "what was not lined up is left alone",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              StringLike = { a = 1 }
              ArnLike = { b = 2 }
            }
        "#,
        verb: Do(both),
        after: r#"
            x = {
              StringEqualsIgnoreCase = { a = 1 }
              ArnLike = { b = 2 }
              "ForAnyValue:StringEquals" = { a = 1 }
            }
        "#,
    },
];

const FORMATTED: &[&str] = &[
    "x = {\n  a         = 1, # foo\n  bbb       = 3,\n  Condition = { a = 1 }, # foooo\n}\n",
    "x = {\n  a   = <<EOT\nfoo = {\n  b = ${c}\nEOT\n  bbb = 3\n}\n",
    "x = {\n  a = 1   # foo\n  bbb = { # fooooo\n    c = 1\n  }\n}\n",
    "x = [{\n  a = 1\n  }, {\n  b = 2\n}]\n",
    "x = {\n  é    = 1\n  \"日本\" = 2\n  abc  = 2\n}\n",
    "x = {\n  (foo)   = 1\n  \"a${b}\" = 2\n  a       = x == y\n}\n",
    "x = {\n  a   = 1 /* foo */\n  bbb = 2 /* c */ # fooooo\n}\n",
    "x = foo(a, {\n  b = \"}\" # ${\n  c = \"${d(\"}\")} %{if e}{%{endif} $${f\"\n})\n",
    "a \"b\" {\n  test     = \"x\"\n  variable = \"y\"\n  values = [\n    \"a\",\n  ]\n\n  c { d = 1 }\n  e {\n  }\n}\n",
    "x = <<-EOT\n  a = 1\n    bbb = {\n  EOT\ny = 1 // b\n",
];
