//! Stories of an editor: what it is told, what it is offered, and what becomes of its documents.

mod editor;
mod protocol;

use editor::{Editor, able};
use serde_json::{Value, json};

const ROLE: &str = r#"data "aws_caller_identity" "current" {}

resource "aws_iam_role" "sftp" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
    }]
  })
}
"#;
const SERVER: &str = "resource \"aws_transfer_server\" \"uploads\" {\n  logging_role = aws_iam_role.sftp.arn\n}\n";
const MISSING: &str = "2 transfer.amazonaws.com may assume this role for anyone: no condition names the source";

#[test]
fn a_finding_is_told_of_text_that_was_never_saved_and_is_gone_with_its_fix() {
    let mut editor = Editor::new(&[("server.tf", SERVER)]);
    editor.open_as("role.tf", "locals {}\n");
    assert!(editor.diagnostics("role.tf").is_empty());
    editor.retype("role.tf", ROLE);
    assert_eq!(editor.messages("role.tf"), [MISSING]);
    let [fix] = editor.actions("role.tf", "transfer.").try_into().expect("one action");
    assert_eq!(fix["title"], "Name the source: aws:SourceAccount and aws:SourceArn");
    assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(fix["diagnostics"], json!(editor.diagnostics("role.tf")));
    editor.apply(&fix);
    assert!(editor.text("role.tf").contains(":server/*"), "{}", editor.text("role.tf"));
    assert!(editor.diagnostics("role.tf").is_empty());
    assert!(editor.actions("role.tf", "transfer.").is_empty());
}

#[test]
fn a_finding_tells_its_rule_its_place_and_who_proves_it() {
    let mut editor = Editor::new(&[("server.tf", SERVER), ("role.tf", ROLE)]);
    editor.open("role.tf");
    let [found] = editor.diagnostics("role.tf") else { panic!("one finding") };
    assert_eq!((&found["code"], &found["source"]), (&json!("missing-source-condition"), &json!("unconfuse")));
    let place = json!({"start": {"line": 7, "character": 30}, "end": {"line": 7, "character": 54}});
    assert_eq!(found["range"], place);
    let related = &found["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], editor.uri("server.tf"));
    assert!(
        related["message"].as_str().is_some_and(|it| it.contains("aws_transfer_server.uploads uses it")),
        "{related}"
    );
}

#[test]
fn characters_are_counted_as_the_editor_does() {
    let text = ROLE.replace("{ Service", "{ /* \u{e9}\u{1f642} */ Service");
    let column = |capabilities: Value| {
        let mut editor = Editor::with(&[("role.tf", &text), ("server.tf", SERVER)], capabilities);
        editor.open("role.tf");
        let fixed = editor.actions("role.tf", "transfer.");
        assert_eq!(fixed.len(), 1, "the editor's own count finds the place");
        editor.diagnostics("role.tf")[0]["range"]["start"]["character"].as_u64().expect("a number")
    };
    let as_of_old = column(json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}}));
    assert_eq!((column(able()), as_of_old), (30 + 13, 30 + 10));
}

#[test]
fn a_fix_may_need_a_file_that_is_not_open() {
    let role = ROLE.replace("data \"aws_caller_identity\" \"current\" {}\n\n", "");
    let other = ROLE.replace("data \"aws_caller_identity\" \"current\" {}\n\n", "").replace("sftp", "another");
    let mut editor = Editor::new(&[("a.tf", &other), ("b.tf", &role), ("server.tf", SERVER)]);
    editor.open("b.tf");
    let [fix] = editor.actions("b.tf", "transfer.").try_into().expect("one action");
    editor.apply(&fix);
    editor.open("a.tf");
    assert!(editor.text("a.tf").contains("data \"aws_caller_identity\""), "{}", editor.text("a.tf"));
    assert!(editor.diagnostics("b.tf").is_empty());
    assert_eq!(editor.messages("a.tf"), [MISSING], "it was one fix of two");
}

