# Übertragung: 日本語のコメント 🚚
resource "aws_transfer_server" "s" {
  tags = { Name = "Dateiübergabe 🚚" }
}

resource "aws_transfer_user" "u" {
  server_id = aws_transfer_server.s.id
  user_name = "jürgen"
  role      = aws_iam_role.u.arn
}

resource "aws_iam_role" "u" {
  name = "wide"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # für 世界
      { Effect = "Allow", Principal = { Service = "transfer.amazonaws.com" }, Action = "sts:AssumeRole" },
    ]
  })
}
