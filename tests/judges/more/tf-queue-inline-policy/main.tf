data "aws_caller_identity" "current" {}

variable "stage" {
  type    = string
  default = "prod"
}

resource "aws_customerprofiles_domain" "d" {
  domain_name             = "profiles-${var.stage}"
  default_expiration_days = 30
  dead_letter_queue_url   = aws_sqs_queue.q.id
}

resource "aws_sqs_queue" "q" {
  name = "profiles-${var.stage}-dlq"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "profile.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = "arn:aws:sqs:*:*:profiles-${var.stage}-dlq"
    }]
  })
}
