resource "aws_transfer_server" "s" {
  protocols = ["AS2"]
}

resource "aws_transfer_agreement" "a" {
  server_id          = aws_transfer_server.s.id
  local_profile_id   = "p-0123456789abcdef0"
  partner_profile_id = "p-0123456789abcdef1"
  base_directory     = "/bucket/a"
  access_role        = aws_iam_role.a.arn
}

resource "aws_transfer_agreement" "b" {
  server_id          = aws_transfer_server.s.id
  local_profile_id   = "p-0123456789abcdef0"
  partner_profile_id = "p-0123456789abcdef2"
  base_directory     = "/bucket/b"
  access_role        = aws_iam_role.b.arn
}

resource "aws_iam_role" "a" {
  name = "commas-a"
  assume_role_policy = jsonencode({
    Version = "2012-10-17",
    Statement = [
      {
        Effect = "Allow",
        Principal = {
          Service = "transfer.amazonaws.com"
        },
        Action = "sts:AssumeRole"
      },
    ],
  })
}

resource "aws_iam_role" "b" {
  name = "commas-b"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Action = "sts:AssumeRole",
        Effect = "Allow",
        Principal = {
          Service = "transfer.amazonaws.com"
        },
      }
    ]
  })
}
