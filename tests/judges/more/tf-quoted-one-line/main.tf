data "aws_caller_identity" "x" {}

resource "aws_customerprofiles_domain" "d" {
  domain_name             = "one-line"
  default_expiration_days = 30
  dead_letter_queue_url   = aws_sqs_queue.q.url
}

resource "aws_sqs_queue" "q" { name = "one-line-dlq" }

resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.url
  policy    = jsonencode({ "Version" : "2012-10-17", "Statement" : [{ "Sid" : "dlq", "Effect" : "Allow", "Principal" : { "Service" : "profile.amazonaws.com" }, "Action" : "sqs:SendMessage", "Resource" : aws_sqs_queue.q.arn }] })
}
