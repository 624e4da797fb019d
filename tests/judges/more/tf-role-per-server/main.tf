locals {
  sites = toset(["a", "b"])
}

resource "aws_transfer_server" "s" {
  for_each     = local.sites
  domain       = each.key == "a" ? "S3" : "EFS"
  logging_role = aws_iam_role.logs[each.key].arn
}

resource "aws_iam_role" "logs" {
  for_each = local.sites
  name     = "logs-${each.key}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "transfer.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}
