//! Stories of fixes: the true one passes, and each way to tamper with it is refused.

mod bytes;
mod linked;
mod requests;
mod statements;
mod unchanged;

use super::statements::{Alignment, Side, compare};
use super::{prove, requests::requests_hold};
use crate::catalogue::Language;
use crate::check::{Checked, check};
use crate::edit::{apply, merge};
use crate::fix::plan::{Planned, plan};
use crate::link::Program;
use crate::load::{Loaded, Tree, link_module, load_template, parse_template};
use crate::reason::Reason;
use crate::settings::Settings;
use crate::syntax::hcl;
use crate::syntax::tree::Document;
use crate::text::{FileId, TextFile};

/// A file, what was found in it, and the fixes for it.
struct Story {
    program: Program,
    checked: Checked,
    fixes: Vec<Planned>,
}

/// The tree of a file, where it parses.
fn parsed(file: &TextFile) -> Option<Document> {
    match file.path.ends_with(".tf") {
        true => hcl::parse(FileId(0), &file.text).ok().map(Document::Hcl),
        false => parse_template(file).ok(),
    }
}

fn judged(name: &str, text: &str) -> (Program, Checked) {
    let file = TextFile::new(name, text);
    let mut program = match name.ends_with(".tf") {
        true => link_module(vec![file], Vec::new(), |_| Tree::Parse),
        false => match load_template(file, false) {
            Loaded::Programs(mut programs) => programs.remove(0),
            _ => panic!("no template: {text}"),
        },
    };
    assert!(program.problems.is_empty(), "{:?}\n{text}", program.problems);
    let checked = check(&mut program, Settings::default());
    (program, checked)
}

impl Story {
    fn new(name: &str, text: &str) -> Story {
        let (program, checked) = judged(name, text);
        let fixes = plan(&program, &checked).planned;
        assert!(!fixes.is_empty(), "nothing to fix in {text}");
        Story { program, checked, fixes }
    }

    fn all(&self) -> Vec<&Planned> {
        self.fixes.iter().collect()
    }

    fn before(&self) -> &TextFile {
        &self.program.files[0]
    }

    /// The text with the fixes done.
    fn after(&self) -> TextFile {
        let edits = merge(self.fixes.iter().flat_map(|fix| fix.fix.edits.clone())).expect("no overlap");
        TextFile::new(self.before().path.clone(), apply(FileId(0), &self.before().text, &edits))
    }

    /// The text with the fixes done and one place of it altered.
    fn tampered(&self, from: &str, to: &str) -> TextFile {
        let after = self.after();
        assert!(after.text.contains(from), "no {from:?} in\n{}", after.text);
        TextFile::new(after.path.clone(), after.text.replacen(from, to, 1))
    }

    /// Does what is read from this text agree with what the fixes want?
    fn compared(&self, text: &TextFile) -> Result<Alignment, Reason> {
        let (program, checked) = judged(&text.path, &text.text);
        let before = Side { program: &self.program, checked: &self.checked };
        compare(before, Side { program: &program, checked: &checked }, &self.all())
    }

    /// Do the requests to the amended statements of this text get the right answers? Statements
    /// are taken to stand where they stood.
    fn asked(&self, text: &TextFile) -> Result<(), Reason> {
        let (program, checked) = judged(&text.path, &text.text);
        for fix in &self.fixes {
            let statement = &checked.policies.documents[fix.place.0].statements[fix.place.1];
            for (piece, service, condition) in &fix.conditions {
                let changes = &fix.pieces[*piece].changes;
                requests_hold(&self.program, &program, statement, service, condition.as_ref(), changes)?;
            }
        }
        Ok(())
    }
}

/// A trust policy for one service that an HCL object holds.
const ROLE: &str = r#"
data "aws_caller_identity" "current" {}

# The file server writes its logs with this role.
resource "aws_iam_role" "logging" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Deploy"
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = "arn:aws:iam::123456789012:role/deploy" }
      },
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole" # no more
        Principal = { Service = "transfer.amazonaws.com" }
      },
    ]
  })
}
"#;

/// The same as a document data source, with two principals of which one calls for itself.
const DOCUMENT: &str = r#"
data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "Services"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com", "ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "shared" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
"#;

/// A template.
const TEMPLATE: &str = "\
Resources:
  Logging:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow # for the file server
            Principal:
              Service: transfer.amazonaws.com
            Action: sts:AssumeRole
";

/// A condition that lets calls without the key through.
const OPTIONAL: &str = r#"
data "aws_caller_identity" "current" {}

resource "aws_iam_role" "optional" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
      Condition = { StringEqualsIfExists = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}
"#;

#[test]
fn fixes_as_they_are_planned_are_proven() {
    for (name, text) in [("a.tf", ROLE), ("a.tf", DOCUMENT), ("a.yaml", TEMPLATE), ("a.tf", OPTIONAL)] {
        let story = Story::new(name, text);
        assert_eq!(
            prove(&story.program, &story.checked, Settings::default(), &story.all()),
            Ok(()),
            "{}",
            story.after().text
        );
        assert_eq!(story.compared(&story.after()).err(), None);
    }
}

#[test]
fn an_edit_that_writes_something_else_is_not_proven() {
    let table = [
        ("\"StringEquals\"", "\"StringEqualsIfExists\""),
        ("StringEquals", "StringNotEquals"),
        ("account_id", "user_id"),
        ("aws:SourceAccount", "aws:PrincipalAccount"),
        ("ArnLike", "StringLike"),
        ("transfer", "connect"),
    ];
    for (from, to) in table {
        let mut story = Story::new("a.tf", ROLE);
        for edit in story.fixes.iter_mut().flat_map(|fix| &mut fix.fix.edits) {
            edit.content = edit.content.replace(from.trim_matches('"'), to.trim_matches('"'));
        }
        assert_ne!(story.after(), Story::new("a.tf", ROLE).after(), "{from}");
        assert!(prove(&story.program, &story.checked, Settings::default(), &story.all()).is_err(), "{from} -> {to}");
    }
}

#[test]
fn roles_of_two_providers_get_two_data_sources() {
    let role = |name: &str| {
        let provider = format!("\"{name}\" {{\n  provider = aws.{name}");
        ROLE.replacen("data \"aws_caller_identity\" \"current\" {}\n", "", 1).replace("\"logging\" {", &provider)
    };
    let story = Story::new("a.tf", &[role("one"), role("two")].concat());
    assert_eq!(
        prove(&story.program, &story.checked, Settings::default(), &story.all()),
        Ok(()),
        "{}",
        story.after().text
    );
}

#[test]
fn fixes_in_two_files_declare_what_they_need_once() {
    let role = |name: &str| {
        let text = ROLE.replacen("data \"aws_caller_identity\" \"current\" {}\n", "", 1).replace("logging", name);
        TextFile::new(format!("{name}.tf"), text)
    };
    let (files, read) = (vec![role("one"), role("two")], |_| Tree::Parse);
    let mut program = link_module(files, Vec::new(), read);
    let checked = check(&mut program, Settings::default());
    let fixes = plan(&program, &checked).planned;
    assert_eq!(fixes.len(), 2);
    assert_eq!(prove(&program, &checked, Settings::default(), &fixes.iter().collect::<Vec<_>>()), Ok(()));
}
