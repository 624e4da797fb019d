//! Policies that stand in files of their own.

use super::{judged, mended, rows};
use unconfuse::edit::Applicability;
use unconfuse::engine::{Unit, run};
use unconfuse::files::Memory;
use unconfuse::settings::Settings;

const SERVER: &str = r#"
resource "aws_transfer_server" "sftp" {
  logging_role = aws_iam_role.logging.arn
}
"#;

const TRUST: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sts:AssumeRole",
      "Principal": { "Service": "transfer.amazonaws.com" }
    }
  ]
}
"#;

fn role(policy: &str) -> String {
    format!("resource \"aws_iam_role\" \"logging\" {{\n  assume_role_policy = {policy}\n}}\n{SERVER}")
}

#[test]
fn a_policy_that_is_read_as_it_is_is_judged_and_cannot_name_the_account() {
    for path in
        ["\"policies/trust.json\"", "\"${path.module}/policies/trust.json\"", "\"./policies/../policies/trust.json\""]
    {
        let outcome = judged(&[("iam.tf", &role(&format!("file({path})"))), ("policies/trust.json", TRUST)]);
        let rows = rows(&outcome);
        assert!(rows[0].starts_with("transfer.amazonaws.com in aws_iam_role.logging: manual missing"), "{rows:?}");
        assert!(rows[0].contains("policies/trust.json, which is read as it is"), "{rows:?}");
        let at = outcome.findings[0].at;
        assert_eq!(&*outcome.files[at.file.0 as usize].path, "policies/trust.json");
    }
}

#[test]
fn a_text_that_names_the_account_itself_is_mended_where_it_stands() {
    let policy = r#"{"Statement": [
  {"Sid": "One", "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "scheduler.amazonaws.com"},
   "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}},
  {"Sid": "Two", "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "transfer.amazonaws.com"},
   "Resource": "arn:aws:iam::111122223333:role/x"}
]}
"#;
    let outcome = judged(&[("iam.tf", &role("file(\"trust.json\")")), ("trust.json", policy)]);
    let after = mended(&outcome, Applicability::Safe);
    assert_eq!(after.keys().collect::<Vec<_>>(), ["trust.json"], "{:?}", rows(&outcome));
    assert_eq!(after["trust.json"].matches("\"aws:SourceAccount\": \"111122223333\"").count(), 2);
    assert!(after["trust.json"].contains("arn:aws:transfer:*:111122223333:server/*"), "{}", after["trust.json"]);
}

#[test]
fn a_template_says_the_account_by_a_variable_that_it_has() {
    let variables = "{ owner = data.aws_caller_identity.current.account_id, part = data.aws_partition.current.id }";
    let code = format!(
        "{}\ndata \"aws_caller_identity\" \"current\" {{}}\ndata \"aws_partition\" \"current\" {{}}\n",
        role(&format!("templatefile(\"${{path.module}}/trust.tpl\", {variables})"))
    );
    let outcome = judged(&[("iam.tf", &code), ("trust.tpl", TRUST)]);
    let after = mended(&outcome, Applicability::Safe);
    assert_eq!(after.keys().collect::<Vec<_>>(), ["trust.tpl"], "{:?}", rows(&outcome));
    assert!(after["trust.tpl"].contains("\"aws:SourceAccount\": \"${owner}\""), "{}", after["trust.tpl"]);
    assert!(after["trust.tpl"].contains("\"arn:${part}:transfer:*:${owner}:server/*\""), "{}", after["trust.tpl"]);
}

#[test]
fn a_template_without_such_a_variable_gets_one_wherever_it_is_read() {
    let code = r#"
resource "aws_iam_role" "logging" {
  assume_role_policy = templatefile("trust.tpl", {
    name = "logging"
  })
}

resource "aws_iam_role" "other" {
  assume_role_policy = templatefile("./trust.tpl", { name = "other" })
}
"#;
    let files = [("iam.tf", &*format!("{code}{SERVER}")), ("trust.tpl", TRUST)];
    let outcome = judged(&files);
    let after = mended(&outcome, Applicability::Safe);
    let code = &after["iam.tf"];
    assert!(after["trust.tpl"].contains("\"aws:SourceAccount\": \"${account_id}\""), "{}", after["trust.tpl"]);
    assert_eq!(code.matches("= data.aws_caller_identity.current.account_id").count(), 2, "{code}");
    assert_eq!(code.matches("= data.aws_partition.current.partition").count(), 2, "{code}");
    assert!(code.contains("data \"aws_caller_identity\" \"current\" {}"), "{code}");
    assert!(code.contains("    name       = \"logging\"\n    account_id = "), "{code}");
}

