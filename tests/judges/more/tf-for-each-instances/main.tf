resource "aws_connect_instance" "desk" {
  for_each                 = toset(["de", "fr"])
  instance_alias           = "desk-${each.key}"
  identity_management_type = "CONNECT_MANAGED"
  inbound_calls_enabled    = true
  outbound_calls_enabled   = true
}

resource "aws_sns_topic" "chat" {
  name = "desks-chat"
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
  }
}
