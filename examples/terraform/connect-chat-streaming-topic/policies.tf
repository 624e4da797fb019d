data "aws_caller_identity" "account" {}

data "aws_iam_policy_document" "chat_messages" {
  statement {
    sid       = "Owner"
    actions   = ["sns:Subscribe", "sns:GetTopicAttributes", "sns:SetTopicAttributes"]
    resources = [aws_sns_topic.chat_messages.arn]

    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.account.account_id]
    }
  }

  statement {
    sid       = "ChatStreaming"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.chat_messages.arn]

    principals {
      type        = "Service"
      identifiers = ["connect.amazonaws.com"]
    }
  }
}
