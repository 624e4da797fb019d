resource "aws_iam_role" "logging" {
  name               = "sftp-logging"
  assume_role_policy = file("${path.module}/trust.json")
}
