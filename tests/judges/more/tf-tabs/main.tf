resource "aws_transfer_workflow" "w" {
	steps {
		type = "DELETE"
		delete_step_details {
			name = "tidy"
		}
	}
}

resource "aws_transfer_server" "s" {
	protocols = ["SFTP"]
	workflow_details {
		on_upload {
			workflow_id = aws_transfer_workflow.w.id
			execution_role = aws_iam_role.w.arn
		}
	}
}

resource "aws_iam_role" "w" {
	name = "tabs-w"
	assume_role_policy = jsonencode({
		Version = "2012-10-17"
		Statement = [{
			Effect = "Allow"
			Principal = { Service = "transfer.amazonaws.com" }
			Action = "sts:AssumeRole"
		}]
	})
}
