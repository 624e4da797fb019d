data "aws_caller_identity" "current" {}

resource "aws_transfer_server" "s" {
  protocols = ["SFTP", "AS2"]
}

resource "aws_transfer_user" "u" {
  server_id = aws_transfer_server.s.id
  user_name = "ulla"
  role      = aws_iam_role.all.arn
}

resource "aws_transfer_agreement" "a" {
  server_id          = aws_transfer_server.s.id
  local_profile_id   = "p-0123456789abcdef0"
  partner_profile_id = "p-0123456789abcdef1"
  base_directory     = "/bucket/a"
  access_role        = aws_iam_role.all.arn
}

resource "aws_transfer_connector" "c" {
  url         = "https://as2.example.com"
  access_role = aws_iam_role.all.arn
}

resource "aws_iam_role" "all" {
  name               = "three-uses"
  assume_role_policy = <<-EOF
  {
    "Version": "2012-10-17",
    "Statement": [
      {
        "Action": "sts:AssumeRole",
        "Principal": {
          "Service": "transfer.amazonaws.com"
        },
        "Effect": "Allow",
        "Sid": ""
      }
    ]
  }
  EOF
}
