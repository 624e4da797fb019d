//! Grants that are used, or written, beyond the border of a module.

use super::{judged, mended, rows};
use unconfuse::edit::Applicability;

/// A provider makes it a root module: nobody else calls it.
const ROOT: &str = "provider \"aws\" {}\n";

const ROLE: &str = r#"
resource "aws_iam_role" "logging" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
  }
}
"#;

const SERVER_MODULE: &str = r#"
variable "logging_role" {}
resource "aws_transfer_server" "this" {
  logging_role = var.logging_role
}
output "server_arn" { value = aws_transfer_server.this.arn }
output "server_id" { value = aws_transfer_server.this.id }
"#;

fn root(text: &str) -> String {
    format!("{ROOT}{text}")
}

#[test]
fn a_role_that_is_handed_to_a_local_module_is_judged_by_its_use_there() {
    let call =
        "module \"sftp\" {\n  source       = \"./modules/server\"\n  logging_role = aws_iam_role.logging.arn\n}\n";
    let main = root(&format!("{ROLE}{call}"));
    let outcome = judged(&[("main.tf", &main), ("modules/server/main.tf", SERVER_MODULE)]);
    assert_eq!(
        rows(&outcome),
        ["transfer.amazonaws.com in data.aws_iam_policy_document.trust: safe missing-source-condition"]
    );
    assert_eq!(outcome.grants[0].used_by, ["aws_transfer_server.this"]);
    let after = mended(&outcome, Applicability::Safe);
    assert_eq!(after.keys().collect::<Vec<_>>(), ["main.tf"]);
    assert!(
        after["main.tf"].contains(":transfer:*:${data.aws_caller_identity.current.account_id}:server/*\""),
        "{}",
        after["main.tf"]
    );
}

#[test]
fn a_role_that_goes_to_a_module_out_of_sight_may_have_other_uses() {
    let call =
        "module \"sftp\" {\n  source       = \"example/server/aws\"\n  logging_role = aws_iam_role.logging.arn\n}\n";
    let outcome = judged(&[("main.tf", &root(&format!("{ROLE}{call}")))]);
    let why = outcome.findings[0].why.clone().unwrap_or_default();
    assert!(why.contains("handed on through module.sftp"), "{why}");
}

#[test]
fn a_policy_that_is_written_for_a_local_module_is_found_where_it_is_written() {
    let module = r#"
variable "policy" {}
variable "name" {}
resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = var.policy
}
"#;
    let call = r#"
module "heredoc" {
  source = "./role"
  name   = "a"
  policy = <<EOF
{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "transfer.amazonaws.com"}}]}
EOF
}
module "encoded" {
  source = "./role"
  name   = "b"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "transfer.amazonaws.com" } }]
  })
}
module "document" {
  source = "./role"
  name   = "c"
  policy = data.aws_iam_policy_document.trust.json
}
"#;
    let main = root(&format!("{}{call}", ROLE.replace("data.aws_iam_policy_document.trust.json", "\"\"")));
    let outcome = judged(&[("main.tf", &main), ("role/main.tf", module)]);
    assert_eq!(
        rows(&outcome),
        [
            "transfer.amazonaws.com in data.aws_iam_policy_document.trust: safe missing-source-condition",
            "transfer.amazonaws.com in module.heredoc: safe missing-source-condition",
            "transfer.amazonaws.com in module.encoded: safe missing-source-condition",
        ]
    );
    assert!(outcome.unread.is_empty(), "{:?}", outcome.unread);
    let after = mended(&outcome, Applicability::Safe);
    assert_eq!(after["main.tf"].matches("aws:SourceAccount").count(), 3, "{}", after["main.tf"]);
}

#[test]
fn the_services_that_callers_name_are_judged_together_where_the_statement_stands() {
    let module = r#"
variable "service" {}
resource "aws_iam_role" "this" {
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = var.service } }]
  })
}
"#;
    let call = |name: &str, service: &str| {
        format!("module \"{name}\" {{\n  source  = \"../role\"\n  service = \"{service}\"\n}}\n")
    };
    let one = root(&call("a", "transfer.amazonaws.com"));
    let two = root(&call("b", "connect.amazonaws.com"));
    let outcome = judged(&[("one/main.tf", &one), ("two/main.tf", &two), ("role/main.tf", module)]);
    let rows = rows(&outcome);
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].starts_with("transfer.amazonaws.com in aws_iam_role.this"), "{rows:?}");
    assert!(rows[1].starts_with("connect.amazonaws.com in aws_iam_role.this"), "{rows:?}");
    assert!(mended(&outcome, Applicability::Safe).is_empty(), "others may call it with other services");
}

