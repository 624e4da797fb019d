provider "aws" {
  region = "us-east-1"
}

data "aws_caller_identity" "me" {}

resource "aws_s3_bucket" "matches" {
  bucket = "acme-identity-resolution-${data.aws_caller_identity.me.account_id}"
}

resource "aws_s3_bucket_public_access_block" "matches" {
  bucket                  = aws_s3_bucket.matches.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_customerprofiles_domain" "guests" {
  domain_name             = "guests"
  default_expiration_days = 366

  # Weekly match results are read by the data team from the bucket.
  matching {
    enabled = true

    job_schedule {
      day_of_the_week = "SUNDAY"
      time            = "02:00"
    }

    exporting_config {
      s3_exporting {
        s3_bucket_name = aws_s3_bucket.matches.bucket
        s3_key_name    = "matches"
      }
    }
  }
}

resource "aws_s3_bucket_policy" "matches" {
  bucket = aws_s3_bucket.matches.id
  policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : [
      {
        "Sid" : "MatchResults",
        "Effect" : "Allow",
        "Principal" : {
          "Service" : "profile.amazonaws.com"
        },
        "Action" : "s3:PutObject",
        "Resource" : "${aws_s3_bucket.matches.arn}/*"
      }
    ]
  })
}
