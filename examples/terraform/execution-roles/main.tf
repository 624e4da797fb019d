# EC2 sends no source keys when it takes a role, and whether Lambda does is not known:
# a condition here would lock the instance out, and perhaps the function.
data "aws_iam_policy_document" "lambda" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "login" {
  name               = "sftp-login-function"
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}

resource "aws_lambda_function" "login" {
  function_name = "sftp-login"
  role          = aws_iam_role.login.arn
  runtime       = "python3.13"
  handler       = "login.handler"
  filename      = "login.zip"
}

resource "aws_iam_role" "bastion" {
  name = "sftp-bastion"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_instance_profile" "bastion" {
  name = "sftp-bastion"
  role = aws_iam_role.bastion.name
}

resource "aws_instance" "bastion" {
  ami                  = "ami-0c02fb55956c7d316"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_iam_instance_profile.bastion.name
}
