locals {
  domain = "chain"
}

resource "aws_cloudwatch_log_group" "policies_done" {
  name       = "policies-done"
  depends_on = [aws_sqs_queue_policy.q]
}

resource "aws_cloudwatch_log_group" "gate" {
  name       = "gate"
  depends_on = [aws_cloudwatch_log_group.policies_done]
}

resource "aws_customerprofiles_domain" "d" {
  domain_name             = local.domain
  default_expiration_days = 30
  dead_letter_queue_url   = aws_sqs_queue.q.url

  lifecycle {
    precondition {
      condition     = aws_cloudwatch_log_group.gate.id != ""
      error_message = "policies first"
    }
  }
}

resource "aws_sqs_queue" "q" {
  name = "chain-dlq"
}

resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = {
      Effect    = "Allow"
      Principal = { Service = "profile.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.q.arn
    }
  })
}