#[test]
fn what_one_module_gives_another_is_followed_through_the_one_that_calls_both() {
    let roles = format!("{ROLE}\noutput \"role_arn\" {{ value = aws_iam_role.logging.arn }}\n");
    let main = root(
        r#"
module "roles" { source = "./roles" }
module "server" {
  source       = "./server"
  logging_role = module.roles.role_arn
}
"#,
    );
    let outcome = judged(&[("main.tf", &main), ("roles/main.tf", &roles), ("server/main.tf", SERVER_MODULE)]);
    assert_eq!(outcome.grants[0].used_by, ["aws_transfer_server.this"]);
    let why = outcome.findings[0].why.clone().unwrap_or_default();
    assert!(why.contains("handed on through output role_arn"), "others may call it too: {why}");
}

#[test]
fn a_name_of_another_module_is_never_written() {
    let module = "resource \"aws_transfer_server\" \"this\" {\n  logging_role = var.role\n}\nvariable \"role\" {}\nvariable \"name\" {}\nresource \"aws_transfer_user\" \"this\" {\n  server_id = aws_transfer_server.this.id\n  user_name = var.name\n  role = var.role\n}\n";
    let call =
        "module \"sftp\" {\n  source = \"./server\"\n  name   = \"bob\"\n  role   = aws_iam_role.logging.arn\n}\n";
    let main = root(&format!("variable \"name\" {{}}\n{ROLE}{call}"));
    let outcome = judged(&[("main.tf", &main), ("server/main.tf", module)]);
    let after = mended(&outcome, Applicability::Unsafe);
    let text = &after["main.tf"];
    assert!(!text.contains("aws_transfer_server.this") && !text.contains("${var.name}"), "{text}");
    assert!(text.contains(":server/*") && text.contains(":user/"), "{text}");
}

#[test]
fn data_sources_are_declared_in_the_module_that_needs_them() {
    let module =
        format!("{ROLE}\nresource \"aws_transfer_server\" \"s\" {{\n  logging_role = aws_iam_role.logging.arn\n}}\n");
    let main = root("data \"aws_caller_identity\" \"current\" {}\nmodule \"sftp\" { source = \"./sftp\" }\n");
    let outcome = judged(&[("main.tf", &main), ("sftp/main.tf", &module)]);
    let after = mended(&outcome, Applicability::Safe);
    assert_eq!(after.keys().collect::<Vec<_>>(), ["sftp/main.tf"]);
    assert!(after["sftp/main.tf"].contains("data \"aws_caller_identity\" \"current\" {}"), "{}", after["sftp/main.tf"]);
}

#[test]
fn modules_that_call_each_other_in_a_circle_come_to_an_end() {
    let one = root("module \"two\" {\n  source = \"../two\"\n  role   = module.two.role\n}\n");
    let two = format!(
        "variable \"role\" {{}}\noutput \"role\" {{ value = var.role }}\nmodule \"one\" {{\n  source = \"../two\"\n  role = module.one.role\n}}\n{ROLE}"
    );
    let outcome = judged(&[("one/main.tf", &one), ("two/main.tf", &two)]);
    assert_eq!(rows(&outcome).len(), 1);
}

#[test]
fn a_name_that_may_be_one_of_several_texts_is_said_by_its_variable() {
    let module = format!(
        "variable \"suffix\" {{}}\n{ROLE}\nresource \"aws_transfer_user\" \"u\" {{\n  server_id = \"s-1\"\n  user_name = \"in-${{var.suffix}}\"\n  role = aws_iam_role.logging.arn\n}}\n"
    );
    let main = root(
        "variable \"where\" {}\nlocals { names = { a = \"x\", b = \"y\" } }\nmodule \"sftp\" {\n  source = \"./sftp\"\n  suffix = local.names[var.where]\n}\n",
    );
    let outcome = judged(&[("main.tf", &main), ("sftp/main.tf", &module)]);
    assert_eq!(outcome.problems, []);
    let after = mended(&outcome, Applicability::Safe);
    assert!(after["sftp/main.tf"].contains(":user/s-1/in-${var.suffix}\""), "{after:?}");
}

#[test]
fn an_arn_that_is_empty_where_nothing_was_created_is_no_malformed_one() {
    let store = "variable \"create\" {}\nresource \"aws_s3_bucket\" \"b\" {\n  count = var.create ? 1 : 0\n  bucket = \"uploads\"\n}\noutput \"arn\" { value = var.create ? join(\"\", aws_s3_bucket.b.*.arn) : \"\" }\n";
    let code = "variable \"arn\" { default = \"\" }\nresource \"aws_lambda_permission\" \"p\" {\n  action        = \"lambda:InvokeFunction\"\n  function_name = \"f\"\n  principal     = \"s3.amazonaws.com\"\n  source_arn    = var.arn\n}\n";
    let main = root(
        "module \"store\" {\n  source = \"./store\"\n  create = true\n}\nmodule \"code\" {\n  source = \"./code\"\n  arn = module.store.arn\n}\n",
    );
    let outcome = judged(&[("main.tf", &main), ("code/main.tf", code), ("store/main.tf", store)]);
    assert_eq!(outcome.problems, []);
    let rows = rows(&outcome);
    assert!(rows.iter().all(|row| !row.contains("malformed")), "{rows:?}");
}
