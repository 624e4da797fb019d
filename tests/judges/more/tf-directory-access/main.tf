data "aws_caller_identity" "current" {}

resource "aws_transfer_server" "s" {
  identity_provider_type = "AWS_DIRECTORY_SERVICE"
  directory_id           = "d-0123456789"
}

resource "aws_transfer_access" "g" {
  server_id   = aws_transfer_server.s.id
  external_id = "S-1-1-12-1234567890-123456789-1234567890-1234"
  role        = aws_iam_role.g.arn
}

resource "aws_iam_role" "g" {
  name = "directory-group"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "transfer.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}
