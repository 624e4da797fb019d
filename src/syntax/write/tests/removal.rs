//! Entries and items that go.

use super::scene::Verb::Do;
use super::*;
use crate::edit::Edit;
use crate::reason::Reason;

#[test]
fn an_entry_goes_with_all_that_is_its_own() {
    told(STORIES);
}

#[test]
fn a_comment_that_would_lose_its_place_stops_a_removal() {
    let scene = Scene::new("main.tf", "x = { a = 1, /* why */ b = 2 }\n", "x");
    assert!(remove_entry(&scene.file, scene.node(), 1).is_err());
    assert!(remove_entry(&scene.file, scene.node(), 7).is_err());
}

fn last(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    let entries = scene.node().as_map().expect("a map").entries.len();
    remove_entry(&scene.file, scene.node(), entries - 1)
}

fn first(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    remove_entry(&scene.file, scene.node(), 0)
}

const STORIES: &[Story] = &[
    Story {
        name: "the last HCL entry, its comment and the longest key of its column",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              a    = 1
              bcde = 2 # two
            }
        "#,
        verb: Do(last),
        after: r#"
            x = {
              a = 1
            }
        "#,
    },
    Story {
        name: "the last HCL entry and the comma before it",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              a = 1, # one
              b = 2
            }
        "#,
        verb: Do(last),
        after: r#"
            x = {
              a = 1 # one
            }
        "#,
    },
    Story {
        name: "the last HCL entry and the blank line before it",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              a = 1

              b = {
                c = 2
              }
            }
        "#,
        verb: Do(last),
        after: r#"
            x = {
              a = 1
            }
        "#,
    },
    Story {
        name: "the first HCL entry and the blank line behind it",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              a = 1

              b = 2
            }
        "#,
        verb: Do(first),
        after: r#"
            x = {
              b = 2
            }
        "#,
    },
    Story {
        name: "an entry between blank lines leaves one of them",
        file: "main.tf",
        at: "x/y",
        before: "x = {\n  y = {\n    b = 1\n\n    a = 2\n\n    c = 3\n  }\n}\n",
        verb: Do(|scene| remove_entry(&scene.file, scene.node(), 1)),
        after: "x = {\n  y = {\n    b = 1\n\n    c = 3\n  }\n}\n",
    },
    Story {
        name: "a YAML entry between blank lines leaves one of them",
        file: "t.yaml",
        at: "",
        before: "a: 1\n\nb: 2\n\nc: 3\n",
        verb: Do(|scene| remove_entry(&scene.file, scene.node(), 1)),
        after: "a: 1\n\nc: 3\n",
    },
    Story {
        name: "an HCL heredoc",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              a = <<-EOT
                text
              EOT
              b = 2
            }
        "#,
        verb: Do(first),
        after: r#"
            x = {
              b = 2
            }
        "#,
    },
    Story {
        name: "the first entry on one line",
        file: "main.tf",
        at: "x",
        before: "x = { a = 1, b = 2 }\n",
        verb: Do(first),
        after: "x = { b = 2 }\n",
    },
    Story {
        name: "the last entry on one line",
        file: "main.tf",
        at: "x",
        before: "x = { a = 1, b = 2 }\n",
        verb: Do(last),
        after: "x = { a = 1 }\n",
    },
    Story {
        name: "the only entry of an HCL object",
        file: "main.tf",
        at: "x/a",
        before: r#"
            x = {
              a = {
                b = 1
              }
              c = 2
            }
        "#,
        verb: Do(last),
        after: r#"
            x = {
              a = {}
              c = 2
            }
        "#,
    },
    Story {
        name: "the only entry beside a comment",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              # why
              b = 1 # one
            }
        "#,
        verb: Do(last),
        after: r#"
            x = {
              # why
            }
        "#,
    },
    Story {
        name: "the last JSON entry",
        file: "a.json",
        at: "",
        before: "{\r\n  \"a\": 1,\r\n  \"b\": {\r\n    \"c\": 2\r\n  }\r\n}",
        verb: Do(last),
        after: "{\r\n  \"a\": 1\r\n}",
    },
    Story {
        name: "the first JSON entry without blanks",
        file: "a.json",
        at: "",
        before: r#"{"a":1,"b":2}"#,
        verb: Do(first),
        after: r#"{"b":2}"#,
    },
    Story {
        name: "the last YAML entry of a file that ends without a line end",
        file: "t.yaml",
        at: "",
        before: "a: b\nc:\n  d: e # f",
        verb: Do(last),
        after: "a: b",
    },
    Story {
        name: "the first YAML entry behind a dash",
        file: "t.yaml",
        at: "0",
        before: r#"
            - a: b # c
              d: e
        "#,
        verb: Do(first),
        after: r#"
            - d: e
        "#,
    },
    Story {
        name: "a YAML entry with a literal scalar",
        file: "t.yaml",
        at: "",
        before: r#"
            a: |
              b

              c
            d: e
        "#,
        verb: Do(first),
        after: r#"
            d: e
        "#,
    },
    Story {
        name: "the only YAML entry",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              b: c
            d: e
        "#,
        verb: Do(first),
        after: r#"
            a: {}
            d: e
        "#,
    },
    Story {
        name: "an item of a YAML block",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              - b
              - c: d
                e: f
        "#,
        verb: Do(|scene| remove_items(&scene.file, scene.node(), &[1])),
        after: r#"
            a:
              - b
        "#,
    },
    Story {
        name: "an item of an HCL list on lines",
        file: "main.tf",
        at: "x",
        before: "x = [\n  1,\n  2, # two\n  3\n]\n",
        verb: Do(|scene| remove_items(&scene.file, scene.node(), &[1])),
        after: "x = [\n  1,\n  3\n]\n",
    },
    Story {
        name: "the only item of a YAML flow list",
        file: "t.yaml",
        at: "a",
        before: "a: [ b ]\n",
        verb: Do(|scene| remove_items(&scene.file, scene.node(), &[0])),
        after: "a: []\n",
    },
    Story {
        name: "several items of a one-line list, the first among them",
        file: "main.tf",
        at: "x",
        before: r#"
            x = ["a", "b", "c", "d"]
        "#,
        verb: Do(|scene| remove_items(&scene.file, scene.node(), &[0, 1, 3])),
        after: r#"
            x = ["c"]
        "#,
    },
    Story {
        name: "the last lines of a list without a comma at its end",
        file: "main.tf",
        at: "x",
        before: r#"
            x = [
              "a",
              "b",
              "c"
            ]
        "#,
        verb: Do(|scene| remove_items(&scene.file, scene.node(), &[1, 2])),
        after: r#"
            x = [
              "a"
            ]
        "#,
    },
    Story {
        name: "several lines of a JSON list that keeps its last",
        file: "policy.json",
        at: "x",
        before: r#"
            {
              "x": [
                "a",
                "b",
                "c",
                "d"
              ]
            }
        "#,
        verb: Do(|scene| remove_items(&scene.file, scene.node(), &[0, 2])),
        after: r#"
            {
              "x": [
                "b",
                "d"
              ]
            }
        "#,
    },
    Story {
        name: "several lines of a YAML list",
        file: "template.yaml",
        at: "x",
        before: r#"
            x:
              - a
              - b
              - c
        "#,
        verb: Do(|scene| remove_items(&scene.file, scene.node(), &[1, 2])),
        after: r#"
            x:
              - a
        "#,
    },
];
