module "role" {
  source = "./role"
  name   = "child-logging"
}

resource "aws_transfer_server" "s" {
  logging_role = module.role.arn
}
