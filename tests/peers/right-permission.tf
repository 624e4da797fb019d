resource "aws_s3_bucket" "uploads" {
  bucket = "acme-uploads"
}

data "aws_caller_identity" "current" {}

resource "aws_lambda_permission" "uploads" {
  action         = "lambda:InvokeFunction"
  function_name  = "resize"
  principal      = "s3.amazonaws.com"
  source_arn     = aws_s3_bucket.uploads.arn
  source_account = data.aws_caller_identity.current.account_id
}
