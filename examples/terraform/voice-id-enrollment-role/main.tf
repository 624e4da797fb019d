provider "aws" {
  region = "us-west-2"
}

data "aws_caller_identity" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id

  # Voice ID takes this role when an enrollment job is started.
  voice_id_trust = {
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "voiceid.amazonaws.com" }
      },
    ]
  }
}

resource "aws_connect_instance" "contact_centre" {
  instance_alias           = "acme-contact-centre"
  identity_management_type = "CONNECT_MANAGED"
  inbound_calls_enabled    = true
  outbound_calls_enabled   = true
}

resource "aws_s3_bucket" "enrollment" {
  bucket = "acme-voice-id-enrollment-${local.account_id}"
}

# The Voice ID domain was made in the console; jobs name the role in StartSpeakerEnrollmentJob.
resource "aws_iam_role" "enrollment" {
  name               = "voice-id-enrollment"
  assume_role_policy = jsonencode(local.voice_id_trust)
}

resource "aws_iam_role_policy" "enrollment" {
  name = "recordings"
  role = aws_iam_role.enrollment.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = "${aws_s3_bucket.enrollment.arn}/*"
    }]
  })
}
