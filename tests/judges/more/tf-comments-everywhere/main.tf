data "aws_caller_identity" "current" {}

resource "aws_transfer_connector" "c" {
  url         = "sftp://c.example.com"
  access_role = aws_iam_role.c.arn
}

resource "aws_iam_role" "c" {
  name = "commented"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # {
      #   Effect    = "Allow"
      #   Principal = { Service = "transfer.amazonaws.com" }
      #   Action    = "sts:AssumeRole"
      # },
      {
        Effect = "Allow" // as before the migration
        /* the connector, see runbook { */
        Principal = { Service = "transfer.amazonaws.com" } # "transfer.amazonaws.com"
        Action    = "sts:AssumeRole"                       # }
        # nothing else
      }, // last one
    ]
  })
}
