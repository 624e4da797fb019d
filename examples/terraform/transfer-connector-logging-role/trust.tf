# Outbound messages: the connector calls in its own name, not in that of a server.
data "aws_iam_policy_document" "as2_access" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:transfer:*:${data.aws_caller_identity.current.account_id}:connector/*"]
    }
  }
}

data "aws_iam_policy_document" "as2_logging" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
  }
}
