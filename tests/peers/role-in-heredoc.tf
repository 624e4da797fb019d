resource "aws_iam_role" "logging" {
  name               = "sftp-logging"
  assume_role_policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "transfer.amazonaws.com"},
        "Action": "sts:AssumeRole"
      }
    }
  POLICY
}
