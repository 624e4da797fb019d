data "aws_caller_identity" "current" {}

resource "aws_customerprofiles_domain" "d" {
  domain_name             = "waits"
  default_expiration_days = 30
  dead_letter_queue_url   = aws_sqs_queue.q.url

  depends_on = [aws_sqs_queue_policy.q]
}

resource "aws_sqs_queue" "q" {
  name = "waits-dlq"
}

resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.url
  policy    = data.aws_iam_policy_document.q.json
}

data "aws_iam_policy_document" "q" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.q.arn]
    principals {
      type        = "Service"
      identifiers = ["profile.amazonaws.com"]
    }
  }
}
