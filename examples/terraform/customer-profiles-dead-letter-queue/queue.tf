# Records that Customer Profiles could not ingest; the on-call reads them by hand.
resource "aws_sqs_queue" "rejected" {
  name                      = "loyalty-rejected-records"
  message_retention_seconds = 1209600 # 14 days, the longest SQS allows
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue_policy" "rejected" {
  queue_url = aws_sqs_queue.rejected.id
  policy    = data.aws_iam_policy_document.rejected.json
}

data "aws_iam_policy_document" "rejected" {
  statement {
    sid       = "RejectedRecords"
    effect    = "Allow"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.rejected.arn]

    principals {
      type        = "Service"
      identifiers = ["profile.amazonaws.com"]
    }
  }
}
