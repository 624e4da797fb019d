//! Lists: new items, copies of items, lists made of single values.

use super::scene::Verb::Do;
use super::*;
use crate::edit::Edit;
use crate::reason::Reason;

#[test]
fn an_item_is_written_as_its_neighbours() {
    told(ITEMS);
}

#[test]
fn a_copy_of_an_item_stands_behind_it() {
    told(COPIES);
}

#[test]
fn a_scalar_becomes_a_list() {
    told(SCALARS);
}

#[test]
fn an_object_becomes_a_list_of_copies() {
    told(OBJECTS);
}

fn quoted(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    insert_item(&scene.file, scene.node(), &scalar("\"new\""))
}

fn second(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    scalar_to_list(&scene.file, scene.node(), 0, &[scalar("\"new\"")])
}

/// The edit that makes a statement's `Sid`, its first entry, `Copy`.
fn renamed(scene: &Scene, statement: &crate::syntax::tree::Node) -> Edit {
    let map = statement.as_map().expect("a statement");
    retext(&scene.file, &map.layout, &map.entries[0].value, "Copy").expect("a literal")
}

fn copied(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    let statements = scene.node().as_list().expect("a list");
    let last = statements.items.len() - 1;
    duplicate_item(&scene.file, scene.node(), last, &[vec![renamed(scene, &statements.items[last])]])
}

fn split(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    let statement = scene.node().as_map().and_then(|map| map.get("Statement")).expect("a statement").value.clone();
    let map = statement.as_map().expect("a map");
    let added = insert_entry(&scene.file, &statement, "Condition", &Writing::Map(vec![]))?;
    assert!(map.entries.len() > 1);
    wrap_in_list(&scene.file, scene.node(), 0, &[added, vec![renamed(scene, &statement)]])
}

const ITEMS: &[Story] = &[
    Story {
        name: "an item, HCL on one line",
        file: "main.tf",
        at: "x",
        before: "x = [\"a\", \"b\"]\n",
        verb: Do(quoted),
        after: "x = [\"a\", \"b\", \"new\"]\n",
    },
    Story {
        name: "an item, HCL on lines with a trailing comma",
        file: "main.tf",
        at: "x",
        before: r#"
            x = [
              "a", # one
              "b", # two
            ]
        "#,
        verb: Do(quoted),
        after: r#"
            x = [
              "a", # one
              "b", # two
              "new",
            ]
        "#,
    },
    Story {
        name: "an item, HCL on lines without a trailing comma",
        file: "main.tf",
        at: "x",
        before: r#"
            x = [
              "a" # one
            ]
        "#,
        verb: Do(quoted),
        after: r#"
            x = [
              "a", # one
              "new"
            ]
        "#,
    },
    Story {
        name: "an item, HCL behind a heredoc",
        file: "main.tf",
        at: "x",
        before: "x = [\n  <<EOT\ntext\nEOT\n]\n",
        verb: Do(quoted),
        after: "x = [\n  <<EOT\ntext\nEOT\n  , \"new\"\n]\n",
    },
    Story {
        name: "an item, HCL empty",
        file: "main.tf",
        at: "x",
        before: "x = []\n",
        verb: Do(quoted),
        after: "x = [\"new\"]\n",
    },
    Story {
        name: "an item, JSON on lines",
        file: "a.json",
        at: "",
        before: "[\n    \"a\"\n]\n",
        verb: Do(quoted),
        after: "[\n    \"a\",\n    \"new\"\n]\n",
    },
    Story {
        name: "an item, JSON without blanks",
        file: "a.json",
        at: "a",
        before: r#"{"a":["b"]}"#,
        verb: Do(quoted),
        after: r#"{"a":["b","new"]}"#,
    },
    Story {
        name: "an item, JSON with blanks inside the brackets",
        file: "a.json",
        at: "",
        before: "[ \"a\" ]\n",
        verb: Do(quoted),
        after: "[ \"a\", \"new\" ]\n",
    },
    Story {
        name: "an item, a YAML block",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              - b # c
            d: e
        "#,
        verb: Do(quoted),
        after: r#"
            a:
              - b # c
              - "new"
            d: e
        "#,
    },
    Story {
        name: "an item, a YAML block with wide dashes, a map as its item",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
            -   b: c
                d: e
        "#,
        verb: Do(|scene| insert_item(&scene.file, scene.node(), &yaml_condition())),
        after: r#"
            a:
            -   b: c
                d: e
            -   StringEquals:
                  aws:SourceAccount: !Ref AWS::AccountId
                ArnLike:
                  aws:SourceArn: !Sub "arn:aws:x:${AWS::Region}:server/*"
        "#,
    },
    Story {
        name: "an item, YAML flow",
        file: "t.yaml",
        at: "a",
        before: "a: [ b ]\n",
        verb: Do(quoted),
        after: "a: [ b, \"new\" ]\n",
    },
];

