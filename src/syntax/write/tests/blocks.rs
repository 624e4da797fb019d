//! Blocks and attributes of HCL bodies.

use super::scene::{FILE, Verb::Do, count_blocks};
use super::*;
use crate::edit::Edit;
use crate::reason::Reason;
use crate::syntax::tree::Document;

#[test]
fn a_nested_block_is_set_off_as_its_siblings() {
    told(BLOCKS);
}

#[test]
fn an_attribute_joins_the_column_of_its_neighbours() {
    told(ATTRIBUTES);
}

#[test]
fn whole_blocks_go_where_authors_put_them() {
    told(TOP);
}

#[test]
fn a_new_block_is_one_block_more() {
    for story in BLOCKS {
        let blocks = |text: &str| match Scene::new(story.file, &scene::dedented(text), "").document {
            Document::Hcl(body) => count_blocks(&body),
            _ => 0,
        };
        let more = if story.name.starts_with("two") { 2 } else { 1 };
        assert_eq!(blocks(story.after), blocks(story.before) + more, "{}", story.name);
    }
}

fn condition_block(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    Ok(vec![insert_blocks(&scene.file, scene.block(), "condition", &[source_arn_is()])])
}

fn source_arn_is() -> Vec<(String, Writing)> {
    vec![
        ("test".into(), scalar("\"ArnLike\"")),
        ("variable".into(), scalar("\"aws:SourceArn\"")),
        ("values".into(), list(&[scalar("aws_transfer_server.this.arn")])),
    ]
}

fn two_blocks(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    let account = vec![("test".into(), scalar("\"StringEquals\""))];
    Ok(vec![insert_blocks(&scene.file, scene.block(), "condition", &[source_arn_is(), account])])
}

fn source_arn(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    let value = scalar("aws_s3_bucket.b.arn");
    Ok(vec![insert_attributes(&scene.file, scene.block(), Some("principal"), &[("source_arn".into(), value)])])
}

fn both_keys(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    let keys = [("source_account".into(), scalar("local.account")), ("source_arn".into(), scalar("local.arn"))];
    Ok(vec![insert_attributes(&scene.file, scene.block(), None, &keys)])
}

fn accounts(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    let accounts = list(&[scalar("local.account")]);
    Ok(vec![insert_attributes(&scene.file, scene.block(), None, &[("source_accounts".into(), accounts)])])
}

const IDENTITY: &str = "data \"aws_caller_identity\" \"current\" {}";

fn identity_last(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    Ok(vec![append_blocks(FILE, &scene.file, None, IDENTITY)])
}

fn identity_behind(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    Ok(vec![append_blocks(FILE, &scene.file, Some(scene.block()), IDENTITY)])
}

