data "aws_caller_identity" "current" {}

resource "aws_transfer_server" "legacy" {
  protocols = ["FTPS"]
}

resource "aws_transfer_user" "mainframe" {
  server_id = aws_transfer_server.legacy.id
  user_name = "mainframe"
  role      = aws_iam_role.batch_files.arn
}

# The batch host reads the same files that the mainframe drops over FTPS.
resource "aws_iam_instance_profile" "batch" {
  name = "batch-host"
  role = aws_iam_role.batch_files.name
}

resource "aws_instance" "batch" {
  ami                  = "ami-0c02fb55956c7d316"
  instance_type        = "t3.small"
  iam_instance_profile = aws_iam_instance_profile.batch.name
}

resource "aws_iam_role" "batch_files" {
  name = "batch-files"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "BatchFiles"
        Effect    = "Allow"
        Principal = { Service = ["ec2.amazonaws.com", "transfer.amazonaws.com"] }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}
