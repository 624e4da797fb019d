resource "aws_transfer_server" "as2" {
  protocols     = ["AS2"]
  endpoint_type = "VPC"

  endpoint_details {
    vpc_id     = var.vpc_id
    subnet_ids = var.subnet_ids
  }
}

resource "aws_transfer_profile" "acme" {
  as2_id       = "ACME-PROD"
  profile_type = "LOCAL"
}

resource "aws_transfer_profile" "carrier" {
  as2_id       = "CARRIER-EDI"
  profile_type = "PARTNER"
}

resource "aws_s3_bucket" "edi" {
  bucket_prefix = "edi-inbound-"
}

resource "aws_transfer_agreement" "carrier" {
  description        = "Shipping notices of the carrier"
  server_id          = aws_transfer_server.as2.id
  local_profile_id   = aws_transfer_profile.acme.profile_id
  partner_profile_id = aws_transfer_profile.carrier.profile_id
  base_directory     = "/${aws_s3_bucket.edi.bucket}/carrier"
  access_role        = aws_iam_role.edi_inbound.arn
}

# Transfer writes the decrypted payloads and the MDNs with this role.
resource "aws_iam_role" "edi_inbound" {
  name               = "edi-inbound"
  assume_role_policy = <<EOT
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "transfer.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}
EOT
}