#[test]
fn a_template_for_a_role_of_another_provider_gets_the_account_of_that_provider() {
    let own = "  provider = aws.log-archive\n";
    let code = role("templatefile(\"trust.tpl\", { none = \"none\" })").replace(" {\n", &format!(" {{\n{own}"));
    let outcome = judged(&[("iam.tf", &code), ("trust.tpl", TRUST)]);
    let after = mended(&outcome, Applicability::Safe);
    assert!(
        after["trust.tpl"].contains("\"aws:SourceAccount\": \"${log_archive_account_id}\""),
        "{:?}",
        rows(&outcome)
    );
    let code = &after["iam.tf"];
    assert!(code.contains("log_archive_account_id = data.aws_caller_identity.log-archive.account_id"), "{code}");
    assert!(code.contains("data \"aws_caller_identity\" \"log-archive\" {\n  provider = aws.log-archive\n}"), "{code}");

    let known = "{ own = data.aws_caller_identity.mine.account_id, logs = data.aws_caller_identity.logs.account_id }";
    let code = role(&format!("templatefile(\"trust.tpl\", {known})")).replace(" {\n", &format!(" {{\n{own}"));
    let sources =
        format!("data \"aws_caller_identity\" \"mine\" {{}}\ndata \"aws_caller_identity\" \"logs\" {{\n{own}}}\n");
    let outcome = judged(&[("iam.tf", &format!("{code}{sources}")), ("trust.tpl", TRUST)]);
    let after = mended(&outcome, Applicability::Safe);
    assert!(after["trust.tpl"].contains("\"aws:SourceAccount\": \"${logs}\""), "{}", after["trust.tpl"]);
}

#[test]
fn the_old_template_file_works_like_templatefile() {
    let code = format!(
        r#"
data "template_file" "trust" {{
  template = "${{file("${{path.module}}/trust.tpl")}}"

  vars = {{
    service = "transfer.amazonaws.com"
  }}
}}
{}"#,
        role("data.template_file.trust.rendered")
    );
    let template = TRUST.replace("transfer.amazonaws.com", "${service}");
    let outcome = judged(&[("iam.tf", &code), ("trust.tpl", &template)]);
    let after = mended(&outcome, Applicability::Safe);
    assert!(after["trust.tpl"].contains("${account_id}"), "{:?}", rows(&outcome));
    assert!(
        after["iam.tf"].contains("    account_id = data.aws_caller_identity.current.account_id"),
        "{}",
        after["iam.tf"]
    );
}

#[test]
fn what_other_modules_may_read_too_is_left_to_a_person() {
    let outcome = judged(&[("iam.tf", &role("file(\"../trust.json\")")), ("../trust.json", TRUST)]);
    let rows = rows(&outcome);
    assert!(rows[0].contains("stands outside of the module, so others may read it too"), "{rows:?}");
}

#[test]
fn statements_around_a_directive_are_mended_and_what_it_holds_is_told() {
    let others =
        "%{ if backup != \"\" }\n    {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"${backup}\"}},\n    %{ endif }";
    let template = TRUST.replacen('[', &format!("[\n    {others}"), 1);
    let code = role("templatefile(\"trust.tpl\", { backup = var.backup })");
    let outcome = judged(&[("iam.tf", &code), ("trust.tpl", &template)]);
    let after = mended(&outcome, Applicability::Safe);
    assert!(after["trust.tpl"].contains("\"aws:SourceAccount\": \"${account_id}\""), "{:?}", rows(&outcome));
    assert!(after["trust.tpl"].contains(others), "{}", after["trust.tpl"]);
    assert!(outcome.unread[0].reason.text.contains("%{ } directives"), "{:?}", outcome.unread);
}

