data "aws_iam_policy_document" "transfer" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "u" {
  name               = "shared-doc-user"
  assume_role_policy = data.aws_iam_policy_document.transfer.json
}

resource "aws_iam_role" "w" {
  name               = "shared-doc-workflow"
  assume_role_policy = data.aws_iam_policy_document.transfer.json
}

resource "aws_transfer_workflow" "w" {
  description = "shared doc"
}

resource "aws_transfer_server" "s" {
  workflow_details {
    on_upload {
      workflow_id    = aws_transfer_workflow.w.id
      execution_role = aws_iam_role.w.arn
    }
  }
}

resource "aws_transfer_user" "u" {
  server_id = aws_transfer_server.s.id
  user_name = "ulla"
  role      = aws_iam_role.u.arn
}
