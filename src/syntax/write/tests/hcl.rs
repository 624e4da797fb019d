//! Entries for HCL objects.

use super::scene::Verb::Insert;
use super::*;

#[test]
fn an_entry_is_written_as_its_neighbours_in_an_hcl_object() {
    told(STORIES);
}

fn account() -> Writing {
    map(&[("aws:SourceAccount", scalar("data.aws_caller_identity.current.account_id"))])
}

fn both_keys() -> Writing {
    map(&[("aws:SourceAccount", scalar("local.account")), ("aws:SourceArn", scalar("aws_transfer_server.this.arn"))])
}

fn new_condition() -> Writing {
    map(&[("Condition", condition())])
}

fn short_condition() -> Writing {
    map(&[("Condition", map(&[("StringEquals", account())]))])
}

fn operator() -> Writing {
    map(&[("ArnLike", map(&[("aws:SourceArn", scalar("\"arn:aws:s3:::b\""))]))])
}

fn two_arns() -> Writing {
    map(&[("aws:SourceArn", list(&[scalar("\"arn:aws:s3:::a\""), scalar("\"arn:aws:s3:::b\"")]))])
}

fn long_arns() -> Writing {
    let arn = scalar("\"arn:aws:transfer:eu-central-1:123456789012:agreement/s-1234567890abcdef0/*\"");
    map(&[("aws:SourceArn", list(&[arn.clone(), arn]))])
}

