data "aws_caller_identity" "current" {}

resource "aws_customerprofiles_domain" "d" {
  domain_name             = "inline-bucket"
  default_expiration_days = 30

  rule_based_matching {
    enabled = true
    exporting_config {
      s3_exporting {
        s3_bucket_name = aws_s3_bucket.b.id
      }
    }
  }
}

resource "aws_s3_bucket" "b" {
  bucket = "inline-matches"
  policy = <<-EOT
    {
    	"Version": "2012-10-17",
    	"Statement": [{
    		"Effect": "Allow",
    		"Principal": {"Service": "profile.amazonaws.com"},
    		"Action": "s3:PutObject",
    		"Resource": "arn:aws:s3:::inline-matches/*"
    	}]
    }
  EOT
}
