data "aws_caller_identity" "current" {}

resource "aws_transfer_workflow" "done" {
  description = "done"
}

resource "aws_transfer_workflow" "part" {
  description = "part"
}

resource "aws_transfer_server" "s" {
  workflow_details {
    on_upload {
      workflow_id    = aws_transfer_workflow.done.id
      execution_role = aws_iam_role.w.arn
    }
    on_partial_upload {
      workflow_id    = aws_transfer_workflow.part.id
      execution_role = aws_iam_role.w.arn
    }
  }
}

resource "aws_iam_role" "w" {
  name = "two-workflows"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = {
      Effect = "Allow"
      Principal = {
        Service = "transfer.amazonaws.com"
      }
      Action = "sts:AssumeRole"
    }
  })
}