#[test]
fn modules_that_call_each_other_are_judged_together_as_they_stand_in_the_editor() {
    let server = "variable \"role\" {}\nresource \"aws_transfer_server\" \"s\" {\n  logging_role = var.role\n}\n";
    let call = "module \"server\" {\n  source = \"../server\"\n  role   = aws_iam_role.sftp.arn\n}\n";
    let mut editor = Editor::new(&[("server/main.tf", server), ("app/main.tf", ROLE)]);
    editor.open("app/main.tf");
    assert!(editor.diagnostics("app/main.tf")[0].get("relatedInformation").is_none());
    editor.retype("app/main.tf", &format!("{ROLE}{call}"));
    let related = &editor.diagnostics("app/main.tf")[0]["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], editor.uri("server/main.tf"));
}

#[test]
fn an_unsafe_fix_says_so_and_asks_first() {
    let topic = r#"data "aws_caller_identity" "current" {}
resource "aws_sns_topic" "shared" { name = "t" }
resource "aws_sns_topic_policy" "shared" {
  arn = aws_sns_topic.shared.arn
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sns:Publish", Resource = aws_sns_topic.shared.arn, Principal = { Service = "s3.amazonaws.com" } }]
  })
}
"#;
    let mut editor = Editor::new(&[("main.tf", topic)]);
    editor.open("main.tf");
    let [fix] = editor.actions("main.tf", "s3.amazonaws").try_into().expect("one action");
    assert!(fix["title"].as_str().is_some_and(|title| title.ends_with("(unsafe: look first)")), "{fix}");
    assert_eq!(fix.get("isPreferred"), None);
    let doubt = &fix["edit"]["changeAnnotations"]["unconfuse"];
    assert_eq!(doubt["needsConfirmation"], true);
    assert!(doubt["description"].as_str().is_some_and(|it| it.contains("another account")), "{doubt}");
    assert_eq!(fix["edit"]["documentChanges"][0]["edits"][0]["annotationId"], "unconfuse");
    assert!(
        editor
            .hover("main.tf", "s3.amazonaws")
            .is_some_and(|it| it.contains("fix \\(unsafe\\)") || it.contains("fix (unsafe)"))
    );
    let all = editor.actions_for("main.tf", everything(), json!({"only": ["source.fixAll"]}));
    assert!(all.is_empty(), "what is unsafe is taken one by one");
}

fn everything() -> Value {
    json!({"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}})
}

#[test]
fn all_safe_fixes_of_a_file_are_one_action_proven_together() {
    let second = ROLE.replace("data \"aws_caller_identity\" \"current\" {}\n", "").replace("sftp", "second");
    let mut editor = Editor::new(&[("main.tf", &format!("{ROLE}{second}{SERVER}"))]);
    editor.open("main.tf");
    assert_eq!(editor.messages("main.tf"), [MISSING, MISSING]);
    let [all] =
        editor.actions_for("main.tf", everything(), json!({"only": ["source"]})).try_into().expect("one action");
    assert_eq!(all["kind"], "source.fixAll.unconfuse");
    editor.apply(&all);
    assert!(editor.diagnostics("main.tf").is_empty(), "{}", editor.text("main.tf"));
}

#[test]
fn an_editor_that_takes_no_versions_gets_plain_changes() {
    let capabilities = json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}});
    let mut editor = Editor::with(&[("main.tf", &format!("{ROLE}{SERVER}"))], capabilities);
    editor.open("main.tf");
    let [fix] = editor.actions("main.tf", "transfer.").try_into().expect("one action");
    let changes = fix["edit"]["changes"].as_object().expect("changes");
    assert_eq!(changes.keys().collect::<Vec<_>>(), [&editor.uri("main.tf")]);
    assert_eq!(fix["edit"].get("documentChanges"), None);
}

