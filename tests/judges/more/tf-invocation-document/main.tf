resource "aws_transfer_server" "a" {
  identity_provider_type = "API_GATEWAY"
  url                    = "https://a.example.com/prod"
  invocation_role        = aws_iam_role.idp.arn
}

resource "aws_transfer_server" "b" {
  identity_provider_type = "API_GATEWAY"
  url                    = "https://b.example.com/prod"
  invocation_role        = aws_iam_role.idp.arn
}

resource "aws_iam_role" "idp" {
  name               = "idp"
  assume_role_policy = data.aws_iam_policy_document.idp.json
}

data "aws_iam_policy_document" "idp" {
  statement {
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }

    actions = ["sts:AssumeRole"]
  }
}
