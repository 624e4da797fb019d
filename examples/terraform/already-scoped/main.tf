data "aws_caller_identity" "current" {}

resource "aws_connect_instance" "support" {
  instance_alias           = "scoped-support"
  identity_management_type = "CONNECT_MANAGED"
  inbound_calls_enabled    = true
  outbound_calls_enabled   = true
}

resource "aws_sns_topic" "chat" {
  name = "support-chat"
}

resource "aws_sns_topic_policy" "chat" {
  arn    = aws_sns_topic.chat.arn
  policy = data.aws_iam_policy_document.chat.json
}

data "aws_iam_policy_document" "chat" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.chat.arn]

    principals {
      type        = "Service"
      identifiers = ["connect.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "AWS:SourceArn" # key names are not case-sensitive
      values   = [aws_connect_instance.support.arn]
    }
  }
}

resource "aws_iam_role" "uploads" {
  name = "scoped-uploads"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "transfer.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = {
          StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
          ArnLike      = { "aws:SourceArn" = "arn:aws:transfer:*:${data.aws_caller_identity.current.account_id}:user/*" }
        }
      },
    ]
  })
}

# The account alone is a right answer too.
resource "aws_iam_role" "logging" {
  name               = "scoped-logging"
  assume_role_policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"Service": "transfer.amazonaws.com"},
          "Action": "sts:AssumeRole",
          "Condition": {"StringEquals": {"aws:SourceAccount": "${data.aws_caller_identity.current.account_id}"}}
        }
      ]
    }
  JSON
}
