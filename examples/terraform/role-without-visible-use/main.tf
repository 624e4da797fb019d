# Baseline roles of the account. The teams look them up by name, so nothing here
# shows what for: server, user, connector or workflow.
data "aws_caller_identity" "baseline" {}

data "aws_partition" "current" {}

resource "aws_iam_role" "transfer" {
  name = "platform-transfer"
  path = "/platform/"

  assume_role_policy = jsonencode({
    Version = "2012-10-17",
    Statement = [
      {
        Sid    = "TransferFamily",
        Effect = "Allow",
        Action = "sts:AssumeRole",
        Principal = {
          Service = "transfer.amazonaws.com",
        },
      },
    ],
  })

  permissions_boundary = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.baseline.account_id}:policy/platform-boundary"
}

output "transfer_role_arn" {
  description = "Role that teams hand to AWS Transfer Family"
  value       = aws_iam_role.transfer.arn
}
