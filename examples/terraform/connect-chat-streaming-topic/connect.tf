resource "aws_connect_instance" "support" {
  instance_alias           = "acme-support"
  identity_management_type = "SAML"
  inbound_calls_enabled    = true
  outbound_calls_enabled   = false
}

# Raw chat messages of the web widget, one notification per message.
resource "aws_sns_topic" "chat_messages" {
  name         = "connect-chat-messages"
  display_name = "Chat messages"
}

resource "aws_sns_topic_policy" "chat_messages" {
  arn    = aws_sns_topic.chat_messages.arn
  policy = data.aws_iam_policy_document.chat_messages.json
}
