//! Entries for JSON objects.

use super::scene::Verb::Insert;
use super::*;

#[test]
fn an_entry_is_written_as_its_neighbours_in_a_json_object() {
    told(STORIES);
}

fn new_condition() -> Writing {
    map(&[("Condition", condition())])
}

fn account() -> Writing {
    map(&[("aws:SourceAccount", map(&[("Ref", scalar("\"AWS::AccountId\""))]))])
}

fn account_condition() -> Writing {
    map(&[("Condition", map(&[("StringEquals", account())]))])
}

fn arns() -> Writing {
    map(&[("aws:SourceArn", list(&[scalar("\"a\""), scalar("\"b\"")]))])
}

const STORIES: &[Story] = &[
    Story {
        name: "two spaces",
        file: "a.json",
        at: "Statement/0",
        before: r#"
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
        "#,
        verb: Insert(new_condition),
        after: r#"
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
        "#,
    },
    Story {
        name: "four spaces, Principal on one line",
        file: "a.json",
        at: "Statement",
        before: r#"
            {
                "Statement": {
                    "Effect": "Allow",
                    "Principal": { "Service": "transfer.amazonaws.com" }
                }
            }
        "#,
        verb: Insert(new_condition),
        after: r#"
            {
                "Statement": {
                    "Effect": "Allow",
                    "Principal": { "Service": "transfer.amazonaws.com" },
                    "Condition": {
                        "StringEquals": { "aws:SourceAccount": "123456789012" },
                        "ArnLike": { "aws:SourceArn": "arn:aws:transfer:*:123456789012:server/*" }
                    }
                }
            }
        "#,
    },
    Story {
        name: "tabs",
        file: "a.json",
        at: "",
        before: "{\n\t\"Effect\": \"Allow\"\n}\n",
        verb: Insert(new_condition),
        after: "{\n\t\"Effect\": \"Allow\",\n\t\"Condition\": {\n\t\t\"StringEquals\": {\n\t\t\t\"aws:SourceAccount\": \"123456789012\"\n\t\t},\n\t\t\"ArnLike\": {\n\t\t\t\"aws:SourceArn\": \"arn:aws:transfer:*:123456789012:server/*\"\n\t\t}\n\t}\n}\n",
    },
    Story {
        name: "blanks before colons",
        file: "a.json",
        at: "",
        before: "{\n  \"Effect\" : \"Allow\"\n}\n",
        verb: Insert(new_condition),
        after: "{\n  \"Effect\" : \"Allow\",\n  \"Condition\" : {\n    \"StringEquals\" : {\n      \"aws:SourceAccount\" : \"123456789012\"\n    },\n    \"ArnLike\" : {\n      \"aws:SourceArn\" : \"arn:aws:transfer:*:123456789012:server/*\"\n    }\n  }\n}\n",
    },
    Story {
        name: "values in a column",
        file: "a.json",
        at: "",
        before: r#"
            {
              "Sid":                "one",
              "Effect":             "Allow"
            }
        "#,
        verb: Insert(account),
        after: r#"
            {
              "Sid":                "one",
              "Effect":             "Allow",
              "aws:SourceAccount": {
                "Ref": "AWS::AccountId"
              }
            }
        "#,
    },
    Story {
        name: "no blanks at all",
        file: "a.json",
        at: "Statement/0",
        before: r#"{"Statement":[{"Effect":"Allow","Action":"*"}]}"#,
        verb: Insert(new_condition),
        after: r#"{"Statement":[{"Effect":"Allow","Action":"*","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"},"ArnLike":{"aws:SourceArn":"arn:aws:transfer:*:123456789012:server/*"}}}]}"#,
    },
    Story {
        name: "one line with blanks",
        file: "a.json",
        at: "Statement/0",
        before: r#"{ "Statement": [ { "Effect": "Allow", "Action": "*" } ] }"#,
        verb: Insert(new_condition),
        after: r#"{ "Statement": [ { "Effect": "Allow", "Action": "*", "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" }, "ArnLike": { "aws:SourceArn": "arn:aws:transfer:*:123456789012:server/*" } } } ] }"#,
    },
    Story {
        name: "an empty object among lines gets lines",
        file: "a.json",
        at: "Condition",
        before: r#"
            {
              "Effect": "Allow",
              "Condition": {}
            }
        "#,
        verb: Insert(account),
        after: r#"
            {
              "Effect": "Allow",
              "Condition": {
                "aws:SourceAccount": {
                  "Ref": "AWS::AccountId"
                }
              }
            }
        "#,
    },
    Story {
        name: "an empty object on one line stays there",
        file: "a.json",
        at: "Condition",
        before: r#"{"Condition":{}}"#,
        verb: Insert(account),
        after: r#"{"Condition":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}}"#,
    },
    Story {
        name: "lists have lines unless the neighbours' have none",
        file: "a.json",
        at: "a",
        before: r#"
            {
              "a": {
                "b": "c"
              }
            }
        "#,
        verb: Insert(arns),
        after: r#"
            {
              "a": {
                "b": "c",
                "aws:SourceArn": [
                  "a",
                  "b"
                ]
              }
            }
        "#,
    },
    Story {
        name: "lists on one line stay so",
        file: "a.json",
        at: "",
        before: r#"
            {
              "Action": ["a", "b"]
            }
        "#,
        verb: Insert(arns),
        after: r#"
            {
              "Action": ["a", "b"],
              "aws:SourceArn": ["a", "b"]
            }
        "#,
    },
    Story {
        name: "lines end as they did, the byte order mark stays, the last line stays without an end",
        file: "a.json",
        at: "",
        before: "\u{feff}{\r\n  \"a\": 1\r\n}",
        verb: Insert(account),
        after: "\u{feff}{\r\n  \"a\": 1,\r\n  \"aws:SourceAccount\": {\r\n    \"Ref\": \"AWS::AccountId\"\r\n  }\r\n}",
    },
    Story {
        name: "function calls on one line are so among exploded objects, too",
        file: "a.json",
        at: "",
        before: r#"
            {
              "Principal": {
                "AWS": { "Ref": "Account" }
              }
            }
        "#,
        verb: Insert(account_condition),
        after: r#"
            {
              "Principal": {
                "AWS": { "Ref": "Account" }
              },
              "Condition": {
                "StringEquals": {
                  "aws:SourceAccount": { "Ref": "AWS::AccountId" }
                }
              }
            }
        "#,
    },
    Story {
        name: "function calls on lines among objects on one line",
        file: "a.json",
        at: "",
        before: r#"
            {
              "Principal": { "Service": "transfer.amazonaws.com" },
              "Resource": {
                "Ref": "Bucket"
              }
            }
        "#,
        verb: Insert(account_condition),
        after: r#"
            {
              "Principal": { "Service": "transfer.amazonaws.com" },
              "Resource": {
                "Ref": "Bucket"
              },
              "Condition": {
                "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } }
              }
            }
        "#,
    },
    Story {
        name: "objects whose brackets hug in one line stay so",
        file: "a.json",
        at: "Statement/0",
        before: r#"
            {
              "Statement": [{
                "Effect": "Allow",
                "Action": "*"
              }]
            }
        "#,
        verb: Insert(new_condition),
        after: r#"
            {
              "Statement": [{
                "Effect": "Allow",
                "Action": "*",
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
        "#,
    },
];
