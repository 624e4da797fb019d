data "aws_connect_instance" "desk" {
  instance_alias = "shared-desk"
}

resource "aws_sns_topic" "chat" {
  name = "looked-up"
}

resource "aws_sns_topic_policy" "chat" {
  arn = aws_sns_topic.chat.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "connect.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.chat.arn
      },
    ]
  })
}