#[test]
fn directives_and_unknown_variables_are_told_and_not_mended() {
    let template = TRUST.replace("\"Version\"", "%{ if true }\"Id\": \"x\",%{ endif }\n\"Version\"");
    let outcome = judged(&[("iam.tf", &role("templatefile(\"trust.tpl\", {})")), ("trust.tpl", &template)]);
    assert!(
        outcome.grants.is_empty() && outcome.unread[0].reason.text.contains("%{ } directives"),
        "{:?}",
        outcome.unread
    );

    let outcome = judged(&[("iam.tf", &role("templatefile(\"trust.tpl\", local.vars)")), ("trust.tpl", TRUST)]);
    assert!(rows(&outcome)[0].contains("not written as a map"), "{:?}", rows(&outcome));
}

#[test]
fn a_statement_that_a_directive_switches_is_told() {
    let switched =
        TRUST.replacen("    {\n", "    %{ if on }\n    {\n", 1).replace("    }\n  ]", "    }\n    %{ endif }\n  ]");
    assert_eq!(switched.matches("%{").count(), 2, "{switched}");
    let code = role("templatefile(\"trust.tpl\", { on = var.on })");
    let outcome = judged(&[("iam.tf", &code), ("trust.tpl", &switched)]);
    assert!(mended(&outcome, Applicability::Unsafe).is_empty());
    assert!(!outcome.unread.is_empty() || !outcome.grants.is_empty(), "it is told");
    assert!(rows(&outcome).iter().all(|row| !row.ends_with("clean")), "{:?}", rows(&outcome));
}

#[test]
fn a_text_that_is_not_there_is_told() {
    let outcome = judged(&[("iam.tf", &role("file(\"gone.json\")"))]);
    assert!(outcome.unread[0].reason.text.contains("`gone.json` is not there"), "{:?}", outcome.unread);
}

#[test]
fn a_text_with_escapes_is_mended_inside_its_quotes() {
    let policy = "\"{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"sts:AssumeRole\\\",\\\"Principal\\\":{\\\"Service\\\":\\\"transfer.amazonaws.com\\\"}}]}\"";
    let outcome = judged(&[("iam.tf", &role(policy))]);
    let after = mended(&outcome, Applicability::Safe);
    let said = r#"\"aws:SourceAccount\":\"${data.aws_caller_identity.current.account_id}\""#;
    assert!(after["iam.tf"].contains(said), "{}", after["iam.tf"]);
}

/// As people do whose API is to be deployed again whenever its code changes.
#[test]
fn code_that_reads_itself_is_judged_and_mended_once() {
    let hash = |paths: &[&str]| -> String {
        let read = paths.iter().map(|path| format!("${{file(\"{path}\")}}"));
        format!("output \"hash\" {{\n  value = md5(\"{}\")\n}}\n", read.collect::<String>())
    };
    let policy = format!("<<EOF\n{TRUST}EOF\n");
    let code = role(&policy) + &hash(&["iam.tf", "./iam.tf", "${path.module}/iam.tf", "../else/where.tf"]);
    let elsewhere = role(&policy).replace("logging", "other");
    let files = [("in/iam.tf", code.as_str()), ("else/where.tf", &elsewhere)];
    let memory = files.iter().fold(Memory::new(), |memory, (path, text)| memory.with(*path, *text));
    let unit = Unit::Module { folder: "in".to_owned(), files: vec!["in/iam.tf".to_owned()] };
    let outcome = run(&unit, &memory, Settings::default());
    assert_eq!(rows(&outcome), ["transfer.amazonaws.com in aws_iam_role.logging: safe missing-source-condition"]);
    assert_eq!(mended(&outcome, Applicability::Safe).keys().collect::<Vec<_>>(), ["in/iam.tf"]);
}

#[test]
fn a_heredoc_that_is_less_indented_than_its_marker_asks_for_is_mended() {
    for marker in ["EOT", "  EOT"] {
        let code = role(&format!("<<-EOT\n{TRUST}{marker}"));
        let outcome = judged(&[("iam.tf", &code)]);
        let after = mended(&outcome, Applicability::Safe);
        assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
        assert!(after["iam.tf"].contains("\"aws:SourceArn\": \"arn:${"), "{}", after["iam.tf"]);
        assert_eq!(
            rows(&judged(&[("iam.tf", &after["iam.tf"])])),
            ["transfer.amazonaws.com in aws_iam_role.logging: clean"]
        );
    }
}