const BLOCKS: &[Story] = &[
    Story {
        name: "behind a blank line, as the block before it",
        file: "main.tf",
        at: "data/statement",
        before: r#"
            data "aws_iam_policy_document" "d" {
              statement {
                actions = ["sts:AssumeRole"]

                principals {
                  type        = "Service"
                  identifiers = ["transfer.amazonaws.com"]
                }
              }
            }
        "#,
        verb: Do(condition_block),
        after: r#"
            data "aws_iam_policy_document" "d" {
              statement {
                actions = ["sts:AssumeRole"]

                principals {
                  type        = "Service"
                  identifiers = ["transfer.amazonaws.com"]
                }

                condition {
                  test     = "ArnLike"
                  variable = "aws:SourceArn"
                  values   = [aws_transfer_server.this.arn]
                }
              }
            }
        "#,
    },
    Story {
        name: "without a blank line, as the block before it; a list on lines, as its neighbour",
        file: "main.tf",
        at: "data/statement",
        before: r#"
            data "aws_iam_policy_document" "d" {
              statement {
                actions = ["sts:AssumeRole"]
                principals {
                  type = "Service"
                  identifiers = [
                    "transfer.amazonaws.com",
                  ]
                } # who
              }
            }
        "#,
        verb: Do(condition_block),
        after: r#"
            data "aws_iam_policy_document" "d" {
              statement {
                actions = ["sts:AssumeRole"]
                principals {
                  type = "Service"
                  identifiers = [
                    "transfer.amazonaws.com",
                  ]
                } # who
                condition {
                  test     = "ArnLike"
                  variable = "aws:SourceArn"
                  values = [
                    aws_transfer_server.this.arn,
                  ]
                }
              }
            }
        "#,
    },
    Story {
        name: "the first block",
        file: "main.tf",
        at: "statement",
        before: "statement {\n  actions = [\"*\"]\n}\n",
        verb: Do(condition_block),
        after: "statement {\n  actions = [\"*\"]\n\n  condition {\n    test     = \"ArnLike\"\n    variable = \"aws:SourceArn\"\n    values   = [aws_transfer_server.this.arn]\n  }\n}\n",
    },
    Story {
        name: "into an empty block",
        file: "main.tf",
        at: "statement",
        before: "statement {}\n",
        verb: Do(condition_block),
        after: "statement {\n  condition {\n    test     = \"ArnLike\"\n    variable = \"aws:SourceArn\"\n    values   = [aws_transfer_server.this.arn]\n  }\n}\n",
    },
    Story {
        name: "two into an empty block",
        file: "main.tf",
        at: "statement",
        before: "statement {}\n",
        verb: Do(two_blocks),
        after: "statement {\n  condition {\n    test     = \"ArnLike\"\n    variable = \"aws:SourceArn\"\n    values   = [aws_transfer_server.this.arn]\n  }\n\n  condition {\n    test = \"StringEquals\"\n  }\n}\n",
    },
    Story {
        name: "two behind one that follows without a blank line",
        file: "main.tf",
        at: "statement",
        before: "statement {\n  a = 1\n  condition {\n  }\n}\n",
        verb: Do(two_blocks),
        after: "statement {\n  a = 1\n  condition {\n  }\n  condition {\n    test     = \"ArnLike\"\n    variable = \"aws:SourceArn\"\n    values   = [aws_transfer_server.this.arn]\n  }\n  condition {\n    test = \"StringEquals\"\n  }\n}\n",
    },
    Story {
        name: "into a block on one line",
        file: "main.tf",
        at: "a/statement",
        before: "a {\n  statement { sid = \"One\" }\n}\n",
        verb: Do(condition_block),
        after: "a {\n  statement {\n    sid = \"One\"\n\n    condition {\n      test     = \"ArnLike\"\n      variable = \"aws:SourceArn\"\n      values   = [aws_transfer_server.this.arn]\n    }\n  }\n}\n",
    },
    Story {
        name: "comments below the last block stay below; lines end as they did",
        file: "main.tf",
        at: "statement",
        before: "statement {\r\n    principals {\r\n        type = \"*\"\r\n    }\r\n    # more\r\n}\r\n",
        verb: Do(condition_block),
        after: "statement {\r\n    principals {\r\n        type = \"*\"\r\n    }\r\n\r\n    condition {\r\n        test     = \"ArnLike\"\r\n        variable = \"aws:SourceArn\"\r\n        values   = [aws_transfer_server.this.arn]\r\n    }\r\n    # more\r\n}\r\n",
    },
    Story {
        name: "a copy of a block",
        file: "main.tf",
        at: "d/statement",
        before: r#"
            d {
              statement {
                sid     = "One"
                actions = ["*"]
              } # one

              # two
              statement {}
            }
        "#,
        verb: Do(|scene| {
            let sid = scene.block().body.attribute("sid").expect("a sid").value.clone();
            duplicate_block(&scene.file, scene.block(), &[vec![retext(&scene.file, &scene.layout, &sid, "Two")?]])
        }),
        after: r#"
            d {
              statement {
                sid     = "One"
                actions = ["*"]
              } # one

              statement {
                sid     = "Two"
                actions = ["*"]
              }

              # two
              statement {}
            }
        "#,
    },
];

