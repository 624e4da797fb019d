# A small team's server: one role for the logs and for the users. The server
# names the role, so the role can name neither the server nor its users.
resource "aws_transfer_server" "backoffice" {
  protocols    = ["SFTP"]
  logging_role = aws_iam_role.backoffice.arn
}

resource "aws_transfer_user" "scanner" {
  server_id      = aws_transfer_server.backoffice.id
  user_name      = "scanner"
  role           = aws_iam_role.backoffice.arn
  home_directory = "/${aws_s3_bucket.scans.bucket}/incoming"
}

resource "aws_transfer_user" "bookkeeping" {
  server_id      = aws_transfer_server.backoffice.id
  user_name      = "bookkeeping"
  role           = aws_iam_role.backoffice.arn
  home_directory = "/${aws_s3_bucket.scans.bucket}"
}

resource "aws_s3_bucket" "scans" {
  bucket_prefix = "backoffice-scans-"
}