const STORIES: &[Story] = &[
    Story {
        name: "inner maps are exploded where Principal is",
        file: "main.tf",
        at: "x/()/Statement/0",
        before: r#"
            x = jsonencode({
              Version = "2012-10-17"
              Statement = [
                {
                  Effect = "Allow"
                  Action = "sts:AssumeRole"
                  Principal = {
                    Service = "transfer.amazonaws.com"
                  }
                },
              ]
            })
        "#,
        verb: Insert(new_condition),
        after: r#"
            x = jsonencode({
              Version = "2012-10-17"
              Statement = [
                {
                  Effect = "Allow"
                  Action = "sts:AssumeRole"
                  Principal = {
                    Service = "transfer.amazonaws.com"
                  }
                  Condition = {
                    StringEquals = {
                      "aws:SourceAccount" = "123456789012"
                    }
                    ArnLike = {
                      "aws:SourceArn" = "arn:aws:transfer:*:123456789012:server/*"
                    }
                  }
                },
              ]
            })
        "#,
    },
    Story {
        name: "inner maps stay on one line where Principal does, their operators in a column",
        file: "main.tf",
        at: "x/()/Statement/0",
        before: r#"
            x = jsonencode({
              Statement = [{
                Effect    = "Allow"
                Action    = "sts:AssumeRole"
                Principal = { Service = "transfer.amazonaws.com" }
              }]
            })
        "#,
        verb: Insert(new_condition),
        after: r#"
            x = jsonencode({
              Statement = [{
                Effect    = "Allow"
                Action    = "sts:AssumeRole"
                Principal = { Service = "transfer.amazonaws.com" }
                Condition = {
                  StringEquals = { "aws:SourceAccount" = "123456789012" }
                  ArnLike      = { "aws:SourceArn" = "arn:aws:transfer:*:123456789012:server/*" }
                }
              }]
            })
        "#,
    },
    Story {
        name: "narrow braces stay narrow",
        file: "main.tf",
        at: "x",
        before: "x = {\n  Principal = {Service = \"a\"}\n}\n",
        verb: Insert(new_condition),
        after: "x = {\n  Principal = {Service = \"a\"}\n  Condition = {\n    StringEquals = {\"aws:SourceAccount\" = \"123456789012\"}\n    ArnLike      = {\"aws:SourceArn\" = \"arn:aws:transfer:*:123456789012:server/*\"}\n  }\n}\n",
    },
    Story {
        name: "a key longer than its neighbours moves their signs, where they stood in a column",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              "aws:a"   = 1
              "aws:bcd" = 2
            }
        "#,
        verb: Insert(account),
        after: r#"
            x = {
              "aws:a"             = 1
              "aws:bcd"           = 2
              "aws:SourceAccount" = data.aws_caller_identity.current.account_id
            }
        "#,
    },
    Story {
        name: "a key longer than its neighbours moves nothing, where they stood in no column",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              "aws:a" = 1
              "aws:bcd" = 2
            }
        "#,
        verb: Insert(account),
        after: r#"
            x = {
              "aws:a" = 1
              "aws:bcd" = 2
              "aws:SourceAccount" = data.aws_caller_identity.current.account_id
            }
        "#,
    },
    Story {
        name: "a short key is filled up to the column",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              StringEqualsIgnoreCase = { a = 1 }
              StringLike             = { a = 1 }
            }
        "#,
        verb: Insert(operator),
        after: r#"
            x = {
              StringEqualsIgnoreCase = { a = 1 }
              StringLike             = { a = 1 }
              ArnLike                = { "aws:SourceArn" = "arn:aws:s3:::b" }
            }
        "#,
    },
    Story {
        name: "two entries share their column",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              "aws:x" = 1
            }
        "#,
        verb: Insert(both_keys),
        after: r#"
            x = {
              "aws:x"             = 1
              "aws:SourceAccount" = local.account
              "aws:SourceArn"     = aws_transfer_server.this.arn
            }
        "#,
    },
    Story {
        name: "an entry of several lines stands in no column",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              Effect    = "Allow"
              Principal = "*"
            }
        "#,
        verb: Insert(new_condition),
        after: r#"
            x = {
              Effect    = "Allow"
              Principal = "*"
              Condition = {
                StringEquals = {
                  "aws:SourceAccount" = "123456789012"
                }
                ArnLike = {
                  "aws:SourceArn" = "arn:aws:transfer:*:123456789012:server/*"
                }
              }
            }
        "#,
    },
    Story {
        name: "a trailing comment stays with its line",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              Effect = "Allow" # let them in
              Action = "*"     // all of it
            }
        "#,
        verb: Insert(short_condition),
        after: r#"
            x = {
              Effect = "Allow" # let them in
              Action = "*"     // all of it
              Condition = {
                StringEquals = {
                  "aws:SourceAccount" = data.aws_caller_identity.current.account_id
                }
              }
            }
        "#,
    },
    Story {
        name: "trailing comments move with the signs before them",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              a  = 1 # one
              bc = 2 # two
            }
        "#,
        verb: Insert(account),
        after: r#"
            x = {
              a                   = 1 # one
              bc                  = 2 # two
              "aws:SourceAccount" = data.aws_caller_identity.current.account_id
            }
        "#,
    },
    Story {
        name: "commas between lines are kept up, the last line has none",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              Effect = "Allow",
              Action = "*"
            }
        "#,
        verb: Insert(short_condition),
        after: r#"
            x = {
              Effect = "Allow",
              Action = "*",
              Condition = {
                StringEquals = {
                  "aws:SourceAccount" = data.aws_caller_identity.current.account_id
                }
              }
            }
        "#,
    },
    Story {
        name: "a due comma goes before the comment, the entry behind it",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              Effect = "Allow",
              Action = "*" // all
            }
        "#,
        verb: Insert(short_condition),
        after: r#"
            x = {
              Effect = "Allow",
              Action = "*", // all
              Condition = {
                StringEquals = {
                  "aws:SourceAccount" = data.aws_caller_identity.current.account_id
                }
              }
            }
        "#,
    },
    Story {
        name: "a trailing comma is kept up",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              Effect = "Allow",
              Action = "*", # all
            }
        "#,
        verb: Insert(short_condition),
        after: r#"
            x = {
              Effect = "Allow",
              Action = "*", # all
              Condition = {
                StringEquals = {
                  "aws:SourceAccount" = data.aws_caller_identity.current.account_id
                }
              },
            }
        "#,
    },
    Story {
        name: "an object on one line stays on one line",
        file: "main.tf",
        at: "x",
        before: "x = { a = 1, b = 2 }\n",
        verb: Insert(account),
        after: "x = { a = 1, b = 2, \"aws:SourceAccount\" = data.aws_caller_identity.current.account_id }\n",
    },
    Story {
        name: "a narrow object on one line stays narrow",
        file: "main.tf",
        at: "x",
        before: "x = {a=1}\n",
        verb: Insert(account),
        after: "x = {a=1, \"aws:SourceAccount\"=data.aws_caller_identity.current.account_id}\n",
    },
    Story {
        name: "a trailing comma on one line is kept up",
        file: "main.tf",
        at: "x",
        before: "x = { a = 1, }\n",
        verb: Insert(account),
        after: "x = { a = 1, \"aws:SourceAccount\" = data.aws_caller_identity.current.account_id, }\n",
    },
    Story {
        name: "colons stay colons",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              "Effect" : "Allow"
              "Action" : "sts:AssumeRole"
            }
        "#,
        verb: Insert(new_condition),
        after: r#"
            x = {
              "Effect" : "Allow"
              "Action" : "sts:AssumeRole"
              "Condition" : {
                "StringEquals" : {
                  "aws:SourceAccount" : "123456789012"
                }
                "ArnLike" : {
                  "aws:SourceArn" : "arn:aws:transfer:*:123456789012:server/*"
                }
              }
            }
        "#,
    },
    Story {
        name: "colons without a blank before them stay so",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              "Effect": "Allow",
              "Action": "sts:AssumeRole"
            }
        "#,
        verb: Insert(new_condition),
        after: r#"
            x = {
              "Effect": "Allow",
              "Action": "sts:AssumeRole",
              "Condition": {
                "StringEquals": {
                  "aws:SourceAccount": "123456789012"
                },
                "ArnLike": {
                  "aws:SourceArn": "arn:aws:transfer:*:123456789012:server/*"
                }
              }
            }
        "#,
    },
    Story {
        name: "keys in quotes stay in quotes",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              "Effect" = "Allow"
              "Action" = "sts:AssumeRole"
            }
        "#,
        verb: Insert(new_condition),
        after: r#"
            x = {
              "Effect" = "Allow"
              "Action" = "sts:AssumeRole"
              "Condition" = {
                "StringEquals" = {
                  "aws:SourceAccount" = "123456789012"
                }
                "ArnLike" = {
                  "aws:SourceArn" = "arn:aws:transfer:*:123456789012:server/*"
                }
              }
            }
        "#,
    },
    Story {
        name: "a heredoc as the last value ends with its marker",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              a = <<-EOT
                text }
              EOT
            }
        "#,
        verb: Insert(account),
        after: r#"
            x = {
              a                   = <<-EOT
                text }
              EOT
              "aws:SourceAccount" = data.aws_caller_identity.current.account_id
            }
        "#,
    },
    Story {
        name: "a heredoc is followed by no comma",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              a = 1,
              b = <<EOT
            text
            EOT
            }
        "#,
        verb: Insert(account),
        after: r#"
            x = {
              a                   = 1,
              b                   = <<EOT
            text
            EOT
              "aws:SourceAccount" = data.aws_caller_identity.current.account_id
            }
        "#,
    },
    Story {
        name: "an empty object gets its condition in lines",
        file: "main.tf",
        at: "x/Condition",
        before: r#"
            x = {
              Effect    = "Allow"
              Condition = {}
            }
        "#,
        verb: Insert(operator),
        after: r#"
            x = {
              Effect = "Allow"
              Condition = {
                ArnLike = {
                  "aws:SourceArn" = "arn:aws:s3:::b"
                }
              }
            }
        "#,
    },
    Story {
        name: "an empty object gets scalars on its line",
        file: "main.tf",
        at: "x",
        before: "x = {}\n",
        verb: Insert(both_keys),
        after: "x = { \"aws:SourceAccount\" = local.account, \"aws:SourceArn\" = aws_transfer_server.this.arn }\n",
    },
    Story {
        name: "an empty object of two lines gets a third",
        file: "main.tf",
        at: "x",
        before: "x = {\n}\n",
        verb: Insert(both_keys),
        after: "x = {\n  \"aws:SourceAccount\" = local.account\n  \"aws:SourceArn\"     = aws_transfer_server.this.arn\n}\n",
    },
    Story {
        name: "an object that holds only a comment keeps it",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              # nothing yet
            }
        "#,
        verb: Insert(account),
        after: r#"
            x = {
              # nothing yet
              "aws:SourceAccount" = data.aws_caller_identity.current.account_id
            }
        "#,
    },
    Story {
        name: "comments below the last entry stay below",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              a = 1

              # b = 2
            }
        "#,
        verb: Insert(account),
        after: r#"
            x = {
              a                   = 1
              "aws:SourceAccount" = data.aws_caller_identity.current.account_id

              # b = 2
            }
        "#,
    },
    Story {
        name: "an operator joins its like",
        file: "main.tf",
        at: "x/Condition",
        before: r#"
            x = {
              Condition = {
                StringEquals = {
                  "aws:SourceAccount" = "123456789012"
                }
              }
            }
        "#,
        verb: Insert(operator),
        after: r#"
            x = {
              Condition = {
                StringEquals = {
                  "aws:SourceAccount" = "123456789012"
                }
                ArnLike = {
                  "aws:SourceArn" = "arn:aws:s3:::b"
                }
              }
            }
        "#,
    },
    Story {
        name: "a short list stays on its line",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              "aws:SourceAccount" = ["1", "2"]
            }
        "#,
        verb: Insert(two_arns),
        after: r#"
            x = {
              "aws:SourceAccount" = ["1", "2"]
              "aws:SourceArn"     = ["arn:aws:s3:::a", "arn:aws:s3:::b"]
            }
        "#,
    },
    Story {
        name: "a list is exploded where its neighbours are",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              Action = [
                "a",
                "b"
              ]
            }
        "#,
        verb: Insert(two_arns),
        after: r#"
            x = {
              Action = [
                "a",
                "b"
              ]
              "aws:SourceArn" = [
                "arn:aws:s3:::a",
                "arn:aws:s3:::b"
              ]
            }
        "#,
    },
    Story {
        name: "a list too long for a line is exploded",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              a = 1
            }
        "#,
        verb: Insert(long_arns),
        after: r#"
            x = {
              a = 1
              "aws:SourceArn" = [
                "arn:aws:transfer:eu-central-1:123456789012:agreement/s-1234567890abcdef0/*",
                "arn:aws:transfer:eu-central-1:123456789012:agreement/s-1234567890abcdef0/*",
              ]
            }
        "#,
    },
    Story {
        name: "four spaces and tabs are the author's",
        file: "main.tf",
        at: "x",
        before: "x = {\n\ta = 1\n\tb = {\n\t\tc = 1\n\t}\n}\n",
        verb: Insert(new_condition),
        after: "x = {\n\ta = 1\n\tb = {\n\t\tc = 1\n\t}\n\tCondition = {\n\t\tStringEquals = {\n\t\t\t\"aws:SourceAccount\" = \"123456789012\"\n\t\t}\n\t\tArnLike = {\n\t\t\t\"aws:SourceArn\" = \"arn:aws:transfer:*:123456789012:server/*\"\n\t\t}\n\t}\n}\n",
    },
    Story {
        name: "lines end as they did",
        file: "main.tf",
        at: "x",
        before: "\u{feff}x = {\r\n  a = 1 # one\r\n}\r\n",
        verb: Insert(short_condition),
        after: "\u{feff}x = {\r\n  a = 1 # one\r\n  Condition = {\r\n    StringEquals = {\r\n      \"aws:SourceAccount\" = data.aws_caller_identity.current.account_id\r\n    }\r\n  }\r\n}\r\n",
    },
    Story {
        name: "the end of the file is left alone",
        file: "main.tf",
        at: "x",
        before: "x = {\n  a = 1\n}",
        verb: Insert(account),
        after: "x = {\n  a                   = 1\n  \"aws:SourceAccount\" = data.aws_caller_identity.current.account_id\n}",
    },
    Story {
        name: "an object whose last entry shares the line of its brace gets its entry there",
        file: "main.tf",
        at: "x",
        before: "x = { a = 1,\n  b = 2 }\n",
        verb: Insert(account),
        after: "x = { a = 1,\n  b = 2,\n  \"aws:SourceAccount\" = data.aws_caller_identity.current.account_id }\n",
    },
    Story {
        name: "a block comment is no comma",
        file: "main.tf",
        at: "x",
        before: r#"
            x = {
              a = 1 /* , */
            }
        "#,
        verb: Insert(account),
        after: r#"
            x = {
              a                   = 1 /* , */
              "aws:SourceAccount" = data.aws_caller_identity.current.account_id
            }
        "#,
    },
];
