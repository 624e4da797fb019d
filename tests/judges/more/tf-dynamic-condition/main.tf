data "aws_caller_identity" "current" {}

variable "conditions" {
  type = list(object({ test = string, variable = string, values = list(string) }))

  default = []
}

resource "aws_transfer_server" "s" {}

resource "aws_transfer_user" "u" {
  server_id = aws_transfer_server.s.id
  user_name = "ulla"
  role      = aws_iam_role.u.arn
}

data "aws_iam_policy_document" "u" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
    dynamic "condition" {
      for_each = var.conditions
      content {
        test     = condition.value.test
        variable = condition.value.variable
        values   = condition.value.values
      }
    }
  }
}

resource "aws_iam_role" "u" {
  name               = "dynamic"
  assume_role_policy = data.aws_iam_policy_document.u.json
}
