resource "aws_iam_role" "bank_connector" {
  name        = "bank-connector"
  description = "Reads payment files, leaves the bank's answers"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "Connector"
      Effect = "Allow"
      Action = "sts:AssumeRole"
      Principal = {
        Service = "transfer.amazonaws.com"
      }
    }]
  })
}

resource "aws_iam_role_policy" "bank_connector" {
  name = "payment-files"
  role = aws_iam_role.bank_connector.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "${aws_s3_bucket.payments.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.bank_login.arn
      },
    ]
  })
}
