data "aws_caller_identity" "current" {}

resource "aws_transfer_server" "claims" {
  protocols = ["SFTP"]
}

resource "aws_transfer_user" "broker" {
  server_id = aws_transfer_server.claims.id
  user_name = "broker"
  role      = aws_iam_role.claims.arn
}

data "aws_iam_policy_document" "claims_trust" {
  # The support role signs in as the user to reproduce what a broker sees.
  statement {
    sid     = "BrokerFiles"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/claims-support"]
    }
  }
}

resource "aws_iam_role" "claims" {
  name               = "claims-broker-files"
  assume_role_policy = data.aws_iam_policy_document.claims_trust.json
}