const ATTRIBUTES: &[Story] = &[
    Story {
        name: "a list that would be the longest of its column leaves the column alone",
        file: "main.tf",
        at: "module",
        before: r#"
            module "logs" {
              source        = "terraform-aws-modules/s3-bucket/aws"
              bucket        = "logs"
              attach_policy = true
            }
        "#,
        verb: Do(accounts),
        after: r#"
            module "logs" {
              source        = "terraform-aws-modules/s3-bucket/aws"
              bucket        = "logs"
              attach_policy = true
              source_accounts = [
                local.account,
              ]
            }
        "#,
    },
    Story {
        name: "a list in a wide column",
        file: "main.tf",
        at: "module",
        before: r#"
            module "logs" {
              bucket              = "logs"
              attach_log_delivery = true
            }
        "#,
        verb: Do(accounts),
        after: r#"
            module "logs" {
              bucket              = "logs"
              attach_log_delivery = true
              source_accounts     = [local.account]
            }
        "#,
    },
    Story {
        name: "an attribute, behind the one it belongs to",
        file: "main.tf",
        at: "resource",
        before: r#"
            resource "aws_lambda_permission" "p" {
              action        = "lambda:InvokeFunction"
              function_name = aws_lambda_function.f.function_name
              principal     = "s3.amazonaws.com" # S3
              qualifier     = "live"
            }
        "#,
        verb: Do(source_arn),
        after: r#"
            resource "aws_lambda_permission" "p" {
              action        = "lambda:InvokeFunction"
              function_name = aws_lambda_function.f.function_name
              principal     = "s3.amazonaws.com" # S3
              source_arn    = aws_s3_bucket.b.arn
              qualifier     = "live"
            }
        "#,
    },
    Story {
        name: "an attribute, the longest of its column",
        file: "main.tf",
        at: "resource",
        before: r#"
            resource "aws_lambda_permission" "p" {
              action    = "lambda:InvokeFunction"
              principal = "s3.amazonaws.com"

              depends_on = [a.b]
            }
        "#,
        verb: Do(source_arn),
        after: r#"
            resource "aws_lambda_permission" "p" {
              action     = "lambda:InvokeFunction"
              principal  = "s3.amazonaws.com"
              source_arn = aws_s3_bucket.b.arn

              depends_on = [a.b]
            }
        "#,
    },
    Story {
        name: "an attribute, last before the first block, where its fellow is not there",
        file: "main.tf",
        at: "resource",
        before: r#"
            resource "aws_lambda_permission" "p" {
              action = "lambda:InvokeFunction"

              lifecycle {
                ignore_changes = all
              }
            }
        "#,
        verb: Do(source_arn),
        after: r#"
            resource "aws_lambda_permission" "p" {
              action     = "lambda:InvokeFunction"
              source_arn = aws_s3_bucket.b.arn

              lifecycle {
                ignore_changes = all
              }
            }
        "#,
    },
    Story {
        name: "an attribute, two of them",
        file: "main.tf",
        at: "resource",
        before: "resource \"a\" \"b\" {\n  principal = \"c\" # d\n}\n",
        verb: Do(both_keys),
        after: "resource \"a\" \"b\" {\n  principal      = \"c\" # d\n  source_account = local.account\n  source_arn     = local.arn\n}\n",
    },
    Story {
        name: "an attribute, two of them into an empty block",
        file: "main.tf",
        at: "resource",
        before: "resource \"a\" \"b\" {\n}\n",
        verb: Do(both_keys),
        after: "resource \"a\" \"b\" {\n  source_account = local.account\n  source_arn     = local.arn\n}\n",
    },
    Story {
        name: "an attribute, first, before a block",
        file: "main.tf",
        at: "resource",
        before: r#"
            resource "a" "b" {
              lifecycle {}
            }
        "#,
        verb: Do(source_arn),
        after: r#"
            resource "a" "b" {
              source_arn = aws_s3_bucket.b.arn

              lifecycle {}
            }
        "#,
    },
    Story {
        name: "an attribute, into an empty block",
        file: "main.tf",
        at: "resource",
        before: "resource \"a\" \"b\" {}",
        verb: Do(source_arn),
        after: "resource \"a\" \"b\" {\n  source_arn = aws_s3_bucket.b.arn\n}",
    },
];

const TOP: &[Story] = &[
    Story {
        name: "at the end of a file",
        file: "main.tf",
        at: "",
        before: "a {}\n",
        verb: Do(identity_last),
        after: "a {}\n\ndata \"aws_caller_identity\" \"current\" {}\n",
    },
    Story {
        name: "at the end of a file that ends without a line end",
        file: "main.tf",
        at: "",
        before: "a {}",
        verb: Do(identity_last),
        after: "a {}\n\ndata \"aws_caller_identity\" \"current\" {}",
    },
    Story {
        name: "at the end of a file with CRLF and blank lines",
        file: "main.tf",
        at: "",
        before: "a {}\r\n# b\r\n\r\n",
        verb: Do(identity_last),
        after: "a {}\r\n# b\r\n\r\ndata \"aws_caller_identity\" \"current\" {}\r\n\r\n",
    },
    Story {
        name: "into an empty file",
        file: "main.tf",
        at: "",
        before: "",
        verb: Do(identity_last),
        after: "data \"aws_caller_identity\" \"current\" {}\n",
    },
    Story {
        name: "behind a block",
        file: "main.tf",
        at: "a",
        before: "a {\n  b = 1\n} # c\n\nd {}\n",
        verb: Do(identity_behind),
        after: "a {\n  b = 1\n} # c\n\ndata \"aws_caller_identity\" \"current\" {}\n\nd {}\n",
    },
];