#[test]
fn a_hover_gives_the_reason_and_the_evidence() {
    let mut editor = Editor::new(&[("main.tf", &format!("{ROLE}{SERVER}"))]);
    editor.open("main.tf");
    let said = editor.hover("main.tf", "transfer.").expect("something");
    for part in
        ["missing-source-condition", "used by aws", "fix: Name the source", "if it were wrong: ", "see: <https://"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(editor.hover("main.tf", "sts:AssumeRole"), None);
}

#[test]
fn a_hover_over_a_service_that_is_let_in_rightly_says_why_that_is_so() {
    let role = ROLE.replace("transfer.", "ec2.");
    let mut editor = Editor::with(&[("main.tf", &role)], json!({}));
    editor.open("main.tf");
    assert!(editor.diagnostics("main.tf").is_empty());
    let said = editor.hover("main.tf", "ec2.amazonaws").expect("something");
    assert!(said.starts_with("clean: aws_iam_role.sftp lets ec2.amazonaws.com in\nwhy: "), "{said}");
}

#[test]
fn what_cannot_be_decided_is_a_hint_and_not_silence() {
    let role = ROLE.replace("\"transfer.amazonaws.com\"", "var.service");
    let mut editor = Editor::new(&[("main.tf", &format!("{role}variable \"service\" {{}}\n"))]);
    editor.open("main.tf");
    let [hint] = editor.messages("main.tf").try_into().expect("one hint");
    assert!(hint.starts_with("4 cannot decide: aws_iam_role.sftp"), "{hint}");
}

#[test]
fn text_that_does_not_parse_is_told_where_it_breaks_and_heals() {
    let mut editor = Editor::new(&[("main.tf", ROLE)]);
    editor.open("main.tf");
    editor.retype("main.tf", &ROLE.replace("})\n}\n", ""));
    assert!(
        editor.messages("main.tf").iter().all(|message| message.starts_with("1 ")),
        "{:?}",
        editor.messages("main.tf")
    );
    assert!(!editor.diagnostics("main.tf").is_empty());
    editor.retype("main.tf", ROLE);
    assert_eq!(editor.messages("main.tf"), [MISSING]);
}

#[test]
fn what_is_ignored_is_not_told_and_an_ignore_for_nothing_is() {
    let ignored =
        ROLE.replace("    Statement", "    # unconfuse: ignore[missing-source-condition] a test\n    Statement");
    let mut editor = Editor::new(&[("main.tf", &ignored)]);
    editor.open("main.tf");
    assert!(editor.diagnostics("main.tf").is_empty());
    assert!(editor.actions("main.tf", "transfer.").is_empty());
    assert!(editor.hover("main.tf", "transfer.").is_some_and(|said| said.contains("ignored: a test")));
    editor.retype("main.tf", &ignored.replace("transfer.", "ec2."));
    assert_eq!(editor.diagnostics("main.tf")[0]["code"], "unused-suppression");
}

#[test]
fn nothing_is_told_any_more_of_a_module_that_nobody_has_open() {
    let mut editor = Editor::new(&[("role.tf", ROLE), ("server.tf", SERVER)]);
    editor.open("server.tf");
    assert_eq!(editor.messages("role.tf"), [MISSING], "the module is told as a whole");
    editor.close("server.tf");
    assert!(editor.diagnostics("role.tf").is_empty());
}

#[test]
fn a_fix_is_made_for_the_disk_as_it_is_though_nobody_said_that_it_changed() {
    let mut editor = Editor::new(&[("role.tf", ROLE), ("server.tf", SERVER)]);
    editor.open("role.tf");
    let [fix] = editor.actions("role.tf", "transfer.").try_into().expect("one action");
    assert!(fix.to_string().contains(":server/*"), "{fix}");
    editor.write("server.tf", "");
    let [fix] = editor.actions("role.tf", "transfer.").try_into().expect("one action");
    assert!(!fix.to_string().contains(":server/*"), "{fix}");
}

#[test]
fn files_that_come_and_go_are_noticed() {
    let mut editor = Editor::new(&[("role.tf", ROLE)]);
    editor.open("role.tf");
    editor.write("server.tf", SERVER);
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    assert!(editor.diagnostics("role.tf")[0].get("relatedInformation").is_some());
    std::fs::remove_file(editor.folder.path().join("server.tf")).expect("it was there");
    let [fix] = editor.actions("role.tf", "transfer.").try_into().expect("one action");
    assert!(!fix.to_string().contains("aws_transfer_server"), "{fix}");
    assert_eq!(editor.messages("role.tf"), [MISSING]);
}

#[test]
fn a_template_is_judged_and_mended_like_a_module() {
    let text = "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        \
                Statement:\n          - Effect: Allow\n            Action: sts:AssumeRole\n            \
                Principal: {Service: transfer.amazonaws.com}\n";
    let mut editor = Editor::new(&[("stack.yaml", "")]);
    editor.open("stack.yaml");
    assert!(editor.diagnostics("stack.yaml").is_empty());
    editor.retype("stack.yaml", text);
    assert_eq!(editor.messages("stack.yaml"), [MISSING]);
    let [fix] = editor.actions("stack.yaml", "transfer.").try_into().expect("one action");
    editor.apply(&fix);
    assert!(editor.diagnostics("stack.yaml").is_empty(), "{}", editor.text("stack.yaml"));
}

#[test]
fn a_policy_that_a_module_reads_is_told_once() {
    let policy = r#"{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "transfer.amazonaws.com"}}]}"#;
    let role = "resource \"aws_iam_role\" \"r\" {\n  assume_role_policy = file(\"${path.module}/trust.json\")\n}\n";
    let mut editor = Editor::new(&[("main.tf", role), ("trust.json", policy)]);
    editor.open("trust.json");
    editor.open("main.tf");
    assert_eq!(editor.messages("trust.json"), [MISSING]);
    editor.retype("trust.json", &policy.replace("transfer.", "ec2."));
    assert!(editor.diagnostics("trust.json").is_empty(), "{:?}", editor.messages("trust.json"));
}

#[test]
fn text_of_a_template_marks_nothing_up() {
    let role = ROLE
        .replace("\"sftp\"", "\"a\"")
        .replace("transfer.amazonaws.com", "x](https://evil)<b>\u{202e}.amazonaws.com");
    let mut editor = Editor::new(&[("main.tf", &role)]);
    editor.open("main.tf");
    let told: String = editor.messages("main.tf").concat();
    assert!(!told.contains('\u{202e}'), "{told}");
    let said = editor.hover("main.tf", ".amazonaws").unwrap_or_default();
    assert!(!said.contains("](https://evil") && !said.contains("<b>"), "{said}");
}
