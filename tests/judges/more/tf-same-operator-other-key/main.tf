data "aws_caller_identity" "current" {}

resource "aws_customerprofiles_domain" "d" {
  domain_name             = "same-operator"
  default_expiration_days = 30
  dead_letter_queue_url   = aws_sqs_queue.q.url
  matching {
    enabled = true
    exporting_config {
      s3_exporting {
        s3_bucket_name = aws_s3_bucket.b.id
      }
    }
  }
}

resource "aws_s3_bucket" "b" {
  bucket = "same-operator"
}

resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = data.aws_iam_policy_document.b.json
}

data "aws_iam_policy_document" "b" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.b.arn}/*"]
    principals {
      type        = "Service"
      identifiers = ["profile.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "s3:x-amz-acl"
      values   = ["bucket-owner-full-control"]
    }
  }
}

resource "aws_sqs_queue" "q" {
  name = "same-operator"
}

resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "profile.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.q.arn
        Condition = {
          Bool = {
            "aws:SecureTransport"       = "true"
            "aws:PrincipalIsAWSService" = "true"
          }
        }
      },
    ]
  })
}
