variable "partners" {
  description = "Partners and the prefix each of them may use"
  type        = map(string)
  default = {
    northwind = "inbound/northwind"
    contoso   = "inbound/contoso"
  }
}

resource "aws_s3_bucket" "inbox" {
  bucket_prefix = "partner-inbox-"
}

resource "aws_transfer_server" "sftp" {
  protocols            = ["SFTP"]
  security_policy_name = "TransferSecurityPolicy-2024-01"
}

resource "aws_transfer_user" "partner" {
  for_each = var.partners

  server_id           = aws_transfer_server.sftp.id
  user_name           = each.key
  role                = aws_iam_role.partner.arn
  home_directory_type = "LOGICAL"

  home_directory_mappings {
    entry  = "/"
    target = "/${aws_s3_bucket.inbox.bucket}/${each.value}"
  }
}
