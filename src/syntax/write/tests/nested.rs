//! JSON inside strings of other grammars.

use super::scene::Verb::{Do, Insert};
use super::*;

#[test]
fn json_inside_a_string_is_written_in_its_own_style_and_in_the_outer_encoding() {
    told(STORIES);
}

fn new_condition() -> Writing {
    map(&[("Condition", condition())])
}

fn account() -> Writing {
    map(&[("aws:SourceAccount", scalar("\"${data.aws_caller_identity.this.account_id}\""))])
}

const STORIES: &[Story] = &[
    Story {
        name: "an HCL heredoc",
        file: "main.tf",
        at: "x/json/Statement/0",
        before: r#"
            x = <<EOF
            {
              "Statement": [
                {
                  "Effect": "Allow",
                  "Principal": {
                    "Service": "transfer.amazonaws.com"
                  }
                }
              ]
            }
            EOF
        "#,
        verb: Insert(new_condition),
        after: r#"
            x = <<EOF
            {
              "Statement": [
                {
                  "Effect": "Allow",
                  "Principal": {
                    "Service": "transfer.amazonaws.com"
                  },
                  "Condition": {
                    "StringEquals": {
                      "aws:SourceAccount": "123456789012"
                    },
                    "ArnLike": {
                      "aws:SourceArn": "arn:aws:transfer:*:123456789012:server/*"
                    }
                  }
                }
              ]
            }
            EOF
        "#,
    },
    Story {
        name: "a statement that is not indented in a heredoc of another step than its file",
        file: "main.tf",
        at: "x/json/Statement/0",
        before: r#"
            x = <<EOF
            {
                "Statement": [
                    {
                    "Principal": {
                        "Service": "transfer.amazonaws.com"
                    }
                    }
                ]
            }
            EOF
            y = {
              a = 1
            }
        "#,
        verb: Insert(new_condition),
        after: r#"
            x = <<EOF
            {
                "Statement": [
                    {
                    "Principal": {
                        "Service": "transfer.amazonaws.com"
                    },
                    "Condition": {
                        "StringEquals": {
                            "aws:SourceAccount": "123456789012"
                        },
                        "ArnLike": {
                            "aws:SourceArn": "arn:aws:transfer:*:123456789012:server/*"
                        }
                    }
                    }
                ]
            }
            EOF
            y = {
              a = 1
            }
        "#,
    },
    Story {
        name: "an indented HCL heredoc, with an interpolation",
        file: "main.tf",
        at: "x/json/Condition/StringEquals",
        before: r#"
            x = <<-EOF
              {
                "Condition": {
                  "StringEquals": {
                    "aws:PrincipalOrgID": "${var.org}"
                  }
                }
              }
            EOF
        "#,
        verb: Insert(account),
        after: r#"
            x = <<-EOF
              {
                "Condition": {
                  "StringEquals": {
                    "aws:PrincipalOrgID": "${var.org}",
                    "aws:SourceAccount": "${data.aws_caller_identity.this.account_id}"
                  }
                }
              }
            EOF
        "#,
    },
    Story {
        name: "an HCL string",
        file: "main.tf",
        at: "x/json",
        before: "x = \"{\\\"a\\\": 1, \\\"b\\\": \\\"c\\\"}\"\n",
        verb: Insert(new_condition),
        after: "x = \"{\\\"a\\\": 1, \\\"b\\\": \\\"c\\\", \\\"Condition\\\": {\\\"StringEquals\\\": {\\\"aws:SourceAccount\\\": \\\"123456789012\\\"}, \\\"ArnLike\\\": {\\\"aws:SourceArn\\\": \\\"arn:aws:transfer:*:123456789012:server/*\\\"}}}\"\n",
    },
    Story {
        name: "an HCL string with an interpolation",
        file: "main.tf",
        at: "x/json",
        before: "x = \"{\\\"a\\\":\\\"${b}\\\"}\"\n",
        verb: Insert(account),
        after: "x = \"{\\\"a\\\":\\\"${b}\\\",\\\"aws:SourceAccount\\\":\\\"${data.aws_caller_identity.this.account_id}\\\"}\"\n",
    },
    Story {
        name: "an HCL string with escaped line ends",
        file: "main.tf",
        at: "x/json",
        before: "x = \"{\\n  \\\"a\\\": 1,\\n  \\\"b\\\": 2\\n}\"\n",
        verb: Insert(account),
        after: "x = \"{\\n  \\\"a\\\": 1,\\n  \\\"b\\\": 2,\\n  \\\"aws:SourceAccount\\\": \\\"${data.aws_caller_identity.this.account_id}\\\"\\n}\"\n",
    },
    Story {
        name: "a YAML literal scalar",
        file: "t.yaml",
        at: "p/json/Statement/0",
        before: r#"
            p: |
              {
                "Statement": [{
                  "Effect": "Allow"
                }]
              }
            q: r
        "#,
        verb: Insert(new_condition),
        after: r#"
            p: |
              {
                "Statement": [{
                  "Effect": "Allow",
                  "Condition": {
                    "StringEquals": {
                      "aws:SourceAccount": "123456789012"
                    },
                    "ArnLike": {
                      "aws:SourceArn": "arn:aws:transfer:*:123456789012:server/*"
                    }
                  }
                }]
              }
            q: r
        "#,
    },
    Story {
        name: "a YAML literal scalar under a tag, no final line end",
        file: "t.yaml",
        at: "p/json",
        before: "p: !Sub |\n    {\n        \"a\": 1\n    }",
        verb: Insert(new_condition),
        after: "p: !Sub |\n    {\n        \"a\": 1,\n        \"Condition\": {\n            \"StringEquals\": {\n                \"aws:SourceAccount\": \"123456789012\"\n            },\n            \"ArnLike\": {\n                \"aws:SourceArn\": \"arn:aws:transfer:*:123456789012:server/*\"\n            }\n        }\n    }",
    },
    Story {
        name: "a YAML string in single quotes over several lines",
        file: "t.yaml",
        at: "p/json",
        before: r#"
            p: '{
              "a": 1
              }'
        "#,
        verb: Insert(|| map(&[("it's", map(&[("b", scalar("\"'\""))]))])),
        after: r#"
            p: '{
              "a": 1,
              "it''s": {
                "b": "''"
              }
              }'
        "#,
    },
    Story {
        name: "a JSON string",
        file: "a.json",
        at: "p/json/Statement",
        before: r#"{"p": "{\"Statement\":{\"Effect\":\"Allow\"}}"}"#,
        verb: Insert(new_condition),
        after: r#"{"p": "{\"Statement\":{\"Effect\":\"Allow\",\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":\"123456789012\"},\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:transfer:*:123456789012:server/*\"}}}}"}"#,
    },
    Story {
        name: "an empty object in a JSON string",
        file: "a.json",
        at: "p/json",
        before: r#"{"p": "{}"}"#,
        verb: Insert(|| map(&[("a", scalar("\"b\""))])),
        after: r#"{"p": "{\"a\": \"b\"}"}"#,
    },
    Story {
        name: "a policy variable in a heredoc stays one",
        file: "main.tf",
        at: "x/json",
        before: "x = <<EOF\n{\"a\": \"b\"}\nEOF\n",
        verb: Do(|scene| {
            let map = scene.node().as_map().expect("a map");
            Ok(vec![retext(&scene.file, &map.layout, &map.entries[0].value, "${aws:username}")?])
        }),
        after: "x = <<EOF\n{\"a\": \"$${aws:username}\"}\nEOF\n",
    },
    Story {
        name: "a key in an HCL string",
        file: "main.tf",
        at: "x/json",
        before: "x = \"{\\\"StringEquals \\\":{}}\"\n",
        verb: Do(|scene| Ok(vec![rename_key(&scene.file, scene.node(), 0, "StringEquals")?])),
        after: "x = \"{\\\"StringEquals\\\":{}}\"\n",
    },
    Story {
        name: "a list in an HCL string",
        file: "main.tf",
        at: "x/json",
        before: "x = \"{\\\"a\\\": \\\"b\\\"}\"\n",
        verb: Do(|scene| scalar_to_list(&scene.file, scene.node(), 0, &[scalar("\"${c}\"")])),
        after: "x = \"{\\\"a\\\": [\\\"b\\\", \\\"${c}\\\"]}\"\n",
    },
    Story {
        name: "a copy in an HCL string is not escaped twice",
        file: "main.tf",
        at: "x/json",
        before: "x = \"[{\\\"a\\\": \\\"b\\\"}]\"\n",
        verb: Do(|scene| duplicate_item(&scene.file, scene.node(), 0, &[vec![]])),
        after: "x = \"[{\\\"a\\\": \\\"b\\\"}, {\\\"a\\\": \\\"b\\\"}]\"\n",
    },
    Story {
        name: "an entry goes from an HCL string",
        file: "main.tf",
        at: "x/json",
        before: "x = \"{\\\"a\\\": 1, \\\"b\\\": 2}\"\n",
        verb: Do(|scene| remove_entry(&scene.file, scene.node(), 1)),
        after: "x = \"{\\\"a\\\": 1}\"\n",
    },
    Story {
        name: "an object in a heredoc becomes a list",
        file: "main.tf",
        at: "x/json",
        before: r#"
            x = <<EOF
            {
              "Statement": {
                "Effect": "Allow"
              }
            }
            EOF
        "#,
        verb: Do(|scene| wrap_in_list(&scene.file, scene.node(), 0, &[vec![], vec![]])),
        after: r#"
            x = <<EOF
            {
              "Statement": [
                {
                  "Effect": "Allow"
                },
                {
                  "Effect": "Allow"
                }
              ]
            }
            EOF
        "#,
    },
];
