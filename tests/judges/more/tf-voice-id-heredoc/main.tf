resource "aws_iam_role" "v" {
  name               = "voice-id-heredoc"
  assume_role_policy = <<EOF
{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"voiceid.amazonaws.com"},"Action":"sts:AssumeRole"}]}
EOF
}
