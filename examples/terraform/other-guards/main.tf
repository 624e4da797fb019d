provider "aws" {
  region = "eu-west-1"
}

data "aws_caller_identity" "current" {}

# CloudWatch Logs names the log group in the encryption context, not in the source keys.
resource "aws_kms_key" "logs" {
  description = "log groups of the web tier"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "KeyAdministration"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "LogGroups"
        Effect    = "Allow"
        Principal = { Service = "logs.eu-west-1.amazonaws.com" }
        Action    = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
        Resource  = "*"
        Condition = {
          ArnLike = {
            "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:eu-west-1:${data.aws_caller_identity.current.account_id}:log-group:/web/*"
          }
        }
      },
    ]
  })
}

resource "aws_cloudwatch_log_group" "web" {
  name       = "/web/access"
  kms_key_id = aws_kms_key.logs.arn
}

resource "aws_s3_bucket" "balancer_logs" {
  bucket = "acme-balancer-logs"
}

# A load balancer writes below the account that it is of: nobody else's may write there.
data "aws_iam_policy_document" "balancer_logs" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.balancer_logs.arn}/web/AWSLogs/${data.aws_caller_identity.current.account_id}/*"]

    principals {
      type        = "Service"
      identifiers = ["logdelivery.elasticloadbalancing.amazonaws.com"]
    }
  }
}

resource "aws_s3_bucket_policy" "balancer_logs" {
  bucket = aws_s3_bucket.balancer_logs.id
  policy = data.aws_iam_policy_document.balancer_logs.json
}
