resource "alicloud_ram_role" "transfer" {
  name     = "transfer"
  document = <<EOF
{
  "Statement": [
    {
      "Action": "sts:AssumeRole",
      "Effect": "Allow",
      "Principal": {
        "Service": ["transfer.amazonaws.com"]
      }
    }
  ],
  "Version": "1"
}
EOF
}
