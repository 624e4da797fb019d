resource "aws_connect_instance" "desk" {
  instance_alias           = "crlf-desk"
  identity_management_type = "CONNECT_MANAGED"
  inbound_calls_enabled    = true
  outbound_calls_enabled   = true
}

resource "aws_sns_topic" "chat" {
  name = "crlf-chat"
}

resource "aws_sns_topic_policy" "chat" {
  arn    = aws_sns_topic.chat.arn
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ChatStreaming",
      "Effect": "Allow",
      "Principal": {"Service": "connect.amazonaws.com"},
      "Action": "sns:Publish",
      "Resource": "${aws_sns_topic.chat.arn}"
    }
  ]
}
EOF
}