const COPIES: &[Story] = &[
    Story {
        name: "a copy, HCL objects on lines",
        file: "main.tf",
        at: "x/Statement",
        before: r#"
            x = {
              Statement = [
                {
                  Sid    = "One"
                  Effect = "Allow"
                }
              ]
            }
        "#,
        verb: Do(copied),
        after: r#"
            x = {
              Statement = [
                {
                  Sid    = "One"
                  Effect = "Allow"
                },
                {
                  Sid    = "Copy"
                  Effect = "Allow"
                }
              ]
            }
        "#,
    },
    Story {
        name: "a copy, HCL objects on lines, a comment behind the last",
        file: "main.tf",
        at: "x",
        before: r#"
            x = [
              {
                Sid = "One"
              }, # one
              {
                Sid = "Two"
              } # two
            ]
        "#,
        verb: Do(copied),
        after: r#"
            x = [
              {
                Sid = "One"
              }, # one
              {
                Sid = "Two"
              }, # two
              {
                Sid = "Copy"
              }
            ]
        "#,
    },
    Story {
        name: "a copy, HCL brackets that hug",
        file: "main.tf",
        at: "x/Statement",
        before: r#"
            x = {
              Statement = [{
                Sid    = "One"
                Effect = "Allow"
              }]
            }
        "#,
        verb: Do(copied),
        after: r#"
            x = {
              Statement = [{
                Sid    = "One"
                Effect = "Allow"
                }, {
                Sid    = "Copy"
                Effect = "Allow"
              }]
            }
        "#,
    },
    Story {
        name: "a copy, a copy in which a key grows is lined up, the original is left alone",
        file: "main.tf",
        at: "x",
        before: r#"
            x = [
              {
                Sid    = "One"
                Effect = "Allow"
              },
            ]
        "#,
        verb: Do(|scene| {
            let statement = scene.node().as_list().expect("a list").items[0].clone();
            let longer = rename_key(&scene.file, &statement, 1, "NotPrincipal")?;
            duplicate_item(&scene.file, scene.node(), 0, &[vec![longer]])
        }),
        after: r#"
            x = [
              {
                Sid    = "One"
                Effect = "Allow"
              },
              {
                Sid          = "One"
                NotPrincipal = "Allow"
              },
            ]
        "#,
    },
    Story {
        name: "a copy, the first of two",
        file: "main.tf",
        at: "x",
        before: "x = [{ a = 1 }, { b = 2 }]\n",
        verb: Do(|scene| duplicate_item(&scene.file, scene.node(), 0, &[vec![]])),
        after: "x = [{ a = 1 }, { a = 1 }, { b = 2 }]\n",
    },
    Story {
        name: "a copy, JSON on lines",
        file: "a.json",
        at: "",
        before: r#"
            [
              {
                "Sid": "One"
              },
              {
                "Sid": "Two"
              }
            ]
        "#,
        verb: Do(copied),
        after: r#"
            [
              {
                "Sid": "One"
              },
              {
                "Sid": "Two"
              },
              {
                "Sid": "Copy"
              }
            ]
        "#,
    },
    Story {
        name: "a copy, JSON without blanks",
        file: "a.json",
        at: "",
        before: r#"[{"Sid":"One"}]"#,
        verb: Do(copied),
        after: "[{\"Sid\":\"One\"},{\"Sid\":\"Copy\"}]",
    },
    Story {
        name: "a copy, a YAML block with its comments",
        file: "t.yaml",
        at: "Statement",
        before: r#"
            Statement:
              - Sid: One # one
                # the effect
                Effect: Allow # two
            Other: x
        "#,
        verb: Do(copied),
        after: r#"
            Statement:
              - Sid: One # one
                # the effect
                Effect: Allow # two
              - Sid: Copy # one
                # the effect
                Effect: Allow # two
            Other: x
        "#,
    },
    Story {
        name: "a copy, a YAML block whose dash stands alone",
        file: "t.yaml",
        at: "Statement",
        before: r#"
            Statement:
              -
                Sid: "One"
                Effect: Allow
        "#,
        verb: Do(copied),
        after: r#"
            Statement:
              -
                Sid: "One"
                Effect: Allow
              -
                Sid: "Copy"
                Effect: Allow
        "#,
    },
    Story {
        name: "a copy, YAML flow maps in a block list",
        file: "t.yaml",
        at: "Statement",
        before: "Statement:\n- { Sid: One, Effect: Allow }",
        verb: Do(copied),
        after: "Statement:\n- { Sid: One, Effect: Allow }\n- { Sid: Copy, Effect: Allow }",
    },
];

