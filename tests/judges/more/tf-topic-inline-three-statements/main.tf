data "aws_caller_identity" "current" {}

resource "aws_connect_instance" "desk" {
  instance_alias           = "three-statements"
  identity_management_type = "CONNECT_MANAGED"
  inbound_calls_enabled    = true
  outbound_calls_enabled   = true
}

resource "aws_sns_topic" "chat" {
  name   = "three-statements"
  policy = <<-JSON
    {
      "Version": "2008-10-17",
      "Id": "chat",
      "Statement": [
        {"Sid": "__default_statement_ID", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["sns:Subscribe", "sns:Publish"], "Resource": "arn:aws:sns:us-east-1:${data.aws_caller_identity.current.account_id}:three-statements", "Condition": {"StringEquals": {"AWS:SourceOwner": "${data.aws_caller_identity.current.account_id}"}}},
        {"Sid": "Tls", "Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
        {"Sid": "Chat", "Effect": "Allow", "Principal": {"Service": "connect.amazonaws.com"}, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:${data.aws_caller_identity.current.account_id}:three-statements"}
      ]
    }
  JSON
}
