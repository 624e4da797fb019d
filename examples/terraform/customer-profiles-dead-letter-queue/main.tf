provider "aws" {
  region = "us-east-1"
}

resource "aws_customerprofiles_domain" "loyalty" {
  domain_name             = "loyalty"
  default_expiration_days = 366
  dead_letter_queue_url   = aws_sqs_queue.rejected.id
}