const SCALARS: &[Story] = &[
    Story {
        name: "a scalar, HCL on one line",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              a   = "old" # one
              bcd = 1
            }
        "#,
        verb: Do(second),
        after: r#"
            x = {
              a   = ["old", "new"] # one
              bcd = 1
            }
        "#,
    },
    Story {
        name: "a scalar, HCL on lines where the neighbours' lists are",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              a   = "old"
              bcd = 1
              c = [
                1,
              ]
            }
        "#,
        verb: Do(second),
        after: r#"
            x = {
              a = [
                "old",
                "new",
              ]
              bcd = 1
              c = [
                1,
              ]
            }
        "#,
    },
    Story {
        name: "a scalar, JSON on lines",
        file: "a.json",
        at: "",
        before: r#"
            {
              "a": "old",
              "b": 1
            }
        "#,
        verb: Do(second),
        after: r#"
            {
              "a": [
                "old",
                "new"
              ],
              "b": 1
            }
        "#,
    },
    Story {
        name: "a scalar, JSON on one line",
        file: "a.json",
        at: "",
        before: r#"{"a":"old"}"#,
        verb: Do(second),
        after: r#"{"a":["old","new"]}"#,
    },
    Story {
        name: "a scalar, a YAML block",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              b: !Sub "old" # c
              d: e
        "#,
        verb: Do(second),
        after: r#"
            a:
              b:
                - !Sub "old" # c
                - "new"
              d: e
        "#,
    },
    Story {
        name: "a scalar, a YAML block with flow lists around",
        file: "t.yaml",
        at: "",
        before: "a: old\nb: [c]\n",
        verb: Do(second),
        after: "a: [old, \"new\"]\nb: [c]\n",
    },
    Story {
        name: "a scalar, a YAML scalar that flow cannot hold",
        file: "t.yaml",
        at: "",
        before: "a: !Sub ${old}\nb: [c]\n",
        verb: Do(second),
        after: "a:\n  - !Sub ${old}\n  - \"new\"\nb: [c]\n",
    },
    Story {
        name: "a scalar, YAML flow",
        file: "t.yaml",
        at: "a",
        before: "a: {b: old}\n",
        verb: Do(second),
        after: "a: {b: [old, \"new\"]}\n",
    },
];

const OBJECTS: &[Story] = &[
    Story {
        name: "an object, HCL",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              Statement = {
                Sid    = "One"
                Effect = "Allow"
              }
            }
        "#,
        verb: Do(split),
        after: r#"
            x = {
              Statement = [{
                Sid       = "One"
                Effect    = "Allow"
                Condition = {}
                }, {
                Sid    = "Copy"
                Effect = "Allow"
              }]
            }
        "#,
    },
    Story {
        name: "an object, JSON on lines",
        file: "a.json",
        at: "",
        before: r#"
            {
              "Statement": {
                "Sid": "One",
                "Effect": "Allow"
              }
            }
        "#,
        verb: Do(split),
        after: r#"
            {
              "Statement": [
                {
                  "Sid": "One",
                  "Effect": "Allow",
                  "Condition": {}
                },
                {
                  "Sid": "Copy",
                  "Effect": "Allow"
                }
              ]
            }
        "#,
    },
    Story {
        name: "an object, JSON on one line",
        file: "a.json",
        at: "",
        before: r#"{"Statement": {"Sid": "One", "Effect": "Allow"}}"#,
        verb: Do(split),
        after: r#"{"Statement": [{"Sid": "One", "Effect": "Allow", "Condition": {}}, {"Sid": "Copy", "Effect": "Allow"}]}"#,
    },
    Story {
        name: "an object, a YAML block where lists are indented",
        file: "t.yaml",
        at: "p",
        before: r#"
            l:
              - m
            p:
              Statement: # one
                Sid: One
                Text: |
                  a

                  b
                Effect: Allow # two
              q: r
        "#,
        verb: Do(split),
        after: r#"
            l:
              - m
            p:
              Statement: # one
                - Sid: One
                  Text: |
                    a

                    b
                  Effect: Allow # two
                  Condition: {}
                - Sid: Copy
                  Text: |
                    a

                    b
                  Effect: Allow # two
              q: r
        "#,
    },
    Story {
        name: "an object, a YAML block where lists are as deep as their key",
        file: "t.yaml",
        at: "p",
        before: r#"
            l:
            - m
            p:
              Statement:
                Sid: One
                Effect: Allow
        "#,
        verb: Do(split),
        after: r#"
            l:
            - m
            p:
              Statement:
              - Sid: One
                Effect: Allow
                Condition: {}
              - Sid: Copy
                Effect: Allow
        "#,
    },
    Story {
        name: "an object, YAML flow",
        file: "t.yaml",
        at: "",
        before: "Statement: { Sid: One, Effect: Allow }\n",
        verb: Do(split),
        after: "Statement: [{ Sid: One, Effect: Allow, Condition: {} }, { Sid: Copy, Effect: Allow }]\n",
    },
];
